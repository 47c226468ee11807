# shellcheck shell=dash
# What a node is: read only, nothing is written.

say_version() { # DAEMON TEXT-OF-ITS-VERSION-OPTION
    version=$(printf '%s\n' "$2" | sed -n '1s/^[^0-9]*\([0-9][0-9.]*\).*/\1/p')
    say daemon "$1" "${version:-unknown}"
}

node_facts() {
    need_tools
    need_root
    say host "$(text "$(uname -n)")" "$(service_manager)"
    have keepalived && say_version keepalived "$(keepalived -v 2>&1)"
    have haproxy && say_version haproxy "$(haproxy -v 2>&1)"
    have curl && say_version curl "$(curl --version 2>&1)"
    if have ip; then
        # "2: eth0    inet 10.0.0.1/24 brd ... scope global eth0": interface and address are fields 2 and 4.
        ip -o addr show 2>/dev/null | while read -r _ interface family address _; do
            case $family in inet | inet6) say address "$(text "${interface%%@*}")" "$address" ;; esac
        done
    fi
    facts_auth_pass
}

# The VRRP password that is in force here, so that a run without one in its topology keeps it.
facts_auth_pass() {
    [ -r /etc/keepalived/keepalived.conf ] || return 0
    pass=$(sed -n 's/^[[:space:]]*auth_pass[[:space:]]\{1,\}\([^[:space:]]\{1,\}\).*/\1/p' /etc/keepalived/keepalived.conf | sed -n 1p)
    [ -z "$pass" ] || say auth-pass "$(text "$pass")"
}
