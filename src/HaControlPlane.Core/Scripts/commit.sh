# shellcheck shell=dash
# Commit: a staged transaction becomes live. It is undone by the node itself unless it is confirmed in time.
# Each step may be cut short anywhere and run again: what is done is told from the files, never from memory.
#
#   tx/ID/journal   begin, saved, armed, placed N, retired NAME, set SYSCTL, reopened, routed ROUTE, served NAME, committed;
#                   in barrier.sh held, resumed, withdrawn
#   tx/ID/worker    the process that commits
#   .FOLDER.NAME.hacp-was  the old file itself, beside its folder: an undo is a rename and needs no space
#
# Shared: tx, tx_committing, tx_live, tx_mode, tx_plan, tx_plan_of, tx_spare, tx_stale_units, tx_started, tx_temp,
#   tx_temp_folder, tx_temp_place, words_said.

# Somebody decided while we were at work: whoever it was puts things back, we only stop.
tx_undecided() {
    if [ ! -d "$tx" ] || [ -L "$tx/decided" ]; then fail expired "${tx##*/}"; fi
}

journal() { printf '%s\n' "$*" >>"$tx/journal"; }

path_of() {
    first_line "$tx/path/$1"
    printf '%s' "$base_line"
}

# The pause of a commit that waits for a daemon.
nap_undecided() {
    [ -z "${tx_committing:-}" ] || tx_undecided
    nap
}

tx_commit() { # ID SECONDS-UNTIL-UNDO SECONDS-FOR-DAEMONS
    tx_begin "$@"
    tx_take_away "$3"
    tx_bring "$3"
    journal committed
    say committed
}

# What was there before is saved, and the watch is armed.
tx_begin() {
    tx=$state/tx/$1
    [ -f "$tx/plan" ] || fail no-transaction "$1"
    # Whoever undoes decides first and then looks for a worker; so here the worker comes first.
    printf '%s\n' "$$" 2>/dev/null >"$tx/worker"
    tx_undecided
    tx_committing=yes
    if ! { [ -s "$tx/worker" ] && journal begin && tx_save && journal saved; } 2>/dev/null; then
        tx_cancel write-failed "$(cannot_write "$tx")"
    fi
    tx_arm "$1" "$2" "$3"
    # From here on things change; who undoes looks for this record.
    journal armed 2>/dev/null || tx_cancel write-failed "$(cannot_write "$tx")"
}

# What goes, goes first; what comes, comes after.
tx_take_away() { # SECONDS-FOR-DAEMONS
    tx_retire services "$1"
    tx_place_all gone
    tx_place_all back
    tx_reload_units
    tx_retire pods "$1"
}

tx_bring() { # SECONDS-FOR-DAEMONS
    tx_retire started "$1"
    tx_place_all file
    tx_note_components
    tx_place_all edit
    tx_reload_units
    tx_set_sysctls
    tx_reopen_log_socket
    tx_set_routes
    tx_serve "$1"
}

tx_place_all() { # KIND: file, gone, back or edit
    local n
    while read -r n; do
        if ! is_step "$1" "$n"; then continue; fi
        tx_undecided
        tx_place "$n" || tx_cancel write-failed "$(cannot_write "$(path_of "$n")")"
        note_unit "$tx_live"
        journal placed "$n"
    done <"$tx/changed"
}

