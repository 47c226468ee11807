# shellcheck shell=dash
# Manifests of static pods that are somebody's: read whole, arguments in them edited, their components waited for.
#
#   tx/ID/plan      "edit N -", "component PROCESS N URL CONTAINER"
#   tx/ID/read/N    the text that was edited; only that one is replaced
#   tx/ID/ran-NAME  the component's processes before the change

node_manifests() { # NAME...
    local folder file owned name
    need_tools
    need_root
    kubelet_settings
    folder=${facts_manifests:-/etc/kubernetes/manifests}
    folder=${folder%/}
    for name; do
        file=$folder/$name
        case $name in *.yaml | *.yml | *.json) ;; *) file=$file.yaml ;; esac
        if [ -L "$file" ]; then
            say no-manifest "$(text "$file is a link")"
        elif [ -f "$file" ]; then
            owned=no
            find_entry "$file"
            if [ -d "$release_entry" ]; then owned=yes; fi
            say manifest "$(text "$name")" "$(text "$file")" "$owned" "x$(hex <"$file")"
        else
            say no-manifest "$(text "there is no $file; there is: $(cd "$folder" 2>/dev/null && echo *)")"
        fi
    done
}

# node_folder: every file the kubelet would run, and what lies where manifests usually are when that is another folder.
node_folder() {
    local folder file
    need_tools
    need_root
    kubelet_settings
    folder=${facts_manifests:-/etc/kubernetes/manifests}
    folder=${folder%/}
    say folder "$(text "$folder")" "$facts_runs" "$facts_known" "$(text "${facts_manifests%/}")"
    [ -d "$folder" ] || say no-folder "$(text "$folder")"
    for file in "$folder"/*; do
        if [ -f "$file" ]; then
            say manifest "$(text "${file##*/}")" "$(text "$file")" no "x$(hex <"$file")"
        elif [ -L "$file" ] && [ ! -e "$file" ]; then
            say manifest "$(text "${file##*/}")" "$(text "$file")" no x
        fi
    done
    if [ "$folder" -ef /etc/kubernetes/manifests ]; then return 0; fi
    for file in /etc/kubernetes/manifests/*; do
        if [ -f "$file" ]; then say elsewhere "$(text "$file")"; fi
    done
}

# node_paths PATH...: what is there: file, empty, directory, socket, other or absent.
node_paths() {
    local kind path
    for path; do
        kind=other
        if [ -d "$path" ]; then
            kind=directory
        elif [ -S "$path" ]; then
            kind=socket
        elif [ -f "$path" ]; then
            kind=empty
            if [ -s "$path" ]; then kind='file'; fi
        elif [ ! -e "$path" ]; then
            kind=absent
        fi
        say path "$(text "$path")" "$kind"
    done
}

tx_edit() { # N PATH BEFORE AFTER
    tx_path "$1" "$2"
    if ! { mkdir -p "$tx/read" && printf '%s' "$3" >"$tx/read/$1" && printf '%s' "$4" >"$tx/new/$1" && printf 'edit %s -\n' "$1" >>"$tx/plan"; } 2>/dev/null; then
        tx_give_up write-failed "$(cannot_write "$tx")"
    fi
    is_as_read "$1" "$2" || tx_give_up edited "$2"
    printf '%s\n' "$1" >>"$tx/changed"
}

is_edit() { is_step edit "$1"; } # N

# is_as_read N PATH: it is a plain file and still the text that was edited.
is_as_read() { [ ! -L "$2" ] && same "$tx/read/$1" "$2" 2>/dev/null; }

# The new text takes owner, permissions and label of the file it replaces. What somebody else wrote there in the
# meantime is never replaced: what is compared is the very copy that goes in, and the old file stays until the decision.
place_edit() { # N; uses $tx_live
    find_temp "$tx_live"
    if ! { cp -p -- "$tx_live" "$tx_temp" && [ ! -L "$tx_live" ]; } 2>/dev/null || ! same "$tx/read/$1" "$tx_temp"; then
        rm -f -- "$tx_temp"
        tx_cancel edited "$tx_live"
    fi
    if ! { cat "$tx/new/$1" >"$tx_temp" && flush "$tx_temp" && { ln -f -- "$tx_live" "$tx_spare" || :; } && heard mv -f -- "$tx_temp" "$tx_live"; } 2>/dev/null; then
        rm -f -- "$tx_temp"
        return 1
    fi
    if have restorecon; then restorecon -- "$tx_live" 2>/dev/null || :; fi
}

# What we wrote goes. What somebody wrote over it is theirs and stays.
edit_back() { # N; uses $tx_live and $tx_spare
    if [ ! -L "$tx_live" ] && same "$tx/new/$1" "$tx_live" 2>/dev/null; then
        if [ -e "$tx_spare" ]; then
            heard mv -f -- "$tx_spare" "$tx_live" || return 1
        else
            put "$tx/old/$1" "$tx_live" "" || return 1
        fi
    fi
    rm -f -- "$tx_spare"
}

# Somebody may have written into the old file in the moment of its end.
keep_old_edit() { # N; uses $tx_live
    find_temp "$tx_live"
    [ ! -e "$tx_spare" ] || same "$tx/read/$1" "$tx_spare" || keep_aside "$tx_spare"
}

tx_component() { # PROCESS N URL-OR-DASH CONTAINER
    local running kubelet
    printf 'component %s %s %s %s\n' "$1" "$2" "$3" "$4" >>"$tx/plan"
    running=absent
    if [ -n "$(pids_of "$1" pod)" ]; then running=running; fi
    kubelet=kubelet
    if ! kubelet_runs; then kubelet=no-kubelet; fi
    say component "$1" "$running" "$kubelet"
}

tx_note_components() {
    local step name
    while read -r step name _; do
        if [ "$step" = component ]; then pids_of "$name" pod >"$tx/ran-$name"; fi
    done <"$tx/plan"
}

tx_serve_component() { # PROCESS MANIFEST URL CONTAINER SECONDS
    # Before kubeadm init or join there is no kubelet: the component comes when it does.
    kubelet_runs || return 0
    await_component "$1" "$(cat "$tx/ran-$1")" "$3" "$5" ||
        tx_cancel component-failed "$4 is not well after $5 s$(component_words "$4")"
}

# await_component PROCESS OLD-PIDS URL SECONDS: the old processes are gone, and the same new one answers three times.
await_component() {
    local well seen until now
    well=0
    seen=
    until=$(($(date +%s) + $4))
    while [ "$(date +%s)" -lt "$until" ]; do
        now=$(pids_of "$1" pod)
        if [ -n "$now" ] && ! any_alive "$2" && answers "$3"; then
            if [ "$now" = "$seen" ]; then well=$((well + 1)); else well=1; fi
            seen=$now
            [ "$well" -lt 3 ] || return 0
        else
            well=0
        fi
        nap_undecided
    done
    return 1
}

# answers URL-OR-DASH: as the kubelet's own probe asks, without a look at the certificate. Who refuses a stranger is up.
answers() {
    local port
    if [ "$1" = - ]; then return 0; fi
    if have curl; then
        case $(curl -ks --noproxy '*' -o /dev/null -w '%{http_code}' --max-time 3 "$1" 2>/dev/null) in
            2?? | 401 | 403) return 0 ;;
            *) return 1 ;;
        esac
    fi
    port=${1#*://}
    port=${port%%/*}
    listening "${port##*:}"
}

# component_words CONTAINER: the last line it wrote, if there is one.
component_words() {
    local log words
    # shellcheck disable=SC2012 # names of logs are the kubelet's own, without blanks
    log=$(ls -t /var/log/pods/*/"$1"/*.log /var/log/pods/*/"$1".log 2>/dev/null | sed -n 1p)
    [ -n "$log" ] || return 0
    words=$(sed -n '$s/^\(.\{0,300\}\).*/\1/p' "$log" 2>/dev/null)
    [ -z "$words" ] || printf '; it said: %s' "$words"
}

tx_note_undone() {
    local step name
    while read -r step name _; do
        if [ "$step" = component ]; then pids_of "$name" pod >"$tx/undo-$name"; fi
    done <"$tx/plan"
}

# The kubelet follows the manifest back. Where it had not begun to follow it forth, nothing is replaced.
component_was() { # PROCESS MANIFEST URL
    local old
    kubelet_runs || return 0
    old=$(cat "$tx/undo-$1" 2>/dev/null)
    if [ "$old" = "$(cat "$tx/ran-$1" 2>/dev/null)" ]; then old=; fi
    await_component "$1" "$old" "$3" 20 || :
}
