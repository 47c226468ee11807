# shellcheck shell=dash
# Whether a balancer outside the nodes, and the other API servers, can be reached from a node. Read only.

node_resolve() { # NAME
    local found
    need_tools
    have getent || return 0
    found=$(getent hosts "$1" | sed -n '1s/[[:space:]].*//p')
    say reach name "$1" "$(if [ -n "$found" ]; then printf ok; else printf failed; fi)" "$(text "$found")"
}

node_reach() { # HOST PORT APISERVER-PORT ADDRESS...
    local apiserver_port address
    need_tools
    need_root
    reach balancer "$1" "$2"
    apiserver_port=$3
    shift 3
    for address; do reach apiserver "$address" "$apiserver_port"; done
}

# reach WHAT HOST PORT: a TCP connection, and what /readyz answers over it where there is curl.
reach() {
    local host answer
    case $2 in *:*) host="[$2]" ;; *) host=$2 ;; esac
    if have curl; then
        # A connection that was opened took some time; a status of 000 is none.
        answer=$(curl -q -sk --noproxy '*' --max-time 3 -o /dev/null -w '%{time_connect} %{http_code}' "https://$host:$3/readyz" 2>/dev/null)
        case $answer in
            "" | 0.000000" "* | 0,000000" "*) say reach "$1" "$host:$3" failed x ;;
            *) say reach "$1" "$host:$3" ok "$(text "${answer#* }")" ;;
        esac
    elif have nc; then
        if nc -z -w 3 "$2" "$3" >/dev/null 2>&1; then say reach "$1" "$host:$3" ok x; else say reach "$1" "$host:$3" failed x; fi
    else
        say reach "$1" "$host:$3" not-asked x
    fi
}