# What was there before: a copy with owner, permissions, times and label, or the mark that nothing was.
tx_save() {
    local folder n
    while read -r n; do
        tx_live=$(path_of "$n")
        if [ -e "$tx_live" ] || [ -L "$tx_live" ]; then
            heard cp -pP -- "$tx_live" "$tx/old/$n.part" && heard mv -f "$tx/old/$n.part" "$tx/old/$n" || return 1
        else
            true >"$tx/old/$n.absent" || return 1
            # The folders that will have to be made, so that an undo can take them away again.
            folder=${tx_live%/*}
            while [ ! -d "$folder" ]; do
                printf '%s\n' "$folder" >>"$tx/made"
                folder=${folder%/*}
            done
        fi
    done <"$tx/changed"
}

# is_step STEP N: the plan has it for this file.
is_step() {
    read_plan
    case "$nl$tx_plan$nl" in *"$nl$1 $2$nl"* | *"$nl$1 $2 "*) return 0 ;; esac
    return 1
}

# Once staged it does not change.
read_plan() {
    if [ "${tx_plan_of:-}" = "$tx" ]; then return 0; fi
    tx_plan=$(cat "$tx/plan" 2>/dev/null)
    tx_plan_of=$tx
}

# find_temp PATH: sets temp, where a file waits for its rename, and spare, where the old one stays until the decision: beside its folder,
# so that no daemon that reads the folder sees them. Where the folder is a mount of its own, a rename must start inside; then a leading
# dot hides them from the kubelet. The folder's name is part of it: two folders side by side may hold files of one name, as systemd's
# drop-ins do.
find_temp() {
    local its_folder
    its_folder=${1%/*}
    if [ "$its_folder" != "${tx_temp_folder:-}" ] || [ ! -d "$its_folder" ]; then
        tx_temp_folder=$its_folder
        tx_temp_place=$its_folder
        if [ -n "${its_folder%/*}" ] && on_one_mount "${its_folder%/*}" "$its_folder"; then tx_temp_place=${its_folder%/*}; fi
    fi
    name_temp "$tx_temp_place" "$1"
}

name_temp() { # FOLDER PATH
    local its_folder
    its_folder=${2%/*}
    tx_temp=$1/.${its_folder##*/}.${2##*/}.hacp
    tx_spare=$tx_temp-was
}

# drop_spare PATH: wherever it was put, without asking again where that is.
drop_spare() {
    local folder place
    folder=${1%/*}
    for place in "$folder" "${folder%/*}"; do
        name_temp "$place" "$1"
        if is_there "$tx_spare"; then rm -f -- "$tx_spare"; fi
    done
}

on_one_mount() { # PATH PATH
    local mounts first
    mounts=$(df -P "$1" "$2" 2>/dev/null) || return 1
    # A heading, and a line each that ends in the mount.
    mounts=${mounts#*"$nl"}
    case $mounts in *"$nl"*) ;; *) return 1 ;; esac
    first=${mounts%%"$nl"*}
    [ "${first##*% }" = "${mounts##*% }" ]
}

tx_place() { # N: the new file takes the old one's place in one rename
    tx_live=$(path_of "$1")
    # A rename onto a folder would go into it.
    if [ -d "$tx_live" ] && [ ! -L "$tx_live" ]; then
        words_said='a folder is there'
        return 1
    fi
    if is_edit "$1"; then
        place_edit "$1"
        return
    fi
    if is_foreign_text "$1"; then keep_aside "$tx_live" || return 1; fi
    if [ -e "$tx_live" ] || [ -L "$tx_live" ]; then
        find_temp "$tx_live"
        ln -f -- "$tx_live" "$tx_spare" 2>/dev/null || :
    fi
    if [ ! -e "$tx/new/$1" ] && [ ! -L "$tx/new/$1" ]; then
        heard rm -f -- "$tx_live"
        return
    fi
    [ -d "${tx_live%/*}" ] || words_said=$(umask 022 && mkdir -p -- "${tx_live%/*}" 2>&1) || return 1
    find_mode "$1"
    put "$tx/new/$1" "$tx_live" "$tx_mode"
}

# find_mode N: sets mode, the plan's permissions of a file in octal; empty for a file that came back.
find_mode() {
    local letters
    tx_mode=
    if ! is_step file "$1"; then return 0; fi
    letters=$nl$tx_plan
    letters=${letters#*"${nl}file $1 -"}
    letters=${letters%% *}
    while [ -n "$letters" ]; do
        case $letters in
            rwx*) tx_mode=${tx_mode}7 ;;
            rw-*) tx_mode=${tx_mode}6 ;;
            r-x*) tx_mode=${tx_mode}5 ;;
            r--*) tx_mode=${tx_mode}4 ;;
            -wx*) tx_mode=${tx_mode}3 ;;
            -w-*) tx_mode=${tx_mode}2 ;;
            --x*) tx_mode=${tx_mode}1 ;;
            *) tx_mode=${tx_mode}0 ;;
        esac
        letters=${letters#???}
    done
}

put() { # FROM TO MODE: without a mode, owner and permissions come with the file
    find_temp "$2"
    if ! { put_copy "$1" "$tx_temp" "$3" && flush "$tx_temp" && heard mv -f -- "$tx_temp" "$2"; }; then
        rm -f -- "$tx_temp" 2>/dev/null
        return 1
    fi
    if have restorecon; then restorecon -- "$2" 2>/dev/null || :; fi
}

put_copy() {
    if [ -z "$3" ]; then
        heard cp -pP -- "$1" "$2"
    elif have install; then
        heard install -m "$3" -o 0 -g 0 -- "$1" "$2"
    else
        heard cp -- "$1" "$2" && heard chmod "$3" "$2" && heard chown 0:0 "$2"
    fi
}

# flush FILE: onto the disk, so that a power cut after the rename does not leave an empty file.
flush() { sync "$1" 2>/dev/null || sync; }

# touched LIST: one of these file numbers (comma separated, - for none) is among the changed.
touched() {
    local n c
    for n in $(printf '%s' "$1" | tr , ' '); do
        while read -r c; do
            if [ "$c" = "$n" ]; then return 0; fi
        done <"$tx/changed"
    done
    return 1
}

tx_serve() { # SECONDS
    local name step a b c
    tx_started=
    while read -r step name a b c; do
        tx_undecided
        case $step in
            service) tx_serve_service "$name" "$a" "$b" "$c" "$1" ;;
            pod) tx_serve_pod "$name" "$a" "$b" "$c" "$1" ;;
            component) tx_serve_component "$name" "$a" "$b" "$c" "$1" ;;
            *) continue ;;
        esac
        journal served "$name"
    done <"$tx/plan"
    [ -n "$tx_started" ] || return 0
    # A daemon that dislikes its configuration may die a moment after its start.
    nap
    for name in $tx_started; do
        service_active "$name" || tx_cancel service-failed "$name $(service_complaint "$name")"
    done
}

# systemd reads units and drop-ins only when told, and with many units takes its time.
note_unit() { case $1 in /etc/systemd/system/*) tx_stale_units=yes ;; esac; } # PATH that changed

tx_reload_units() {
    if [ -z "${tx_stale_units:-}" ] || ! uses_systemd; then return 0; fi
    systemctl daemon-reload
    tx_stale_units=
}

tx_serve_service() { # NAME RELOAD-FILES RESTART-FILES PORT SECONDS
    local action seconds
    service_enabled "$1" || service_do enable "$1" || :
    if ! service_active "$1"; then
        action=start
    elif touched "$3"; then
        action=restart
    elif touched "$2"; then
        action=reload
    else
        return 0
    fi
    service_do "$action" "$1" || tx_cancel service-failed "$1 $(service_complaint "$1")"
    # The long wait is for pods, which may have an image to pull. A service that was started is there, or it failed.
    seconds=$5
    [ "$seconds" -le 15 ] || seconds=15
    await_daemon "$1" service "" "$4" "$seconds" || tx_cancel service-failed "$1 $(service_complaint "$1")"
    tx_started="$tx_started$1 "
}

tx_serve_pod() { # NAME MANIFEST CONFIG-FILES PORT SECONDS
    # Before kubeadm init or join there is no kubelet: the pods come when it does.
    if grep -q "^later $1\$" "$tx/plan" || ! kubelet_runs; then return 0; fi
    if ! touched "$2"; then
        touched "$3" || return 0
        bounce_pod "$1" "$2" "$5" || tx_cancel pod-failed "$1 does not stop"
    fi
    await_daemon "$1" pod "$(cat "$tx/was-$1")" "$4" "$5" || tx_cancel pod-failed "$1 does not start within $5 s"
}

# A pod that mounts single files keeps reading the old ones until it is made anew: its manifest goes and comes back.
bounce_pod() { # NAME MANIFEST SECONDS
    local manifest old tries
    manifest=$(path_of "$2")
    if [ ! -f "$tx/bounced" ]; then
        cp -pP -- "$manifest" "$tx/bounced.part" && mv -f "$tx/bounced.part" "$tx/bounced" || return 1
    fi
    old=$(pids_of "$1" pod)
    rm -f -- "$manifest"
    tries=$(($3 * 10))
    while [ "$tries" -gt 0 ] && any_alive "$old"; do
        tries=$((tries - 1))
        nap
    done
    pod_back "$manifest" || return 1
    [ "$tries" -gt 0 ]
}

any_alive() { # PIDS
    local pid
    for pid in $1; do
        if is_alive "$pid"; then return 0; fi
    done
    return 1
}

pod_back() { # MANIFEST-PATH
    find_temp "$1"
    cp -pP -- "$tx/bounced" "$tx_temp" && mv -f -- "$tx_temp" "$1" && rm -f "$tx/bounced"
}

# await_daemon NAME KIND OLD-PIDS PORT SECONDS: a process of that name that is none of the old ones, and its port open.
await_daemon() {
    local tries pid
    tries=$(($5 * 10))
    while [ "$tries" -gt 0 ]; do
        for pid in $(pids_of "$1" "$2"); do
            case " $3 " in *" $pid "*) continue ;; esac
            if [ "$4" = 0 ] || listening "$4"; then return 0; fi
        done
        tries=$((tries - 1))
        nap_undecided
    done
    return 1
}

# A commit that fails undoes itself before it says so; unless somebody else is at that already.
tx_cancel() { # KIND TEXT
    tx_committing=
    if tx_decide undo; then
        # Others may have the new holder by now: the old one comes back when nobody has it any more.
        if is_switch && did resumed; then withdraw_here || :; else tx_finish undo; fi
    fi
    fail "$1" "$2"
}
