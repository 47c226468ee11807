# shellcheck shell=bash
# lab fault: breaks one thing on one node, or heals it, and says exactly when.

lab_fault() {
    local began function
    take_name "$@"
    [ ${#REST[@]} -ge 2 ] || misuse "fault takes: NODE FAULT [KIND]"
    load_lab
    check_node "${REST[0]}"
    function=fault_${REST[1]//-/_}
    declare -F "$function" >/dev/null || misuse "'${REST[1]}' is no fault"
    began=$EPOCHREALTIME
    "$function" "${REST[@]:2}"
    printf '%s %s began=%s done=%s\n' "$NODE" "${REST[*]:1}" "$began" "$EPOCHREALTIME"
}

# The cable: without it the node sees no carrier.
fault_link_down() { ip -n "$BRIDGE_NETNS" link set "$(port_of "$NODE")" down; }
fault_link_up() { ip -n "$BRIDGE_NETNS" link set "$(port_of "$NODE")" up; }

# The switch: the node has a carrier, and nothing it sends arrives (0 is disabled, 3 forwarding).
fault_cut() { bridge -n "$BRIDGE_NETNS" link set dev "$(port_of "$NODE")" state 0; }
fault_join() { bridge -n "$BRIDGE_NETNS" link set dev "$(port_of "$NODE")" state 3; }

# Every process stands still; the kernel still answers ARP and accepts connections.
fault_freeze() { cgroup_freeze "$NODE" 1; }
fault_thaw() { cgroup_freeze "$NODE" 0; }

# At once: a keepalived that hears of its parent's end would give its address up in good order.
fault_kill() {
    [ -n "$(first_pid "$NODE")" ] || die "$NODE is off"
    kill_kind "${1:-}" || die "no ${1%-all} runs on $NODE"
}

kill_kind() {
    case $1 in
        haproxy | keepalived-all | sshd) in_node "$NODE" /usr/lib/lab/kill-all "${1%-all}" ;;
        apiserver) in_node "$NODE" /usr/lib/lab/kill-all kube-apiserver ;;
        # The oldest is the parent.
        keepalived) in_node "$NODE" pkill -KILL -o -x keepalived ;;
        kubelet) in_node "$NODE" /bin/sh -c 'kill -KILL "$(cat /run/lab-kubelet/pid)"' ;;
        *) misuse "kill takes: haproxy keepalived keepalived-all sshd apiserver kubelet" ;;
    esac
}

fault_stop() { order stop "${1:-}"; }
fault_start() { order start "${1:-}"; }

# order start|stop KIND: in good order, as an admin would.
order() {
    case $2 in
        apiserver | kubelet) in_node "$NODE" "/usr/lib/lab/$2" "$1" ;;
        sshd)
            in_node "$NODE" "/usr/lib/lab/order-$KIND" "$1" ssh
            # The script asks sshd to end and does not wait for it, and starts none where the old one is still on its way out.
            wait_until 10 "sshd_${1}s" || die "sshd of $NODE does not $1"
            ;;
        haproxy | keepalived)
            if [ "$RUN_AS" = static-pod ]; then
                in_node "$NODE" /usr/lib/lab/order-pod "$1" "$2"
            else
                in_node "$NODE" "/usr/lib/lab/order-$KIND" "$1" "$2"
            fi
            ;;
        *) misuse "$1 takes: haproxy keepalived sshd apiserver kubelet" ;;
    esac
}

# Nobody listens any more, or somebody does; asks again where that is not so.
sshd_stops() {
    sshd_listens || return 0
    in_node "$NODE" "/usr/lib/lab/order-$KIND" stop ssh
    return 1
}

sshd_starts() {
    ! sshd_listens || return 0
    in_node "$NODE" "/usr/lib/lab/order-$KIND" start ssh
    return 1
}

sshd_listens() { [ -n "$(in_node "$NODE" ss -Htln 'sport = :22')" ]; }

# /etc and /var are on the node's one small disk.
fault_disk_full() {
    local disk=$STATE/nodes/$NODE/disk free
    free=$(df --output=avail -B1 "$disk" | tail -n 1)
    [ "$free" -eq 0 ] || fallocate -l "$free" "$disk/fill" 2>/dev/null || true
    dd if=/dev/zero of="$disk/fill-rest" bs=4k 2>/dev/null || true
}
fault_disk_free() { rm -f "$STATE/nodes/$NODE/disk/fill" "$STATE/nodes/$NODE/disk/fill-rest"; }

fault_etc_ro() { in_node "$NODE" /bin/sh -c 'mount --bind /etc /etc && mount -o remount,bind,ro /etc'; }
fault_etc_rw() { in_node "$NODE" /bin/sh -c 'while mountpoint -q /etc; do umount /etc || exit 1; done'; }

# In good order, and up again with the same disk; done when SSH and the API answer.
fault_reboot() {
    local pid
    pid=$(first_pid "$NODE")
    [ -n "$pid" ] || die "$NODE is off"
    "shut_down_$KIND" "$pid"
    wait_until 20 gone "$pid" || die "$NODE does not shut down"
    fault_power_off
    fault_power_on
}

fault_power_off() { kill_node "$NODE"; }

fault_power_on() {
    [ -z "$(first_pid "$NODE")" ] || die "$NODE is on"
    boot_node "$NODE"
    in_admin "$LAB_DIR/lib/await-ports" 30 "$(address_of "$NODE")" || die "$NODE does not answer"
}
