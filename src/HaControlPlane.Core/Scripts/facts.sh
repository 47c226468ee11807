# shellcheck shell=dash
# What a node is: read only, nothing is written. What cannot be found out is left out.
#
# Shared: facts_arguments, facts_config, facts_known, facts_manifests, facts_runs.

say_version() { # DAEMON OPTION-FOR-ITS-VERSION
    local version
    have "$1" || return 0
    ask_or_say 10 "$1" "$2"
    version=$(printf '%s\n' "$limits_said" | sed -n '1s/^[^0-9]*\([0-9][0-9.]*\).*/\1/p')
    say daemon "$1" "${version:-unknown}"
}

# node_facts [brief]: brief leaves out the versions that no rule asks for.
node_facts() {
    local program device interface family address
    need_tools
    need_root
    say clock "$(date +%s.%N)"
    find_manager
    say host "$(text "$(uname -n)")" "$services_manager"
    say_version haproxy -v
    if [ "${1:-}" = brief ]; then
        for program in keepalived curl kubelet; do
            if have "$program"; then say daemon "$program" unknown; fi
        done
    else
        say_version keepalived -v
        say_version curl --version
        say_version kubelet --version
    fi
    if have ip; then
        # "2: eth0    inet 10.0.0.1/24 brd ... scope global eth0": interface and address are fields 2 and 4.
        ip -o addr show 2>/dev/null | while read -r _ interface family address _; do
            case $family in inet | inet6) say address "$(text "${interface%%@*}")" "$address" ;; esac
        done
    fi
    for device in /sys/class/net/*; do
        first_line "$device/address"
        [ ! -r "$device/address" ] || say interface "$(text "${device##*/}")" "$(text "$base_line")"
    done
    facts_auth_pass
    facts_system
    facts_ports
    facts_firewall
    facts_kubelet
    facts_kubernetes
}

# The VRRP password that is in force here, so that a run without one in its topology keeps it.
facts_auth_pass() {
    local pass
    [ -r /etc/keepalived/keepalived.conf ] || return 0
    pass=$(sed -n 's/^[[:space:]]*auth_pass[[:space:]]\{1,\}\([^[:space:]]\{1,\}\).*/\1/p' /etc/keepalived/keepalived.conf | sed -n 1p)
    [ -z "$pass" ] || say auth-pass "$(text "$pass")"
}

facts_system() {
    local name
    say os "$(text "$(sed -n 's/^PRETTY_NAME="\{0,1\}\([^"]*\)"\{0,1\}$/\1/p' /etc/os-release 2>/dev/null)")"
    say network "$(facts_network)"
    first_line /sys/fs/selinux/enforce
    case $base_line in
        1)
            say selinux enforcing
            facts_selinux
            ;;
        0) say selinux permissive ;;
        *) say selinux disabled ;;
    esac
    set --
    for name in sys_vendor product_name chassis_asset_tag; do
        first_line "/sys/class/dmi/id/$name"
        set -- "$@" "$(text "$base_line")"
    done
    say dmi "$@"
}

# What the policy says of our daemons, in its tools' own words. Only an enforcing node is asked: semanage takes a second.
facts_selinux() {
    local path
    if have getsebool; then
        ask_or_say 10 getsebool haproxy_connect_any keepalived_connect_any
        say selinux-booleans "$(text "$limits_said")"
    fi
    if have semanage; then
        ask_or_say 30 semanage port -l
        say selinux-ports "$(text "$(printf '%s\n' "$limits_said" | grep -e '^http_port_t ' -e '^http_cache_port_t ')")"
    fi
    have matchpathcon || return 0
    for path in /etc/keepalived/check_apiserver.sh /etc/haproxy/haproxy.cfg; do
        ask_or_say 10 matchpathcon -n "$path" && say selinux-label "$(text "$path")" "$(text "$limits_said")"
    done
}

# Who sets up the interfaces, as far as it can be seen: whoever runs, then whoever left its files.
facts_network() {
    if [ -n "$(pids_of NetworkManager)" ]; then
        printf NetworkManager
    elif [ -n "$(pids_of systemd-network)$(pids_of systemd-networkd)" ]; then
        printf systemd-networkd
    elif is_there /etc/sysconfig/network-scripts/ifcfg-*; then
        printf network-scripts
    elif [ -r /etc/network/interfaces ] && have ifup; then
        printf ifupdown
    else
        printf unknown
    fi
}

# The TCP ports somebody listens on. Only ss tells who; the kernel's own tables tell the ports.
facts_ports() {
    local port pid program
    if have ss; then
        ss -ltnp 2>/dev/null | sed -n 's/^LISTEN .*[]*0-9a-zA-Z]:\([0-9]\{1,5\}\)[[:space:]].*users:(("\([^"]*\)",pid=\([0-9]*\).*/\1 \3 \2/p' | sort -u |
            while read -r port pid program; do say listen "$port" "$(text "$program")" "$pid"; done
    else
        cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | sed -n 's/^ *[0-9]*: [0-9A-F]*:\([0-9A-F]\{4\}\) [0-9A-F:]* 0A .*/\1/p' | sort -u |
            while read -r port; do say listen "$((0x$port))" x; done
    fi
}

