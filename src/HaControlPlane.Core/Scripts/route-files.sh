# shellcheck shell=dash
# The files that bring static routes back when an interface comes up. Who sets up the interface decides which file it is:
#
#   netplan            /etc/netplan/99-hacontrolplane.yaml, which netplan merges
#   NetworkManager     the interface's own connection file: lines among the admin's
#   systemd-networkd   a drop-in of the interface's .network file, and one of networkd.conf
#   network-scripts    route-INTERFACE, route6-INTERFACE: lines among the admin's
#   ifupdown           a script in /etc/network/if-up.d
#
# Nothing is restarted for them: the kernel's table is set by hand, and the files speak at the next start.
#
# Shared: route_foreign, route_keeper_device, route_keeper_file, route_keeper_id, route_keeper_words, route_next,
#   route_scripts, route_setup, route_setup_in.

route_scripts=/etc/sysconfig/network-scripts
route_foreign=/etc/systemd/networkd.conf.d/50-hacontrolplane.conf

# find_keeper DESTINATION GATEWAY DEVICE: sets keeper_file, and keeper_id: what the file's text needs to know besides. Where
# nothing can keep the route, keeper_words say why.
find_keeper() {
    local file
    if [ "$3" != "${route_keeper_device:-}" ]; then
        route_keeper_device=$3
        find_setup "$3"
    fi
    route_keeper_id=-
    route_keeper_words=
    case $route_setup in
        netplan)
            route_keeper_file=/etc/netplan/99-hacontrolplane.yaml
            route_keeper_id=$route_setup_in
            no_other_way "$1" "$2" "$(netplan_way "$1")" /etc/netplan
            ;;
        NetworkManager)
            case $route_setup_in in
                /etc/NetworkManager/system-connections/*.nmconnection)
                    route_keeper_file=$route_setup_in
                    # The line alone: the route goes below it, and is looked for nowhere else. NetworkManager also takes one that ends in blanks or CR.
                    grep -q "^\[ipv$(route_family "$1")\]\$" "$route_setup_in" || no_keeper "$route_setup_in has no section [ipv$(route_family "$1")] that could hold a route, on a line that ends with the bracket: no blanks, no CR LF"
                    ;;
                "$route_scripts"/ifcfg-*) scripts_file "$1" "${route_setup_in##*/ifcfg-}" ;;
                *) no_keeper "NetworkManager holds the connection of $3 in $route_setup_in, which is no .nmconnection file of this node's configuration" ;;
            esac
            ;;
        networkd)
            route_keeper_file=/etc/systemd/network/${route_setup_in##*/}.d/50-hacontrolplane.conf
            route_keeper_id=$route_setup_in
            for file in "$route_setup_in" /etc/systemd/network/"${route_setup_in##*/}".d/*.conf /run/systemd/network/"${route_setup_in##*/}".d/*.conf; do
                if [ "$file" != "$route_keeper_file" ] && [ -r "$file" ]; then no_other_way "$1" "$2" "$(networkd_way "$1" "$file")" "$file"; fi
            done
            ;;
        scripts)
            # Only the service reads these files. RHEL 9 has none any more, and its NetworkManager passes route- files over.
            service_enabled network || service_active network || no_keeper "$route_scripts/ifcfg-$3 is there, but no service 'network' that would read it or route-$3: this system ignores them"
            scripts_file "$1" "$3"
            ;;
        ifupdown) route_keeper_file=/etc/network/if-up.d/hacontrolplane ;;
        *) no_keeper "no netplan, NetworkManager, systemd-networkd, network-scripts or ifupdown sets up $3" ;;
    esac
    [ -z "$route_keeper_words" ]
}

find_setup() { # DEVICE: who sets it up, into setup, and where that is written, into setup_in
    if route_setup_in=$(netplan_of "$1") && [ -n "$route_setup_in" ]; then
        route_setup=netplan
    elif have nmcli && [ -n "$(pids_of NetworkManager)" ] && route_setup_in=$(nm_file "$1") && [ -n "$route_setup_in" ]; then
        route_setup=NetworkManager
    elif route_setup_in=$(networkd_file "$1") && [ -n "$route_setup_in" ]; then
        route_setup=networkd
    elif [ -f "$route_scripts/ifcfg-$1" ]; then
        route_setup=scripts
    elif have ifup && ifupdown_has "$1"; then
        route_setup=ifupdown
    else
        route_setup=
    fi
}

