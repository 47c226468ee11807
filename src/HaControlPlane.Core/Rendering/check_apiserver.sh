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

PATH=/usr/sbin:/usr/bin:/sbin:/bin
export PATH

monitor='@MONITOR@'
peers='@PEERS@'
endpoint='@ENDPOINT@'

# status SECONDS URL [OPTION-OF-CURL...]: the HTTP status, nothing or 000 when there was no answer in time. Newer keepalived images come
# without curl; busybox is in them all.
status() {
    seconds=$1
    url=$2
    shift 2
    if command -v curl >/dev/null 2>&1; then
        curl -q --silent --insecure --noproxy '*' --max-time "$seconds" "$@" --output /dev/null --write-out '%{http_code}' "$url"
    else
        timeout "$seconds" busybox wget -S -O /dev/null -Y off --no-check-certificate "$url" 2>&1 |
            sed -n 's|.*HTTP/[0-9.]* \([0-9][0-9][0-9]\).*|\1|p' | head -n 1
    fi
}

# A peer's haproxy reaches an API server that is ready. (401: one that tells nobody without a certificate.)
serves() {
    case $(status 1 "$1") in
        200 | 401) return 0 ;;
        *) return 1 ;;
    esac
}

# keepalived is younger than a second. Its start is the 22nd word of its stat, in hundredths of a second since the boot,
# and the second word, its name in brackets, may hold blanks.
is_new() {
    { read -r stat <"/proc/$PPID/stat" && read -r now _ </proc/uptime; } 2>/dev/null || return 1
    # shellcheck disable=SC2086
    set -- ${stat##*)}
    [ $((${now%.*}${now#*.} - ${20})) -lt 100 ]
}

# Somebody has the virtual IP and serves. Whoever comes back then has time, and a machine that boots is busy: it might miss his adverts.
served() {
    case $(status 1 "$endpoint" --connect-timeout 0.3) in '' | 000) return 1 ;; *) return 0 ;; esac
}

alive() {
    if ! is_new || served; then
        case $(status 3 "$monitor/hold") in
            200 | 503) return 0 ;;
        esac
    fi
    # Dead, or reloaded and the old process has just left: only a second question tells.
    case $(status 1 "$monitor/livez") in
        200) return 0 ;;
    esac
    echo "haproxy on this node does not answer at $monitor" >&2
    return 1
}

# When all API servers are ill together, giving up the virtual IP would only add to it.
ready() {
    case $(status 1 "$monitor/readyz") in
        503) ;;
        *) return 0 ;; # ready; or no answer, and that is for the other check to say
    esac
    asked=
    for peer in $peers; do
        serves "$peer" &
        asked="$asked $!"
    done
    for job in $asked; do
        if wait "$job"; then
            echo "no API server is ready for this node, but one is for another" >&2
            return 1
        fi
    done
}

case ${1:-} in
    alive | ready) "$1" ;;
    *)
        echo "usage: $0 alive|ready" >&2
        exit 2
        ;;
esac
