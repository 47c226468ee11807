# shellcheck shell=dash
# What every script starts with: a known environment, and the records that go back to the caller.
# Runs under dash, bash and busybox ash. A record is one line: "@kind field field ...";
# a field that may hold anything is an x followed by the hexadecimal of its bytes, or = followed by plain characters.
#
# Every variable of a function is local. What outlives its function is shared: it is named in the header of each file that assigns
# it, in a paragraph like the one below, and begins with that module's prefix; only state, tx, nl, drill and PATH
# have none.
# From the caller come hacp_library (these functions), hacp_alone (a login for each script) and hacp_silent (ask no API).
#
# Shared: base_line, base_root, nl, state, PATH.

set -u
umask 077
PATH=/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin:/usr/local/bin
state=/var/lib/hacontrolplane

hex() { od -An -v -tx1 | tr -d ' \n'; }

# Most texts are plain, and od and tr would be the most processes of a script.
text() {
    case $1 in
        '' | *[!A-Za-z0-9_.:/,@+%-]*)
            printf x
            [ -z "$1" ] || printf '%s' "$1" | hex
            ;;
        *) printf '=%s' "$1" ;;
    esac
}

say() {
    printf '@%s' "$1"
    shift
    [ $# -eq 0 ] || printf ' %s' "$@"
    printf '\n'
}

# fail KIND TEXT: the one error this script reports; the caller knows what each kind means and what to do.
fail() {
    say error "$1" "$(text "$2")"
    say end 1
    exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

nap() { sleep 0.1 2>/dev/null || sleep 1; }

need_tools() {
    local tool
    for tool in od tr sed grep sort readlink ln cat cp mv mkdir rm rmdir chmod chown ls id sleep; do
        have "$tool" || fail missing-tool "$tool"
    done
}

need_root() {
    [ -z "${base_root:-}" ] || return 0
    base_root=$(id -u)
    [ "$base_root" = 0 ] || fail not-root "the login is $(id -un), not root"
}

# same A B: both exist and hold the same bytes. cmp is not on every minimal system.
same() {
    if have cmp; then
        cmp -s "$1" "$2"
    else
        [ "$(hex <"$1" 2>/dev/null)" = "$(hex <"$2" 2>/dev/null)" ]
    fi
}

# same_file A B: the same, with permissions and owner.
same_file() { same "$1" "$2" && [ "$(shape "$1")" = "$(shape "$2")" ]; }

# shape PATH: "-rw-r--r-- 0 0", what ls says of type, permissions and owner (stat is not POSIX).
shape() {
    local letters owner group
    # shellcheck disable=SC2012
    ls -ldn -- "$1" | {
        # After the ten letters there may be a dot or a plus.
        read -r letters _ owner group _ && printf '%s %s %s\n' "${letters%"${letters#??????????}"}" "$owner" "$group"
    }
}

# A line's end, for texts of several lines.
nl='
'

# first_line FILE: into the variable line, without a process; empty where there is none.
first_line() {
    base_line=
    { IFS= read -r base_line <"$1" || :; } 2>/dev/null
}

# pids_of NAME [service or pod]: the processes whose command name is NAME, in this and inner pid namespaces; those of
# one kind, where it is given.
pids_of() {
    local comm dir
    for dir in /proc/[0-9]*; do
        comm=
        { read -r comm <"$dir/comm"; } 2>/dev/null || continue
        if [ "$comm" = "$1" ] && { [ $# -eq 1 ] || [ "$(kind_of "$dir")" = "$2" ]; }; then
            printf '%s ' "${dir#/proc/}"
        fi
    done
}

# kind_of /proc/PID: a container has mounts of its own and a root of its own. A service in a sandbox has the one, a
# service in a chroot the other. What has ended has neither, and is of no kind.
kind_of() {
    local mounts
    mounts=$(readlink "$1/ns/mnt" 2>/dev/null) || return 0
    if [ "$mounts" = "$(readlink /proc/self/ns/mnt)" ] || [ "$1/root/" -ef / ]; then printf service; else printf pod; fi
}

# A kubelet that stays, or what has one inside. Without it no static pod starts, and none is to be waited for.
kubelet_runs() {
    local pid
    [ -z "$(pids_of k3s-server)" ] || return 0
    for pid in $(pids_of kubelet); do
        if stays "$pid"; then return 0; fi
    done
    return 1
}

# stays PID: it has lived for three seconds, or is watched until it has. Before kubeadm init the packaged kubelet has no configuration:
# it lives for 0.3 s, and systemd starts it again every 10 s. In stat the start is the 22nd word, in hundredths of a second since the
# boot, and the second word, a name in brackets, may hold blanks.
stays() {
    local stat now
    while is_alive "$1"; do
        { read -r stat <"/proc/$1/stat" && read -r now _ </proc/uptime; } 2>/dev/null || return 1
        # shellcheck disable=SC2086 # words
        set -- "$1" ${stat##*)}
        [ $((${now%.*}${now#*.} - ${21})) -lt 300 ] || return 0
        set -- "$1"
        nap
    done
    return 1
}

# A process that has ended and that nobody has collected yet is not alive.
is_alive() { [ -n "$1" ] && [ -d "/proc/$1" ] && ! grep -q '^State:[[:space:]]*[ZX]' "/proc/$1/status" 2>/dev/null; }

# listening PORT: something listens on this TCP port. Read from the kernel; ss and netstat may be missing. The columns: slot, local
# address, remote address, state; 0A is LISTEN. A shell would read a busy balancer's table byte by byte.
listening() { grep -q -s "^ *[0-9]*: [0-9A-F]*:$(printf '%04X' "$1") [0-9A-F:]* 0A " /proc/net/tcp /proc/net/tcp6; }
