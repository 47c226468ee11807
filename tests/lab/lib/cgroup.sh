# shellcheck shell=bash
# One control group a node: it can be frozen as a whole, and systemd in a node needs one of its own.
# Works with one unified hierarchy and with the older layout of one hierarchy a controller.

cgroup_roots() {
    if [ -e /sys/fs/cgroup/cgroup.controllers ]; then
        echo /sys/fs/cgroup
        return
    fi
    local root
    for root in freezer systemd unified; do
        [ ! -d "/sys/fs/cgroup/$root" ] || echo "/sys/fs/cgroup/$root"
    done
}

cgroup_name() { printf 'hacp-lab-%s-%s' "$NAME" "$1"; }

# cgroup_join NODE: moves the calling process.
cgroup_join() {
    local root group
    group=$(cgroup_name "$1")
    for root in $(cgroup_roots); do
        [ -d "$root/$group" ] || mkdir -p "$root/$group"
        echo "$BASHPID" >"$root/$group/cgroup.procs"
    done
}

# cgroup_freeze NODE 1|0
cgroup_freeze() {
    local group old=FROZEN
    group=$(cgroup_name "$1")
    [ "$2" -eq 1 ] || old=THAWED
    if [ -e "/sys/fs/cgroup/freezer/$group/freezer.state" ]; then
        echo "$old" >"/sys/fs/cgroup/freezer/$group/freezer.state"
    else
        echo "$2" >"/sys/fs/cgroup/$group/cgroup.freeze"
    fi
}

# cgroup_remove NODE: its processes were killed, but one leaves its group only where it has really ended.
cgroup_remove() {
    wait_until 5 cgroup_removed "$(cgroup_name "$1")" || die "the control group of $1 does not empty: $(cgroup_left "$(cgroup_name "$1")")"
}

cgroup_removed() {
    local root left=0
    for root in $(cgroup_roots); do
        [ ! -d "$root/$1" ] || find "$root/$1" -depth -type d -exec rmdir {} + 2>/dev/null || left=1
    done
    [ "$left" -eq 0 ]
}

# cgroup_left GROUP: what is still in it, for people.
cgroup_left() {
    local root
    for root in $(cgroup_roots); do find "$root/$1" -name cgroup.procs -exec cat {} + 2>/dev/null || true; done | sort -un | tr '\n' ' '
}
