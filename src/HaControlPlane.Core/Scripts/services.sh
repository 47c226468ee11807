# shellcheck shell=dash
# The operating system's services, through systemd where it runs and init scripts where it does not.
#
# Shared: services_manager, services_words.

service_manager() {
    find_manager
    printf '%s' "$services_manager"
}

# Sets manager: systemd, sysv or none.
find_manager() {
    [ -z "${services_manager:-}" ] || return 0
    if [ -d /run/systemd/system ] && have systemctl; then
        services_manager=systemd
    elif have service || [ -d /etc/init.d ]; then
        services_manager=sysv
    else
        services_manager=none
    fi
}

uses_systemd() {
    find_manager
    [ "$services_manager" = systemd ]
}

service_exists() {
    find_manager
    case $services_manager in
        systemd) systemctl cat "$1.service" >/dev/null 2>&1 ;;
        sysv) [ -x "/etc/init.d/$1" ] ;;
        *) return 1 ;;
    esac
}

service_active() {
    find_manager
    case $services_manager in
        systemd) systemctl is-active --quiet "$1.service" ;;
        sysv) sysv_active "$1" ;;
        *) return 1 ;;
    esac
}

# From the pid file: a pod's process of the same name is not the service, and not every init script knows "status".
sysv_active() { [ -n "$(sysv_pid "$1")" ]; }

sysv_pid() {
    local file pid
    for file in "/run/$1.pid" "/run/$1/$1.pid" "/var/run/$1.pid"; do
        { read -r pid <"$file"; } 2>/dev/null || continue
        first_line "/proc/$pid/comm"
        if [ "$base_line" = "$1" ]; then
            printf '%s' "$pid"
            return
        fi
    done
}

service_enabled() {
    find_manager
    case $services_manager in
        systemd) systemctl is-enabled --quiet "$1.service" 2>/dev/null ;;
        sysv) is_there /etc/rc?.d/S??"$1" || [ ! -d /etc/rc2.d ] ;;
        *) return 1 ;;
    esac
}

# is_there PATTERN: it stands for something; also for a link that leads nowhere.
is_there() { [ -e "$1" ] || [ -L "$1" ]; }

# service_state NAME: "active enabled" and the like.
service_state() {
    local running boot
    running=inactive
    boot=disabled
    if service_exists "$1"; then
        if service_active "$1"; then running=active; fi
        if service_enabled "$1"; then boot=enabled; fi
    fi
    printf '%s %s\n' "$running" "$boot"
}

# Without Debian's update-rc.d, who knows how services are enabled here.
can_disable() { uses_systemd || { have update-rc.d && [ -d /etc/rc2.d ]; }; }

# service_do ACTION NAME: start, stop, reload, restart, enable or disable. What was said about it stays in service_words.
service_do() {
    find_manager
    case "$services_manager $1" in
        # systemd asks the files whether a unit is enabled; what it has in memory may wait.
        "systemd enable" | "systemd disable") service_ask systemctl --quiet --no-reload "$1" "$2.service" ;;
        systemd*) service_ask systemctl "$1" "$2.service" ;;
        "sysv enable" | "sysv disable") ! have update-rc.d || service_ask update-rc.d "$2" "$1" ;;
        # Debian's keepalived script neither waits for the end it asked for, nor long enough before it starts anew.
        "sysv restart")
            service_do stop "$2" || :
            service_do start "$2"
            ;;
        "sysv stop") sysv_do stop "$2" && sysv_await_stop "$2" && sysv_end_rest "$2" ;;
        sysv*) sysv_do "$1" "$2" ;;
        *) return 1 ;;
    esac
}

# service_ask PROGRAM ARGUMENT...: systemd itself gives a job 90 s.
service_ask() {
    local code
    code=0
    ask_within 120 "$@" || code=$?
    services_words=$limits_said
    [ "$code" -ne 124 ] || services_words="$* did not end within 120 s"
    return "$code"
}

# sysv_do ACTION NAME: what the script says counts even when it ends well: Debian's for keepalived ends with 0 whatever
# happened. A daemon that it starts keeps the output it was given; so no pipe to wait on.
sysv_do() {
    local code
    code=0
    run_within 60 "/etc/init.d/$2" "$1" >"$tx/words" 2>&1 || code=$?
    services_words=$(cat "$tx/words")
    [ "$code" -ne 124 ] || services_words="$services_words/etc/init.d/$2 $1 did not end within 60 s"
    return "$code"
}

# A script whose daemon's configuration is gone stops nothing, and says that all is well.
sysv_await_stop() { # NAME
    local tries
    tries=100
    while sysv_active "$1" && [ "$tries" -gt 0 ]; do
        tries=$((tries - 1))
        if [ "$tries" = 60 ]; then kill "$(sysv_pid "$1")"; fi
        nap
    done
}

# Workers of before a reload serve their old connections for as long as those last; the pid file knows the last one only.
sysv_end_rest() { # NAME
    local pid
    for pid in $(pids_of "$1" service); do
        if tr '\0' ' ' <"/proc/$pid/cmdline" | grep -q " -p [^ ]*/$1\.pid "; then kill "$pid"; fi
    done 2>/dev/null
    return 0
}

# service_complaint NAME: the last words of a service that would not run, on one line.
service_complaint() {
    if uses_systemd && have journalctl; then
        journalctl -u "$1.service" -n 6 -o cat --no-pager 2>/dev/null
    else
        printf '%s\n' "${services_words:-}"
    fi | tr '\n' ' '
}

# outlive UNIT ORDER: shell that goes on when this login has ended.
outlive() {
    local start
    if uses_systemd && have systemd-run; then
        systemd-run --quiet --collect --unit="$1" /bin/sh -c "$2" >/dev/null 2>&1 && return
    fi
    start=''
    if have setsid; then start='setsid'; elif have nohup; then start='nohup'; fi
    $start /bin/sh -c "$2" </dev/null >/dev/null 2>&1 &
}
