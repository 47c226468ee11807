# shellcheck shell=dash
# The ranges of Services and pods, as everybody on this node has them. Read only.
#
#   @cidr-flag COMPONENT FLAG VALUE     of its manifest; none where there is no such flag
#   @cidr-no COMPONENT                  no manifest of it here
#   @cidr-api yes-or-no                 whether the cluster could be asked; then also
#   @cidr-kubeadm TEXT                  the lines of ClusterConfiguration's networking
#   @cidr-cni KIND RANGES               a line each
#   @cidr-services TEXT                 "NAMESPACE/NAME ADDRESS" a line
#   @cidr-nodes TEXT                    "NODE RANGE..." a line

node_cidrs() {
    local folder running services net pools
    need_tools
    need_root
    kubelet_settings
    folder=${facts_manifests:-/etc/kubernetes/manifests}
    folder=${folder%/}
    manifest_flags "$folder" kube-apiserver service-cluster-ip-range
    manifest_flags "$folder" kube-controller-manager service-cluster-ip-range cluster-cidr allocate-node-cidrs
    running=no
    if [ -n "$(pids_of kube-apiserver)" ]; then running=yes; fi
    say cidr-apiserver "$running"
    services=$(ask_cluster get services -A -o 'jsonpath={range .items[*]}{.metadata.namespace}/{.metadata.name} {.spec.clusterIP}{"\n"}{end}') || {
        say cidr-api no
        return 0
    }
    say cidr-api yes
    say cidr-services "$(text "$services")"
    say cidr-nodes "$(text "$(ask_cluster get nodes -o 'jsonpath={range .items[*]}{.metadata.name} {.spec.podCIDRs[*]}{"\n"}{end}')")"
    say cidr-kubeadm "$(text "$(config_map kubeadm-config '{.data.ClusterConfiguration}' | sed -n 's/^[[:space:]]*\(serviceSubnet\|podSubnet\):[[:space:]]*["'\'']\{0,1\}\([^"'\'' ]*\).*/\1 \2/p')")"
    net=$(ask_cluster -n kube-flannel get configmap kube-flannel-cfg -o 'jsonpath={.data.net-conf\.json}' || config_map canal-config '{.data.net-conf\.json}')
    net=$(printf '%s' "$net" | tr -d '\n' | sed -n 's/.*"Network"[[:space:]]*:[[:space:]]*"\([^"]*\)".*/\1/p')
    if [ -n "$net" ]; then
        say cidr-cni flannel "$(text "$net")"
        return
    fi
    pools=$(ask_cluster get ippools.crd.projectcalico.org -o 'jsonpath={range .items[*]}{.spec.cidr}{"\n"}{end}') || return 0
    [ -z "$pools" ] || say cidr-cni calico "$(text "$pools")"
}

# The flags stand one a line in every manifest that a person or kubeadm writes; what edits them reads them as YAML.
manifest_flags() { # FOLDER COMPONENT FLAG...
    local folder component value flag
    folder=$1
    component=$2
    shift 2
    if [ ! -r "$folder/$component.yaml" ]; then
        say cidr-no "$component"
        return
    fi
    for flag; do
        value=$(manifest_flag "$folder" "$component" "$flag")
        [ -z "$value" ] || say cidr-flag "$component" "$flag" "$(text "$value")"
    done
}

# manifest_flag FOLDER COMPONENT FLAG: its value, behind the equals sign or as the next item. Of a switch that is given
# without a value it is true. The components take _ for - in names.
manifest_flag() {
    local name bare
    [ -r "$1/$2.yaml" ] || return 0
    name=$(printf '%s' "$3" | sed 's/-/[-_]/g')
    bare=
    case $3 in allocate-*) bare=true ;; esac
    {
        tr -d '\r' <"$1/$2.yaml" 2>/dev/null
        printf '\n-\n'
    } | sed -e '/^[[:space:]]*\(#.*\)\{0,1\}$/d' -e 's/^[[:space:]]*-[[:space:]]\{1,\}\(&[^[:space:]]*[[:space:]]\{1,\}\)\{0,1\}["'\'']\{0,1\}/- /' |
        sed -n -e "s/^- --${name}=\([^\"' ]*\).*/\1/p" -e "/^- --${name}[\"']\{0,1\}\([[:space:]].*\)\{0,1\}\$/{" \
            -e 'n' -e "s/^- \([^-\"' ][^\"' ]*\).*/\1/p" -e 't' -e "s/.*/$bare/p" -e '}' | sed -n 1p
}
