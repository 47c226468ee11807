# shellcheck shell=dash
# Kernel settings: the live values, beside the file that brings them back at boot.
#
#   tx/ID/plan              "sysctl ENTRY set" or "sysctl ENTRY back" a line
#   tx/ID/sysctl/ENTRY/     path (below /proc/sys), was (the value before this transaction), new
#   ledger/sysctl/ENTRY/    path, was (the value before us)

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

tx_sysctl() { # KEY VALUE
    file=$(sysctl_path "$1")
    # What can only be written, such as net.ipv4.route.flush, is a command and no setting.
    cat "$file" >/dev/null 2>&1 || tx_give_up no-sysctl "$1"
    [ -w "$file" ] || tx_give_up not-writable "$file"
    sysctl_stage "$file" "$(printf '%s' "$2" | sysctl_words)" set
}

sysctl_stage() { # FILE VALUE set-or-back
    entry=$tx/sysctl/$(sysctl_entry "$1")
    was=$(sysctl_words 2>/dev/null <"$1")
    if ! { mkdir -p "$entry" && printf '%s' "$1" >"$entry/path" && printf '%s\n' "$was" >"$entry/was" && printf '%s\n' "$2" >"$entry/new" &&
        printf 'sysctl %s %s\n' "${entry##*/}" "$3" >>"$tx/plan"; } 2>/dev/null; then
        tx_give_up write-failed "$(cannot_write "$tx")"
    fi
    if [ "$was" != "$2" ] || [ "$3" = back ]; then true >"$tx/serve"; fi
    say sysctl "$(text "$1")" "$3" "$(text "$was")" "$(text "$2")"
}

# What the plan no longer names gets the value from before us.
tx_release_sysctls() {
    for owned in "$state"/ledger/sysctl/*; do
        [ -f "$owned/path" ] || continue
        if grep -q "^sysctl ${owned##*/} " "$tx/plan"; then continue; fi
        sysctl_stage "$(cat "$owned/path")" "$(cat "$owned/was")" back
    done
}

tx_set_sysctls() {
    while read -r step entry kind; do
        [ "$step" = sysctl ] || continue
        tx_undecided
        # A setting whose module is gone by now has nothing to go back to.
        sysctl_put "$entry" new || [ "$kind" = back ] ||
            tx_cancel sysctl-refused "$(cat "$tx/sysctl/$entry/path") $(cat "$tx/sysctl/$entry/new")"
        journal set "$entry"
    done <"$tx/plan"
}

# Backwards: a setting may have changed others when it was written, as net.ipv4.ip_forward does.
sysctls_were() {
    sed -n '1!G;h;$p' "$tx/plan" | while read -r step entry _; do
        if [ "$step" = sysctl ]; then sysctl_put "$entry" was || :; fi
    done
}

sysctl_put() { # ENTRY new-or-was
    file=$(cat "$tx/sysctl/$1/path")
    if [ "$(sysctl_words 2>/dev/null <"$file")" = "$(cat "$tx/sysctl/$1/$2")" ]; then return 0; fi
    { cat "$tx/sysctl/$1/$2" >"$file"; } 2>/dev/null
}

own_sysctls() {
    while read -r step entry kind; do
        [ "$step" = sysctl ] || continue
        owned=$state/ledger/sysctl/$entry
        if [ "$kind" = back ]; then
            rm -rf "$owned"
        elif [ ! -d "$owned" ]; then
            mkdir -p "$state/ledger/sysctl" && rm -rf "$owned.part" && mkdir "$owned.part" &&
                cp "$tx/sysctl/$entry/path" "$tx/sysctl/$entry/was" "$owned.part/" && mv "$owned.part" "$owned" || return 1
        fi
    done <"$tx/plan"
}
