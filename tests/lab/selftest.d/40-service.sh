# shellcheck shell=bash
# keepalived and haproxy as services of light nodes, and faults.

# configure NODES...: the smallest pair that moves an address when haproxy dies.
configure() {
    local node
    for node in "$@"; do
        on "$node" sh -c 'cat >/etc/keepalived/keepalived.conf' <<TEXT
global_defs { vrrp_version 3 }
vrrp_track_process haproxy { process haproxy }
vrrp_instance api {
    state BACKUP
    interface $INTERFACE
    virtual_router_id 51
    priority $((102 - ${node##*-}))
    advert_int 0.1
    virtual_ipaddress { $VIP }
    track_process { haproxy }
}
TEXT
        on "$node" sh -c 'cat >/etc/haproxy/haproxy.cfg' <<TEXT
defaults
    mode tcp
    timeout connect 1s
    timeout client 1m
    timeout server 1m
listen api
    bind :$PORT
    server here 127.0.0.1:6443
TEXT
    done
}
holders() { [ "$("$lab" holder --name "$under_test" | tr '\n' ' ')" = "$1 " ]; }
fault() { "$lab" fault --name "$under_test" "$@" >/dev/null; }

configure node-1 node-2
for node in node-1 node-2; do for service in haproxy keepalived; do fault "$node" start "$service"; done; done
check "keepalived holds the address on the node of the highest priority" soon holders node-1
check "the probe's own address is the endpoint's" sh -c "'$lab' probe --name t-self-a --seconds 0.3 | grep -q ' 0 failed'"
check "service says that haproxy runs" on node-1 service haproxy status
fault node-1 kill haproxy
check "haproxy killed: its address moves" soon holders node-2
fault node-1 start haproxy
check "and comes back with haproxy" soon holders node-1
fault node-1 freeze
check "frozen: it keeps the address, and another takes it" soon holders "node-1 node-2"
fault node-1 thaw
check "thawed: one holder" soon holders node-1
fault node-1 kill keepalived-all
check "keepalived killed at once: the address stays" soon holders "node-1 node-2"
fault node-1 start keepalived

on node-1 sh -c 'echo kept >/etc/kept; echo lost >/run/lost'
fault node-1 disk-full
check "the disk is full" on node-1 sh -c '! dd if=/dev/zero of=/etc/more bs=8k count=1 2>/dev/null'
fault node-1 disk-free
check "the disk has room" on node-1 dd if=/dev/zero of=/etc/more bs=8k count=1
fault node-1 etc-ro
check "/etc is read-only" on node-1 sh -c '! touch /etc/more 2>/dev/null'
fault node-1 etc-rw
check "/etc is writable" on node-1 touch /etc/more
fault node-1 power-off
check "off: the address is elsewhere" soon holders node-2
fault node-1 power-on
check "on again: files are kept, /run is not" on node-1 sh -c '[ -s /etc/kept ] && [ ! -e /run/lost ]'
check "and enabled services are started" soon holders node-1
fault node-1 reboot
check "rebooted, and back" soon holders node-1
