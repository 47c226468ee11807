# shellcheck shell=dash
# What kube-vip lives on besides its manifest: a kubeconfig, which kubeadm makes. Read only.

# "kubeconfig-file admin file", for each of kubeadm's two: file, folder (a container runtime made it where a pod mounted
# what was not there) or absent. "kube-vip-on PATH": the kubeconfig of the manifest that is placed.
facts_kubernetes() {
    for name in admin super-admin; do
        what=absent
        if [ -d "/etc/kubernetes/$name.conf" ]; then what="folder"; elif [ -f "/etc/kubernetes/$name.conf" ]; then what="file"; fi
        say kubeconfig-file "$name" "$what"
    done
    placed=$(sed -n 's/^ *path: *\(\/etc\/kubernetes\/[a-z-]*\.conf\) *$/\1/p' /etc/kubernetes/manifests/kube-vip.yaml 2>/dev/null | sed -n 1p)
    [ -z "$placed" ] || say kube-vip-on "$(text "$placed")"
    have kubeadm && say_version kubeadm "$(kubeadm version -o short 2>/dev/null)"
}

# How Calico finds each node's address, where there is Calico, kubectl and an API that answers.
facts_calico() {
    for namespace in kube-system calico-system; do
        method=$(ask_cluster -n "$namespace" get daemonset calico-node \
            -o 'jsonpath={.metadata.name}{" "}{.spec.template.spec.containers[*].env[?(@.name=="IP_AUTODETECTION_METHOD")].value}') || continue
        case $method in calico-node*)
            method=${method#calico-node}
            say calico "$(text "${method# }")"
            return 0
            ;;
        esac
    done
    return 0
}
