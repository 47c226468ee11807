# shellcheck shell=bash
# The files of a node are three layers: the machine's own root (or the tree) at the bottom, one layer of the
# lab that hides what is the machine's and adds the lab's stand-ins, and on top what the node itself writes.

# What a node must not see of the machine below it: whole directories that start empty...
readonly HIDDEN_DIRS="home media mnt root run srv tmp etc/haproxy etc/keepalived etc/kubernetes etc/ssh var/log var/tmp"
# ...and things that are not there at all. A light node has no systemd, so it has none of its commands.
readonly HIDDEN_PATHS="var/lib/hacontrolplane usr/sbin/policy-rc.d etc/machine-id"
readonly HIDDEN_COMMANDS="systemctl journalctl systemd-run loginctl"

lower_of_kind() {
    if [ "$KIND" = light ]; then echo /; else echo "$LAB_CACHE/tree"; fi
}

make_layer() {
    local layer=$STATE/layer lower path
    lower=$(lower_of_kind)
    mkdir -p "$layer"
    [ "$KIND" != light ] || snapshot_etc "$layer"
    for path in $HIDDEN_DIRS; do
        mkdir -p "$layer/$path"
    done
    # shellcheck disable=SC2086 # lists of words
    (cd "$layer" && make_opaque $HIDDEN_DIRS)
    for path in $HIDDEN_PATHS; do hide "$layer" "$path"; done
    if [ "$KIND" = light ]; then
        for path in $HIDDEN_COMMANDS; do hide "$layer" "usr/bin/$path"; done
        hide_top_level "$layer"
    fi
    chmod 700 "$layer/root"
    chmod 1777 "$layer/tmp" "$layer/var/tmp"
    mkdir -p "$layer/usr/lib/lab"
    cp "$LAB_DIR"/node/* "$layer/usr/lib/lab/"
    cp -r "$LAB_DIR/kubelet" "$layer/usr/lib/lab/lab-kubelet"
    # A copy under another name: its processes are called kube-apiserver, and are no haproxy to anyone.
    cp "$lower/usr/sbin/haproxy" "$layer/usr/lib/lab/kube-apiserver"
    ln -s kube-apiserver "$layer/usr/lib/lab/kube-controller-manager"
    make_shim "$layer"
    place_units "$layer"
    mv "$layer/usr/lib/lab/sshd_config" "$layer/etc/ssh/sshd_config"
    mkdir -p "$layer/etc/kubernetes/manifests" "$layer/etc/kubernetes/pki" "$layer/root/.ssh"
    chmod 700 "$layer/root/.ssh"
}

# What is installed on the machine while a lab is up must not appear in the /etc of its nodes.
snapshot_etc() {
    local path
    cp -a /etc "$1/etc"
    (cd "$1" && make_opaque etc)
    for path in $HIDDEN_DIRS $HIDDEN_PATHS; do
        case $path in etc/*) rm -rf "${1:?}/$path" ;; esac
    done
}

# Units of the stand-ins; a light node never reads them.
place_units() {
    local units=$1/etc/systemd/system unit
    mkdir -p "$units/multi-user.target.wants"
    for unit in lab-apiserver.service lab-kubelet.service; do
        mv "$1/usr/lib/lab/$unit" "$units/$unit"
        ln -s "../$unit" "$units/multi-user.target.wants/$unit"
    done
}

# A directory marked so shows nothing of the layers below.
make_opaque() {
    /usr/bin/python3 -I -S -c 'import os, sys
for path in sys.argv[1:]: os.setxattr(path, "trusted.overlay.opaque", b"y")' "$@"
}

# hide LAYER PATH: the overlay's mark for "deleted".
hide() {
    mkdir -p "$1/$(dirname "$2")"
    mknod "$1/$2" c 0 0
}

# Whatever else lives in the machine's root directory is nobody's business.
hide_top_level() {
    local path
    for path in /* /.[!.]*; do
        case ${path#/} in
            bin | boot | dev | etc | home | lib* | media | mnt | opt | proc | root | run | sbin | srv | sys | tmp | usr | var | '*' | '.[!.]*') ;;
            *) hide "$1" "${path#/}" ;;
        esac
    done
}
