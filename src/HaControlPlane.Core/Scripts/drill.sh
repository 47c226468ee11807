# shellcheck shell=dash
# A drill: one thing breaks on this node for a while, and the node itself takes it back. Who breaks it is a process of its own,
# which knows the end before it begins: it needs neither this login nor the network, and a reboot heals all it does.
#
# Shared: drill, drill_fault, drill_interface, drill_relay, drill_tenths, drill_vips.

# Gone with a reboot, as is every fault below.
drill=/run/hacontrolplane-drill

drill_arm() { # ID FAULT SECONDS TENTHS-UNTIL-SUCCEEDED INTERFACE RELAY VIP...
    local tries name
    need_tools
    need_root
    if drill_works; then fail drill-running "$(cat "$drill/id")"; fi
    for name in $(drill_needs "$2"); do
        [ -n "$(pids_of "$name")" ] || fail drill-unfit "no $name runs there"
    done
    case $2 in link-down | drain | relay)
        ip link show dev "$5" >/dev/null 2>&1 || fail drill-unfit "there is no interface '$5'"
        ;;
    esac
    if [ "$2" = relay ] && ! nft list tables >/dev/null 2>&1; then fail drill-unfit "nftables cannot be used there"; fi
    drill_lock "$1"
    rm -rf "$drill"
    # needs drill_run
    # What it is to do travels as text in a file, a word a line: in no shell's words.
    {
        mkdir "$drill" && printf '%s\n' "$hacp_library" >"$drill/engine" && printf '%s\n' "$1" >"$drill/id" &&
            shift && printf '%s\n' "$@" >"$drill/words"
    } 2>/dev/null || drill_call_off write-failed "$drill"
    for name in keepalived haproxy; do
        if service_active "$name"; then printf 'active\n' >"$drill/service-$name"; fi
    done
    outlive hacp-drill ". '$drill/engine'; drill_run"
    tries=50
    while [ ! -s "$drill/pid" ]; do
        [ "$tries" -gt 0 ] || drill_call_off drill-unfit "nothing that outlives this login can be started there"
        tries=$((tries - 1))
        nap
    done
    say armed "$(uptime_now)"
}

# Without its folder a process that comes late finds nothing to do.
drill_call_off() { # KIND TEXT
    rm -rf "$drill"
    tx_unlock drill
    fail "$1" "$2"
}

# One lock for all who change the node: of a drill and a rollout neither could tell what the other broke.
drill_lock() { # ID
    local holder begun
    { mkdir -p "$state" && chmod 0700 "$state"; } 2>/dev/null || fail write-failed "$(cannot_write "$state")"
    take_lock drill "drill: $1" no
    case $? in
        0) ;;
        1)
            holder=$(cat "$state/lock/holder" 2>/dev/null)
            case $holder in "drill: "*) fail drill-running "${holder#drill: }" ;; esac
            fail change-at-work "${holder:-unknown holder}"
            ;;
        *)
            tx_unlock drill
            fail write-failed "$(cannot_write "$state")"
            ;;
    esac
    for begun in "$state"/tx/*/journal; do
        [ -f "$begun" ] || continue
        tx_unlock drill
        begun=${begun%/journal}
        fail change-at-work "the transaction ${begun##*/} was never finished"
    done
}

drill_works() { [ ! -f "$drill/undone" ] && is_alive "$(cat "$drill/pid" 2>/dev/null)"; }

# What must run for a fault to mean anything.
drill_needs() {
    case $1 in
        drain | keepalived-*) printf keepalived ;;
        haproxy-*) printf haproxy ;;
        apiserver-*) printf kube-apiserver ;;
        freeze) if [ -n "$(pids_of kube-vip)" ]; then printf kube-vip; else printf 'keepalived haproxy'; fi ;;
    esac
}

# The node's own time, since its clock may be set while it runs: seconds with hundredths.
uptime_now() {
    local up
    read -r up _ </proc/uptime
    printf '%s' "$up"
}

drill_note() { uptime_now >"$drill/$1"; }

drill_run() {
    local seconds
    {
        read -r drill_fault && read -r seconds && read -r drill_tenths && read -r drill_interface && read -r drill_relay && drill_vips=" $(tr '\n' ' ') "
    } 2>/dev/null <"$drill/words" || exit
    trap 'drill_take_back; drill_forget; exit' TERM
    # The lock lives as long as this process, and nothing breaks before it is known by both.
    { printf '%s\n' "$$" >"$state/lock/pid" && printf '%s\n' "$$" >"$drill/pid"; } 2>/dev/null || exit
    # The login that armed this leaves first: the fault may take its connection away. A relay takes nothing away, and must be
    # there before what it is for.
    if [ "$drill_fault" != relay ]; then
        for _ in 1 2 3 4 5; do nap; done
    fi
    drill_note begun
    drill_break
    drill_note broken
    while [ "$seconds" -gt 0 ]; do
        sleep 1
        seconds=$((seconds - 1))
    done
    drill_take_back
    drill_forget
}

