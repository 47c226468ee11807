# shellcheck shell=bash
# lab up: all of it, or nothing.

lab_up() {
    take_name "$@"
    take_up_options "${REST[@]}"
    check_machine
    claim_lab
    sysctl_raise
    make_lab
    trap - EXIT INT TERM
    echo "$STATE/topology.yaml"
}

give_up() {
    local code=$?
    # A second signal must not end the tidying, and what is under way would make things behind its back.
    trap '' INT TERM
    wait
    release_claim
    remove_lab "$NAME"
    echo "lab: lab $NAME did not come up" >&2
    exit "$code"
}

take_up_options() {
    KIND=light RUN_AS=service PROFILE=fast PORT=8443 FAMILY=4 SUBNET='' COUNT=3 INTERFACE=eth1
    while [ $# -gt 0 ]; do
        case $1 in
            --kind | --run-as | --profile | --port | --family | --subnet)
                [ $# -ge 2 ] || misuse "$1 needs a value"
                case $1 in
                    --kind) KIND=$2 ;;
                    --run-as) RUN_AS=$2 ;;
                    --profile) PROFILE=$2 ;;
                    --port) PORT=$2 ;;
                    --family) FAMILY=$2 ;;
                    --subnet) SUBNET=$2 ;;
                esac
                shift
                ;;
            *[!0-9]*) misuse "up does not know '$1'" ;;
            *) COUNT=$1 ;;
        esac
        shift
    done
    one_of "--kind" "$KIND" light systemd
    one_of "--run-as" "$RUN_AS" service static-pod
    one_of "--profile" "$PROFILE" fast kubeadm classic
    one_of "--family" "$FAMILY" 4 6
    # 100: priorities go down from 101, addresses up from .151 (v4: 104 to the end).
    [[ $COUNT -ge 1 && $COUNT -le 100 ]] || misuse "a lab has 1 to 100 nodes, not $COUNT"
}

one_of() {
    local option=$1 value=$2
    shift 2
    [[ " $* " == *" $value "* ]] || misuse "$option is one of: $*; not '$value'"
}

check_machine() {
    [ -z "$(missing_packages "$LIGHT_PACKAGES")" ] || die "packages are missing; run: lab deps"
    if [ "$KIND" = systemd ]; then
        [ -z "$(missing_packages "$SYSTEMD_PACKAGES")" ] || die "packages are missing; run: lab deps --systemd"
        [ -e "$LAB_CACHE/tree.made-of" ] || die "systemd nodes need a root tree; run once: lab deps --systemd && lab tree"
    fi
}

# The state directory is the claim on the name. The lock is a directory that is always there: labs come and go.
claim_lab() {
    local interrupted=''
    STATE=$(state_of "$NAME")
    CLAIM=''
    exec {CLAIM}</run
    flock "$CLAIM"
    mkdir -p "$LAB_RUN"
    mountpoint -q /run/netns || : >"$LAB_RUN/.made-netns"
    # From the directory on, a failure leaves no half lab behind, nor does a signal: not even one that comes just now.
    trap 'interrupted=yes' INT TERM
    mkdir "$STATE" 2>/dev/null || die "a lab called '$NAME' is there already; lab down --name $NAME removes it"
    trap 'give_up' EXIT
    trap 'exit 130' INT TERM
    [ -z "$interrupted" ] || exit 130
    # A file system of its own: an overlay refuses layers that lie within one another, and its bottom is "/".
    mount -t tmpfs -o mode=700,size=64m "hacp-$NAME" "$STATE"
    choose_subnet
    release_claim
    BRIDGE_NETNS=$NAME-bridge
    ADMIN_NETNS=$NAME-admin
    NODES=$(seq -f node-%g -s ' ' "$COUNT")
    VIP=${PREFIX}150
}

# Also where a signal came while it was held: taking the lab away needs the same lock.
release_claim() {
    [ -z "$CLAIM" ] || exec {CLAIM}>&-
    CLAIM=''
}

choose_subnet() {
    local third=0
    if [ -z "$SUBNET" ]; then
        while cat "$LAB_RUN"/*/subnet 2>/dev/null | grep -q "^$(subnet_number "$third")$"; do third=$((third + 1)); done
        [ "$third" -le 255 ] || misuse "no free subnet is left; give one with --subnet"
        SUBNET=$(subnet_number "$third")
    fi
    echo "$SUBNET" >"$STATE/subnet"
    case $FAMILY:$SUBNET in
        4:*.0/24) PREFIX=${SUBNET%0/24} PREFIX_LENGTH=24 ;;
        6:*::/64) PREFIX=${SUBNET%/64} PREFIX_LENGTH=64 ;;
        *) misuse "--subnet is like 10.77.0.0/24, or fd77::/64 with --family 6; not '$SUBNET'" ;;
    esac
}

subnet_number() {
    if [ "$FAMILY" = 4 ]; then printf '10.77.%d.0/24' "$1"; else printf 'fd77:%x::/64' $(($1 + 1)); fi
}

make_lab() {
    local node keys layer
    for node in $NODES; do mkdir -p "$STATE/nodes/$node"; done
    mkdir -p "$STATE/lease"
    start_events
    make_lab_keys &
    keys=$!
    make_layer &
    layer=$!
    write_env >"$STATE/env.new"
    mv "$STATE/env.new" "$STATE/env"
    write_hosts >"$STATE/hosts"
    make_bridge
    wait "$keys"
    wait "$layer"
    # shellcheck disable=SC2086 # a list of names
    each_node make_node $NODES
    write_lab_files
    # shellcheck disable=SC2046 # a list of addresses
    in_admin "$LAB_DIR/lib/await-ports" 30 $(addresses) ||
        die "a node does not answer: $(tail -n 5 "$STATE"/nodes/*/console)"
    [ "$KIND" = light ] || await_systemd
}
