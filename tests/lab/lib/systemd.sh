# shellcheck shell=bash
# A systemd node: systemd-nspawn boots the tree, so that systemctl, units and the journal are real.

boot_systemd() {
    local dir=$STATE/nodes/$1
    (
        close_files
        exec setsid "$LAB_DIR/lab" supervise --name "$NAME" "$1"
    ) </dev/null >>"$dir/console" 2>&1 &
    echo $! >"$dir/supervisor"
}

# lab supervise (not for people): lives as long as the node is on. A reboot from within ends with 133 here, and so
# does, now and then, a first boot: both are booted again.
lab_supervise() {
    local dir code=133 child
    take_name "$@"
    load_lab
    NODE=${REST[0]}
    dir=$STATE/nodes/$NODE
    # With nspawn's end its payload ends.
    trap 'kill -KILL "$child" 2>/dev/null; exit 1' TERM
    while [ "$code" -eq 133 ]; do
        (
            cgroup_join "$NODE"
            exec env -i PATH="$NODE_PATH" SYSTEMD_NSPAWN_API_VFS_WRITABLE=network unshare --mount --propagation private \
                /bin/sh "$LAB_DIR/lib/nspawn" "$dir" "$STATE/layer:$(lower_of_kind)" "$NODE" "/run/netns/$(netns_of "$NODE")"
        ) &
        child=$!
        wait_until 20 note_first_pid "$child" "$dir/pid" || true
        code=0
        wait "$child" || code=$?
        rm -f "$dir/pid"
        if [ "$code" -eq 133 ]; then
            # A new kernel would not know the addresses and settings of the old one.
            remove_node_net "$NODE"
            make_node_net "$NODE"
        fi
    done
}

# note_first_pid NSPAWN FILE: the node's first process is the descendant with number 1 in its own namespace.
note_first_pid() {
    local pid
    gone "$1" && return 0
    for pid in $(pgrep -P "$1" || true) $(pgrep -P "$(pgrep -d, -P "$1" || echo 0)" || true); do
        if [[ $(awk '/^NSpid:/ {print NF, $NF}' "/proc/$pid/status" 2>/dev/null) == "3 1" ]]; then
            echo "$pid" >"$2"
            return 0
        fi
    done
    return 1
}

stop_supervisor_systemd() {
    local pid
    pid=$(cat "$STATE/nodes/$1/supervisor" 2>/dev/null) || return 0
    # The number could be another's by now.
    if tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -q " supervise --name $NAME $1 "; then
        kill -TERM "$pid" 2>/dev/null || true
        cgroup_freeze "$1" 0 2>/dev/null || true
        wait_until 5 gone "$pid" || die "the supervisor of $1 does not end: process $pid"
    fi
    rm -f "$STATE/nodes/$1/supervisor"
}

# shut_down_systemd PID: the signal that means poweroff to systemd.
shut_down_systemd() { kill -s RTMIN+4 "$1"; }

await_systemd() {
    local node
    for node in $NODES; do
        wait_until 30 has_started "$node" || die "systemd on $node does not finish starting"
    done
}

has_started() {
    local state
    state=$(in_node "$1" systemctl is-system-running 2>/dev/null || true)
    [[ $state == running || $state == degraded ]]
}
