# shellcheck shell=dash
# How a committed transaction ends: confirmed, undone by its caller, or undone by the node's own watch.
#
#   tx/ID/decided   a link, made once, whose target is WORD-PID: what was decided, keep or undo, and by which process.
#                   A link, because making one is a single step that works on a full disk too.
#   tx/ID/after-PID a link to the process that went on when PID, which was carrying the decision out, had died
#   tx/ID/watch     the watch's process       tx/ID/beat      grows while the caller is at work
#
# Shared: tx, tx_alone, tx_decision, tx_live.

tx_decide() { # keep or undo; true when that is the decision and it is for this process to carry it out
    if ln -s "$1-$$" "$tx/decided" 2>/dev/null; then return 0; fi
    tx_decision=$(readlink "$tx/decided" 2>/dev/null) || return 1
    [ "${tx_decision%-*}" = "$1" ] && tx_claim
}

# Whoever decided may have been killed before the work was done, or could not do it: a full disk, an immutable file.
# One goes on and no more: of two, the slower would find halves of what the faster takes away.
tx_claim() {
    local owner next
    tx_decision=$(readlink "$tx/decided" 2>/dev/null) || return 1
    owner=${tx_decision##*-}
    while [ "$owner" != "$$" ]; do
        if next=$(readlink "$tx/after-$owner" 2>/dev/null); then
            owner=$next
        elif is_alive "$owner"; then
            return 1
        elif ln -s "$$" "$tx/after-$owner" 2>/dev/null; then
            owner=$$
        elif [ ! -L "$tx/after-$owner" ]; then
            return 1
        fi
    done
}

tx_finish() { # keep or undo; everything in it may be done again after being cut short
    local id
    if [ "$1" = keep ]; then
        tx_keep || return 1
    else
        stop_worker
        tx_roll_back || return 1
    fi
    # Renamed first: what is cut short while it is deleted must not be taken for a transaction.
    id=${tx##*/}
    mv "$tx" "$state/tx/.done-$id" 2>/dev/null || :
    rm -rf "$state/tx/.done-$id"
    # The last answers of our check script, when nothing here is ours any more.
    [ -d "$state/ledger" ] || rm -f /run/hacontrolplane-check.*
    tx_unlock "$id"
}

# The commit may still be at work. It stops at its next step, or is made to: nothing of it may come after the undo.
stop_worker() {
    local worker tries
    worker=$(cat "$tx/worker" 2>/dev/null)
    [ "$worker" != "$$" ] || return 0
    tries=100
    while is_alive "$worker"; do
        [ "$tries" -gt 0 ] || end_tree "$worker"
        tries=$((tries - 1))
        nap
    done
}

# end_tree PID: stopped first, so that it starts nothing more; then what it started, but for the watch; then itself.
end_tree() {
    local dir
    kill -STOP "$1" 2>/dev/null || return 0
    for dir in /proc/[0-9]*; do
        case ${dir#/proc/} in "$$" | "$(cat "$tx/watch" 2>/dev/null)") continue ;; esac
        if grep -q "^PPid:[[:space:]]*$1\$" "$dir/status" 2>/dev/null; then end_tree "${dir#/proc/}"; fi
    done
    kill -KILL "$1" 2>/dev/null
}

# The node's own watch: it outlives this login, and a caller that falls silent for SECONDS means undo.
tx_arm() { # ID SECONDS SECONDS-FOR-DAEMONS
    outlive "hacp-watch-$1" ". '$tx/engine'; tx_watch '$1' $2 $3"
}

# A commit at work needs no sign of life: it may wait for daemons longer than a caller may be silent. The caller gives
# it four times what a daemon may take, and a minute.
tx_watch() { # ID SECONDS SECONDS-FOR-DAEMONS
    local left patience last beat
    tx=$state/tx/$1
    printf '%s\n' "$$" >"$tx/watch"
    left=$2
    tx_alone=0
    patience=$(($3 * 4 + 60))
    last=
    while [ -d "$tx" ]; do
        sleep 1
        left=$((left - 1))
        tx_alone=$((tx_alone + 1))
        # Every change of the beat file is a sign of life.
        beat=$(cat "$tx/beat" 2>/dev/null)
        if [ "$beat" != "$last" ]; then left=$2 tx_alone=0; fi
        last=$beat
        if is_switch && watch_switch; then continue; fi
        if [ -L "$tx/decided" ]; then
            if tx_claim; then tx_finish "${tx_decision%-*}"; fi
        elif worker_works; then
            left=$2
            patience=$((patience - 1))
            if [ "$patience" -le 0 ] && tx_decide undo; then tx_finish undo; fi
        elif promise_holds "$left" "$2"; then
            :
        elif [ "$left" -le 0 ] || ! is_committed; then
            if tx_decide undo; then tx_finish undo; fi
        fi
    done >/dev/null 2>&1
}

is_committed() { grep -q '^committed$' "$tx/journal"; }

worker_works() { ! is_committed && is_alive "$(cat "$tx/worker" 2>/dev/null)"; }

tx_beat() { # ID: the caller is alive and still at work
    # On its way back a change of holder is led too.
    if [ -f "$state/tx/$1/switch" ]; then printf . >>"$state/tx/$1/beat"; fi
    if [ -d "$state/tx/$1" ] && [ ! -L "$state/tx/$1/decided" ]; then
        printf . >>"$state/tx/$1/beat"
        say beat
    else
        say expired
    fi
}

tx_confirm() { # ID
    local other tries kept
    tx=$state/tx/$1
    if [ -d "$tx" ] && [ ! -L "$tx/decided" ] && ! tx_intact; then
        other=$tx_live
        # Once told to keep it cannot go back alone: its caller hears that it is not what it should be.
        if [ -L "$tx/told" ]; then
            say overwritten "$(text "$other")"
        else
            if tx_decide undo; then tx_finish undo; fi
            fail overwritten "$other"
        fi
    fi
    tries=300
    kept=
    while [ -d "$tx" ]; do
        if tx_decide keep; then
            tx_finish keep || fail write-failed "$(cannot_write "$state/ledger")"
            kept=yes
        else
            # The watch is keeping it just now, or undoing it.
            case $(readlink "$tx/decided" 2>/dev/null) in
                undo-*) fail expired "$1" ;;
                keep-*) kept=yes ;;
            esac
            [ "$tries" -gt 0 ] || fail write-failed "$(cannot_write "$tx")"
            tries=$((tries - 1))
            nap
        fi
    done
    # A confirmation whose answer was lost comes again.
    [ "$kept" = yes ] || was_kept "$1" || fail no-transaction "$1"
    say confirmed
}

# was_kept ID: the ledger remembers the last transaction that was kept.
was_kept() { [ "$(cat "$state/ledger/last" 2>/dev/null)" = "$1" ]; }

# What was committed is what is there; else $live is the first that is not.
tx_intact() {
    local n
    while read -r n; do
        tx_live=$(path_of "$n")
        if [ -L "$tx/new/$n" ]; then
            # A link that came back; from where its copy lies it may lead nowhere.
            [ "$(readlink "$tx/new/$n")" = "$(readlink "$tx_live")" ] || return 1
        elif [ -e "$tx/new/$n" ]; then
            same "$tx/new/$n" "$tx_live" 2>/dev/null || return 1
        elif [ -e "$tx_live" ] || [ -L "$tx_live" ]; then
            return 1
        fi
    done <"$tx/changed"
}

tx_undo() { # ID
    local tries
    tx=$state/tx/$1
    # The watch may be the one to carry it out.
    if is_switch; then true >"$tx/return"; fi 2>/dev/null
    tries=300
    while [ -d "$tx" ]; do
        if tx_decide undo; then
            tx_finish undo || fail write-failed "$(cannot_write "$tx_live")"
        else
            case $(readlink "$tx/decided" 2>/dev/null) in keep-*) fail confirmed "$1" ;; esac
            # The commit or the watch is putting things back just now.
            [ "$tries" -gt 0 ] || fail write-failed "$(cannot_write "$tx")"
            tries=$((tries - 1))
            nap
        fi
    done
    if was_kept "$1"; then fail confirmed "$1"; fi
    tx_unlock "$1"
    say undone
}

# tx_unlock ID: the lock goes only if it is this transaction's; another admin may hold it by now.
tx_unlock() {
    first_line "$state/lock/tx"
    if [ "$base_line" = "$1" ]; then rm -rf "$state/lock"; fi
    # Where we own nothing, no trace stays.
    rmdir "$state/tx" "$state" 2>/dev/null || :
}