no_keeper() { route_keeper_words=${route_keeper_words:-$1}; } # WHY

# An own file beside the admin's cannot take the admin's route away, and one of the two would win by chance.
no_other_way() { # DESTINATION GATEWAY WAYS FILE: "GATEWAY" a line
    local way
    for way in $3; do
        same_address "$2" "$way" || no_keeper "$4 leads $1 to $way already"
    done
}

# same_range RANGE WRITTEN GATEWAY: whether an admin's words mean our range: with host bits, in capitals, with zeros that
# need not be there, without the prefix of a single address, or as the default, whose family is that of its gateway.
same_range() {
    local written
    written=$2
    if [ "$1" = "$written" ]; then return 0; fi
    case $written,$3 in
        default,*:* | default,_ipv6ra) written=::/0 ;;
        default,*) written=0.0.0.0/0 ;;
    esac
    case $written in
        */*) ;;
        *:*) written=$written/128 ;;
        *) written=$written/32 ;;
    esac
    [ "${1#*/}" = "${written#*/}" ] && is_address "${written%/*}" && route_covers "$1" "${written%/*}"
}

same_address() {
    if [ "$1" = "$2" ]; then return 0; fi
    [ "$(route_family "$1")" = "$(route_family "$2")" ] && is_address "$2" && [ "$(address_digits "$1")" = "$(address_digits "$2")" ]
}

# As far as address_digits can read it: digits and colons, or four numbers. Of an address in both forms nobody is sure.
is_address() {
    case $1 in
        *:*[!0-9a-fA-F:]* | *[!0-9a-fA-F:]*:* | *:::*) return 1 ;;
        *:*) return 0 ;;
        *[!0-9.]* | *.*.*.*.* | .* | *. | *..*) return 1 ;;
        *.*.*.*) return 0 ;;
    esac
    return 1
}

# netplan_of DEVICE: "SECTION ID" that defines it, and whether networkd carries it out.
netplan_of() {
    local kind id words by
    have netplan && ls /etc/netplan/*.yaml >/dev/null 2>&1 || return 1
    netplan get 2>/dev/null | tr -d '"' | {
        kind=
        id=
        while IFS= read -r words; do
            case $words in
                "      set-name: $1") break ;;
                "    "[!\ ]*:*)
                    id=${words#    }
                    id=${id%%:*}
                    if [ "$id" = "$1" ]; then break; fi
                    ;;
                "  "[!\ ]*) kind=${words#  } ;;
            esac
            words=
        done
        if [ -z "$words" ]; then exit 1; fi
        by=-
        if [ -n "$(pids_of systemd-network)$(pids_of systemd-networkd)" ]; then by=networkd; fi
        printf '%s %s %s' "${kind%%:*}" "$id" "$by"
    }
}

# netplan_way DESTINATION: the gateways that other files of netplan give it.
netplan_way() {
    local file
    for file in /etc/netplan/*.yaml; do
        if [ "$file" != "${route_keeper_file:-}" ] && [ -r "$file" ]; then netplan_ways "$1" <"$file"; fi
    done
}

# netplan_ways DESTINATION: of a file on standard input. Its keys may stand in any order, a line each or in braces; routes of
# other tables lead nobody of the main one.
netplan_ways() {
    local way_to way_by way_table key value
    way_to=
    way_by=
    way_table=main
    {
        tr -d "\"'\r" | sed -e 's/^#.*//;s/[[:space:]]#.*//' -e 's/{/\n- /g;s/[]},]/\n/g' |
            sed -e 's/^[[:space:]]*-\([[:space:]]\|$\)/-\n/' | sed -e 's/^[[:space:]]*\(to\|via\|table\|gateway4\|gateway6\):[[:space:]]*/\1 /'
        printf -- '-\n'
    } | while read -r key value; do
        case $key in
            -)
                case $way_table in main | 254) if [ -n "$way_to" ] && [ -n "$way_by" ] && same_range "$1" "$way_to" "$way_by"; then printf '%s\n' "$way_by"; fi ;; esac
                way_to=
                way_by=
                way_table=main
                ;;
            to) way_to=$value ;;
            via) way_by=$value ;;
            table) way_table=$value ;;
            gateway[46]) if same_range "$1" default "$value"; then printf '%s\n' "$value"; fi ;;
        esac
    done
}

