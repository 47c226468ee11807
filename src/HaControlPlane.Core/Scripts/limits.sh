# shellcheck shell=dash
# Questions to programs that may never answer: one that is a wrapper, or waits for a lock, a bus or a name server. Each has a limit
# of its own, is named when it runs out, and leaves no process behind.
#
# Shared: limits_said.

# run_within SECONDS PROGRAM ARGUMENT...: runs it without input. Returns its code, and 124 when the limit ended it and what it had
# started. A node without timeout and setsid has no limits but the whole script's.
run_within() {
    local code asked
    if ! have timeout || ! have setsid; then
        shift
        "$@" </dev/null
        return
    fi
    # A group of its own ends as one.
    setsid timeout -s KILL "$@" </dev/null &
    asked=$!
    code=0
    wait "$asked" 2>/dev/null || code=$?
    [ "$code" -eq 137 ] || return "$code"
    # The timeout of busybox ends the program alone. dash and busybox know no -- here.
    kill -9 "-$asked" 2>/dev/null
    return 124
}

# ask_within SECONDS PROGRAM ARGUMENT...: the same. Sets limits_said to what the program wrote.
ask_within() { limits_said=$(run_within "$@" 2>&1); }

# ask_or_say SECONDS PROGRAM ARGUMENT...: the same, for what a script can do without: the caller is told of a limit that ran out, and
# the script goes on. Not in a command substitution, which would swallow the record.
ask_or_say() {
    local code
    ask_within "$@"
    code=$?
    [ "$code" -ne 124 ] || say unanswered "$1" "$(shift && text "$*")"
    return "$code"
}

# ask_or_give_up SECONDS PROGRAM ARGUMENT...: the same, for what a stage cannot do without.
ask_or_give_up() {
    local code
    ask_within "$@"
    code=$?
    [ "$code" -ne 124 ] || tx_give_up unanswered "$(shift && printf '%s' "$*"), after $1 s"
    return "$code"
}
