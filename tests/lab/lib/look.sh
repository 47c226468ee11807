# shellcheck shell=bash
# Verbs that look at a lab or run something in it.

lab_list() {
    local dir
    for dir in "$LAB_RUN"/*/; do
        # One that comes up or goes down just now has none.
        # shellcheck source=/dev/null
        (. "$dir/env" && printf '%s\t%s\t%s\t%s\t%s\n' "$LAB" "$KIND" "$RUN_AS" "$VIP:$PORT" "$NODES") 2>/dev/null || true
    done
}

lab_env() {
    take_name "$@"
    # The name may also stand alone.
    [ ${#REST[@]} -eq 0 ] || NAME=${REST[0]}
    load_lab
    cat "$STATE/env"
}

lab_admin() {
    take_name "$@"
    [[ ${REST[0]:-} == -- && ${#REST[@]} -gt 1 ]] || misuse "admin takes: -- COMMAND..."
    load_lab
    exec nsenter --net="/run/netns/$ADMIN_NETNS" "${REST[@]:1}"
}

lab_sh() {
    take_name "$@"
    [[ ${#REST[@]} -gt 2 && ${REST[1]} == -- ]] || misuse "sh takes: NODE -- COMMAND..."
    load_lab
    check_node "${REST[0]}"
    in_node "$NODE" "${REST[@]:2}"
}

lab_holder() {
    local node
    take_name "$@"
    load_lab
    for node in $NODES; do
        [ -z "$(ip -n "$(netns_of "$node")" -o addr show to "$VIP" 2>/dev/null)" ] || echo "$node"
    done
}

lab_probe() {
    take_name "$@"
    load_lab
    local host=$VIP
    [ "$FAMILY" = 4 ] || host="[$VIP]"
    exec nsenter --net="/run/netns/$ADMIN_NETNS" /usr/bin/python3 -I "$LAB_DIR/probe" \
        --default-url "https://$host:$PORT/readyz" "${REST[@]}"
}
