# shellcheck shell=dash
# Stage: everything a transaction needs is written to its folder and compared with what is live.
# Nothing outside /var/lib/hacontrolplane changes.
#
#   tx/ID/plan      one line a step: "file N SHAPE", "gone N", "service NAME RELOAD-FILES RESTART-FILES PORT",
#                   "pod NAME MANIFEST CONFIG-FILES PORT", "later NAME" (a pod that nobody waits for), "mute NAME", "retire NAME STATE", "sysctl ENTRY KIND",
#                   "log-socket OWNER", "route ENTRY KIND"
#   tx/ID/path/N    where file N belongs          tx/ID/new/N   what it will hold
#   tx/ID/changed   the numbers of the files that differ
#   tx/ID/engine    these functions, so that the node can undo by itself
#
# Shared: tx.

tx_open() { # ID HOLDER TAKE-OVER
    need_tools
    need_root
    { heard mkdir -p "$state/tx" && heard chmod 0700 "$state"; } ||
        fail write-failed "$(cannot_write "$state")"
    take_lock "$1" "$2" "$3"
    case $? in
        0) ;;
        1) fail locked "$(cat "$state/lock/holder" 2>/dev/null)" ;;
        *)
            rmdir "$state/tx" "$state" 2>/dev/null || :
            fail write-failed "$(cannot_write "$state")"
            ;;
    esac
    if ! tx_settle_others; then
        tx=$state/tx/$1
        tx_give_up write-failed "$(cannot_write "$tx_live")"
    fi
    tx=$state/tx/$1
    heard mkdir -p "$tx/new" "$tx/old" "$tx/path" || tx_give_up write-failed "$(cannot_write "$tx")"
    # The library is this very text; the caller hands it over in a variable.
    # needs tx_watch
    # shellcheck disable=SC2154
    if ! { true >"$tx/plan" && true >"$tx/changed" && printf '%s\n' "$hacp_library" >"$tx/engine"; } 2>/dev/null; then
        tx_give_up write-failed "$(cannot_write "$tx")"
    fi
}

# A stage that cannot go on leaves the node as it found it.
tx_give_up() {
    rm -rf "${tx:-$state/tx/none}" "$state/lock"
    rmdir "$state/tx" "$state" 2>/dev/null || :
    fail "$1" "$2"
}

tx_path() { # N PATH: remembers and checks where a file belongs
    tx_name "$1" "$2"
    tx_room "$2"
}

tx_name() { # N PATH
    printf '%s' "$2" >"$tx/path/$1" || tx_give_up write-failed "$(cannot_write "$tx")"
}

tx_interface() { # NAME
    [ -d "/sys/class/net/$1" ] || tx_give_up no-interface "There is no interface $1; there are: $(cd /sys/class/net && echo *)."
}

tx_need() { # PROGRAM...
    local program
    for program; do
        have "$program" || tx_give_up missing-tool "$program"
    done
}

tx_file() { # N SHAPE PATH CONTENT
    tx_name "$1" "$3"
    printf '%s' "$4" >"$tx/new/$1" 2>/dev/null || tx_give_up write-failed "$(cannot_write "$tx")"
    printf 'file %s %s\n' "$1" "$2" >>"$tx/plan" || tx_give_up write-failed "$(cannot_write "$tx")"
    if [ -f "$3" ] && [ ! -L "$3" ] && same "$tx/new/$1" "$3" && [ "$(shape "$3")" = "$2" ] && ! was_put_by_others "$3"; then
        say file "$1" same x
        return
    fi
    tx_no_link "$3"
    tx_room "$3" "$1"
    if [ ! -e "$3" ] && [ ! -L "$3" ]; then
        say file "$1" new x
    else
        say file "$1" changed "x$(hex <"$3")" "$(shape "$3" | tr ' ' ,)" "$(edited_since "$3" "$tx/new/$1")"
    fi
    printf '%s\n' "$1" >>"$tx/changed"
}

tx_gone() { # N PATH: a file that must not be there
    tx_path "$1" "$2"
    printf 'gone %s\n' "$1" >>"$tx/plan"
    if [ -e "$2" ] || [ -L "$2" ]; then
        say file "$1" gone "x$(hex <"$2")"
        printf '%s\n' "$1" >>"$tx/changed"
    else
        say file "$1" same x
    fi
}

