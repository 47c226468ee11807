# shellcheck shell=bash
# Packages the lab needs. A second run finds all there and does nothing.

readonly LIGHT_PACKAGES="keepalived haproxy openssh-server openssh-client openssl iproute2 util-linux procps socat busybox tcc curl sudo python3 python3-yaml nftables"
readonly SYSTEMD_PACKAGES="debootstrap systemd-container"

lab_deps() {
    local want=$LIGHT_PACKAGES missing
    case ${1:-} in
        --systemd) want="$want $SYSTEMD_PACKAGES" ;;
        '') ;;
        *) misuse "deps takes --systemd or nothing" ;;
    esac
    missing=$(missing_packages "$want")
    [ -n "$missing" ] || return 0
    install_quietly "$missing"
    missing=$(missing_packages "$want")
    [ -z "$missing" ] || die "still missing after the installation: $missing"
}

missing_packages() {
    local package there
    # shellcheck disable=SC2086 # a list of words
    there=" $(dpkg-query -W -f='${Package}:${db:Status-Abbrev} ' $1 busybox-static 2>/dev/null || true)"
    # The static one is installed in its place, never beside it.
    case $there in *" busybox-static:ii "*) there="$there busybox:ii " ;; esac
    for package in $1; do
        [[ $there == *" $package:ii "* ]] || printf '%s ' "$package"
    done
}

# Daemons must not start on the machine because a package came. policy-rc.d 101 says so to dpkg.
install_quietly() (
    policy=/usr/sbin/policy-rc.d
    kept=
    trap 'exit 130' INT TERM
    trap 'rm -f "$policy"; [ -z "$kept" ] || mv "$kept" "$policy"' EXIT
    if [ -e "$policy" ] || [ -L "$policy" ]; then
        kept=$policy.lab-kept
        mv "$policy" "$kept"
    fi
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086 # a list of words
    apt_install $1 || { apt-get -q update >&2 && apt_install $1; }
)

apt_install() { apt-get -q -y -o Dpkg::Use-Pty=0 --no-install-recommends install "$@" >&2; }
