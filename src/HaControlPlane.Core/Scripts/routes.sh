# shellcheck shell=dash
# Static routes: the kernel's table, beside the files that bring them back (route-files.sh).
#
#   tx/ID/plan             "route ENTRY set" or "route ENTRY back" a line
#   tx/ID/routes/ENTRY/    to, ours (GATEWAY DEVICE ID...), file (what keeps it over a boot), was and new: the kernel's
#                          lines before and after; lines: what somebody's file said of this destination
#   ledger/routes/ENTRY/   to, ours, file; was and lines as they were before us; cluster (it belongs to a topology)
#
# Shared: routes_entry, routes_words.

route_entry() { printf '%s' "${1%/*}%2F${1#*/}"; } # DESTINATION

route_family() { case $1 in *:*) printf 6 ;; *) printf 4 ;; esac }

# route_lines DESTINATION: what the main table has for exactly this destination, a line a route, in words that "ip route
# add" takes: without what only tells of the moment.
route_lines() {
    ip -"$(route_family "$1")" -o route show table main exact "$1" 2>/dev/null | tr -d '\134' | sed -e 's/[[:space:]]\{1,\}/ /g' \
        -e 's/ linkdown//g;s/ dead//g;s/ rt_offload//g;s/ offload//g;s/ rt_trap//g;s/ trap//g;s/ pref medium//;s/ error -*[0-9]*//;s/ expires [0-9]*sec//;s/ $//'
}

# route_line DESTINATION GATEWAY DEVICE: our route as the kernel shows it.
route_line() {
    case $1 in
        *:*) printf '%s via %s dev %s proto static metric 1024' "${1%/128}" "$2" "$3" ;;
        *) printf '%s via %s dev %s proto static' "${1%/32}" "$2" "$3" ;;
    esac
}

# route_is LINES GATEWAY DEVICE: one single route, and it goes there.
route_is() {
    case $1 in
        *nexthop* | *"$nl"*) return 1 ;;
    esac
    case " $1 " in *" via $2 dev $3 "*) return 0 ;; esac
    return 1
}

tx_route() { # DESTINATION GATEWAY DEVICE
    local now new
    tx_need ip
    [ -d "/sys/class/net/$3" ] || tx_give_up route-not-kept "there is no interface $3 here; there are: $(cd /sys/class/net && echo *)"
    if [ -f "$state/ledger/routes/$(route_entry "$1")/cluster" ] && [ ! -f "$tx/cluster" ]; then tx_give_up of-topology "The route to $1"; fi
    route_must_be_safe "$1" "$2" "$3"
    find_keeper "$1" "$2" "$3" || tx_give_up route-not-kept "$route_keeper_words"
    now=$(route_lines "$1")
    # Somebody's route with a metric or a protocol of its own does as well.
    new=$now
    if ! route_is "$now" "$2" "$3"; then new=$(route_line "$1" "$2" "$3"); fi
    route_stage set "$1" "$now" "$new" "$2 $3 $route_keeper_id" "$route_keeper_file"
    if [ "$now" != "$new" ]; then true >"$tx/serve"; fi
}

# A route of ours that was set by itself goes; a topology's is the topology's to take away.
tx_forget_route() { # DESTINATION
    local owned
    owned=$state/ledger/routes/$(route_entry "$1")
    if [ ! -f "$owned/to" ]; then
        say route "$1" foreign x x
    elif [ -f "$owned/cluster" ]; then
        say route "$1" topology "$(text "$(sed -n 's/^name //p' "$state/ledger/cluster" 2>/dev/null)")" x
    else
        route_release "$owned"
    fi
}

tx_release_routes() {
    local owned
    for owned in "$state"/ledger/routes/*; do
        if [ ! -f "$owned/to" ] || [ ! -f "$owned/cluster" ]; then continue; fi
        if grep -q "^route ${owned##*/} " "$tx/plan"; then continue; fi
        route_release "$owned"
    done
}

route_release() { # LEDGER-ENTRY: what was there before us comes back, unless somebody set another route since
    local to now new gateway device id
    read -r gateway device id <"$1/ours"
    to=$(cat "$1/to")
    now=$(route_lines "$to")
    new=$(cat "$1/was")
    if [ -n "$now" ] && ! route_is "$now" "$gateway" "$device"; then new=$now; fi
    route_stage back "$to" "$now" "$new" "$gateway $device $id" "$(cat "$1/file")"
    cp "$1/lines" "$routes_entry/lines" 2>/dev/null
    true >"$tx/serve"
}

