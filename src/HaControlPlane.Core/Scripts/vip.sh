# shellcheck shell=dash
# The truth about a virtual IP as one node sees it, in one round trip, and the endpoint asked from a node. Read only:
# keepalived would tell its state when signalled, but one that is just starting ends on that signal.

node_vip() { # URL-OF-HAPROXY'S-STATISTICS PORT VIP...
    local statistics believed table belief
    statistics=$1
    shift
    # Before anything is sent to the address: the answer may correct a belief that is wrong.
    believed=$(beliefs "$@")
    node_status "$@"
    # Nobody had asked for it yet; the question just now made the kernel find out.
    [ -n "$believed" ] || believed=$(beliefs "$@")
    [ -z "$believed" ] || printf '%s\n' "$believed" | while read -r belief; do
        # shellcheck disable=SC2086
        say neighbour $belief
    done
    hardware_addresses
    if table=$(fetch "$statistics"); then
        say backends "$(text "$(printf '%s\n' "$table" | grep -e '^# ' -e '^apiservers,')")"
    fi
}

# beliefs PORT VIP...: "VIP INTERFACE MAC STATE" for each that the kernel thinks it can reach on a segment of its own.
beliefs() {
    local vip
    shift
    for vip in "$@"; do
        ip neigh show to "$vip" 2>/dev/null |
            sed -n 's/^\([^ ]*\) dev \([^ ]*\) \(.* \)\{0,1\}lladdr \([0-9a-fA-F:]*\) \(.* \)\{0,1\}\([A-Z][A-Z]*\) *$/\1 \2 \4 \6/p'
    done
}

# Of interfaces with an address for others: those of pods have none.
hardware_addresses() {
    local interface mac
    ip -o addr show 2>/dev/null | sed -n '/ scope global/s/^[0-9]*: *\([^ @:]*\).*/\1/p' | sort -u | while read -r interface; do
        { read -r mac <"/sys/class/net/$interface/address"; } 2>/dev/null || continue
        case $mac in ??:*) say mac "$interface" "$mac" ;; esac
    done
}

# fetch URL: its text; newer systems come with wget alone, the smallest with busybox.
fetch() {
    if have curl; then
        curl -q -sf --noproxy '*' --max-time 2 "$1" 2>/dev/null
    elif have busybox; then
        timeout 2 busybox wget -q -O - -Y off "$1" 2>/dev/null
    else
        return 1
    fi
}

# One attempt as a client on this node: TCP, then TLS and HTTP where there is curl; nc at least opens the connection.
node_ask() { # HOST PORT PATH SECONDS
    local host code answer
    need_tools
    case $1 in *:*) host="[$1]" ;; *) host=$1 ;; esac
    if have curl; then
        code=0
        answer=$(curl -q -sk --noproxy '*' --max-time "$4" -o /dev/null -w '%{time_connect} %{time_appconnect} %{time_total} %{http_code}' "https://$host:$2$3" 2>/dev/null) || code=$?
        # shellcheck disable=SC2086
        say ask curl "$code" ${answer:-0 0 0 000}
    elif have nc; then
        code=0
        nc -z -w "${4%.*}" "$1" "$2" >/dev/null 2>&1 || code=$?
        say ask nc "$code"
    else
        fail missing-tool curl
    fi
}
