# shellcheck shell=bash
# The lab's own text, and what needs no lab.

if command -v shellcheck >/dev/null; then
    mapfile -t scripts < <(grep -rlE '^#!/bin/(ba)?sh|^# shellcheck shell' "$here" --exclude-dir=kubelet --exclude=README.md)
    check "shellcheck finds nothing" shellcheck -x "${scripts[@]}"
else
    skip "shellcheck finds nothing" "shellcheck is not installed"
fi
check "all packages are there, and deps says so at once" timeout 5 "$lab" deps
check "the kubelet's images" /usr/bin/python3 -B - "$here/kubelet" <<'PY'
import sys
sys.path.insert(0, sys.argv[1])
import images

def runs(reference, *args):
    return " ".join(images.find(reference).arguments(None, args))

assert runs("osixia/keepalived:2.0.20") == "keepalived -n -l -D -f /usr/local/etc/keepalived/keepalived.conf"
assert runs("docker.io/osixia/keepalived:1.3.5-1") == runs("osixia/keepalived:2.0.17")
assert runs("h:5000/osixia/keepalived:2.3.4@sha256:0") == "keepalived -n -l -D -f /etc/keepalived/keepalived.conf"
assert runs("haproxy") == "haproxy -W -db -f /usr/local/etc/haproxy/haproxy.cfg"
assert runs("haproxy:2.8", "-f", "/x") == "haproxy -W -db -f /x"
assert [images.find("docker.io/library/haproxy:" + tag).uid for tag in ("2.1.4", "2.4", "3.0-alpine", "lts")] == [0, 99, 99, 99]
assert images.find("ghcr.io/kube-vip/kube-vip:v1.0.0") is not None
assert images.find("example.org/nobody/knows:v1.0.0") is None
PY
for wrong in "up --kind big" "up 0" "up --subnet 10.0.0.0/16" "fault" "nonsense" "up --name A_B"; do
    # shellcheck disable=SC2086 # words
    "$lab" $wrong >/dev/null 2>&1
    equal "lab $wrong: bad usage is 2" 2 $?
done