nm_file() { # DEVICE: where its connection is kept
    local uuid
    uuid=$(nmcli -e no -g GENERAL.CON-UUID device show "$1" 2>/dev/null)
    [ -n "$uuid" ] || return 1
    nmcli -e no -g UUID,FILENAME connection show --active 2>/dev/null | sed -n "s/^$uuid://p"
}

networkd_file() { # DEVICE: the .network file it is set up from
    local link
    link=/run/systemd/netif/links/$(cat "/sys/class/net/$1/ifindex" 2>/dev/null)
    [ -f "$link" ] && [ -n "$(pids_of systemd-network)$(pids_of systemd-networkd)" ] || return 1
    sed -n 's/^NETWORK_FILE=//p' "$link" 2>/dev/null
}

# networkd_way DESTINATION FILE: the gateways this file gives it. A route without a destination is the default.
networkd_way() {
    local way_to way_by way_table words
    way_to=
    way_by=
    way_table=main
    { tr -d '\r' <"$2" | sed 's/^[[:space:]]*//;s/[[:space:]]*=[[:space:]]*/=/;s/[[:space:]]*$//' && printf '\n[End]\n'; } | while read -r words; do
        case $words in
            \[*)
                case $way_table in main | 254) if [ -n "$way_by" ] && same_range "$1" "${way_to:-default}" "$way_by"; then printf '%s\n' "$way_by"; fi ;; esac
                way_to=
                way_by=
                way_table=main
                ;;
            Destination=*) way_to=${words#*=} ;;
            Gateway=*) way_by=${words#*=} ;;
            Table=*) way_table=${words#*=} ;;
        esac
    done
}

scripts_file() { # DESTINATION INTERFACE
    case $1 in
        *:*) route_keeper_file=$route_scripts/route6-$2 ;;
        *) route_keeper_file=$route_scripts/route-$2 ;;
    esac
    if grep -qs '^[[:space:]]*ADDRESS[0-9]' "$route_keeper_file"; then no_keeper "$route_keeper_file is written with ADDRESS0=, NETMASK0= and GATEWAY0=, and takes no other lines; write its routes as DESTINATION via GATEWAY dev INTERFACE"; fi
}

ifupdown_has() { # DEVICE
    if have ifquery && ifquery "$1" >/dev/null 2>&1; then return 0; fi
    grep -qs "^[[:space:]]*iface[[:space:]]\{1,\}$1[[:space:]]" /etc/network/interfaces /etc/network/interfaces.d/*
}

# tx_routes: once every route of this transaction is known, the files that keep them.
tx_routes() {
    local route_number each file
    [ -d "$tx/routes" ] || return 0
    for each in "$tx"/routes/*; do
        files_of "$each"
        files_of "$state/ledger/routes/${each##*/}"
        # A route that was set by itself, and that a topology declares from now on.
        if [ -f "$tx/cluster" ] && [ -d "$state/ledger/routes/${each##*/}" ] && [ ! -f "$state/ledger/routes/${each##*/}/cluster" ]; then true >"$tx/serve"; fi
    done | sort -u >"$tx/route-files"
    route_number=0
    while IFS= read -r file; do
        route_number=$((route_number + 1))
        tx_route_file "r$route_number" "$file"
    done <"$tx/route-files"
}

files_of() { # ENTRY
    [ -f "$1/file" ] || return 0
    first_line "$1/file"
    printf '%s\n' "$base_line"
    if is_foreign "$1"; then printf '%s\n' "$route_foreign"; fi
}

