# shellcheck shell=bash
# Limits of the machine that many nodes run into. Raised by the first lab, put back by the last.
#   max_user_instances 128: systemd nodes stop at 21.
#   gc_thresh3 1024: one neighbour table for all namespaces, and N nodes fill N*N entries of it.

readonly SYSCTL_RAISED="fs.inotify.max_user_instances=8192
net.ipv4.neigh.default.gc_thresh3=65536
net.ipv6.neigh.default.gc_thresh3=65536"

sysctl_raise() {
    local pair key now
    mkdir -p "$LAB_RUN/.sysctl"
    for pair in $SYSCTL_RAISED; do
        key=/proc/sys/$(printf '%s' "${pair%=*}" | tr . /)
        [ -w "$key" ] || continue
        now=$(cat "$key")
        [ "$now" -lt "${pair#*=}" ] || continue
        [ -e "$LAB_RUN/.sysctl/${pair%=*}" ] || echo "$now" >"$LAB_RUN/.sysctl/${pair%=*}"
        echo "${pair#*=}" >"$key"
    done
}

sysctl_restore() {
    local saved
    for saved in "$LAB_RUN"/.sysctl/*; do
        [ -e "$saved" ] || continue
        cat "$saved" >"/proc/sys/$(basename "$saved" | tr . /)"
    done
    rm -rf "$LAB_RUN/.sysctl"
}
