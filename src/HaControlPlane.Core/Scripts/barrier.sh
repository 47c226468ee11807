# shellcheck shell=dash
# A change of who holds the address, as from keepalived to kube-vip. The two do not hear each other; so the old one goes on
# every node before the new one comes on any: hold, then go on. An undo is the same the other way round: withdraw, then undo.
#
#   tx/ID/switch    this transaction is one     tx/ID/return    the caller says that nobody has the new holder any more
#   journal         held: the old holder is gone from here. resumed: the new one may be here from now on. withdrawn: it is gone again
#
# A caller that falls silent leads nobody through that. Then the nodes go by the time since its last word: after the first of
# these many seconds whoever has the new holder takes it away, after the second each brings the old one back.
#
# Shared: barrier_return_after, barrier_withdraw_after, tx, tx_alone, tx_committing.
barrier_withdraw_after=10
barrier_return_after=30

is_switch() { [ -f "$tx/switch" ]; }

did() { grep -q "^$1\$" "$tx/journal" 2>/dev/null; }

holds_address() { case $1 in keepalived | kube-vip) return 0 ;; *) return 1 ;; esac; }

# waits_at_barrier NAME: it is not its turn: whoever holds the address goes before the barrier, and nobody else does.
waits_at_barrier() {
    is_switch || return 1
    if did held; then holds_address "$1"; else ! holds_address "$1"; fi
}

tx_hold() { # ID SECONDS-UNTIL-UNDO SECONDS-FOR-DAEMONS: a commit up to where nothing of ours holds the address here
    local still
    [ ! -f "$state/tx/$1/plan" ] || true >"$state/tx/$1/switch"
    tx_begin "$@"
    is_switch || tx_cancel write-failed "$(cannot_write "$tx")"
    tx_take_away "$3"
    still=$(own_addresses)
    [ -z "$still" ] || tx_cancel service-failed "$still is still on this node, although what held it stopped"
    journal held
    say held
}

# Addresses of the topology, of now and of before, that this node has.
own_addresses() {
    local vip
    cat "$tx/vips" "$state/ledger/vips" 2>/dev/null | sort -u | while read -r vip; do
        [ -z "$vip" ] || [ "$(vip_interface "$vip")" = - ] || printf '%s ' "$vip"
    done
}

tx_go_on() { # ID SECONDS-FOR-DAEMONS: the rest of a commit, once every node holds
    tx=$state/tx/$1
    if [ ! -f "$tx/plan" ] || ! did held; then fail no-transaction "$1"; fi
    printf '%s\n' "$$" 2>/dev/null >"$tx/worker"
    tx_undecided
    tx_committing=yes
    journal resumed 2>/dev/null || tx_cancel write-failed "$(cannot_write "$tx")"
    tx_bring "$2"
    tx_retire pods "$2"
    journal committed
    say committed
}

# tx_withdraw ID: the new holder goes again. The old one does not come back yet.
tx_withdraw() {
    local tries
    tx=$state/tx/$1
    tries=600
    while [ -d "$tx" ]; do
        if tx_decide undo; then
            stop_worker
            withdraw_here || fail pod-failed "what holds the address does not stop"
            break
        fi
        case $(readlink "$tx/decided" 2>/dev/null) in keep-*) fail confirmed "$1" ;; esac
        # The commit that failed, or the watch, is at it.
        if ! did resumed || did withdrawn; then break; fi
        [ "$tries" -gt 0 ] || fail pod-failed "what holds the address does not stop"
        tries=$((tries - 1))
        nap
    done
    if [ ! -d "$tx" ] && was_kept "$1"; then fail confirmed "$1"; fi
    say withdrawn
}

# Only what came with this transaction; may be done again.
withdraw_here() {
    local pid step name manifest active enabled
    if ! did resumed || did withdrawn; then return 0; fi
    tx_committing=
    while read -r step name manifest _; do
        holds_address "$name" || continue
        case $step in
            pod)
                [ ! -s "$tx/was-$name" ] || continue
                rm -f -- "$(path_of "$manifest")"
                # Its manifest is gone: what is killed does not come back. Well before the others bring the old one back.
                if ! await_gone "$name" pod 12; then
                    for pid in $(pids_of "$name" pod); do kill -KILL "$pid"; done 2>/dev/null
                    await_gone "$name" pod 3 || return 1
                fi
                ;;
            service)
                read -r active enabled <"$tx/was-$name"
                [ "$active" = inactive ] || continue
                to_state "$name" inactive "$enabled" || return 1
                await_gone "$name" service 12 || return 1
                ;;
        esac
    done <"$tx/plan"
    drop_vips "$tx/vips"
    journal withdrawn
}

# watch_switch: true when there is nothing else for the watch to do in this second. $alone is how many nobody was heard.
watch_switch() {
    if ! did held; then
        tx_alone=0
        return 1
    fi
    case $(readlink "$tx/decided" 2>/dev/null) in
        keep-*) return 1 ;;
        undo-*)
            if did resumed && ! did withdrawn; then
                if tx_claim; then withdraw_here || :; fi
                return 0
            fi
            [ ! -f "$tx/return" ] && [ "$tx_alone" -lt "$barrier_return_after" ]
            return
            ;;
    esac
    # Told to keep, it ends as any other transaction does.
    if [ -L "$tx/told" ]; then return 1; fi
    if did resumed; then
        if [ "$tx_alone" -ge "$barrier_withdraw_after" ] || { ! worker_works && ! is_committed; }; then
            if tx_decide undo; then
                stop_worker
                withdraw_here || :
            fi
        fi
    elif [ "$tx_alone" -ge "$barrier_return_after" ]; then
        if tx_decide undo; then tx_finish undo; fi
    fi
    return 0
}

# Whoever settles what is left of a switch has the others settled at the same time: each first takes its new holder away.
settle_switch() {
    if is_switch && did held; then
        withdraw_here || :
        sleep "$barrier_withdraw_after"
    fi
}