# What networkd does to routes that are not its own is said once for all interfaces.
is_foreign() { # ENTRY
    local kept_by
    first_line "$1/file"
    kept_by=$base_line
    first_line "$1/ours"
    case "$kept_by $base_line" in *.network.d/* | */netplan/*" networkd") return 0 ;; esac
    return 1
}

# routes_in FILE before|after: "DESTINATION GATEWAY DEVICE ID..." of the routes that FILE keeps, now and after this transaction.
routes_in() {
    local each
    for each in "$state"/ledger/routes/* "$tx"/routes/*; do
        [ -f "$each/to" ] || continue
        case "$2 $each" in
            "before $tx/"*) continue ;;
            "after $tx/"*) grep -q "^route ${each##*/} set" "$tx/plan" || continue ;;
            "after "*) ! grep -q "^route ${each##*/} " "$tx/plan" || continue ;;
        esac
        first_line "$each/file"
        [ "$base_line" = "$1" ] || { [ "$1" = "$route_foreign" ] && is_foreign "$each"; } || continue
        first_line "$each/to"
        printf '%s ' "$base_line"
        first_line "$each/ours"
        printf '%s\n' "$base_line"
    done | sort
}

tx_route_file() { # N FILE
    local mode by lines before
    tx_path "$1" "$2"
    mode=$(route_file_mode "$2")
    by=ours
    if [ "$mode" = theirs ]; then
        # The admin's file, with its owner and permissions: only lines of it are ours.
        if [ -e "$2" ]; then cp -p -- "$2" "$tx/new/$1"; else true >"$tx/new/$1" && chmod 0644 "$tx/new/$1"; fi
        # In memory first: text that was cut short by a full disk must not be taken for the whole.
        lines=$(route_lines_in "$2" && printf .)
        printf '%s' "${lines%.}" >"$tx/new/$1"
    else
        routes_in "$2" before >"$tx/routes.before"
        routes_in "$2" after >"$tx/routes.after"
        if [ -s "$tx/routes.after" ]; then
            lines=$(route_text "$2" <"$tx/routes.after" && printf .)
            printf '%s' "${lines%.}" >"$tx/new/$1" && chmod "$mode" "$tx/new/$1"
        fi
    fi 2>/dev/null || tx_give_up write-failed "$(cannot_write "$tx")"
    if [ "$mode" != theirs ] && [ -e "$2" ] && [ "$(route_text "$2" <"$tx/routes.before" | hex)" != "$(hex <"$2")" ]; then by=edited; fi
    before=x
    if [ -e "$2" ]; then before=x$(hex <"$2"); fi
    if [ ! -s "$tx/new/$1" ]; then
        rm -f "$tx/new/$1"
        if [ ! -e "$2" ]; then return 0; fi
        route_file_changes "$1" "$2" gone "$by" "$before" x
    elif [ ! -e "$2" ]; then
        route_file_changes "$1" "$2" new "$by" "$before" "x$(hex <"$tx/new/$1")"
    elif ! same_file "$tx/new/$1" "$2"; then
        route_file_changes "$1" "$2" changed "$by" "$before" "x$(hex <"$tx/new/$1")"
    else
        say route-file "$(text "$2")" same ours x x
    fi
    case $2 in */netplan/*) netplan_check "$1" "$2" ;; esac
}

route_file_changes() { # N FILE KIND ours-or-edited BEFORE AFTER
    if [ "$4" = edited ]; then true >"$tx/edited.$1"; fi
    if [ "$3" = gone ]; then printf 'gone %s\n' "$1" >>"$tx/plan"; else printf 'back %s\n' "$1" >>"$tx/plan"; fi
    printf '%s\n' "$1" >>"$tx/changed"
    say route-file "$(text "$2")" "$3" "$4" "$5" "$6"
}

route_file_mode() { # FILE
    case $1 in
        */if-up.d/*) printf 0755 ;;
        */netplan/*) printf 0600 ;;
        */systemd/*) printf 0644 ;;
        *) printf theirs ;;
    esac
}

# netplan's own opinion of all its files together, in a folder of its own.
netplan_check() { # N FILE
    local trial words code
    [ -e "$tx/new/$1" ] || return 0
    trial=/run/hacontrolplane.$$
    if ! { mkdir -p "$trial/etc/netplan" && cp -p /etc/netplan/*.yaml "$trial/etc/netplan/" && cp -p "$tx/new/$1" "$trial$2"; } 2>/dev/null; then
        rm -rf "$trial"
        tx_give_up write-failed "$(cannot_write /run)"
    fi
    words=$(netplan generate --root-dir "$trial" 2>&1)
    code=$?
    rm -rf "$trial"
    [ "$code" = 0 ] || tx_give_up route-not-kept "netplan refuses it: $words"
}

# Files of ours, from "DESTINATION GATEWAY DEVICE ID..." on standard input.
route_text() { # FILE
    local to gateway device
    case $1 in
        */if-up.d/*)
            printf '#!/bin/sh\n# Static routes, by HaControlPlane. ifup runs this when an interface has come up.\n'
            # shellcheck disable=SC2016 # the variable is for the script
            while read -r to gateway device _; do
                printf '[ "$IFACE" != %s ] || ip -%s route replace %s via %s dev %s proto static\n' "$device" "$(route_family "$to")" "$to" "$gateway" "$device"
            done
            printf 'exit 0\n'
            ;;
        */netplan/*) sort -k 4 | netplan_text ;;
        */networkd.conf.d/*)
            printf '# By HaControlPlane: routes and rules that networkd did not make outlive its restart.\n[Network]\nManageForeignRoutes=no\nManageForeignRoutingPolicyRules=no\n'
            ;;
        *) networkd_text "$1" ;;
    esac
}

# Without KeepConfiguration= networkd takes addresses away that it did not make, the virtual IP among them, whenever it starts.
networkd_text() { # FILE
    local keep file to gateway network
    printf '# Static routes, by HaControlPlane. The virtual IP outlives a restart of networkd.\n'
    keep=yes
    while read -r to gateway _ network; do
        if [ "$keep" = yes ]; then
            for file in "$network" "${1%/*}"/*.conf; do
                if [ "$file" != "$1" ] && grep -qs '^KeepConfiguration=' "$file"; then keep=said; fi
            done
            if [ "$keep" = yes ]; then printf '[Network]\nKeepConfiguration=static\n'; fi
            keep=said
        fi
        printf '\n[Route]\nDestination=%s\nGateway=%s\n' "$to" "$gateway"
    done
}

netplan_text() {
    local last_kind last_id to gateway kind id by
    printf '# Static routes, by HaControlPlane.\nnetwork:\n  version: 2\n'
    last_kind=
    last_id=
    while read -r to gateway _ kind id by; do
        if [ "$kind" != "$last_kind" ]; then printf '  %s:\n' "$kind"; fi
        if [ "$kind $id" != "$last_kind $last_id" ]; then
            printf '    %s:\n' "$id"
            # networkd would take the virtual IP away whenever it starts.
            if [ "$by" = networkd ]; then printf '      critical: true\n'; fi
            printf '      routes:\n'
        fi
        printf '        - to: %s\n          via: %s\n' "$to" "$gateway"
        last_kind=$kind
        last_id=$id
    done
}

# route_lines_in FILE: the admin's file with our lines in it and those taken out that they replace. Lines of the admin for
# the same destination are kept in the entry, to be put back when ours goes.
route_lines_in() {
    local line
    rm -f "$tx"/routes/*/seen
    # A number whose options are still there would give them to our route.
    route_next=$(sed -n 's/^route\([0-9]\{1,\}\)\(_options\)\{0,1\}=.*/\1/p' "$1" 2>/dev/null | sort -n | sed -n '$p')
    route_next=$((${route_next:-0} + 1))
    if [ -e "$1" ]; then
        # shellcheck disable=SC2094 # what is written goes elsewhere
        while IFS= read -r line || [ -n "$line" ]; do
            route_line_in "$1" "$line"
            case $1$line in
                *.nmconnection"[ipv4]" | *.nmconnection"[ipv6]") missing_routes "$1" "${line#\[ipv}" ;;
            esac
        done <"$1"
    fi
    case $1 in *.nmconnection) ;; *) missing_routes "$1" - ;; esac
    return 0
}

