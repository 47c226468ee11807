# shellcheck shell=dash
# Kernel settings: the live values, beside the file that brings them back at boot.
#
#   tx/ID/plan              "sysctl ENTRY set" or "sysctl ENTRY back" a line
#   tx/ID/sysctl/ENTRY/     path (below /proc/sys), was (the value before this transaction), new
#   ledger/sysctl/ENTRY/    path, was (the value before us), cluster (it belongs to a topology),
#                           alone (the value that was set by itself, in no topology)

# As sysctl(8) reads a key: whichever of dot and slash comes first is the separator, and the other a plain character.
sysctl_path() { # KEY
    case ${1#"${1%%[./]*}"} in
        /*) printf '/proc/sys/%s' "$1" ;;
        *) printf '/proc/sys/%s' "$(printf '%s' "$1" | tr ./ /.)" ;;
    esac
}

sysctl_entry() { printf '%s' "$1" | sed 's,^/proc/sys/,,;s/%/%25/g;s,/,%2F,g'; }

# The kernel puts tabs between several values, people put blanks.
sysctl_words() { tr -s '\t ' ' ' | sed 's/^ //;s/ $//'; }

sysctl_live() { sysctl_words 2>/dev/null <"$1"; } # FILE

# sysctl_same A B: one value, be it written in two ways: 01 for 1, 0x10 for 16, 1,2,3 for the list 1-3.
sysctl_same() { [ "$1" = "$2" ] || [ "$(sysctl_plain "$1")" = "$(sysctl_plain "$2")" ]; }

sysctl_plain() { # VALUE
    local word
    # Words, and no file names.
    set -f
    for word in $1; do
        case $word in
            *[!0-9,-]*)
                # Only a number may come back other than it was written.
                case ${word#0[xX]} in "$word" | *[!0-9a-fA-F]*) printf '%s ' "$word" ;; *) printf '%d ' "$word" 2>/dev/null ;; esac
                ;;
            *[0-9],* | [0-9]*-[0-9]*) printf '%s ' "$(sysctl_ranges "$word")" ;;
            0[0-7]*) printf '%d ' "$word" 2>/dev/null ;;
            *) printf '%s ' "$word" ;;
        esac
    done
    set +f
}

# As the kernel writes a list of numbers: ascending, and neighbours as one range.
sysctl_ranges() { # LIST
    local from to high low
    printf '%s\n' "$1" | tr , '\n' | sort -t - -k 1n | {
        from='' to=''
        while IFS=- read -r low high; do
            high=${high:-$low}
            if [ -n "$from" ] && [ "$low" -le "$((to + 1))" ]; then
                if [ "$high" -gt "$to" ]; then to=$high; fi
                continue
            fi
            [ -z "$from" ] || printf '%s-%s,' "$from" "$to"
            from=$low to=$high
        done
        printf '%s-%s' "$from" "$to"
    } 2>/dev/null
}

tx_sysctl() { # KEY VALUE
    local file owned
    file=$(sysctl_path "$1")
    # What can only be written, such as net.ipv4.route.flush, is a command and no setting.
    cat "$file" >/dev/null 2>&1 || tx_give_up no-sysctl "$1"
    tx_writable "$file"
    owned=$state/ledger/sysctl/$(sysctl_entry "$file")
    if [ ! -f "$tx/cluster" ] && [ -f "$owned/cluster" ] && ! sysctl_same "$(sysctl_live "$file")" "$2"; then
        tx_give_up of-topology "$1"
    fi
    sysctl_stage "$file" "$(printf '%s' "$2" | sysctl_words)" set
}

# What was set by itself goes back to what it was before us; what is not ours stays.
tx_sysctl_back() { # KEY
    local file owned
    file=$(sysctl_path "$1")
    owned=$state/ledger/sysctl/$(sysctl_entry "$file")
    if [ -f "$owned/cluster" ]; then tx_give_up of-topology "$1"; fi
    if [ -f "$owned/path" ]; then sysctl_stage "$file" "$(cat "$owned/was")" back; fi
}

sysctl_stage() { # FILE VALUE set-or-back
    local entry was wanted
    entry=$tx/sysctl/$(sysctl_entry "$1")
    was=$(sysctl_live "$1")
    if ! { mkdir -p "$entry" && printf '%s' "$1" >"$entry/path" && printf '%s\n' "$was" >"$entry/was" && printf '%s\n' "$2" >"$entry/new" &&
        printf 'sysctl %s %s\n' "${entry##*/}" "$3" >>"$tx/plan"; } 2>/dev/null; then
        tx_give_up write-failed "$(cannot_write "$tx")"
    fi
    wanted=$2
    if sysctl_same "$was" "$2"; then wanted=$was; fi
    if [ "$was" != "$wanted" ] || [ "$3" = back ]; then true >"$tx/serve"; fi
    say sysctl "$(text "$1")" "$3" "$(text "$was")" "$(text "$wanted")"
}

