# shellcheck shell=dash
# What kube-vip lives on besides its manifest: a kubeconfig, which kubeadm makes. Read only.

# "kubeconfig-file admin file", for each of kubeadm's two: file, folder (a container runtime made it where a pod mounted
# what was not there) or absent. "kube-vip-on PATH": the kubeconfig of the manifest that is placed. "kubernetes-release 1.30.2": what kubeadm is of, or the kubelet.
facts_kubernetes() {
    local what placed name
    for name in admin super-admin; do
        what=absent
        if [ -d "/etc/kubernetes/$name.conf" ]; then what="folder"; elif [ -f "/etc/kubernetes/$name.conf" ]; then what="file"; fi
        say kubeconfig-file "$name" "$what"
    done
    placed=$(sed -n 's/^ *path: *\(\/etc\/kubernetes\/[a-z-]*\.conf\) *$/\1/p' /etc/kubernetes/manifests/kube-vip.yaml 2>/dev/null | sed -n 1p)
    [ -z "$placed" ] || say kube-vip-on "$(text "$placed")"
    if have kubeadm; then
        ask_or_say 10 kubeadm version -o short
    elif have kubelet; then
        ask_or_say 10 kubelet --version
    else
        return 0
    fi
    say kubernetes-release "$(printf '%s\n' "$limits_said" | sed -n '/^\(Kubernetes \)\{0,1\}v[0-9]/{s/^[^0-9]*\([0-9][0-9.]*\).*/\1/p;q;}')"
}

# How Calico finds each node's address, where it is the node's network, and where there is kubectl and an API that answers. Asked
# once: an API that is away costs the whole wait.
facts_calico() {
    local method
    ls /etc/cni/net.d/*calico* >/dev/null 2>&1 || return 0
    method=$(ask_cluster get daemonsets -A --field-selector metadata.name=calico-node \
        -o 'jsonpath={.items[*].metadata.name}{" "}{.items[*].spec.template.spec.containers[*].env[?(@.name=="IP_AUTODETECTION_METHOD")].value}') || return 0
    case $method in calico-node*)
        method=${method#calico-node}
        say calico "$(text "${method# }")"
        ;;
    esac
}