route_line_in() { # FILE LINE
    local to dir kind same_dir gateway device
    to=$(destination_in "$2")
    dir=$tx/routes/$(route_entry "$to")
    if [ -n "$to" ] && [ ! -f "$dir/ours" ]; then
        for same_dir in "$tx"/routes/*; do
            if [ -f "$same_dir/to" ] && same_range "$(cat "$same_dir/to")" "$to" -; then dir=$same_dir; fi
        done
    fi
    if [ ! -f "$dir/ours" ]; then
        printf '%s\n' "$2"
        return
    fi
    read -r gateway device _ <"$dir/ours"
    kind=$(sed -n "s/^route ${dir##*/} //p" "$tx/plan")
    if is_line_of "$2" "$(cat "$dir/to")" "$gateway" "$device"; then
        if [ "$kind" = set ] && [ "$(cat "$dir/file")" = "$1" ]; then
            [ -f "$dir/seen" ] || printf '%s\n' "$2"
            true >"$dir/seen"
        elif [ "$kind" = back ] && [ -f "$dir/lines" ]; then
            cat "$dir/lines"
        fi
    elif [ "$kind" = back ]; then
        printf '%s\n' "$2"
    elif [ ! -f "$state/ledger/routes/${dir##*/}/ours" ]; then
        printf '%s\n' "$2" >>"$dir/lines"
    fi
}

