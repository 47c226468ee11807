# shellcheck shell=dash
# Whether something can be put in a place, seen while nothing has changed on any node: a mount, a link, a flag, a folder that is
# read-only, full, or not root's own.

tx_room() { # PATH [N]: something can be put there; with N, as much as file N holds
    local folder from
    [ ! -d "$1" ] || tx_give_up is-directory "$1"
    from=$(mounted_from "$1")
    [ -z "$from" ] || tx_give_up place-taken "$1 is a mount point (of $from)"
    tx_writable "$1"
    folder=$(nearest "${1%/*}")
    tx_linked "${1%/*}"
    tx_flagged "$folder"
    case $folder in
        # The kubelet watches this one; nothing but manifests is ever put there.
        */manifests) [ -w "$folder" ] || tx_give_up not-writable "$folder: $(words_probe "${folder%/*}")" ;;
        *) tx_probe "$folder" "${2:-}" ;;
    esac
}

# A file that is there can be replaced. It is not opened: a script that is open for writing cannot be run meanwhile.
tx_writable() { # PATH
    [ -e "$1" ] && [ ! -L "$1" ] || return 0
    tx_flagged "$1"
    if [ -w "$1" ]; then return 0; fi
    # Its own time is what it gets, if it takes any.
    heard touch -c -r "$1" "$1" || :
    tx_give_up not-writable "$1: ${words_said:-no reason was given}"
}

# tx_flagged PATH: a file system may forbid every change, or all but appending.
tx_flagged() {
    local flags
    have lsattr || return 0
    flags=$(lsattr -d -- "$1" 2>/dev/null) || return 0
    case ${flags%% *} in
        *i*) tx_give_up not-writable "$1: it has the immutable flag (lsattr: ${flags%% *})" ;;
        *a*) tx_give_up not-writable "$1: it has the append-only flag (lsattr: ${flags%% *})" ;;
    esac
}

# tx_probe FOLDER N: a file like the one that will come can be made there.
tx_probe() {
    local probe text
    probe=$1/.hacp-$$
    text=/dev/null
    if [ -n "$2" ] && [ -f "$tx/new/$2" ]; then text=$tx/new/$2; fi
    if ! heard cp -- "$text" "$probe"; then
        rm -f -- "$probe" 2>/dev/null
        case $words_said in
            *"No space left"* | *quota*) tx_give_up write-failed "$(cannot_write "$1")" ;;
        esac
        tx_give_up not-writable "$1: $words_said"
    fi
    heard rm -f -- "$probe" || tx_give_up not-writable "$1: $words_said"
}

# A link is somebody's arrangement: what it leads to may be read elsewhere too, and we would replace the link alone.
tx_no_link() { # PATH
    if [ -L "$1" ]; then tx_give_up place-taken "$1 is a link to $(readlink "$1")"; fi
}

# tx_linked FOLDER: a linked folder is written through, which the caller is told; one that leads nowhere cannot be.
tx_linked() {
    local part
    part=$1
    while [ -n "$part" ]; do
        if [ -L "$part" ]; then
            [ -d "$part" ] || tx_give_up place-taken "$part is a link to $(readlink "$part"), and no folder is there"
            say linked "$(text "$part")" "$(text "$(cd -P -- "$part" && pwd)")"
        fi
        part=${part%/*}
    done
}

# mounted_from PATH: what is mounted on this very file; nothing where nothing is.
mounted_from() {
    local name folder from point lines
    [ -e "$1" ] && [ -r /proc/self/mountinfo ] || return 0
    folder=$(cd -P -- "${1%/*}/" 2>/dev/null && pwd) || return 0
    name=${folder%/}/${1##*/}
    # The kernel writes a blank, a tab, a line's end and a backslash as octal.
    case $name in *[\\[:space:]]*) name=$(printf '%s' "$name" | sed -e 's/\\/\\134/g' -e 's/ /\\040/g' -e 's/	/\\011/g' -e ':more' -e '$!N' -e 's/\n/\\012/' -e 'tmore') ;; esac
    lines=$(grep -F -- " $name " /proc/self/mountinfo) || return 0
    printf '%s\n' "$lines" | while read -r _ _ _ from point _; do
        [ "$point" = "$name" ] || continue
        # printf wants a zero before octal digits.
        case $from in *\\*) from=$(printf '%b' "$(printf '%s' "$from" | sed 's/\\/\\0/g')") ;; esac
        printf '%s' "$from"
        break
    done
}

# tx_safe_folders PATH: nobody but root can put another script in its place. keepalived's script security runs none where somebody can.
tx_safe_folders() {
    local part letters owner group
    part=$(cd -P -- "$(nearest "${1%/*}")" && pwd) || return 0
    while :; do
        # shellcheck disable=SC2046 # three words
        set -- $(shape "${part:-/}")
        letters=${1:-} owner=${2:-0} group=${3:-0}
        if [ "$owner" != 0 ]; then
            tx_give_up unsafe-folder "${part:-/} belongs to the user $owner"
        fi
        case $letters in
            # Where only owners may rename, nobody else's script can be put in the place of ours.
            *[tT]) ;;
            ????????w?) tx_give_up unsafe-folder "${part:-/} is $letters: everybody can write there" ;;
            ?????w????) [ "$group" = 0 ] || tx_give_up unsafe-folder "${part:-/} is $letters: the group $group can write there" ;;
        esac
        [ -n "$part" ] && [ "$part" != / ] || return 0
        part=${part%/*}
    done
}

# tx_inodes: the commit makes some files for each that it changes; one that finds no inode on the way is undone, but others may have
# begun by then.
tx_inodes() {
    local free needed
    free=$(inodes_free "$state")
    [ -n "$free" ] || return 0
    needed=$((40 + 10 * $(grep -c . "$tx/changed")))
    [ "$free" -ge "$needed" ] || tx_give_up write-failed "$state: there are not enough inodes left: $free, and the change needs $needed"
}
