# shellcheck shell=dash
# A planned move of the virtual IP. Who says farewell gives the address up before the next one has it; who falls silent is
# succeeded, while connections still come here and are served. When the neighbours have heard of the successor, what they send
# for connections that were open goes there, to a node that knows nothing of them: so each other node relays it back to this one
# for a while, and this one keeps the address where nobody asks for it, until those connections are done or the time is over.

drain() {
    local left address
    left=$drill_tenths
    signal STOP keepalived
    while [ "$left" -gt 0 ]; do
        nap
        left=$((left - 1))
    done
    signal KILL keepalived
    if [ "$drill_relay" = relayed ]; then keep_unheard; fi
    ip -o addr show dev "$drill_interface" 2>/dev/null | while read -r _ _ _ address _; do
        case $drill_vips in *" ${address%/*} "*) ip addr del "$address" dev "$drill_interface" ;; esac
    done
    drill_service stop keepalived
}

# On lo it can be served and is not announced. IPv4 answers for it on every interface unless told not to.
keep_unheard() {
    local ignore vip
    ignore=/proc/sys/net/ipv4/conf/$drill_interface/arp_ignore
    cat "$ignore" >"$drill/arp-ignore" 2>/dev/null
    { printf '1\n' >"$ignore"; } 2>/dev/null
    for vip in $drill_vips; do
        case $vip in *:*) ip addr add "$vip/128" dev lo nodad ;; *) ip addr add "$vip/32" dev lo ;; esac
    done 2>/dev/null
}

keep_no_more() {
    local vip
    [ -f "$drill/arp-ignore" ] || return 0
    for vip in $drill_vips; do
        case $vip in *:*) ip addr del "$vip/128" dev lo ;; *) ip addr del "$vip/32" dev lo ;; esac
    done 2>/dev/null
    { cat "$drill/arp-ignore" >"/proc/sys/net/ipv4/conf/$drill_interface/arp_ignore"; } 2>/dev/null
}

# A connection that begins here begins with a SYN, and is known from then on. What is neither belongs to one of before.
relay() {
    local family to rule vip address
    relay_no_more
    for vip in $drill_vips; do
        family=ip
        case $vip in *:*) family=ip6 ;; esac
        to=
        for address in $drill_relay; do
            case $family$address in
                ip6*:*) to=$address ;;
                ip6* | ip*:*) ;;
                *) to=$address ;;
            esac
        done
        [ -n "$to" ] || continue
        rule="$family daddr $vip meta l4proto tcp tcp flags & syn == 0 ct state new dup to $to device \"$drill_interface\" drop"
        printf 'table %s hacp_drain { chain relay { type filter hook prerouting priority -150; %s; }; }\n' "$family" "$rule" | nft -f - || return 1
    done 2>/dev/null
}

relay_no_more() {
    local family
    for family in ip ip6; do nft delete table "$family" hacp_drain 2>/dev/null; done
}
