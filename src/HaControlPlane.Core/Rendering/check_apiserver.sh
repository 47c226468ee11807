#!/bin/sh
# /etc/keepalived/check_apiserver.sh
# May this node hold the virtual IP? keepalived asks again and again; 0 is yes.
#
#   check_apiserver.sh alive   haproxy on this node lives. haproxy holds the request for almost as long as keepalived
#                              waits before it asks again, so that its death ends the request, and this check, at once.
#                              Only a keepalived that has just started, while nobody serves, is answered at once.
#   check_apiserver.sh ready   an API server is ready for this node, or for no other node either.
#
# Both ask haproxy, never an API server: one that is ill is haproxy's business, and moving the virtual IP for it would
# cut every client for nothing.
#
# Slow is not dead. A connection that is refused, closed or answered wrongly fails the check at once. One that is not
# answered in time fails it, too, unless this node is starved: then the last good answer counts for a while.

PATH=/usr/sbin:/usr/bin:/sbin:/bin
export PATH

monitor='@MONITOR@'
peers='@PEERS@'
endpoint='@ENDPOINT@'

# The last good answer of each check: the boot, the time, and how long tasks had waited by then. For root alone.
state=/run/hacontrolplane-check
umask 077

# How long a good answer counts on a starved node. In hundredths of a second, as every time here but a limit.
kept=@KEPT@

# ask SECONDS URL [OPTION-OF-CURL...]: sets answer to the HTTP status; nothing or 000 where there was none. Returns 28, as
# curl does, when none came in time. Newer keepalived images come without curl; busybox is in them all.
ask() {
    local seconds="$1" url="$2" now='' asked
    shift 2
    if command -v curl >/dev/null 2>&1; then
        answer=$(curl -q --silent --insecure --noproxy '*' --max-time "$seconds" "$@" --output /dev/null --write-out '%{http_code}' "$url")
        return
    fi
    read_clock
    asked=$now
    answer=$(timeout "$seconds" busybox wget -S -O /dev/null -Y off --no-check-certificate "$url" 2>&1 |
        sed -n 's|.*HTTP/[0-9.]* \([0-9][0-9][0-9]\).*|\1|p' | head -n 1)
    read_clock
    if [ -z "$answer" ] && [ $((now - asked)) -ge $((seconds * 100)) ]; then return 28; fi
}

# Sets now: the time since the boot, which nobody can set. A number that begins with 0 would be an octal one.
read_clock() {
    local up _
    read -r up _ </proc/uptime
    now=${up%.*}${up#*.}
    now=${now#0}
    now=${now#0}
}

# Sets waited: how long tasks of this machine have waited for a processor, memory or a disk, in microseconds; nothing where
# the kernel does not count that.
read_pressure() {
    local what total _
    waited=
    for what in cpu memory io; do
        { read -r _ _ _ _ total <"/proc/pressure/$what"; } 2>/dev/null || continue
        waited=$((${waited:-0} + ${total#total=}))
    done
}

# Remembers that this answer is good. It is written over the former in one piece of the same length, for two runs at once.
good() {
    local boot now='' waited=''
    read_clock
    read_pressure
    { read -r boot </proc/sys/kernel/random/boot_id && printf '%s %15d %18d\n' "$boot" "$now" "${waited:-0}" 1<>"$state.$question"; } 2>/dev/null || :
}

# bad WORDS: fails, and leaves no good answer to count.
bad() {
    # Not with ":": a shell ends where a redirection of that one fails.
    { printf '' >"$state.$question"; } 2>/dev/null || :
    echo "$*" >&2
    return 1
}

# still_good BEGAN LIMIT: the last good answer counts. It is young enough, and since then tasks waited for four fifths of the
# time; or this run, begun at BEGAN, took half a second longer than the limits of its questions allow. Where the kernel
# counts no waiting, there are twice as many tasks as processors.
still_good() {
    local began="$1" limit="$2" boot this at before load _ now='' waited=''
    { read -r boot at before _ <"$state.$question" && read -r this </proc/sys/kernel/random/boot_id; } 2>/dev/null || return 1
    case $at$before in '' | *[!0-9]*) return 1 ;; esac
    [ "$boot" = "$this" ] || return 1
    read_clock
    [ "$now" -ge "$at" ] && [ $((now - at)) -le "$kept" ] || return 1
    [ $((now - began)) -lt $((limit + 50)) ] || return 0
    read_pressure
    if [ -n "$waited" ]; then
        [ $((waited - before)) -ge $(((now - at) * 8000)) ]
    else
        read -r load _ </proc/loadavg
        [ "${load%.*}" -ge $((2 * $(grep -c '^cpu[0-9]' /proc/stat))) ]
    fi
}

# A peer's haproxy reaches an API server that is ready. (401: one that tells nobody without a certificate.)
serves() {
    local answer=''
    ask 1 "$1"
    case $answer in
        200 | 401) return 0 ;;
        *) return 1 ;;
    esac
}

# keepalived is younger than a second. Its start is the 22nd word of its stat, in hundredths of a second since the boot,
# and the second word, its name in brackets, may hold blanks.
is_new() {
    local stat now=''
    { read -r stat <"/proc/$PPID/stat"; } 2>/dev/null || return 1
    read_clock
    # shellcheck disable=SC2086
    set -- ${stat##*)}
    [ $((now - ${20})) -lt 100 ]
}

# Somebody has the virtual IP and serves. Whoever comes back then has time, and a machine that boots is busy: it might miss his adverts.
served() {
    local answer=''
    ask 1 "$endpoint" --connect-timeout 0.3
    case $answer in '' | 000) return 1 ;; *) return 0 ;; esac
}

# The priority in keepalived.conf counts within keepalived's session alone where the kernel divides the processor by sessions
# (sched_autogroup_enabled, see sched(7)): under load adverts left late. This check belongs to the session and gives it the same.
prefer_session() { { printf '%s' -20 >/proc/self/autogroup; } 2>/dev/null || :; }

alive() {
    local answer='' now='' began code
    read_clock
    began=$now
    if ! is_new || served; then
        ask 3 "$monitor/hold"
        case $answer in
            200 | 503) good && return ;;
        esac
    fi
    # Dead, or reloaded and the old process has just left: only a second question tells.
    ask 1 "$monitor/livez"
    code=$?
    case $answer in
        200) good && return ;;
    esac
    if [ "$code" = 28 ] && still_good "$began" 400; then
        echo "haproxy on this node does not answer in time, but the node is starved: its last answer counts" >&2
        return 0
    fi
    bad "haproxy on this node does not answer at $monitor"
}

# When all API servers are ill together, giving up the virtual IP would only add to it.
ready() {
    local answer='' now='' began peer job asked
    read_clock
    began=$now
    ask 1 "$monitor/readyz"
    case $answer in
        200) good && return ;;
        503) ;;
        *) return 0 ;; # no answer, and that is for the other check to say
    esac
    asked=
    for peer in $peers; do
        serves "$peer" &
        asked="$asked $!"
    done
    for job in $asked; do
        wait "$job" || continue
        # haproxy's own checks have limits, too, and run into them on a starved node.
        if still_good "$began" 200; then return 0; fi
        bad "no API server is ready for this node, but one is for another"
        return 1
    done
    good
}

case ${1:-} in
    alive | ready)
        question=$1
        prefer_session
        "$1"
        ;;
    *)
        echo "usage: $0 alive|ready" >&2
        exit 2
        ;;
esac
