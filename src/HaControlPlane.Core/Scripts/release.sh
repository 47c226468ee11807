# shellcheck shell=dash
# What we own here and the plan no longer names goes back to what was before us.
#
#   ledger/files/ESCAPED-PATH/   path, ours (what we wrote), last (what we wrote before that), was or absent (what was there before us),
#                                cluster (it belongs to a topology)
#   ledger/services/NAME         "active enabled" and the like, or "pod", as it was before us
#   ledger/vips                  the virtual addresses our keepalived announces
#   ledger/made                  folders we made
#   ledger/cluster               the topology's name and nodes, so that a later run misses one that left
#
# Shared: release_entry.

# find_entry PATH: sets entry, its place in the ledger, with %2F for each slash and %25 for each percent sign.
find_entry() {
    local rest
    rest=$1
    release_entry=$state/ledger/files/
    while :; do
        case $rest in
            /*) release_entry=$release_entry%2F ;;
            %*) release_entry=$release_entry%25 ;;
            *[/%]*)
                release_entry=$release_entry${rest%%[/%]*}
                rest=${rest#"${rest%%[/%]*}"}
                continue
                ;;
            *) break ;;
        esac
        rest=${rest#?}
    done
    release_entry=$release_entry$rest
}

tx_cluster() { # TEXT VIP...
    printf '%s' "$1" >"$tx/cluster"
    shift
    printf '%s\n' "$@" >"$tx/vips"
    if [ -f "$state/ledger/cluster" ]; then
        say cluster "x$(hex <"$state/ledger/cluster")"
        same "$tx/cluster" "$state/ledger/cluster" || true >"$tx/serve"
    fi
}

is_planned() { # PATH
    local file
    for file in "$tx"/path/*; do
        first_line "$file"
        if [ "$base_line" = "$1" ]; then return 0; fi
    done
    return 1
}

tx_release() { # FIRST-FREE-NUMBER
    local number live name entry was
    number=$1
    for release_entry in "$state"/ledger/files/*; do
        # A file that was installed by itself is no topology's to take away.
        if [ ! -f "$release_entry/path" ] || [ ! -f "$release_entry/cluster" ]; then continue; fi
        first_line "$release_entry/path"
        live=$base_line
        if is_planned "$live"; then continue; fi
        release_file "$number" "$live"
        number=$((number + 1))
    done
    for entry in "$state"/ledger/services/*; do
        [ -f "$entry" ] || continue
        name=${entry##*/}
        read -r was _ <"$entry"
        if [ "$was" = pod ]; then
            name=${name#pod-}
            if grep -q "^pod $name " "$tx/plan"; then continue; fi
        elif grep -q -e "^service $name " -e "^mute $name\$" "$tx/plan"; then
            continue
        fi
        release_daemon "$name" "$entry"
    done
    tx_release_sysctls
    tx_release_routes
}

# A file that was installed by itself and in no topology; one that is not ours stays.
tx_file_back() { # N PATH
    find_entry "$2"
    if [ -f "$release_entry/cluster" ]; then tx_give_up of-topology "$2"; fi
    if [ -f "$release_entry/path" ]; then release_file "$1" "$2"; fi
}

release_file() { # N PATH; uses $release_entry
    local by before
    tx_path "$1" "$2"
    by=ours
    if [ -e "$2" ] && ! is_our_text "$release_entry" "$2"; then
        by=edited
        true >"$tx/edited.$1"
    fi
    before=x
    if [ -e "$2" ]; then before=x$(hex <"$2"); fi
    if [ -f "$release_entry/absent" ]; then
        printf 'gone %s\n' "$1" >>"$tx/plan"
        say release "$1" "$(text "$2")" gone "$by" "$before" x
    else
        cp -pP "$release_entry/was" "$tx/new/$1" || tx_give_up write-failed "$(cannot_write "$tx")"
        printf 'back %s\n' "$1" >>"$tx/plan"
        say release "$1" "$(text "$2")" back "$by" "$before" "x$(hex <"$release_entry/was")"
    fi
    printf '%s\n' "$1" >>"$tx/changed"
}

release_daemon() { # NAME LEDGER-ENTRY
    printf 'retire %s %s\n' "$1" "$(cat "$2")" >>"$tx/plan"
    true >"$tx/serve"
    service_state "$1" >"$tx/retired-$1"
    say retire "$1" "$(tr ' ' - <"$2")"
}

# A retired daemon goes before anything new comes, so that two never fight over a port or an address. One that did not
# run before us stops while its files are still there (an init script without its configuration stops nothing); one
# that did comes back on the text of then.
tx_retire() { # services or pods, or started: what is to run after its files went; SECONDS
    local was_active was_enabled step name
    while read -r step name was_active was_enabled; do
        case $step in
            retire) ;;
            mute) was_active=inactive was_enabled=disabled ;;
            *) continue ;;
        esac
        tx_undecided
        case "$1 $was_active" in
            "services inactive" | "started active")
                to_state "$name" "$was_active" "${was_enabled:-disabled}" || tx_cancel service-failed "$name $(service_complaint "$name")"
                if [ "$was_active" = inactive ]; then await_gone "$name" service "$2" || tx_cancel service-failed "$name does not stop"; fi
                ;;
            "pods pod")
                # Who holds the address goes before the barrier; what else is slow to end may take its time behind it.
                if waits_at_barrier "$name"; then continue; fi
                await_gone "$name" pod "$2" || tx_cancel pod-failed "$name does not stop"
                ;;
            *) continue ;;
        esac
        # A pod of it may still run beside the service that went.
        if holds_address "$name" && [ "$was_active" != active ] && [ -z "$(pids_of "$name")" ]; then drop_vips "$state/ledger/vips"; fi
        journal retired "$name"
    done <"$tx/plan"
}

# to_state NAME ACTIVE ENABLED: a service goes (back) to what it was, with the text it has now.
to_state() {
    service_exists "$1" || return 0
    if [ "$2" = active ]; then
        service_do restart "$1" || return 1
    elif service_active "$1"; then
        service_do stop "$1" || return 1
    fi
    # What its checks remember is nobody's once it has stopped, or runs on another text.
    if [ "$1" = keepalived ]; then rm -f /run/hacontrolplane-check.*; fi
    if [ "$3" = enabled ]; then
        service_enabled "$1" || service_do enable "$1" || :
    elif service_enabled "$1"; then
        service_do disable "$1" || :
    fi
}

await_gone() { # NAME KIND SECONDS
    local tries
    tries=$(($3 * 10))
    while [ "$tries" -gt 0 ]; do
        if [ -z "$(pids_of "$1" "$2")" ]; then return 0; fi
        tries=$((tries - 1))
        nap_undecided
    done
    return 1
}

# A keepalived or kube-vip that was killed leaves its addresses behind; whoever takes it away takes them too.
drop_vips() { # FILE-OF-ADDRESSES
    local vip interface address
    [ -f "$1" ] && have ip || return 0
    while read -r vip; do
        ip -o addr show 2>/dev/null | while read -r _ interface _ address _; do
            if [ "${address%/*}" = "$vip" ]; then ip addr del "$address" dev "${interface%%@*}"; fi
        done
    done <"$1"
}
