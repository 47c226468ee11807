# shellcheck shell=bash
# Nothing stays behind.

timeout -s TERM 0.3 "$lab" up --name t-self-x 10 >/dev/null 2>&1
check "an interrupted up leaves no lab" sh -c "[ ! -e /run/hacp-lab/t-self-x ]"

inits=$(cat /run/hacp-lab/t-self-*/nodes/*/pid)
"$lab" admin --name t-self-a -- sleep 1000 &
visitor=$!
sleep 0.1
started=${EPOCHREALTIME/./}
"$lab" down --name t-self-a
took=$(((${EPOCHREALTIME/./} - started) / 1000))
check "down in less than 2 s ($took ms)" within "$took" 0 2000
wait "$visitor" 2>/dev/null
equal "what ran in its network is ended" 143 $?
for name in t-self-b t-self-p t-self-s t-self-x; do "$lab" down --name "$name"; done
check "down of what is not there is no error" "$lab" down --name t-self-a

# A zombie has ended: when it goes is up to whoever is process 1 of this machine.
alive() {
    local pid
    for pid in $inits; do grep -qs '^State:[[:space:]][^ZX]' "/proc/$pid/status" && grep -H '^Name:' "/proc/$pid/status"; done
}
of_lab() {
    local file
    for file in /proc/[0-9]*/cmdline; do
        tr '\0' ' ' 2>/dev/null <"$file" | grep -E 'hacp-lab/t-self-|supervise --name t-self-'
    done
}
equal "no network namespace" "" "$(ip netns list | grep '^t-self-')"
equal "no mount" "" "$(grep t-self- /proc/self/mounts)"
equal "no directory" "" "$(find /run/hacp-lab -maxdepth 1 -name 't-self-*' 2>/dev/null)"
equal "no control group" "" "$(find /sys/fs/cgroup -name 'hacp-lab-t-self-*')"
equal "no process of a node" "" "$(alive)"
equal "no process of the lab" "" "$(of_lab)"
if [ "$others" -eq 0 ] && [ -z "$("$lab" list)" ]; then
    equal "sysctls as before" "$sysctl_before" "$(sysctl -n fs.inotify.max_user_instances net.ipv4.neigh.default.gc_thresh3)"
else
    skip "sysctls as before" "another lab is up on this machine and needs them raised"
fi
