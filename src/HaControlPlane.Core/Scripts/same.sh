# shellcheck shell=dash
# Is everything as a plan says already? Read only, and in as few processes as can be: most runs find nothing to do. Whoever is in
# doubt says no; then a stage finds out what differs.
#
# Shared: same_seen.

differs() {
    say differs
    say end 0
    exit 0
}

# same_alone: nobody is at work here, and nobody left anything to be settled.
same_alone() {
    if [ -d "$state/lock" ] || is_there "$state"/tx/*; then differs; fi
}

# same_files TEXT SHAPES PATH...: one after the other they hold the text; SHAPES has a line "LETTERS OWNER GROUP SIZE PATH" for each,
# by which no text can be in the next file's. PATHs in the order of ls.
same_files() {
    local text shapes found
    text=$1
    shapes=$2
    shift 2
    [ "$(cat -- "$@" 2>/dev/null && printf .)" = "$text." ] || differs
    # shellcheck disable=SC2046 # nine words a line: none of the paths has a blank
    set -- $(ls -ldn -- "$@" 2>/dev/null)
    found=
    while [ $# -ge 9 ]; do
        found="$found${1%"${1#??????????}"} $3 $4 $5 $9$nl"
        shift 9
    done
    [ "$found" = "$shapes" ] || differs
}

# same_sysctls VALUES PATH...: a value a line, with one blank where the kernel has tabs. The kernel gives the first reader all of a
# value at once and who reads on nothing: no shell's read will do.
same_sysctls() {
    local wanted found IFS
    wanted=$1
    shift
    found=$(cat -- "$@" 2>/dev/null) || differs
    set -f
    IFS=' 	'
    # shellcheck disable=SC2086 # lines stay lines
    set -- $found
    found=$*
    set +f
    [ "$found" = "$wanted" ] || differs
}

# same_services NAME...: they run, and start at boot.
same_services() {
    local name
    if uses_systemd; then
        all_say active "$(systemctl is-active "$@" 2>/dev/null)" $#
        all_say enabled "$(systemctl is-enabled "$@" 2>/dev/null)" $#
        return
    fi
    for name; do
        if ! service_active "$name" || ! service_enabled "$name"; then differs; fi
    done
}

all_say() { # WORD WORDS COUNT
    local said word
    said=0
    for word in $2; do
        [ "$word" = "$1" ] || differs
        said=$((said + 1))
    done
    [ "$said" -eq "$3" ] || differs
}

# same_pod NAME: a kubelet runs it, and no service of its name is there to fight with it.
same_pod() {
    kubelet_runs || differs
    if service_active "$1" || service_enabled "$1"; then differs; fi
}

same_interface() { [ -d "/sys/class/net/$1" ] || differs; } # NAME

same_program() { have "$1" || differs; } # NAME

# same_routes [DESTINATION GATEWAY DEVICE]...: they are in force, and what brings them back is what we would write today.
same_routes() {
    local tx owned
    # No transaction is open, and what asks for one finds none.
    tx=$state/tx/none
    same_seen=$nl
    for owned in "$state"/ledger/routes/*; do
        [ -f "$owned/file" ] || continue
        first_line "$owned/file"
        same_route_file "$base_line"
        if is_foreign "$owned"; then same_route_file "$route_foreign"; fi
    done
    while [ $# -ge 3 ]; do
        owned=$state/ledger/routes/$(route_entry "$1")
        find_keeper "$1" "$2" "$3" || differs
        first_line "$owned/ours"
        [ "$base_line" = "$2 $3 $route_keeper_id" ] || differs
        first_line "$owned/file"
        [ "$base_line" = "$route_keeper_file" ] || differs
        route_is "$(ip -"$(route_family "$1")" route show table main exact "$1" 2>/dev/null)" "$2" "$3" || differs
        [ "$(route_file_mode "$route_keeper_file")" != theirs ] || same_route_line "$route_keeper_file" "$@"
        shift 3
    done
}

# A file of our own, once for all its routes; of the admin's, only lines are.
same_route_file() { # FILE; adds to $same_seen
    local letters wanted
    case $same_seen in *"$nl$1$nl"*) return 0 ;; esac
    same_seen=$same_seen$1$nl
    say route-file "$(text "$1")" same ours x x
    case $(route_file_mode "$1") in
        theirs) return 0 ;;
        0755) letters=-rwxr-xr-x ;;
        0600) letters=-rw------- ;;
        *) letters=-rw-r--r-- ;;
    esac
    wanted=$(routes_in "$1" before | route_text "$1" && printf .)
    wanted=${wanted%.}
    same_files "$wanted" "$letters 0 0 ${#wanted} $1$nl" "$1"
}

same_route_line() { # FILE DESTINATION GATEWAY DEVICE...: one line of it leads there, ours
    local lines to
    route_file_has "$1" "$2" "$3" "$4" || differs
    lines=0
    for to in $(destinations_in <"$1"); do
        if same_range "$2" "$to" -; then lines=$((lines + 1)); fi
    done
    [ "$lines" = 1 ] || differs
}

# same_ledger FILES DAEMONS SETTINGS ROUTES: of a topology there is nothing of ours here but these; blanks around each.
same_ledger() {
    local declared owned entry ours live
    ours='' live=''
    for entry in "$state"/ledger/files/* "$state"/ledger/sysctl/*; do
        [ -f "$entry/cluster" ] || continue
        first_line "$entry/path"
        case "$1$3" in *" $base_line "*) ;; *) differs ;; esac
        if [ -f "$entry/ours" ]; then ours="$ours $entry/ours" live="$live $base_line"; fi
    done
    # The right text that another program put there is not what daemons have read for us.
    # shellcheck disable=SC2086 # none of the paths has a blank
    [ -z "$ours" ] || [ "$(cat -- $ours 2>/dev/null && printf .)" = "$(cat -- $live 2>/dev/null && printf .)" ] || differs
    for entry in "$state"/ledger/services/*; do
        [ -f "$entry" ] || continue
        case $2 in *" ${entry##*/} "*) ;; *) differs ;; esac
    done
    for entry in "$state"/ledger/routes/*; do
        [ -d "$entry" ] || continue
        first_line "$entry/to"
        declared=no
        case $4 in *" ${base_line:-?} "*) declared=yes ;; esac
        owned=no
        if [ -f "$entry/cluster" ]; then owned=yes; fi
        # One that was set by itself, and that the topology declares from now on, is not the topology's yet.
        [ "$declared" = "$owned" ] || differs
    done
}
