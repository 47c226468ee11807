# shellcheck shell=bash
# systemd nodes, where their tree was made.

if "$lab" up --name t-self-s --kind systemd 1 >/dev/null 2>"$work/systemd"; then
    under_test=t-self-s
    eval "$("$lab" env t-self-s)"
    pass "a systemd node boots"
    check "systemd is up" on node-1 sh -c 'systemctl is-system-running | grep -Ex "running|degraded"'
    check "ssh" "$lab" admin --name t-self-s -- ssh -F "$SSH_CONFIG" node-1 systemctl is-active ssh
    configure node-1
    fault node-1 start haproxy
    fault node-1 start keepalived
    check "keepalived as a unit holds the address" soon holders node-1
    fault node-1 kill haproxy
    check "haproxy killed: its unit starts it again" soon on node-1 systemctl is-active haproxy
    fault node-1 reboot
    check "it reboots" on node-1 sh -c 'systemctl is-active ssh lab-kubelet lab-apiserver'
elif grep -q 'lab tree\|lab deps' "$work/systemd"; then
    skip "systemd nodes" "$(cat "$work/systemd")"
else
    fail "a systemd node boots" "$(cat "$work/systemd")"
fi
