# shellcheck shell=bash
# The stand-in for kube-apiserver, and the probe.

first=${ADDRESSES%% *}
# Prints the status and the node that answered.
ask() { "$lab" admin --name t-self-a -- curl -s -m 1 --cacert "$CA_FILE" -o /dev/null -D - "https://$first:6443$1" |
    tr -d '\r' | awk '/^HTTP/ {status = $2} /^x-lab-node/ {node = $2} END {print status, node}'; }

equal "/readyz answers, with a certificate of the lab's CA" "200 node-1" "$(ask /readyz)"
equal "/api is forbidden to strangers" "403 node-1" "$(ask /api)"
"$lab" api --name t-self-a node-1 fail
equal "fail: 500" "500 node-1" "$(ask /readyz)"
"$lab" api --name t-self-a node-1 hang
equal "hang: no answer" " " "$(ask /readyz)"
check "but the connection is accepted" "$lab" admin --name t-self-a -- bash -c ": </dev/tcp/$first/6443"
"$lab" api --name t-self-a node-1 ok
equal "ok again" "200 node-1" "$(ask /readyz)"
"$lab" api --name t-self-a node-1 down
check "down: the connection is refused" "$lab" admin --name t-self-a -- bash -c "! : </dev/tcp/$first/6443"
"$lab" api --name t-self-a node-1 up
equal "up again" "200 node-1" "$(ask /readyz)"

"$lab" probe --name t-self-a --seconds 2 --json "https://$first:6443/readyz" >"$work/probe" &
probe=$!
sleep 0.8
"$lab" fault --name t-self-a node-1 link-down >/dev/null
sleep 0.3
"$lab" fault --name t-self-a node-1 link-up >/dev/null
wait "$probe"
outage=$(number outage_ms <"$work/probe")
check "the probe measures an outage of 300 ms ($outage ms)" within "$outage" 250 450
check "and samples every 10 ms" within "$(number samples <"$work/probe")" 180 200
