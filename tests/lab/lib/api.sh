# shellcheck shell=bash
# lab api: what the stand-in for kube-apiserver on one node does.

lab_api() {
    take_name "$@"
    [ ${#REST[@]} -eq 2 ] || misuse "api takes: NODE ok|fail|hang|down|up"
    load_lab
    check_node "${REST[0]}"
    case ${REST[1]} in
        ok | fail)
            signal_api CONT
            tell_api "${REST[1]}"
            ;;
        # Stopped as a process: its kernel still accepts connections, nobody answers.
        hang) signal_api STOP ;;
        down) in_node "$NODE" /usr/lib/lab/apiserver stop ;;
        up) in_node "$NODE" /usr/lib/lab/apiserver start ;;
        *) misuse "'${REST[1]}' is no API mode: ok, fail, hang, down, up" ;;
    esac
}

api_run() { printf '/proc/%s/root/run/kube-apiserver' "$(first_pid "$NODE")"; }

tell_api() {
    local answer
    answer=$(echo "set map $(printf /run/kube-apiserver/mode.map) mode $1" |
        socat -t 2 - "UNIX-CONNECT:$(api_run)/socket" 2>/dev/null) || die "no API server runs on $NODE; lab api $NODE up starts it"
    [ -z "${answer//[[:space:]]/}" ] || die "the API server of $NODE says: $answer"
}

signal_api() { in_node "$NODE" /bin/sh -c "kill -$1 \$(cat /run/kube-apiserver/pid)" || die "no API server runs on $NODE"; }
