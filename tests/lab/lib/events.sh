# shellcheck shell=bash
# Process events for the nodes: keepalived's track_process needs them, and the kernel has none for namespaces.

# The shim every process of a node loads; events/shim.c says why.
make_shim() {
    local lib=$1/usr/lib/lab/shim.so
    tcc -shared -nostdlib -o "$lib" "$LAB_DIR/events/shim.c" || die "events/shim.c does not compile"
    echo /usr/lib/lab/shim.so >"$1/etc/ld.so.preload"
}

start_events() {
    local node
    for node in $NODES; do mkdir -p "$STATE/nodes/$node/events"; done
    # Not this shell's own child, for nothing waits for it to end. A signal finds it known by its number, or not begun.
    (
        trap '' INT TERM
        (
            close_files
            exec setsid /usr/bin/python3 -I -S "$LAB_DIR/events/relay" "$STATE"
        ) </dev/null >>"$STATE/events.log" 2>&1 &
        echo $! >"$STATE/events.pid"
        wait_until 10 relays $!
    ) || die "the relay of process events did not start: $(tail -n 5 "$STATE/events.log")"
}

stop_events() {
    local pid
    pid=$(cat "$STATE/events.pid" 2>/dev/null) || return 0
    # The number could be another's by now.
    if relays "$pid"; then kill -KILL "$pid" 2>/dev/null || true; fi
}

# relays PID: it is this lab's relay, for its command line names the lab's directory.
relays() { tr '\0' '\n' 2>/dev/null <"/proc/$1/cmdline" | grep -qx "$STATE"; }