route_stage() { # set-or-back DESTINATION NOW NEW OURS FILE
    routes_entry=$tx/routes/$(route_entry "$2")
    if ! { mkdir -p "$routes_entry" && printf '%s\n' "$2" >"$routes_entry/to" && printf '%s\n' "$3" >"$routes_entry/was" && printf '%s\n' "$4" >"$routes_entry/new" &&
        printf '%s\n' "$5" >"$routes_entry/ours" && printf '%s\n' "$6" >"$routes_entry/file" && printf 'route %s %s\n' "${routes_entry##*/}" "$1" >>"$tx/plan"; } 2>/dev/null; then
        tx_give_up write-failed "$(cannot_write "$tx")"
    fi
    say route "$2" "$1" "$(text "$3")" "$(text "$4")"
}

tx_set_routes() {
    local dir to now step entry kind gateway device
    routes_reread
    while read -r step entry kind; do
        [ "$step" = route ] || continue
        tx_undecided
        dir=$tx/routes/$entry
        to=$(cat "$dir/to")
        read -r gateway device _ <"$dir/ours"
        route_add "$to" "$(cat "$dir/new")"
        if [ -n "$routes_words" ] && [ "$kind" = set ]; then tx_cancel route-refused "$to via $gateway dev $device: $routes_words"; fi
        route_drop "$to" "$(cat "$dir/new")"
        # Read back: ip may have taken what the table does not show.
        now=$(route_lines "$to")
        [ "$kind" = back ] || route_is "$now" "$gateway" "$device" || tx_cancel route-refused "$to via $gateway dev $device: the table has \"$now\""
        journal routed "$entry"
    done <"$tx/plan"
}

# After an undo put the files back: the table, the last route first.
routes_were() {
    local step entry
    routes_reread
    sed -n '1!G;h;$p' "$tx/plan" | while read -r step entry _; do
        if [ "$step" = route ]; then route_put "$(cat "$tx/routes/$entry/to")" "$(cat "$tx/routes/$entry/was")"; fi
    done
}

# route_put DESTINATION LINES: exactly these routes to it.
route_put() {
    route_add "$1" "$2"
    route_drop "$1" "$2"
}

# route_add DESTINATION LINES: each takes the place of what it replaces in one step, so that there is a way at every moment.
# What ip complained about stays in route_words.
route_add() {
    local now said line
    routes_words=
    now=$(route_lines "$1")
    while read -r line; do
        if [ -z "$line" ] || has_line "$now" "$line"; then continue; fi
        # shellcheck disable=SC2086 # the line is ip's own words
        said=$(ip -"$(route_family "$1")" route replace $line 2>&1) || routes_words="$routes_words$said "
    done <<END
$2
END
}

route_drop() { # DESTINATION LINES: all but these
    local now line
    now=$(route_lines "$1")
    while read -r line; do
        if [ -z "$line" ] || has_line "$2" "$line"; then continue; fi
        # shellcheck disable=SC2086
        ip -"$(route_family "$1")" route del $line >/dev/null 2>&1
    done <<END
$now
END
}

# has_line LINES LINE: but for the protocol, which busybox's ip does not show, and in which two routes alone cannot differ.
has_line() {
    case "$nl$(without_protocol "$1")$nl" in *"$nl$(without_protocol "$2")$nl"*) return 0 ;; esac
    return 1
}

without_protocol() { printf '%s\n' "$1" | sed 's/ proto [^ ]*//'; }

own_routes() {
    local owned dir step entry kind
    while read -r step entry kind; do
        [ "$step" = route ] || continue
        owned=$state/ledger/routes/$entry
        dir=$tx/routes/$entry
        if [ "$kind" = back ]; then
            rm -rf "$owned"
            continue
        fi
        if [ ! -d "$owned" ]; then
            mkdir -p "$state/ledger/routes" && rm -rf "$owned.part" && mkdir "$owned.part" && cp "$dir/to" "$dir/was" "$dir/ours" "$dir/file" "$owned.part/" || return 1
            if [ -f "$dir/lines" ]; then cp "$dir/lines" "$owned.part/" || return 1; fi
            mv "$owned.part" "$owned" || return 1
        fi
        keep_as "$dir/ours" "$owned/ours" && keep_as "$dir/file" "$owned/file" || return 1
        if [ -f "$tx/cluster" ]; then true >"$owned/cluster" || return 1; fi
    done <"$tx/plan"
}

# The way back to the admin must stay: a route that covers the admin's address as this node sees it may only lead where the
# answers go already. What is more specific than the route goes on carrying them.
route_must_be_safe() { # DESTINATION GATEWAY DEVICE
    local admin family way prefix
    admin=$(admin_address)
    if [ -z "$admin" ] || ! route_covers "$1" "$admin"; then return 0; fi
    family=$(route_family "$admin")
    way=$(ip -"$family" -o route get "$admin" 2>/dev/null | tr -d '\134')
    case $way in local\ *) return 0 ;; esac
    if route_is "$way" "$2" "$3"; then return 0; fi
    for prefix in $(ip -"$family" -o route show table main match "$admin" 2>/dev/null | sed 's/^[a-z]* \([0-9a-f.:]*\/[0-9]*\) .*/\1/;s/ .*//'); do
        case $prefix in
            */*) ;;
            *[.:]*) if is_host "$1"; then continue; else return 0; fi ;;
            *) continue ;;
        esac
        if [ "${prefix#*/}" -gt "${1#*/}" ]; then return 0; fi
    done
    tx_give_up route-unsafe "$1 via $2 dev $3 covers $admin, where this login comes from; the way back there is: ${way%% uid *}"
}

