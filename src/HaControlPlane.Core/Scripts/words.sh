# shellcheck shell=dash
# What the node's system says of what failed, in its own words. The caller finds the remedy by them.
#
# Shared: words_said.

words_said=

# heard COMMAND...: runs one program. When it fails, words_said is what it said. One program and no more: what runs in here is not
# ended with a script that is killed.
heard() {
    words_said=$("$@" 2>&1)
}

# cannot_write PATH: it, why it cannot be written, and what room there is.
cannot_write() {
    local words room
    words=$words_said
    [ -n "$words" ] || words=$(words_probe "$(nearest "$1")")
    room=$(room_at "$1")
    printf '%s: %s%s' "$1" "${words:-no reason was given}" "${room:+ ($room)}"
}

# nearest PATH: PATH, or its closest ancestor that exists.
nearest() {
    local near
    near=$1
    while [ -n "$near" ] && [ ! -d "$near" ]; do near=${near%/*}; done
    printf '%s' "${near:-/}"
}

# words_probe FOLDER: what a shell swallowed: the words for a small file of our own there, which goes again.
words_probe() {
    case $1 in */manifests) return 0 ;; esac
    if cp -- /proc/self/status "$1/.hacp-$$" 2>&1; then :; fi
    rm -f -- "$1/.hacp-$$" 2>/dev/null || :
}

# room_at PATH: "12 KiB and 3 inodes free", as far as the file system knows.
room_at() {
    local free inodes
    free=$(df -Pk "$(nearest "$1")" 2>/dev/null | sed -n '2s/.* \([0-9][0-9]*\)  *[0-9][0-9]*% .*/\1/p')
    [ -n "$free" ] || return 0
    inodes=$(inodes_free "$1")
    printf '%s KiB%s free' "$free" "${inodes:+ and $inodes inodes}"
}

# inodes_free PATH: how many files can still be made there; nothing where the file system has no such limit, or nobody can tell.
inodes_free() {
    df -Pi "$(nearest "$1")" 2>/dev/null | sed -n '2s/.* \([1-9][0-9]*\)  *[0-9][0-9]*  *\([0-9][0-9]*\)  *[0-9][0-9]*% .*/\2/p'
}
