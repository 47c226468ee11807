# shellcheck shell=dash
# What configures keepalived and haproxy here, in its own words; the caller reads and judges it. Read only.

# node_daemons: the files that an endpoint of ours would replace, how services start, and what runs.
node_daemons() {
    local name
    say_config haproxy /etc/haproxy/haproxy.cfg
    say_config keepalived /etc/keepalived/keepalived.conf
    say_included /etc/keepalived/keepalived.conf
    for name in haproxy keepalived kube-vip; do
        say_config manifest "/etc/kubernetes/manifests/$name.yaml"
    done
    if [ -f "$state/ledger/vips" ]; then say former-vips "$(text "$(cat "$state/ledger/vips")")"; fi
    for name in haproxy keepalived; do daemon_start "$name"; done
    daemon_commands
}

# say_config KIND PATH: "config KIND PATH owned|edited|other TEXT WHAT-WE-WROTE".
say_config() {
    [ -f "$2" ] || return 0
    find_entry "$2"
    if [ ! -f "$release_entry/ours" ]; then
        say config "$1" "$(text "$2")" other "x$(hex <"$2")" x
    elif is_our_text "$release_entry" "$2"; then
        say config "$1" "$(text "$2")" owned x x
    else
        say config "$1" "$(text "$2")" edited "x$(hex <"$2")" "x$(hex <"$release_entry/ours")"
    fi
}

# say_included FILE: what keepalived reads with it. A pattern stands for files, as for keepalived itself.
say_included() {
    local pattern file
    [ -f "$1" ] || return 0
    sed -n 's/^[[:space:]]*include[a-z_]*[[:space:]]\{1,\}"\{0,1\}\([^"[:space:]#!]\{1,\}\).*/\1/p' "$1" | while read -r pattern; do
        say included "$(text "$pattern")"
        case $pattern in /*) ;; *) pattern=${1%/*}/$pattern ;; esac
        # shellcheck disable=SC2086 # it is to stand for files
        for file in $pattern; do say_config keepalived "$file"; done
    done
}

# daemon_start NAME: how its service starts it: "unit NAME TEXT" or "init NAME TEXT", the files with its settings, and its process.
daemon_start() {
    local unit file
    if uses_systemd; then
        unit=$(systemctl cat "$1.service" 2>/dev/null) || return 0
        say unit "$1" "$(text "$unit")"
        printf '%s\n' "$unit" | sed -n 's/^EnvironmentFile=-\{0,1\}//p' | while read -r file; do say_environment "$1" "$file"; done
        file=$(systemctl show -p MainPID "$1.service" 2>/dev/null | sed -n 's/^MainPID=//p')
    else
        [ -r "/etc/init.d/$1" ] || return 0
        say init "$1" "$(text "$(cat "/etc/init.d/$1")")"
        for file in default sysconfig; do say_environment "$1" "/etc/$file/$1"; done
        file=$(sysv_pid "$1")
    fi
    case $file in '' | 0) ;; *) say main "$1" "$file" ;; esac
}

say_environment() { # NAME FILE
    [ ! -r "$2" ] || say environment "$1" "$(text "$2")" "$(text "$(cat "$2")")"
}

# daemon_commands: "command NAME PID service|pod ARGUMENTS" for each process of a daemon that none of its like has started.
daemon_commands() {
    local name all pid parent
    for name in keepalived haproxy; do
        all=" $(pids_of "$name")"
        for pid in $all; do
            parent=$(sed -n 's/^PPid:[[:space:]]*//p' "/proc/$pid/status" 2>/dev/null)
            case $all in *" ${parent:-?} "*) continue ;; esac
            say command "$name" "$pid" "$(kind_of "/proc/$pid")" "$(text "$(tr '\0' '\n' <"/proc/$pid/cmdline" 2>/dev/null)")"
        done
    done
}