# Whoever began it asks how it was; when nobody does, nothing of it stays.
drill_forget() {
    local tries
    tries=60
    while [ "$tries" -gt 0 ] && [ -d "$drill" ]; do
        sleep 1
        tries=$((tries - 1))
    done
    if [ "$(cat "$drill/pid" 2>/dev/null)" = "$$" ]; then rm -rf "$drill"; fi
}

drill_break() {
    case $drill_fault in
        drain) drain ;;
        relay) relay ;;
        keepalived-stop) end_service keepalived ;;
        keepalived-kill) signal KILL keepalived ;;
        haproxy-kill) signal KILL haproxy ;;
        apiserver-stop) signal TERM kube-apiserver ;;
        apiserver-hang) signal STOP kube-apiserver ;;
        freeze) signal STOP kube-apiserver haproxy keepalived kube-vip ;;
        link-down) link_down ;;
    esac
}

drill_take_back() {
    trap '' TERM
    case $drill_fault in
        # A drain that was called off has keepalived standing still, and would leave it so.
        drain | keepalived-*)
            if [ "$drill_fault" = drain ]; then keep_no_more; fi
            signal CONT keepalived
            serve_again keepalived
            ;;
        relay) relay_no_more ;;
        haproxy-*) serve_again haproxy ;;
        apiserver-hang) signal CONT kube-apiserver ;;
        freeze) signal CONT kube-apiserver haproxy keepalived kube-vip ;;
        link-down) link_up ;;
    esac
    tx_unlock drill
    drill_note undone
}

signal() { # SIGNAL NAME...
    local number name
    number=$1
    shift
    for name; do
        # shellcheck disable=SC2046
        kill "-$number" $(pids_of "$name") 2>/dev/null
    done
}

# A pod's process ends and the kubelet starts it again; a service stays down until it is started.
end_service() {
    if is_service "$1"; then drill_service stop "$1"; else signal TERM "$1"; fi
}

serve_again() {
    if ! service_active "$1"; then drill_service start "$1"; fi
}

# What an init script says about it stays in the folder of the drill.
drill_service() { # ACTION NAME
    local tx
    is_service "$2" || return 0
    tx=$drill
    service_do "$1" "$2"
}

is_service() { [ -f "$drill/service-$1" ]; }

# What was set by hand goes with the link: routes, and addresses of IPv6.
link_down() {
    ip -4 route show dev "$drill_interface" >"$drill/routes4"
    ip -6 route show dev "$drill_interface" | grep -v -e ' proto kernel' -e ' proto ra' >"$drill/routes6"
    ip -6 -o addr show dev "$drill_interface" scope global | sed -n 's/.* inet6 \([^ ]*\) .*/\1/p' >"$drill/addresses6"
    ip link set dev "$drill_interface" down
}

# A network daemon brings its own back by itself, and may need a moment; what is there already is refused.
link_up() {
    local family address route
    ip link set dev "$drill_interface" up
    for _ in 1 2 3; do
        while read -r address; do
            case $drill_vips in *" ${address%/*} "*) continue ;; esac
            ip -6 addr add "$address" dev "$drill_interface" nodad
        done <"$drill/addresses6"
        for family in 4 6; do
            while read -r route; do
                # shellcheck disable=SC2086
                ip "-$family" route add ${route%% linkdown*} dev "$drill_interface"
            done <"$drill/routes$family"
        done
        sleep 1
    done 2>/dev/null
}

# drill_end: takes the fault back if it still stands, and tells when everything was, in the node's time. Leaves no trace.
drill_end() {
    local tries moment
    say now "$(uptime_now)"
    need_tools
    need_root
    tries=150
    if drill_works; then kill -TERM "$(cat "$drill/pid")" 2>/dev/null; fi
    while drill_works && [ "$tries" -gt 0 ]; do
        tries=$((tries - 1))
        nap
    done
    for moment in begun broken undone; do
        say moment "$moment" "$(cat "$drill/$moment" 2>/dev/null || printf -- -)"
    done
    drill_works || rm -rf "$drill"
}
