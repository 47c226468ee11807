# shellcheck shell=bash
# The wire: one namespace with a bridge, one namespace a node, one for the admin. The machine's own
# namespace gets no interface and no route.

netns_of() { printf '%s-%s' "$NAME" "$1"; }

# The far end of a node's cable.
port_of() { printf 'p%s' "$(index_of "$1")"; }

make_bridge() {
    ip netns add "$BRIDGE_NETNS"
    ip netns add "$ADMIN_NETNS"
    # No delay before a port forwards, and VRRP's multicast goes to every port.
    ip -n "$BRIDGE_NETNS" -b - <<TEXT
link set lo up
link add br0 type bridge stp_state 0 forward_delay 0 mcast_snooping 0
link set br0 up
TEXT
    plug "$ADMIN_NETNS" admin 02:77:00:00:00:fe "${PREFIX}2"
}

make_node_net() {
    ip netns add "$(netns_of "$1")"
    plug "$(netns_of "$1")" "$(port_of "$1")" "$(printf '02:77:00:00:00:%02x' "$(index_of "$1")")" "$(address_of "$1")"
}

remove_node_net() {
    ip -n "$BRIDGE_NETNS" link del "$(port_of "$1")" 2>/dev/null || true
    ip netns del "$(netns_of "$1")" 2>/dev/null || true
}

# plug NETNS PORT MAC ADDRESS: a cable from the bridge to eth1 of the namespace.
plug() {
    local flags=''
    ip -n "$BRIDGE_NETNS" -b - <<TEXT
link add $2 type veth peer name $INTERFACE address $3 netns $1
link set $2 master br0 up
TEXT
    if [ "$FAMILY" = 6 ]; then
        # The link-local address of a node that has been up for long is no longer tentative.
        nsenter --net="/run/netns/$1" /bin/sh -c "echo 0 >/proc/sys/net/ipv6/conf/$INTERFACE/accept_dad"
        flags=nodad
    fi
    ip -n "$1" -b - <<TEXT
link set lo up
addr add $4/$PREFIX_LENGTH dev $INTERFACE $flags
link set $INTERFACE up
TEXT
    [ "$FAMILY" = 4 ] || nsenter --net="/run/netns/$1" /bin/sh -c "echo 1 >/proc/sys/net/ipv6/conf/$INTERFACE/accept_dad"
}

# in_admin COMMAND...
in_admin() { nsenter --net="/run/netns/$ADMIN_NETNS" "$@"; }
