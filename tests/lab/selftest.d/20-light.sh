# shellcheck shell=bash
# A light lab: up, seen from the admin, and beside another one.

under_test=t-self-a
others=$("$lab" list | wc -l)
sysctl_before=$(sysctl -n fs.inotify.max_user_instances net.ipv4.neigh.default.gc_thresh3)

started=${EPOCHREALTIME/./}
check "three light nodes come up" "$lab" up --name t-self-a
took=$(((${EPOCHREALTIME/./} - started) / 1000))
check "in less than 3 s ($took ms)" within "$took" 0 3000
check "a second lab stands beside it" "$lab" up --name t-self-b --family 6 1
if "$lab" up --name t-self-a >/dev/null 2>"$work/again"; then fail "a name is taken once" "it was made again"; else
    check "a name is taken once, and the message says so" grep -q "'t-self-a' is there already" "$work/again"
fi
eval "$("$lab" env t-self-a)"
equal "the topology names its nodes" 3 "$(grep -c 'name: node-' "$TOPOLOGY")"
equal "the key is private" 600 "$(stat -c %a "$SSH_KEY")"

check "ssh by name" "$lab" admin --name t-self-a -- ssh -F "$SSH_CONFIG" node-2 test "\$(hostname)" = node-2
check "ssh by address, strictly" "$lab" admin --name t-self-a -- ssh -i "$SSH_KEY" -o IdentitiesOnly=yes -o BatchMode=yes \
    -o UserKnownHostsFile="$KNOWN_HOSTS" -o StrictHostKeyChecking=yes "root@${ADDRESSES##* }" true
# shellcheck disable=SC1090
other=$(. <("$lab" env t-self-b) && echo "$ADDRESSES $KNOWN_HOSTS $SSH_KEY")
read -r other_address other_known other_key <<<"$other"
check "ssh over IPv6" "$lab" admin --name t-self-b -- ssh -i "$other_key" -o BatchMode=yes \
    -o UserKnownHostsFile="$other_known" -o StrictHostKeyChecking=yes "root@$other_address" true

check "a node sees nothing of the machine's own configuration" \
    on node-1 sh -c '[ -z "$(ls -A /etc/keepalived /etc/haproxy /etc/kubernetes/manifests | grep -v :)" ]'
# What comes to the machine's /etc while a lab is up, as a package's files do, is not the nodes'.
came=$(mktemp -d /etc/lab-selftest.XXXXXX)
check "nor what comes to the machine's /etc meanwhile" on node-1 sh -c "! test -e $came"
rmdir "$came"
check "and may not set the machine's sysctls" on node-1 sh -c '! sysctl -qw vm.swappiness=10 2>/dev/null'
check "but those of its network" on node-1 sysctl -qw net.ipv4.ip_nonlocal_bind=1
equal "which stay its own" 0 "$(on node-2 sysctl -n net.ipv4.ip_nonlocal_bind)"