is_host() { case $1 in *:*/128 | *.*/32) return 0 ;; *) return 1 ;; esac }

# admin_address: where this login comes from. sudo drops the variable, so whoever came before it is asked too.
admin_address() {
    local connection pid
    connection=${SSH_CONNECTION:-}
    pid=$$
    while [ -z "$connection" ] && [ "${pid:-0}" -gt 1 ]; do
        connection=$(tr '\0' '\n' 2>/dev/null <"/proc/$pid/environ" | sed -n 's/^SSH_CONNECTION=//p')
        pid=$(sed -n 's/^PPid:[[:space:]]*//p' "/proc/$pid/status" 2>/dev/null)
    done
    connection=${connection%% *}
    connection=${connection%\%*}
    printf '%s' "${connection#::ffff:}"
}

route_covers() { # RANGE ADDRESS
    local range address bits whole one other
    if [ "$(route_family "$1")" != "$(route_family "$2")" ]; then return 1; fi
    range=$(address_digits "${1%/*}")
    address=$(address_digits "$2")
    bits=${1#*/}
    whole=$((bits / 4))
    one=$(printf "%.${whole}s" "$range")
    other=$(printf "%.${whole}s" "$address")
    [ "$one" = "$other" ] || return 1
    [ $((bits % 4)) -ne 0 ] || return 0
    one=0x$(printf '%.1s' "${range#"$one"}")
    other=0x$(printf '%.1s' "${address#"$other"}")
    [ $((one >> (4 - bits % 4))) -eq $((other >> (4 - bits % 4))) ]
}

# address_digits ADDRESS: its 8 or 32 hexadecimal digits.
address_digits() {
    local head tail middle
    # shellcheck disable=SC2046 # four words
    case $1 in
        *:*)
            head=$(colon_digits "${1%%::*}")
            tail=
            case $1 in *::*) tail=$(colon_digits "${1#*::}") ;; esac
            middle=$head$tail
            while [ ${#middle} -lt 32 ]; do
                head=${head}0
                middle=${middle}0
            done
            printf '%s' "$head$tail"
            ;;
        *) printf '%02x' $(printf '%s' "$1" | tr . ' ') ;;
    esac
}

colon_digits() { # GROUPS
    local group
    for group in $(printf '%s' "$1" | tr : ' '); do printf '%04x' "0x$group"; done
}

# node_routes: read only. Every route by a gateway, and ours wherever they are.
node_routes() {
    local to file live owner gateway device protocol owned family words our_gateway our_device
    need_tools
    need_root
    have ip || fail missing-tool ip
    for owned in "$state"/ledger/routes/*; do
        [ -f "$owned/to" ] || continue
        read -r gateway device _ <"$owned/ours"
        to=$(cat "$owned/to")
        file=$(cat "$owned/file")
        live=no
        if route_is "$(route_lines "$to")" "$gateway" "$device"; then live=yes; fi
        owner=
        if [ -f "$owned/cluster" ]; then owner=$(sed -n 's/^name //p' "$state/ledger/cluster" 2>/dev/null); fi
        if ! route_file_has "$file" "$to" "$gateway" "$device"; then file=; fi
        say route "$to" "$gateway" "$(text "$device")" "$live" ours "$(text "$file")" "$(text "$owner")"
    done
    for family in 4 6; do
        ip -"$family" -o route show table main 2>/dev/null | tr -d '\134' | while read -r to words; do
            case " $words " in *nexthop* | *" via inet6 "*) continue ;; *" via "*" dev "*) ;; *) continue ;; esac
            if [ "$to" = default ] && [ "$family" = 4 ]; then to=0.0.0.0/0; elif [ "$to" = default ]; then to=::/0; fi
            case "$family $to" in *" "*/*) ;; 4*) to=$to/32 ;; *) to=$to/128 ;; esac
            gateway=${words#*via }
            device=${words#* dev }
            # ip says nothing of those that were set by hand.
            protocol=boot
            case $words in *" proto "*) protocol=${words#* proto } ;; esac
            owned=$state/ledger/routes/$(route_entry "$to")
            if [ -f "$owned/ours" ] && read -r our_gateway our_device _ <"$owned/ours" && [ "$our_gateway $our_device" = "${gateway%% *} ${device%% *}" ]; then continue; fi
            say route "$to" "${gateway%% *}" "$(text "${device%% *}")" yes foreign x "$(text "${protocol%% *}")"
        done
    done
}
