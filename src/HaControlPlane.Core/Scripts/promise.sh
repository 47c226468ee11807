# shellcheck shell=dash
# The end of a rollout over several nodes: each promises to keep what it committed, then each is told to keep it, then each
# transaction is closed (tx_confirm). Until it is closed a node can still go back, with everything it needs for that.
#
#   tx/ID/promised  a link, made once: all stands as written, and the node waits for its caller's word
#   tx/ID/told      a link, made once: the caller has the promise of every node and said keep
#
# Links, because making one is a single step that works on a full disk too; they lead to the process that made them.
#
# A node that hears nothing more resolves this alone, after twice the time after which a committed one undoes: one that only
# promised undoes, one that was told keeps. A change of holder is stricter (barrier.sh): one that only promised takes the new
# holder away as ever.
#
# Shared: tx, promise_kept.

tx_promise() { # ID
    promise_open "$1"
    [ -d "$tx" ] || fail no-transaction "$1"
    tx_intact || fail overwritten "$tx_live"
    [ -L "$tx/promised" ] || ln -s "$$" "$tx/promised" 2>/dev/null || [ -L "$tx/promised" ] || fail write-failed "$(cannot_write "$tx")"
    promise_still "$1"
    say promised
}

tx_told() { # ID
    promise_open "$1"
    # Told before, and closed by its own watch since.
    if [ ! -d "$tx" ]; then
        was_kept "$1" || fail no-transaction "$1"
        say told
        return
    fi
    case $(readlink "$tx/decided" 2>/dev/null) in
        keep-*)
            say told
            return
            ;;
    esac
    [ -L "$tx/promised" ] || fail no-transaction "$1"
    tx_intact || fail overwritten "$tx_live"
    [ -L "$tx/told" ] || ln -s "$$" "$tx/told" 2>/dev/null || [ -L "$tx/told" ] || fail write-failed "$(cannot_write "$tx")"
    flush "$tx" 2>/dev/null || :
    promise_still "$1"
    say told
}

# promise_open ID: sets tx; a transaction that is there is committed and not undone, and its watch hears of us.
promise_open() {
    tx=$state/tx/$1
    [ -d "$tx" ] || return 0
    promise_still "$1"
    is_committed || fail no-transaction "$1"
    { printf . >>"$tx/beat"; } 2>/dev/null || :
}

# promise_still ID: the watch did not undo in this very moment.
promise_still() {
    case $(readlink "$tx/decided" 2>/dev/null) in undo-*) fail expired "$1" ;; esac
}

# promise_holds LEFT SECONDS: the watch need not undo. LEFT is what is left of SECONDS since the caller's last word, and below 0
# when they are over. Who was told keeps the change at the end.
promise_holds() {
    [ -L "$tx/promised" ] || return 1
    if [ "$1" -gt "-$2" ]; then return 0; fi
    [ -L "$tx/told" ] || return 1
    if tx_decide keep; then tx_finish keep; fi
    return 0
}

# settles_as: what becomes of a transaction without a decision, whose admin went away. Who promised keeps what another node was
# told to keep: promise_kept has the ids, blanks around each, as far as the caller knows them.
settles_as() {
    if [ -L "$tx/told" ]; then
        printf keep
        return
    fi
    if [ -L "$tx/promised" ]; then
        case ${promise_kept:-} in
            *" ${tx##*/} "*)
                printf keep
                return
                ;;
        esac
    fi
    printf undo
}

# node_transactions: what is open here, and what was kept last.
node_transactions() {
    local folder word decision
    for folder in "$state"/tx/*; do
        [ -d "$folder" ] || continue
        tx=$folder
        word=open
        if [ -L "$tx/promised" ]; then word=promised; fi
        if [ -L "$tx/told" ]; then word=told; fi
        decision=$(readlink "$tx/decided" 2>/dev/null)
        case $decision in
            keep-*) word=told ;;
            undo-*) word=open ;;
        esac
        say transaction "$(text "${tx##*/}")" "$word"
    done
    first_line "$state/ledger/last"
    [ -z "$base_line" ] || say last "$(text "$base_line")"
}
