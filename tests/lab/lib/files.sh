# shellcheck shell=bash
# What a lab gives to the tools under test: topology, known hosts, SSH config, and variables for shells.

write_lab_files() {
    write_known_hosts >"$STATE/known_hosts"
    write_topology >"$STATE/topology.yaml"
    write_ssh_config >"$STATE/ssh_config"
}

write_hosts() {
    local node
    echo "127.0.0.1 localhost"
    echo "::1 localhost ip6-localhost"
    for node in $NODES; do echo "$(address_of "$node") $node"; done
}

# From the nodes' own files, so that no scan has to be trusted.
write_known_hosts() {
    local node key
    for node in $NODES; do
        key=$(cut -d' ' -f1,2 "$STATE/nodes/$node/disk/upper/etc/ssh/ssh_host_ed25519_key.pub")
        printf '%s %s\n%s %s\n' "$(address_of "$node")" "$key" "$node" "$key"
    done
}

write_topology() {
    local node
    cat <<TEXT
name: $NAME
endpoint:
  vip: "$VIP"
  port: $PORT
apiserver:
  port: 6443
loadBalancer:
  kind: keepalived-haproxy
  runAs: $RUN_AS
  profile: $PROFILE
  interface: $INTERFACE
  virtualRouterId: 51
TEXT
    [ "$PROFILE" = fast ] || echo "  authPass: lab42"
    echo "nodes:"
    for node in $NODES; do
        printf '  - { name: %s, address: "%s", priority: %s }\n' "$node" "$(address_of "$node")" $((102 - $(index_of "$node")))
    done
    cat <<TEXT
ssh:
  user: root
  keyFile: $STATE/id_ed25519
  knownHosts: $STATE/known_hosts
  keepConnections: false
TEXT
}

write_ssh_config() {
    local node
    for node in $NODES; do
        printf 'Host %s\n    HostName %s\n    HostKeyAlias %s\n' "$node" "$(address_of "$node")" "$node"
    done
    cat <<TEXT
Host *
    User root
    IdentityFile $STATE/id_ed25519
    IdentitiesOnly yes
    UserKnownHostsFile $STATE/known_hosts
    GlobalKnownHostsFile /dev/null
    StrictHostKeyChecking yes
    BatchMode yes
TEXT
}

write_env() {
    cat <<TEXT
LAB=$NAME
STATE=$STATE
KIND=$KIND
RUN_AS=$RUN_AS
PROFILE=$PROFILE
FAMILY=$FAMILY
SUBNET=$SUBNET
PREFIX=$PREFIX
PREFIX_LENGTH=$PREFIX_LENGTH
INTERFACE=$INTERFACE
VIP=$VIP
PORT=$PORT
NODES="$NODES"
ADDRESSES="$(addresses)"
ADMIN_NETNS=$ADMIN_NETNS
BRIDGE_NETNS=$BRIDGE_NETNS
TOPOLOGY=$STATE/topology.yaml
SSH_CONFIG=$STATE/ssh_config
SSH_KEY=$STATE/id_ed25519
KNOWN_HOSTS=$STATE/known_hosts
CA_FILE=$STATE/ca.crt
TEXT
}

addresses() {
    local node list=''
    for node in $NODES; do list="$list $(address_of "$node")"; done
    printf '%s' "${list# }"
}
