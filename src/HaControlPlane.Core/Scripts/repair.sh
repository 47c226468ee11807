# shellcheck shell=dash
# Transactions of admins who went away: the confirmed ones are finished, the others undone.
#
# Shared: promise_kept, tx_live.

# lock_is_dead: whoever took the lock can no longer be at work on this node.
lock_is_dead() {
    local held decision pid
    [ -d "$state/lock" ] || return 1
    # Another boot: nobody of then is left.
    if [ -f "$state/lock/boot" ] && [ "$(cat "$state/lock/boot")" != "$(boot_id)" ]; then return 0; fi
    held=$state/tx/$(cat "$state/lock/tx" 2>/dev/null)
    if [ -f "$held/journal" ]; then
        decision=$(readlink "$held/decided" 2>/dev/null)
        for pid in "$(cat "$held/worker" 2>/dev/null)" "$(cat "$held/watch" 2>/dev/null)" "${decision##*-}"; do
            if is_alive "$pid"; then return 1; fi
        done
        return 0
    fi
    # Staged and waiting for a decision. It can still come while the login lives; where that is not known, only a
    # person can tell.
    if [ -s "$held/plan" ]; then
        [ -s "$state/lock/login" ] && ! is_alive "$(cat "$state/lock/login")"
        return
    fi
    ! is_alive "$(cat "$state/lock/pid" 2>/dev/null)"
}

# login_of: the server's process of this login, which ends with the connection. A caller whose every script has a
# connection of its own says so in hacp_alone.
login_of() {
    local pid
    [ -z "${hacp_alone:-}" ] || return 0
    pid=$$
    while [ "${pid:-0}" -gt 1 ]; do
        first_line "/proc/$pid/comm"
        case $base_line in sshd*)
            printf '%s\n' "$pid"
            return
            ;;
        esac
        pid=$(parent_of "$pid")
    done
}

parent_of() { # PID
    local key value
    while read -r key value _; do
        if [ "$key" = PPid: ]; then
            printf '%s' "$value"
            return
        fi
    done 2>/dev/null <"/proc/$1/status"
}

boot_id() {
    first_line /proc/sys/kernel/random/boot_id
    printf '%s\n' "$base_line"
}

# take_lock ID HOLDER TAKE-OVER: 1 when somebody else has it, 2 when it cannot be written.
take_lock() {
    if [ "$3" = yes ] || lock_is_dead; then rm -rf "$state/lock"; fi
    if ! mkdir "$state/lock" 2>/dev/null; then
        [ ! -d "$state/lock" ] || return 1
        return 2
    fi
    if ! {
        printf '%s\n' "$$" >"$state/lock/pid" &&
            printf '%s\n' "$2" >"$state/lock/holder" &&
            printf '%s\n' "$1" >"$state/lock/tx" &&
            login_of >"$state/lock/login" &&
            boot_id >"$state/lock/boot"
    } 2>/dev/null; then
        rm -rf "$state/lock"
        return 2
    fi
}

# tx_settle_others: true when none is left. Nothing new begins on a node that could not be put back; $live says why.
tx_settle_others() {
    local tx word folder
    tx_live=$state
    if is_there "$state"/tx/.done-*; then rm -rf "$state"/tx/.done-*; fi
    for folder in "$state"/tx/*; do
        [ -d "$folder" ] || continue
        tx=$folder
        [ -L "$tx/decided" ] || ln -s "$(settles_as)-$$" "$tx/decided" 2>/dev/null || :
        await_claim
        [ -d "$tx" ] || continue
        case $(readlink "$tx/decided" 2>/dev/null) in
            keep-*)
                if tx_finish keep; then say settled "${tx##*/}" finished; fi
                ;;
            *)
                word=undone
                if [ ! -f "$tx/journal" ]; then word=forgotten; fi
                settle_switch
                if tx_finish undo; then say settled "${tx##*/}" "$word"; fi
                ;;
        esac
        [ ! -d "$folder" ] || return 1
    done
}

# A watch that puts things back just now is let finish.
await_claim() {
    local tries
    tries=300
    while [ -L "$tx/decided" ] && [ "$tries" -gt 0 ] && ! tx_claim; do
        tries=$((tries - 1))
        nap
    done
}

tx_repair() { # ID HOLDER TAKE-OVER TRANSACTION...: those that some node was told to keep
    local own
    need_tools
    need_root
    [ -d "$state" ] || return 0
    take_lock "$1" "$2" "$3"
    case $? in
        0) ;;
        1)
            say locked "$(text "$(cat "$state/lock/holder" 2>/dev/null)")"
            return 0
            ;;
        *) fail write-failed "$(cannot_write "$state")" ;;
    esac
    own=$1
    shift 3
    promise_kept=" $* "
    if ! tx_settle_others; then
        tx_unlock "$own"
        fail write-failed "$(cannot_write "$tx_live")"
    fi
    tx_unlock "$own"
}
