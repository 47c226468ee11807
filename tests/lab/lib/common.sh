# shellcheck shell=bash
# Words that every verb shares: errors, names, the state of a lab.

readonly LAB_RUN=/run/hacp-lab
readonly LAB_CACHE=/var/cache/hacp-lab
readonly NODE_PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

die() {
    printf 'lab: %s\n' "$*" >&2
    exit 1
}

misuse() {
    printf 'lab: %s; see lab help\n' "$*" >&2
    exit 2
}

# take_name ARGS...: --name NAME may stand anywhere before "--". Sets NAME, and REST to what remains.
take_name() {
    NAME=${HACP_LAB:-lab}
    REST=()
    while [ $# -gt 0 ]; do
        case $1 in
            --name)
                [ $# -ge 2 ] || misuse "--name needs a name"
                NAME=$2
                shift
                ;;
            --)
                REST+=("$@")
                break
                ;;
            *) REST+=("$1") ;;
        esac
        shift
    done
    # 20: interface names and namespaces derive from it.
    [[ $NAME =~ ^[a-z0-9]([a-z0-9-]{0,18}[a-z0-9])?$ ]] || misuse "'$NAME' is no lab name: small letters, digits, dashes, 20 at most"
}

state_of() { printf '%s/%s' "$LAB_RUN" "$1"; }

# load_lab: the variables of the lab called NAME.
load_lab() {
    STATE=$(state_of "$NAME")
    [ -r "$STATE/env" ] || die "no lab is called '$NAME'; lab list shows those there are"
    # shellcheck source=/dev/null
    . "$STATE/env"
}

# check_node NODE: sets NODE.
check_node() {
    NODE=$1
    [[ " $NODES " == *" $NODE "* ]] || die "lab '$NAME' has no node '$NODE'; it has: $NODES"
}

index_of() { printf '%s' "${1##*-}"; }

address_of() { printf '%s%s' "$PREFIX" $((150 + ${1##*-})); }

# each_node FUNCTION NODES...: in parallel, at most 8 at a time; fails if one fails.
each_node() {
    local function=$1 node running=0 failed=0
    shift
    for node in "$@"; do
        if [ "$running" -ge 8 ]; then
            wait -n || failed=1
            running=$((running - 1))
        fi
        "$function" "$node" &
        running=$((running + 1))
    done
    while [ "$running" -gt 0 ]; do
        wait -n || failed=1
        running=$((running - 1))
    done
    [ "$failed" -eq 0 ]
}

# What runs on must hold nothing of the caller's: neither its pipes nor its locks.
close_files() {
    local fd
    for fd in /proc/"$BASHPID"/fd/*; do
        fd=${fd##*/}
        [ "$fd" -le 2 ] || eval "exec $fd>&-"
    done
}

# wait_until SECONDS COMMAND...: polls every 20 ms.
wait_until() {
    local end=$((SECONDS + $1 + 1))
    shift
    until "$@"; do
        [ "$SECONDS" -lt "$end" ] || return 1
        sleep 0.02
    done
}
