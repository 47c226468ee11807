# shellcheck shell=dash
# Which endpoint the cluster's own configuration names. Read only; of a kubeconfig only its servers leave the node.

node_endpoint() {
    local kubeconfig settings file
    need_tools
    need_root
    for file in admin super-admin controller-manager scheduler kubelet; do
        kubeconfig=/etc/kubernetes/$file.conf
        [ -r "$kubeconfig" ] || continue
        say kubeconfig "$file.conf" "$(text "$(servers <"$kubeconfig")")"
    done
    # A configuration without an endpoint is an answer too: kubeadm init was not told one.
    settings=$(config_map kubeadm-config '{.data.ClusterConfiguration}')
    if [ -n "$settings" ]; then
        say map kubeadm-config "$(text "$(printf '%s\n' "$settings" | kubeadm_endpoint)")"
        # The kubeconfig that kubeadm join with a token finds the cluster by.
        ask_cluster -n kube-public get configmap cluster-info -o 'jsonpath={.data.kubeconfig}' | servers | say_map cluster-info
    fi
    config_map kube-proxy '{.data.kubeconfig\.conf}' | servers | say_map kube-proxy
    config_map kube-proxy '{.data.config\.conf}' | proxy_arp | say_map kube-proxy-arp
}

servers() { sed -n 's/^[[:space:]-]*server:[[:space:]]*["'\'']\{0,1\}\([^"'\'' ]*\).*/\1/p'; }

kubeadm_endpoint() { sed -n 's/^controlPlaneEndpoint:[[:space:]]*["'\'']\{0,1\}\([^"'\''#[:space:]]*\).*/\1/p'; }

# How Services are forwarded, and whether a node answers ARP for their addresses.
proxy_arp() {
    sed -n -e 's/^mode:[[:space:]]*["'\'']\{0,1\}\([a-z]*\).*/mode: \1/p' -e 's/^[[:space:]]*strictARP:[[:space:]]*\([a-z]*\).*/strictARP: \1/p'
}

say_map() {
    local found
    found=$(cat)
    [ -z "$found" ] || say map "$1" "$(text "$found")"
}

# config_map NAME JSONPATH: nothing where there is no kubectl, no admin.conf, or no API that answers.
config_map() { ask_cluster -n kube-system get configmap "$1" -o "jsonpath=$2"; }

# ask_cluster ARGUMENTS...: what kubectl answers; false where there is none, no admin.conf, or no API that answers.
ask_cluster() {
    have kubectl && [ -r /etc/kubernetes/admin.conf ] || return 1
    kubectl --kubeconfig /etc/kubernetes/admin.conf --request-timeout 5s "$@" 2>/dev/null </dev/null
}
