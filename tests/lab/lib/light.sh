# shellcheck shell=bash
# A light node: namespaces of its own and a small init. No systemd. Up in milliseconds.

boot_light() {
    local dir=$STATE/nodes/$1
    (
        close_files
        cgroup_join "$1"
        exec env -i PATH="$NODE_PATH" LC_ALL=C HOME=/root setsid nsenter --net="/run/netns/$(netns_of "$1")" \
            unshare --mount --pid --fork --kill-child --uts --ipc --propagation private \
            /bin/sh "$LAB_DIR/node/boot" "$dir" "$STATE/layer:$(lower_of_kind)" "$1"
    ) </dev/null >>"$dir/console" 2>&1 &
}

# Nothing outside the node restarts it.
stop_supervisor_light() { :; }

# shut_down_light PID: its init stops the services and ends.
shut_down_light() { kill -TERM "$1"; }
