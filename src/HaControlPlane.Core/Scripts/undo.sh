# shellcheck shell=dash
# Back to what was: told from the saved copies, so it may be done again after being cut short.
#
# Shared: tx_live.

tx_roll_back() {
    local step name active enabled n folder a b c
    # Before this record nothing was changed, and no daemon is to be disturbed for it.
    grep -q '^armed$' "$tx/journal" 2>/dev/null || return 0
    if is_switch; then withdraw_here || :; fi
    # What this transaction started stops before the old comes back, so that two never fight over a port.
    while read -r step name _; do
        if [ "$step" = service ] && [ "$(cat "$tx/was-$name")" != "active enabled" ]; then
            read -r active enabled <"$tx/was-$name"
            if [ "$active" = inactive ]; then to_state "$name" inactive "$enabled" || :; fi
        fi
    done <"$tx/plan"
    tx_note_undone
    # Daemons stay as they are until every file is back: whoever tries again does not disturb them each time.
    while read -r n; do
        put_back "$n" || return 1
        note_unit "$tx_live"
    done <"$tx/changed"
    put_missing || return 1
    drop_kept
    if [ -f "$tx/made" ]; then
        while read -r folder; do rmdir -- "$folder" 2>/dev/null || :; done <"$tx/made"
    fi
    tx_reload_units
    sysctls_were
    log_socket_was
    routes_were
    while read -r step name a b c; do
        case $step in
            pod) pod_was "$name" "$a" "$b" ;;
            service) service_was "$name" "$a" "$b" ;;
            component) component_was "$name" "$a" "$b" ;;
        esac
    done <"$tx/plan"
    while read -r step name _; do
        case $step in retire | mute)
            if read -r active enabled <"$tx/retired-$name" 2>/dev/null; then to_state "$name" "$active" "$enabled" || :; fi
            ;;
        esac
    done <"$tx/plan"
}

put_back() { # N; leaves $tx_live, for who has to say what could not be put back
    tx_live=$(path_of "$1")
    find_temp "$tx_live"
    rm -f -- "$tx_temp"
    if is_edit "$1"; then
        edit_back "$1"
        return
    fi
    keep_from_undo "$1" || return 1
    if [ -f "$tx/old/$1.absent" ]; then
        clear_folder "$tx_live" "$1"
        heard rm -f -- "$tx_live" || return 1
    elif [ -e "$tx/old/$1" ] || [ -L "$tx/old/$1" ]; then
        clear_folder "$tx_live" "$1"
        # The old file itself, where it is still there; else its copy. Where the two are one file nothing was put in its
        # place yet, and mv would refuse.
        if [ "$(inode_of "$tx_spare")" = "$(inode_of "$tx_live")" ]; then
            :
        elif [ -e "$tx_spare" ] || [ -L "$tx_spare" ]; then
            heard mv -f -- "$tx_spare" "$tx_live" || return 1
        elif ! same_file "$tx/old/$1" "$tx_live"; then
            put "$tx/old/$1" "$tx_live" "" || return 1
        fi
    fi
    rm -f -- "$tx_spare"
}

# What was as it must be is not in the list of changes. But where it is lost by now, no daemon comes back without it.
put_missing() {
    local step number
    while read -r step number _; do
        if [ "$step" != file ] || touched "$number"; then continue; fi
        tx_live=$(path_of "$number")
        clear_folder "$tx_live" "$number"
        find_mode "$number"
        [ -e "$tx_live" ] || [ -L "$tx_live" ] || put "$tx/new/$number" "$tx_live" "$tx_mode" || return 1
    done <"$tx/plan"
}

# Of a link, its own; nothing where there is no file.
inode_of() {
    # shellcheck disable=SC2012
    ls -di -- "$1" 2>/dev/null | sed 's/^ *\([0-9]*\) .*/\1/' | grep . || printf 'none of %s' "$1"
}

# A container runtime makes a folder where a file is missing that a pod mounts; it goes. One with something in it is
# somebody's, and stays aside.
clear_folder() { # PATH N
    if [ ! -d "$1" ] || [ -L "$1" ]; then return 0; fi
    rmdir -- "$1" 2>/dev/null || { mkdir -p "$state.kept" && mv -- "$1" "$state.kept/${tx##*/}.$2"; } 2>/dev/null || :
}

# A service that ran before runs again on the text it ran on.
service_was() { # NAME RELOAD-FILES RESTART-FILES
    local active enabled
    read -r active enabled <"$tx/was-$1" || return 0
    [ "$active" = active ] || return 0
    if touched "$3" || ! service_active "$1"; then
        service_do restart "$1" || :
    elif touched "$2"; then
        service_do reload "$1" || service_do restart "$1" || :
    fi
    if [ "$enabled" = disabled ]; then service_do disable "$1" || :; fi
}

# The kubelet follows a manifest that went back; a pod whose mounted files alone went back is made anew. One that was
# not there before must be gone before a service takes its place.
pod_was() { # NAME MANIFEST CONFIG-FILES
    if [ -f "$tx/bounced" ]; then
        pod_back "$(path_of "$2")"
    elif touched "$2"; then
        if [ -f "$tx/old/$2.absent" ]; then await_gone "$1" pod 20 || :; fi
    elif touched "$3" && kubelet_runs; then
        bounce_pod "$1" "$2" 10
    fi
}
