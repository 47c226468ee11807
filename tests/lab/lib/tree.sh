# shellcheck shell=bash
# lab tree: the root of systemd nodes, a small Debian of its own. Made once a machine, and again when this list changes.

readonly TREE_PACKAGES="systemd systemd-sysv dbus openssh-server iproute2 keepalived haproxy curl procps kmod iputils-ping python3 python3-yaml sudo busybox psmisc netplan.io ifupdown nftables"
readonly TREE_SERVICES="haproxy keepalived networking NetworkManager NetworkManager-dispatcher NetworkManager-wait-online wpa_supplicant networkd-dispatcher systemd-networkd systemd-resolved systemd-timesyncd apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer fstrim.timer getty@tty1 console-getty"

lab_tree() {
    local tree=$LAB_CACHE/tree new=$LAB_CACHE/tree.new lock
    case ${1:-} in
        '') ! tree_is_current || return 0 ;;
        --rebuild) ;;
        *) misuse "tree takes --rebuild or nothing" ;;
    esac
    [ -z "$(missing_packages "$SYSTEMD_PACKAGES")" ] || die "packages are missing; run: lab deps --systemd"
    mkdir -p "$LAB_CACHE"
    exec {lock}>"$LAB_CACHE/.lock"
    flock "$lock"
    ! mountpoint -q "$tree" || die "$tree is in use"
    rm -rf "$new"
    trap 'rm -rf "$LAB_CACHE/tree.new"' EXIT
    make_tree "$new" >&2
    rm -rf "$tree" "$LAB_CACHE/tree.made-of"
    mv "$new" "$tree"
    echo "$TREE_PACKAGES $TREE_SERVICES" >"$LAB_CACHE/tree.made-of"
    trap - EXIT
    exec {lock}>&-
}

tree_is_current() { [ "$(cat "$LAB_CACHE/tree.made-of" 2>/dev/null)" = "$TREE_PACKAGES $TREE_SERVICES" ]; }

make_tree() {
    local tree=$1 suite
    suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
    echo "lab: building the tree of systemd nodes, about a minute" >&2
    # shellcheck disable=SC2046 # nothing where the mirror is not known
    debootstrap --variant=minbase --include="$(printf '%s' "$TREE_PACKAGES" | tr ' ' ,)" "$suite" "$tree" $(mirror "$suite")
    add_network_manager "$tree" || echo "lab: the tree goes without NetworkManager" >&2
    local service
    for service in $TREE_SERVICES; do
        systemctl --root="$tree" disable "$service" 2>/dev/null || true
    done
    systemctl --root="$tree" set-default multi-user.target
    rm -rf "$tree"/var/cache/apt/archives/*.deb "$tree"/var/lib/apt/lists/* "$tree"/etc/ssh/ssh_host_* "$tree/etc/resolv.conf"
}

# debootstrap fails over what it depends on (polkitd); apt puts it in order. It asks where this machine's own apt asks.
add_network_manager() {
    local tree=$1
    cp -r /etc/apt/. "$tree/etc/apt/" && cp /etc/resolv.conf "$tree/etc/resolv.conf" || return
    printf '#!/bin/sh\nexit 101\n' >"$tree/usr/sbin/policy-rc.d" && chmod 755 "$tree/usr/sbin/policy-rc.d" || return
    chroot "$tree" apt-get -q update &&
        DEBIAN_FRONTEND=noninteractive chroot "$tree" apt-get -q -y --no-install-recommends install network-manager
    set -- "$?"
    rm -f "$tree/usr/sbin/policy-rc.d"
    return "$1"
}

# The mirror this machine itself uses.
mirror() {
    apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' "Codename: $1" | head -n 1
}