# What the plan no longer names gets the value from before us, or the one that somebody set by itself.
tx_release_sysctls() {
    local before owned
    for owned in $(sysctl_switches_first "$state"/ledger/sysctl/*); do
        if [ ! -f "$owned/path" ] || [ ! -f "$owned/cluster" ]; then continue; fi
        if grep -q -x -F "sysctl ${owned##*/} set" "$tx/plan"; then continue; fi
        before=$owned/was
        if [ -f "$owned/alone" ]; then before=$owned/alone; fi
        sysctl_stage "$(cat "$owned/path")" "$(cat "$before")" back
    done
}

# Some settings set others when they are turned (ip_forward those below conf), so they come before them. The same order
# as in the plan of a topology. No entry holds a blank.
sysctl_switches_first() { # LEDGER-ENTRY...
    local of switch owned
    for switch in yes no; do
        for owned; do
            of=no
            case $owned in *%2Fip_forward | *%2Fall%2Fforwarding | *%2Fall%2Fdisable_ipv6) of=yes ;; esac
            if [ "$of" = "$switch" ]; then printf '%s ' "$owned"; fi
        done
    done
}

tx_set_sysctls() {
    local step entry kind
    while read -r step entry _; do
        [ "$step" = sysctl ] || continue
        tx_undecided
        # What is refused now may be taken once the others are set. A setting whose module is gone has nothing to go back to.
        sysctl_put "$entry" new || :
        journal set "$entry"
    done <"$tx/plan"
    # The kernel may have made another value of it, and one setting may have changed another: once more, and then it counts.
    while read -r step entry kind; do
        [ "$step" = sysctl ] || continue
        sysctl_put "$entry" new || :
        if [ "$kind" = set ] && ! sysctl_put "$entry" new only-look; then
            tx_cancel sysctl-refused "$(cat "$tx/sysctl/$entry/path") $(cat "$tx/sysctl/$entry/new") (it is $(sysctl_live "$(cat "$tx/sysctl/$entry/path")"))"
        fi
    done <"$tx/plan"
}

# In the plan's order: a switch that sets others was turned first, and is turned back first. Twice, since the kernel
# refuses a value while another that bounds it has not come back yet.
sysctls_were() {
    local step entry
    for _ in first second; do
        while read -r step entry _; do
            if [ "$step" = sysctl ]; then sysctl_put "$entry" was || :; fi
        done <"$tx/plan"
    done
}

sysctl_put() { # ENTRY new-or-was [only-look]
    local file
    file=$(cat "$tx/sysctl/$1/path")
    if sysctl_same "$(sysctl_live "$file")" "$(cat "$tx/sysctl/$1/$2")"; then return 0; fi
    [ $# -eq 2 ] && { cat "$tx/sysctl/$1/$2" >"$file"; } 2>/dev/null
}

own_sysctls() {
    local owned step entry kind
    while read -r step entry kind; do
        [ "$step" = sysctl ] || continue
        owned=$state/ledger/sysctl/$entry
        if [ "$kind" = back ]; then
            if [ -f "$owned/alone" ] && [ -f "$owned/cluster" ]; then rm -f "$owned/cluster"; else rm -rf "$owned"; fi
            continue
        fi
        if [ ! -d "$owned" ]; then
            mkdir -p "$state/ledger/sysctl" && rm -rf "$owned.part" && mkdir "$owned.part" &&
                cp "$tx/sysctl/$entry/path" "$tx/sysctl/$entry/was" "$owned.part/" && mv "$owned.part" "$owned" || return 1
        fi
        if [ -f "$tx/cluster" ]; then
            true >"$owned/cluster" || return 1
        else
            keep_as "$tx/sysctl/$entry/new" "$owned/alone" || return 1
        fi
    done <"$tx/plan"
}