tx_service() { # NAME RELOAD-FILES RESTART-FILES PORT-OR-0
    local active enabled
    service_exists "$1" || tx_give_up no-service "$1"
    printf 'service %s %s %s %s\n' "$1" "$2" "$3" "$4" >>"$tx/plan"
    service_state "$1" >"$tx/was-$1"
    read -r active enabled <"$tx/was-$1"
    if [ "$active $enabled" != "active enabled" ]; then true >"$tx/serve"; fi
    say service "$1" "$active" "$enabled"
    if [ "$active" = inactive ] && [ -z "$(pids_of "$1")" ] && [ "$4" != 0 ] && listening "$4"; then
        tx_give_up port-in-use "$4"
    fi
}

tx_pod() { # NAME MANIFEST CONFIG-FILES PORT-OR-0 [later]: a pod whose kubelet may be starting over and over is not waited for
    local running kubelet
    tx_mute "$1"
    printf 'pod %s %s %s %s\n' "$1" "$2" "$3" "$4" >>"$tx/plan"
    pids_of "$1" pod >"$tx/was-$1"
    running=absent
    if [ -s "$tx/was-$1" ]; then running=running; fi
    kubelet=kubelet
    if [ "${5:-}" = later ] || ! kubelet_runs; then
        # The commit holds to what is found here.
        printf 'later %s\n' "$1" >>"$tx/plan"
        kubelet=no-kubelet
    fi
    say pod "$1" "$running" "$kubelet"
    if [ -z "$(pids_of "$1")" ] && [ "$4" != 0 ] && listening "$4"; then
        tx_give_up port-in-use "$4"
    fi
}

# The service of the same daemon would start at the next boot, on the very files of the pod; and the two would fight.
tx_mute() { # NAME
    local active enabled
    service_exists "$1" || return 0
    printf 'mute %s\n' "$1" >>"$tx/plan"
    service_state "$1" >"$tx/retired-$1"
    read -r active enabled <"$tx/retired-$1"
    if [ "$active" = active ] || { [ "$enabled" = enabled ] && can_disable; }; then
        true >"$tx/serve"
        say mute "$1" "$active"
    fi
}

# tx_staged KEEP: a stage that found nothing to do, or that nobody will commit, leaves nothing behind.
tx_staged() {
    if [ -s "$tx/changed" ]; then tx_inodes; fi
    if [ "$1" = yes ] && { [ -s "$tx/changed" ] || [ -f "$tx/serve" ]; }; then
        say staged kept
    else
        rm -rf "$tx"
        tx_unlock "${tx##*/}"
        say staged closed
    fi
}

# The daemons' own opinion of the new text, where they are installed. The check script may not be in place yet,
# so keepalived reads a copy of its configuration that points at the staged script, in a folder whose every part
# only root can write, as its script security demands.
# is_in_force DAEMON N...: these files do not change, and the daemon runs: it has said itself what it thinks of them.
is_in_force() {
    local daemon number c
    daemon=$1
    shift
    for number; do
        while read -r c; do
            if [ "$c" = "$number" ]; then return 1; fi
        done <"$tx/changed"
    done
    [ -n "$(pids_of "$daemon")" ]
}

tx_check_haproxy() { # N
    if ! have haproxy || is_in_force haproxy "$1"; then return 0; fi
    ask_or_give_up 30 haproxy -c -q -f "$tx/new/$1" || tx_give_up refused-haproxy "$limits_said"
}

tx_check_keepalived() { # N-OF-CONFIG N-OF-SCRIPT SCRIPT-PATH
    local trial words code other
    if is_in_force keepalived "$1" "$2"; then return 0; fi
    tx_safe_folders "$3"
    have keepalived || return 0
    trial=/run/hacontrolplane.$$
    if ! { mkdir "$trial" && chmod 0755 "$trial"; } 2>/dev/null; then
        tx_give_up write-failed "$(cannot_write /run)"
    fi
    cp "$tx/new/$2" "$trial/check" && chmod 0755 "$trial/check"
    # keepalived -t (2.2.7) takes its parent for dead when it changes to another script user, and ends itself with
    # SIGTERM, so the trial stays root.
    sed -e "s,$3,$trial/check,g" -e 's,^\([[:space:]]*script_user\)[[:space:]].*,\1 root,' "$tx/new/$1" >"$trial/conf"
    # Upstream's text runs scripts without script security; keepalived says so and ends with 5 or 6, by version.
    # A finding tells the admin; here only other complaints count.
    ask_within 30 keepalived -t -f "$trial/conf"
    code=$?
    words=$limits_said
    rm -rf "$trial"
    [ "$code" -ne 124 ] || tx_give_up unanswered "keepalived -t, after 30 s"
    [ "$code" -ne 0 ] || return 0
    other=$(printf '%s\n' "$words" | grep -v -i -e 'script.security' -e keepalived_script -e '^$')
    if [ -n "$other" ] || [ -z "$words" ]; then tx_give_up refused-keepalived "${words:-it ended with $code}"; fi
}
