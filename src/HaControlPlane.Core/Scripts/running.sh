# shellcheck shell=dash
# What the daemons run on, asked of themselves: their files may have changed since they read them.

node_running() { # URL-OF-HAPROXY'S-STATISTICS
    local table
    dump_keepalived
    if table=$(fetch "$1"); then
        # Backend and server are the first two columns.
        say haproxy "$(text "$(printf '%s\n' "$table" | sed -n 's/^\([^,#]*\),\([^,]*\),.*/\1 \2/p')")"
    fi
}

# keepalived writes its state to a file when told; the file lies in the /tmp that its process sees, a pod's own too.
dump_keepalived() {
    local all parent dump tries pid
    all=$(pids_of keepalived)
    for pid in $all; do
        parent=$(sed -n 's/^PPid:[[:space:]]*//p' "/proc/$pid/status" 2>/dev/null)
        case " $all " in *" $parent "*) continue ;; esac
        dump=/proc/$pid/root/tmp/keepalived.data
        rm -f "$dump"
        kill -USR1 "$pid" 2>/dev/null || continue
        tries=20
        while [ "$tries" -gt 0 ] && ! grep -q 'VRRP Sockpool' "$dump" 2>/dev/null; do
            tries=$((tries - 1))
            nap
        done
        say keepalived "$(text "$(sed -n '/VRRP Topology/,/VRRP Sockpool/p' "$dump" 2>/dev/null)")"
        rm -f "$dump"
    done
}
