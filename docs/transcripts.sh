#!/usr/bin/env bash
# Writes docs/transcripts.md: what a person sees at a terminal, taken from a lab of three nodes as it is said there.
# usage, as root on Debian: docs/transcripts.sh [LAB-NAME]
set -euo pipefail
export LC_ALL=C NO_COLOR=1
cd "$(dirname "$(readlink -f "$0")")/.."
# shellcheck source=tests/dotnet.sh
. tests/dotnet.sh
exec </dev/null
name=${1:-transcripts}
need_dotnet
build src/HaControlPlane.Cli
build src/HaControlPlane
hacp=$(echo src/HaControlPlane.Cli/bin/Debug/net*/hacp.dll)
work=$(mktemp -d)
clean_up() {
    tests/lab/lab down --name "$name" >/dev/null
    rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM
tests/lab/lab up 3 --name "$name" >/dev/null
state=/run/hacp-lab/$name
cp "$state/topology.yaml" "$work/cluster.yaml"

# Places of this machine are none of the reader's.
plain() {
    sed -E -e "s|$work/||g" -e "s|$state/|~/.ssh/|g" -e 's/\r//g' -e 's/[[:space:]]+$//'
}

heading() { printf '\n## %s\n\n%s\n' "$1" "$2"; }

# say VERB...: a console's command and what it answers. Of long answers only the first $lines lines are shown.
say() {
    printf '\n```\n$ hacp %s\n' "$*"
    { tests/lab/lab admin --name "$name" -- env -C "$work" dotnet "$PWD/$hacp" "$@" 2>&1 || true; } | plain >"$work/said"
    head -n "${lines:-60}" "$work/said"
    [ "$(wc -l <"$work/said")" -le "${lines:-60}" ] || echo ...
    printf '```\n'
}

# ask COMMAND...: the same in PowerShell, one session for all of them; each is shown before what it answers.
ask() {
    for command; do printf '%s\n' "$command"; done >"$work/commands"
    printf '\n```\n'
    # The session's own variables are none of a command's.
    { tests/lab/lab admin --name "$name" -- env -C "$work" pwsh -NoProfile -NonInteractive -Command "
        Import-Module '$PWD/out/HaControlPlane'; \$ProgressPreference = 'SilentlyContinue'
        \$topology = Import-ControlPlaneTopology ./cluster.yaml
        foreach (\$line in Get-Content ./commands) { \"PS> \$line\"; . ([scriptblock]::Create(\$line)) 2>&1 | Out-String -Width 110 }" 2>&1 || true; } |
        plain | cat -s | sed -e '${/^$/d}' >"$work/said"
    head -n "${lines:-60}" "$work/said"
    [ "$(wc -l <"$work/said")" -le "${lines:-60}" ] || echo ...
    printf '```\n'
}

{
    cat <<'TEXT'
# At a terminal

<!-- Written by docs/transcripts.sh on three nodes of the lab; not by hand. -->

Real sessions, in PowerShell and with `hacp`, without their colours: red for what goes, green for what comes, cyan for files and places.
TEXT
    heading "Judged before anything is contacted" "A key is misspelt, and an address is written twice."
    sed -e 's/  vip:/  vpi:/' -e 's/\.153"/.152"/' "$work/cluster.yaml" >"$work/wrong.yaml"
    say validate wrong.yaml
    heading "What would change" "Nothing is installed yet. The other files and the other nodes are left out here."
    lines=30 ask "\$topology = Import-ControlPlaneTopology ./cluster.yaml" "\$topology | Install-ControlPlaneLoadBalancer -WhatIf"
    heading "Doing it" "Twice: the second time nothing is left to do."
    ask "\$topology | Install-ControlPlaneLoadBalancer" "\$topology | Install-ControlPlaneLoadBalancer"
    heading "Looking at it" "One round trip to each node."
    ask "\$topology | Get-ApiserverVip" "\$topology | Test-ApiserverVip -Count 3 -IntervalSeconds 1"
    say status cluster.yaml
    heading "Somebody was there" "A line was added to a file on node-2."
    tests/lab/lab sh --name "$name" node-2 -- sh -c 'echo "# by hand" >>/etc/haproxy/haproxy.cfg'
    ask "\$topology | Compare-ControlPlaneLoadBalancer" "(\$topology | Compare-ControlPlaneLoadBalancer).Diff"
    sed -i -E '/^endpoint:/,/^[a-z]/s/^(  port: ).*/\19443/' "$work/cluster.yaml"
    heading "A change" "The port is another one in the file now. Every node gets it, the holder of the address last."
    lines=24 say plan cluster.yaml
    say apply cluster.yaml --yes
    heading "A drill" "haproxy dies on the node that holds the address; the node takes that back by itself."
    ask "\$topology | Measure-ApiserverFailover HaproxyKill -Seconds 3 -Confirm:\$false"
    heading "A node that cannot be changed" "The disk of node-2 is full: none of the nodes is changed."
    tests/lab/lab fault --name "$name" node-2 disk-full >/dev/null
    sed -i -E '/^endpoint:/,/^[a-z]/s/^(  port: ).*/\19444/' "$work/cluster.yaml"
    ask "\$topology = Import-ControlPlaneTopology ./cluster.yaml" "\$topology | Install-ControlPlaneLoadBalancer" "\$Error[0].ErrorDetails.RecommendedAction"
    tests/lab/lab fault --name "$name" node-2 disk-free >/dev/null
    heading "Giving it all back" "Files, services and the address are as they were before the first installation."
    ask "\$topology | Uninstall-ControlPlaneLoadBalancer -Confirm:\$false"
    say status cluster.yaml
} >"$work/transcripts.md"
cp "$work/transcripts.md" docs/transcripts.md
