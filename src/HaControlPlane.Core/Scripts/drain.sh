# shellcheck shell=dash
# A planned move of the virtual IP. Who says farewell gives the address up before the next one has it; who falls silent is
# succeeded, while connections still come here and are served. When the neighbours have heard of the successor, what they send
# for connections that were open goes there, to a node that knows nothing of them: so each other node relays it back to this one
# for a while, and this one keeps the address where nobody asks for it, until those connections are done or the time is over.

drain() {
    signal STOP keepalived
    while [ "$tenths" -gt 0 ]; do
        nap
        tenths=$((tenths - 1))
    done
    signal KILL keepalived
    if [ "$relay" = relayed ]; then keep_unheard; fi
    ip -o addr show dev "$interface" 2>/dev/null | while read -r _ _ _ address _; do
        case $vips in *" ${address%/*} "*) ip addr del "$address" dev "$interface" ;; esac
    done
    if is_service keepalived; then tx=$drill service_do stop keepalived; fi
}

# On lo it can be served and is not announced. IPv4 answers for it on every interface unless told not to.
keep_unheard() {
    ignore=/proc/sys/net/ipv4/conf/$interface/arp_ignore
    cat "$ignore" >"$drill/arp-ignore" 2>/dev/null
    { printf '1\n' >"$ignore"; } 2>/dev/null
    for vip in $vips; do
        case $vip in *:*) ip addr add "$vip/128" dev lo nodad ;; *) ip addr add "$vip/32" dev lo ;; esac
    done 2>/dev/null
}

keep_no_more() {
    [ -f "$drill/arp-ignore" ] || return 0
    for vip in $vips; do
        case $vip in *:*) ip addr del "$vip/128" dev lo ;; *) ip addr del "$vip/32" dev lo ;; esac
    done 2>/dev/null
    { cat "$drill/arp-ignore" >"/proc/sys/net/ipv4/conf/$interface/arp_ignore"; } 2>/dev/null
}

# A connection that begins here begins with a SYN, and is known from then on. What is neither belongs to one of before.
relay() {
    relay_no_more
    for vip in $vips; do
        family=ip
        case $vip in *:*) family=ip6 ;; esac
        to=
        for address in $relay; do
            case $family$address in
                ip6*:*) to=$address ;;
                ip6* | ip*:*) ;;
                *) to=$address ;;
            esac
        done
        [ -n "$to" ] || continue
        rule="$family daddr $vip meta l4proto tcp tcp flags & syn == 0 ct state new dup to $to device \"$interface\" drop"
        printf 'table %s hacp_drain { chain relay { type filter hook prerouting priority -150; %s; }; }\n' "$family" "$rule" | nft -f - || return 1
    done 2>/dev/null
}

relay_no_more() {
    for family in ip ip6; do nft delete table "$family" hacp_drain 2>/dev/null; done
}
