# shellcheck shell=dash
# The log's socket. The kernel reads net.unix.max_dgram_qlen when a socket is bound, so only a new socket has a new queue.
#
#   tx/ID/plan            "log-socket OWNER"
#   ledger/log-socket     the socket that was opened for us, so that a second run leaves it
#
# Shared: services_words.

# The journal, or the service that listens there; the process's name where it is no known service.
log_socket_owner() {
    local name fd service
    if [ "$(readlink /dev/log 2>/dev/null)" = /run/systemd/journal/dev-log ]; then
        printf systemd-journald
        return
    fi
    name=
    for fd in /proc/[0-9]*/fd/*; do
        if [ "$(readlink "$fd" 2>/dev/null)" = "socket:[$(log_socket)]" ]; then
            read -r name <"${fd%/fd/*}/comm"
            break
        fi
    done 2>/dev/null
    for service in "$name" "${name%d}" busybox-syslogd inetutils-syslogd sysklogd; do
        if [ -n "$name" ] && service_exists "$service"; then
            printf '%s' "$service"
            return
        fi
    done
    printf '?%s' "$name"
}

# Its inode, which no later socket of the same boot shares for long.
log_socket() {
    local path
    path=$(readlink /dev/log 2>/dev/null) || path=/dev/log
    sed -n "s,^.* \([0-9][0-9]*\) $path\$,\1,p" /proc/net/unix | sed -n 1p
}

tx_log_socket() {
    local owner
    owner=$(log_socket_owner)
    case $owner in '?'*) tx_give_up no-log-socket "${owner#?}" ;; esac
    printf 'log-socket %s\n' "$owner" >>"$tx/plan"
    if log_socket_is_stale; then
        true >"$tx/serve"
        say log-socket "$owner" restart
    else
        say log-socket "$owner" same
    fi
}

# Opened before the settings of this plan were what they will be.
log_socket_is_stale() {
    local entry
    [ "$(cat "$state/ledger/log-socket" 2>/dev/null)" = "$(log_socket)" ] || return 0
    for entry in "$tx"/sysctl/*; do
        if [ -f "$entry/new" ] && ! sysctl_same "$(cat "$entry/was")" "$(cat "$entry/new")"; then return 0; fi
    done
    return 1
}

tx_reopen_log_socket() {
    local owner
    owner=$(log_socket_step)
    if [ -z "$owner" ] || ! log_socket_is_stale; then return 0; fi
    tx_undecided
    journal reopened
    log_socket_reopen "$owner" || tx_cancel service-failed "$owner $(service_complaint "$owner")"
}

log_socket_step() { sed -n 's/^log-socket //p' "$tx/plan"; }

# The journal is handed its sockets by systemd: they are opened anew only together with it, and all of them, for one that
# stays would start the journal in between. A restart keeps the streams of running services; a stop would cut them, and a
# kubelet that writes into a cut stream dies.
log_socket_reopen() { # OWNER
    local units tries
    if [ "$1" = systemd-journald ]; then
        # Whether they are up or not: an undo may come when a restart has left one of them down.
        units="systemd-journald.service systemd-journald.socket systemd-journald-dev-log.socket"
        if systemctl is-active --quiet systemd-journald-audit.socket; then units="$units systemd-journald-audit.socket"; fi
        # Whoever logs in this moment starts the journal through the socket that is up already, and the next one cannot be
        # bound beside it. So again, many times on a busy node; and the counter of starts goes back, or systemd would leave the node without a journal.
        tries=40
        while [ "$tries" -gt 0 ]; do
            systemctl reset-failed systemd-journald.service 2>/dev/null
            # shellcheck disable=SC2086
            if services_words=$(systemctl restart $units 2>&1); then return 0; fi
            tries=$((tries - 1))
            nap
        done
        return 1
    else
        service_do restart "$1"
    fi
}

# A socket of the time of the old setting.
log_socket_was() {
    if grep -q '^reopened$' "$tx/journal"; then log_socket_reopen "$(log_socket_step)" || :; fi
}

own_log_socket() {
    [ -n "$(log_socket_step)" ] || return 0
    { log_socket >"$tx/log-socket" && keep_as "$tx/log-socket" "$state/ledger/log-socket"; } 2>/dev/null
}