# destination_in LINE: of route-INTERFACE "10.0.0.0/8 via ...", of a keyfile "route1=10.0.0.0/8,...".
destination_in() { printf '%s' "$1" | destinations_in; }

destinations_in() {
    sed -n -e 's/^[[:space:]]*\([0-9a-fA-F.:]*\/[0-9]*\)[[:space:]].*/\1/p' -e 's/^route[0-9]\{1,\}=\([0-9a-fA-F.:]*\/[0-9]*\).*/\1/p'
}

is_line_of() { # LINE DESTINATION GATEWAY DEVICE
    case $1 in
        route*="$2,$3" | route*="$2,$3,"*) return 0 ;;
    esac
    case " $(printf '%s' "$1" | tr -s '\t ' ' ' | sed 's/^ //') " in
        " $2 via $3 dev $4 "*) return 0 ;;
    esac
    return 1
}

missing_routes() { # FILE FAMILY] or -
    local to dir gateway device
    for dir in "$tx"/routes/*; do
        if [ ! -f "$dir/file" ] || [ -f "$dir/seen" ] || [ "$(cat "$dir/file")" != "$1" ]; then continue; fi
        grep -q "^route ${dir##*/} set" "$tx/plan" || continue
        to=$(cat "$dir/to")
        read -r gateway device _ <"$dir/ours"
        case $2 in
            -) printf '%s via %s dev %s\n' "$to" "$gateway" "$device" ;;
            "$(route_family "$to")]"*)
                # One that stands further down already is not missing.
                if keyfile_has "$1" "$to" "$gateway"; then continue; fi
                printf 'route%s=%s,%s\n' "$route_next" "$to" "$gateway"
                route_next=$((route_next + 1))
                ;;
        esac
    done
}

keyfile_has() { grep -q -e "^route[0-9]*=$2,$3\$" -e "^route[0-9]*=$2,$3," "$1"; }

# Whoever keeps a copy of the files takes up the new text; no interface is touched.
routes_reread() {
    local n
    while read -r n; do
        case $(path_of "$n") in
            */netplan/*) ! have netplan || netplan generate </dev/null ;;
            *.nmconnection) ! have nmcli || nmcli connection load "$(path_of "$n")" </dev/null ;;
            "$route_scripts"/route*) [ -z "$(pids_of NetworkManager)" ] || ! have nmcli || nmcli connection load "$route_scripts/ifcfg-$(path_of "$n" | sed 's/.*route6\{0,1\}-//')" </dev/null ;;
        esac
    done <"$tx/changed" >/dev/null 2>&1
}

# route_file_has FILE DESTINATION GATEWAY DEVICE: the file still brings the route back.
route_file_has() {
    case $1 in
        */if-up.d/*) grep -qs -F -e "route replace $2 via $3 dev $4 " "$1" ;;
        */netplan/*) tr '\n' ' ' 2>/dev/null <"$1" | grep -q -F -e "to: $2           via: $3 " ;;
        *.network.d/*) [ -r "$1" ] && [ "$(networkd_way "$2" "$1")" = "$3" ] ;;
        *.nmconnection) keyfile_has "$1" "$2" "$3" 2>/dev/null ;;
        *) grep -qs -F -x -e "$2 via $3 dev $4" "$1" ;;
    esac
}
