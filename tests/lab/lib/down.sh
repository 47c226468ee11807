# shellcheck shell=bash
# lab down: finds what is the lab's by its namespaces, mounts and directory, never by a process's name.

lab_down() {
    take_name "$@"
    case ${REST[*]} in
        '') remove_lab "$NAME" ;;
        --all)
            local dir
            for dir in "$LAB_RUN"/*/; do
                [ ! -d "$dir" ] || remove_lab "$(basename "$dir")"
            done
            ;;
        *) misuse "down takes --all or nothing, not '${REST[*]}'" ;;
    esac
}

remove_lab() {
    NAME=$1
    STATE=$(state_of "$NAME")
    [ -d "$STATE" ] || return 0
    BRIDGE_NETNS=$NAME-bridge
    ADMIN_NETNS=$NAME-admin
    KIND=light # where it came to nothing before it was written down
    # shellcheck source=/dev/null
    [ ! -r "$STATE/env" ] || . "$STATE/env"
    local dir nodes=''
    for dir in "$STATE"/nodes/*/; do
        [ ! -d "$dir" ] || nodes="$nodes $(basename "$dir")"
    done
    # shellcheck disable=SC2086 # a list of names
    each_node remove_node $nodes || true
    stop_events
    # What still runs in the admin's network (a forgotten probe, an SSH master) ends.
    end_visitors TERM "$ADMIN_NETNS"
    ip netns del "$ADMIN_NETNS" 2>/dev/null || true
    ip netns del "$BRIDGE_NETNS" 2>/dev/null || true
    unmount "$STATE"
    rmdir "$STATE"
    restore_after_last
}

remove_node() {
    local disk=$STATE/nodes/$1/disk
    # Also one that was still booting and has no number written down.
    end_visitors KILL "$(netns_of "$1")"
    kill_node "$1"
    cgroup_remove "$1"
    unmount "$disk"
}

# unmount DIR: lazily where something of the machine still looks into it.
unmount() { ! mountpoint -q "$1" || umount "$1" 2>/dev/null || umount -l "$1"; }

# end_visitors SIGNAL NETNS: to all processes in it but this command's own ancestors, who may be there too.
end_visitors() {
    local pid ours=" $$ $BASHPID " parent=$PPID
    [ -e "/run/netns/$2" ] || return 0
    while [ "$parent" -gt 1 ]; do
        ours="$ours$parent "
        parent=$(awk '/^PPid:/ {print $2}' "/proc/$parent/status" 2>/dev/null || echo 1)
    done
    for pid in $(ip netns pids "$2"); do
        [[ $ours == *" $pid "* ]] || kill "-$1" "$pid" 2>/dev/null || true
    done
}

restore_after_last() {
    local lock other
    exec {lock}</run
    flock "$lock"
    for other in "$LAB_RUN"/*/; do
        if [ -d "$other" ]; then
            exec {lock}>&-
            return 0
        fi
    done
    sysctl_restore
    forget_netns
    rmdir /run/systemd/nspawn 2>/dev/null || true
    rm -rf "$LAB_RUN"
    exec {lock}>&-
}

# The first "ip netns add" of a machine makes a mount of its directory.
forget_netns() {
    [ -e "$LAB_RUN/.made-netns" ] || return 0
    [ -z "$(ls -A /run/netns)" ] || return 0
    umount /run/netns
    rmdir /run/netns
}
