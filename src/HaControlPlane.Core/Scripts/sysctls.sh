# shellcheck shell=dash
# Kernel settings as they are, and the files that set them at boot. Nothing is changed.
#
#   @sysctl-live KEY PATH yes-or-no VALUE OWNER     whether the kernel has it; OWNER is topology, alone or none
#   @sysctl-file PATH TEXT                          the folders in their order; what is no file any more has no text

node_sysctls() { # KEY...; without one: those that are ours
    local path owned key folder file
    need_tools
    say sysctl-boot "$(service_manager)" "$(sed -n 's/^name //p' "$state/ledger/cluster" 2>/dev/null)"
    if [ $# -eq 0 ]; then
        for owned in "$state"/ledger/sysctl/*; do
            [ -f "$owned/path" ] || continue
            path=$(cat "$owned/path")
            say_sysctl "$(printf '%s' "${path#/proc/sys/}" | tr ./ /.)" "$path"
        done
    fi
    for key; do say_sysctl "$key" "$(sysctl_path "$key")"; done
    for folder in /etc/sysctl.d /run/sysctl.d /usr/local/lib/sysctl.d /usr/lib/sysctl.d /lib/sysctl.d; do
        # One folder under two names since /lib is a link.
        if [ "$folder" = /lib/sysctl.d ] && [ /lib/sysctl.d -ef /usr/lib/sysctl.d ]; then continue; fi
        for file in "$folder"/*.conf; do
            if [ -e "$file" ] || [ -L "$file" ]; then say sysctl-file "$(text "$file")" "x$(hex 2>/dev/null <"$file")"; fi
        done
    done
    if [ -f /etc/sysctl.conf ]; then say sysctl-file "$(text /etc/sysctl.conf)" "x$(hex </etc/sysctl.conf)"; fi
}

say_sysctl() { # KEY PATH
    local owned owner
    owned=$state/ledger/sysctl/$(sysctl_entry "$2")
    owner=none
    if [ -f "$owned/alone" ]; then owner=alone; fi
    if [ -f "$owned/cluster" ]; then owner=topology; fi
    if cat "$2" >/dev/null 2>&1; then
        say sysctl-live "$(text "$1")" "$(text "$2")" yes "$(text "$(sysctl_live "$2")")" "$owner"
    else
        say sysctl-live "$(text "$1")" "$(text "$2")" no x "$owner"
    fi
}
