# shellcheck shell=bash
# What light and systemd nodes have in common: a disk, a boot, an end.

# The node's own disk: small enough to be filled.
disk_size_of_kind() {
    if [ "$KIND" = light ]; then echo 64m; else echo 256m; fi
}

make_node_disk() {
    local dir=$STATE/nodes/$1 upper
    upper=$dir/disk/upper
    mkdir -p "$dir/disk" "$dir/root"
    mount -t tmpfs -o "size=$(disk_size_of_kind),mode=755" "hacp-$NAME-$1" "$dir/disk"
    mkdir -p "$dir/disk/work" "$upper/etc/ssh" "$upper/etc/kubernetes/pki" "$upper/root/.ssh"
    chmod 755 "$upper" "$upper/etc"
    chmod 700 "$upper/root" "$upper/root/.ssh"
    echo "$1" >"$upper/etc/hostname"
    tr -d - </proc/sys/kernel/random/uuid >"$upper/etc/machine-id"
    : >"$upper/etc/resolv.conf"
    cp "$STATE/hosts" "$upper/etc/hosts"
    cp "$STATE/id_ed25519.pub" "$upper/root/.ssh/authorized_keys"
    make_node_keys "$1"
}

# boot_node NODE: its namespaces and processes; returns when its first process runs.
boot_node() {
    make_node_net "$1"
    rm -f "$STATE/nodes/$1/pid"
    "boot_$KIND" "$1"
    # The file is written and closed by a process that becomes the node's first.
    wait_until 10 test -s "$STATE/nodes/$1/pid" || die "$1 did not boot: $(tail -n 5 "$STATE/nodes/$1/console")"
}

make_node() {
    make_node_disk "$1"
    boot_node "$1"
}

# first_pid NODE: of its first process, as the machine numbers it; nothing when the node is off.
first_pid() {
    local pid
    pid=$(cat "$STATE/nodes/$1/pid" 2>/dev/null) || return 0
    # A number alone could be anybody's by now: the namespace must still be the node's own.
    [ "$(readlink "/proc/$pid/ns/net" 2>/dev/null)" = "net:[$(stat -Lc %i "/run/netns/$(netns_of "$1")" 2>/dev/null)]" ] || return 0
    printf '%s' "$pid"
}

# kill_node NODE: the power goes. Nothing in the node gets to run again.
kill_node() {
    local pid
    ip -n "$BRIDGE_NETNS" link set "$(port_of "$1")" down 2>/dev/null || true
    pid=$(first_pid "$1")
    if [ -n "$pid" ]; then
        kill -KILL "$pid" 2>/dev/null || true
        cgroup_freeze "$1" 0 2>/dev/null || true
        wait_until 5 gone "$pid" || die "$1 does not die: process $pid"
    fi
    "stop_supervisor_$KIND" "$1"
    rm -f "$STATE/nodes/$1/pid"
    remove_node_net "$1"
}

# A zombie is gone too: who reaps it is not the lab's business.
gone() { ! grep -qs '^State:[[:space:]][^ZX]' "/proc/$1/status"; }

# in_node NODE COMMAND...: in all its namespaces and its control group, with a clean environment.
in_node() {
    local node=$1 pid
    shift
    pid=$(first_pid "$node")
    [ -n "$pid" ] || die "$node is off"
    (
        cgroup_join "$node"
        exec nsenter --target "$pid" --all --root --wd env -i HOME=/root USER=root LOGNAME=root \
            TERM="${TERM:-dumb}" PATH="$NODE_PATH" LC_ALL=C "$@"
    )
}