# What filters what comes in, in its own words; the caller judges them.
facts_firewall() {
    local rules
    if [ -n "$(pids_of firewalld)" ] && have firewall-cmd; then
        # Each interface has a zone, and only that one filters what comes in by it.
        ask_or_say 10 firewall-cmd --list-all-zones
        rules=$(printf '%s\n' "$limits_said" | sed -n '/^[^[:space:]].*(.*active.*)/,/^$/p')
        if [ -z "$rules" ]; then
            ask_or_say 10 firewall-cmd --list-all
            rules=$limits_said
        fi
        say firewall firewalld "$(text "$rules")"
    elif grep -qs '^ENABLED=yes' /etc/ufw/ufw.conf; then
        say firewall ufw "$(text "$(
            sed -n 's/^DEFAULT_INPUT_POLICY="\{0,1\}\([A-Z]*\).*/-P INPUT \1/p' /etc/default/ufw 2>/dev/null
            sed -n 's/^-A ufw-[a-z]*-*input /-A INPUT /p' /etc/ufw/before.rules /etc/ufw/user.rules /etc/ufw/after.rules 2>/dev/null
        )")"
    elif have nft && rules=$(nft_input 2>/dev/null) && [ -n "$rules" ]; then
        say firewall nftables "$(text "$rules")"
    elif have iptables && rules=$(iptables -S INPUT 2>/dev/null) && [ -n "$rules" ]; then
        say firewall iptables "$(text "$rules")"
    elif have nft || have iptables || ! grep -qs -e '^nf_tables ' -e '^ip_tables ' /proc/modules; then
        say firewall none x
    else
        say firewall unknown x
    fi
}

# nft_input: the base chains that see what comes in. A whole ruleset can be thousands of lines, most of them not about that.
nft_input() {
    local table chain word first second rest
    # shellcheck disable=SC2086 # a table is two words: family and name
    nft list chains | while read -r word first second rest; do
        case "$word $first $second $rest" in
            "table "*) table="$first $second" ;;
            "chain "*) chain=$first ;;
            "type "*"hook input"*) nft list chain $table "$chain" ;;
        esac
    done
}

facts_kubelet() {
    local folder file
    kubelet_settings
    say kubelet "$facts_runs" "$facts_known" "$(text "$(argument pod-manifest-path)")" "$(text "$(argument node-ip)")"
    # The caller merges them as the kubelet does.
    if [ -r "$facts_config" ]; then say kubelet-config "$(text "$facts_config")" "x$(head -c 65536 "$facts_config" | hex)"; fi
    kubelet_drop_ins | while IFS= read -r file; do say kubelet-drop-in "$(text "$file")" "x$(head -c 65536 "$file" | hex)"; done
    folder=${facts_manifests:-/etc/kubernetes/manifests}
    say cidrs "$(text "$(manifest_flag "${folder%/}" kube-apiserver service-cluster-ip-range)")" "$(text "$(manifest_flag "${folder%/}" kube-controller-manager cluster-cidr)")"
}

# Sets facts_runs, facts_known, facts_config and facts_manifests: whether a kubelet runs, whether its settings can be read, their file, and
# its staticPodPath.
kubelet_settings() {
    local file path pid
    facts_runs=no
    if kubelet_runs; then facts_runs=yes; fi
    facts_arguments=
    for pid in $(pids_of kubelet); do
        facts_arguments=$(tr '\0' '\n' <"/proc/$pid/cmdline" 2>/dev/null)
    done
    facts_config=$(argument config)
    [ -n "$facts_config" ] || facts_config=/var/lib/kubelet/config.yaml
    facts_manifests=$(argument pod-manifest-path)
    if [ -z "$facts_manifests" ]; then
        facts_manifests=$(
            { printf '%s\n' "$facts_config" && kubelet_drop_ins; } | while IFS= read -r file; do
                path=$(static_pod_path <"$file")
                [ -z "$path" ] || printf '%s\n' "$path"
            done 2>/dev/null | sed -n '$p'
        )
    fi
    facts_known=no
    if [ -n "$facts_manifests" ] || [ -r "$facts_config" ]; then facts_known=yes; fi
}

# kubelet_drop_ins: the files of its --config-dir that a kubelet reads.
kubelet_drop_ins() {
    local folder
    folder=$(argument config-dir)
    [ -z "$folder" ] || find "$folder" ! -type d -name '*.conf' 2>/dev/null | sort
}

# In quotes or without, with a remark behind it or not.
static_pod_path() {
    sed -n '/^staticPodPath:/{s/^[^:]*:[[:space:]]*//;s/^"\([^"]*\)".*/\1/;s/^'\''\([^'\'']*\)'\''.*/\1/;s/[[:space:]]\{1,\}#.*//;s/[[:space:]]*$//;p;}'
}

# argument NAME: what the kubelet's command line says after --NAME= or as the word after --NAME.
argument() {
    [ -n "$facts_arguments" ] || return 0
    printf '%s\n' "$facts_arguments" | sed -n -e "s/^--$1=//p" -e "/^--$1\$/{n;p;}" | sed -n 1p
}
