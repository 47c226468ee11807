# shellcheck shell=dash
# What a node does right now, for the gate after each commit and for status. Read only.

node_status() { # PORT VIP...
    local port names dir name vip
    port=$1
    shift
    names=' '
    for dir in /proc/[0-9]*; do
        first_line "$dir/comm"
        names="$names$base_line "
    done
    for name in keepalived haproxy kube-vip; do
        case $names in
            *" $name "*) say process "$name" running ;;
            *) say process "$name" absent ;;
        esac
    done
    daemon_commands
    if listening "$port"; then say port "$port" open; else say port "$port" closed; fi
    for vip in "$@"; do
        say vip "$vip" "$(vip_interface "$vip")" "$(vip_answer "$vip" "$port")"
    done
    if [ -d "$state/lock" ]; then say lock "$(text "$(cat "$state/lock/holder" 2>/dev/null)")"; fi
}

# vip_interface VIP: the interface that carries the address here, or - .
vip_interface() {
    local on interface address
    on=$(ip -o addr show 2>/dev/null | while read -r _ interface _ address _; do
        if [ "${address%/*}" = "$1" ]; then
            printf '%s' "${interface%%@*}"
            break
        fi
    done)
    printf '%s' "${on:--}"
}

# vip_answer VIP PORT: the HTTP status of /readyz through the virtual IP as seen from here; 000 is no answer, - no curl, or
# nobody wants to know.
vip_answer() {
    local host answer
    if [ -n "${hacp_silent:-}" ] || ! have curl; then
        printf -- -
        return
    fi
    case $1 in *:*) host="[$1]" ;; *) host=$1 ;; esac
    answer=$(curl -sk --noproxy '*' --max-time 2 -o /dev/null -w '%{http_code}' "https://$host:$2/readyz" 2>/dev/null)
    printf '%s' "${answer:-000}"
}
