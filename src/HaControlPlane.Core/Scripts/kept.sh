# shellcheck shell=dash
# Texts that are neither ours nor what was there before us are kept before they are replaced, root-only, where a removal leaves them:
#
#   /var/lib/hacontrolplane.kept/TRANSACTION/NAME   NAME is the file's path with %2F for each slash and %25 for each percent sign;
#                                                   a transaction's id begins with its time
#
# Of each file the last ten are kept.
#
# Shared: kept_versions.

kept_versions=10

# keep_aside PATH: nothing of it is lost by what we put in its place. May be done again.
keep_aside() {
    local name place kept more
    name=$(kept_name "$1")
    place=$state.kept/${tx##*/}
    kept=$place/$name
    more=1
    while is_there "$kept"; do
        if same_text "$1" "$kept"; then return 0; fi
        more=$((more + 1))
        kept=$place/$name.$more
    done
    heard mkdir -p "$place" && heard chmod 0700 "$state.kept" "$place" || return 1
    # A second name for the same file needs no space.
    if ! { heard cp -pP -- "$1" "$place/.part" && heard mv -f -- "$place/.part" "$kept"; }; then
        rm -f -- "$place/.part"
        heard ln -- "$1" "$kept" || return 1
    fi
    say kept "$(text "$1")" "$(text "$kept")"
    forget_oldest "$name"
}

kept_name() { # PATH
    find_entry "$1"
    printf '%s' "${release_entry##*/}"
}

# same_text A B: two links to the same, or two files with the same text.
same_text() {
    if [ -L "$1" ] || [ -L "$2" ]; then
        [ -L "$1" ] && [ -L "$2" ] && [ "$(readlink "$1")" = "$(readlink "$2")" ]
    else
        same "$1" "$2" 2>/dev/null
    fi
}

# forget_oldest NAME: by the names of their folders, which sort by time.
forget_oldest() {
    local kept count
    count=0
    for kept in "$state.kept"/*/"$1" "$state.kept"/*/"$1".[2-9]; do
        if is_there "$kept"; then count=$((count + 1)); fi
    done
    for kept in "$state.kept"/*/"$1" "$state.kept"/*/"$1".[2-9]; do
        [ "$count" -gt "$kept_versions" ] || return 0
        is_there "$kept" || continue
        rm -f -- "$kept"
        rmdir -- "${kept%/*}" 2>/dev/null || :
        count=$((count - 1))
    done
}

# is_foreign_text N: what stands at tx_live is not what we wrote last, nor what was saved as it was before us.
is_foreign_text() {
    local entry
    is_there "$tx_live" || return 1
    if [ -f "$tx/edited.$1" ]; then return 0; fi
    if same_text "$tx/new/$1" "$tx_live"; then return 1; fi
    entry=$state/ledger/files/$(kept_name "$tx_live")
    if [ -f "$entry/ours" ]; then
        ! is_our_text "$entry" "$tx_live"
    else
        # What was there before we own it is saved for good when the change is kept.
        ! same_text "$tx/old/$1" "$tx_live"
    fi
}

# is_our_text LEDGER-ENTRY PATH: what we wrote there, or what we wrote there before that: another program may have put it back.
is_our_text() { same_text "$1/ours" "$2" || same_text "$1/last" "$2"; }

# was_put_by_others PATH: it is not what we wrote last, so that what runs has not read it for us.
was_put_by_others() {
    local ours
    ours=$state/ledger/files/$(kept_name "$1")/ours
    [ -f "$ours" ] && ! same_text "$ours" "$1"
}

# keep_from_undo N: what stands at tx_live is neither what this transaction wrote nor what was there before it.
keep_from_undo() {
    is_there "$tx_live" || return 0
    if [ -d "$tx_live" ] && [ ! -L "$tx_live" ]; then return 0; fi
    if same_text "$tx/new/$1" "$tx_live" || same_text "$tx/old/$1" "$tx_live"; then return 0; fi
    keep_aside "$tx_live"
}

# drop_kept: what this transaction kept aside is back in its place.
drop_kept() {
    local place n path kept
    place=$state.kept/${tx##*/}
    [ -d "$place" ] || return 0
    rm -f -- "$place/.part"
    while read -r n; do
        path=$(path_of "$n")
        kept=$place/$(kept_name "$path")
        if is_there "$kept" && same_text "$kept" "$path"; then rm -f -- "$kept"; fi
    done <"$tx/changed"
    rmdir -- "$place" "$state.kept" 2>/dev/null || :
}

# edited_since PATH NEW: "-" for a text of ours, the one that is NEW, or one in whose place we never wrote; else when it was edited
# after us, or "unknown".
edited_since() {
    local entry
    entry=$state/ledger/files/$(kept_name "$1")
    if [ ! -f "$entry/ours" ] || same_text "$2" "$1" || is_our_text "$entry" "$1"; then
        printf '%s' -
    elif [ "$1" -nt "$entry/ours" ]; then
        date -u -r "$1" +%Y-%m-%dT%H:%M:%SZ 2>/dev/null || printf unknown
    else
        printf unknown
    fi
}
