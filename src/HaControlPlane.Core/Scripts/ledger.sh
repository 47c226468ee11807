# shellcheck shell=dash
# The ledger: what we own here, and what was there before we first came. Kept until we leave.
#
# Shared: tx_live.

tx_keep() {
    local name n
    mkdir -p "$state/ledger/files" "$state/ledger/services" || return 1
    while read -r n; do
        tx_live=$(path_of "$n") && [ -n "$tx_live" ] || return 1
        find_entry "$tx_live"
        if is_step file "$n"; then
            own_file "$n" || return 1
        elif is_edit "$n"; then
            # An argument in somebody's manifest makes it none of ours: nothing is remembered, nothing is ever given back.
            keep_old_edit "$n" || return 1
        elif grep -q "^[a-z]* $n\$" "$tx/plan"; then
            rm -rf "$release_entry"
        fi
        drop_spare "$tx_live"
    done <"$tx/changed"
    own_daemons || return 1
    own_sysctls || return 1
    own_log_socket || return 1
    own_routes || return 1
    for name in cluster vips; do
        if [ -f "$tx/$name" ]; then keep_as "$tx/$name" "$state/ledger/$name" || return 1; fi
    done
    if [ -f "$tx/made" ]; then
        { cat "$state/ledger/made" 2>/dev/null; cat "$tx/made"; } | sort -u >"$tx/made.all" && keep_as "$tx/made.all" "$state/ledger/made" || return 1
    fi
    { printf '%s\n' "${tx##*/}" >"$tx/last" && keep_as "$tx/last" "$state/ledger/last"; } 2>/dev/null || return 1
    leave_if_empty
}

own_file() { # N; uses $release_entry
    if [ -d "$release_entry" ]; then
        if [ -f "$tx/cluster" ]; then true >"$release_entry/cluster"; fi
        if ! same "$tx/new/$1" "$release_entry/ours"; then keep_as "$release_entry/ours" "$release_entry/last" || return 1; fi
        keep_as "$tx/new/$1" "$release_entry/ours"
        return
    fi
    if is_there "$release_entry.part"; then rm -rf "$release_entry.part" || return 1; fi
    { mkdir "$release_entry.part" && printf '%s' "$tx_live" >"$release_entry.part/path"; } || return 1
    if [ -f "$tx/old/$1.absent" ]; then
        true >"$release_entry.part/absent"
    else
        cp -pP -- "$tx/old/$1" "$release_entry.part/was" || return 1
    fi
    if [ -f "$tx/cluster" ]; then true >"$release_entry.part/cluster"; fi
    cp -p -- "$tx/new/$1" "$release_entry.part/ours" && mv "$release_entry.part" "$release_entry"
}

keep_as() { # FROM TO: in one step
    cp -p -- "$1" "$2.part" && mv -f "$2.part" "$2"
}

own_daemons() {
    local name step kind
    while read -r step name kind _; do
        case $step in
            mute) [ -f "$state/ledger/services/$name" ] || keep_as "$tx/retired-$name" "$state/ledger/services/$name" || return 1 ;;
            service) [ -f "$state/ledger/services/$name" ] || keep_as "$tx/was-$name" "$state/ledger/services/$name" || return 1 ;;
            pod)
                { [ -f "$tx/pod" ] || printf 'pod\n' >"$tx/pod"; } && keep_as "$tx/pod" "$state/ledger/services/pod-$name" || return 1
                ;;
            retire)
                # The same daemon may have come as the other kind in this very transaction.
                if [ "$kind" = pod ]; then name=pod-$name; fi
                rm -f "$state/ledger/services/$name"
                ;;
        esac
    done <"$tx/plan"
}

# Folders we made go when they are empty again, the deepest first; and the ledger when nothing is ours any more.
leave_if_empty() {
    local entry folder
    if [ -f "$state/ledger/made" ]; then
        sort -r -u "$state/ledger/made" | while read -r folder; do rmdir -- "$folder" 2>/dev/null || :; done
    fi
    for entry in "$state"/ledger/files/* "$state"/ledger/sysctl/* "$state"/ledger/routes/*; do
        if [ -d "$entry" ]; then return 0; fi
    done
    rm -rf "$state/ledger"
}
