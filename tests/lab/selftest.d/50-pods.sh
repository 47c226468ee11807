# shellcheck shell=bash
# Static pods.

under_test=t-self-p
check "a lab of one node for static pods" "$lab" up --name t-self-p --run-as static-pod 1
eval "$("$lab" env t-self-p)"
configure node-1

# manifest NAME [IMAGE]: a pod with haproxy's config mounted.
manifest() {
    cat <<TEXT
apiVersion: v1
kind: Pod
metadata: { name: $1, namespace: kube-system }
spec:
  hostNetwork: true
  terminationGracePeriodSeconds: 2
  containers:
  - name: main
    image: ${2:-haproxy:2.8}
    volumeMounts: [ { name: config, mountPath: /usr/local/etc/haproxy/haproxy.cfg, readOnly: true } ]
  volumes: [ { name: config, hostPath: { path: /etc/haproxy/haproxy.cfg, type: File } } ]
TEXT
}
place() { on node-1 sh -c "cat >/etc/kubernetes/manifests/.new && mv /etc/kubernetes/manifests/.new /etc/kubernetes/manifests/$1"; }
said() { on node-1 grep -q "$1" /var/log/lab-kubelet.log; }
serves() { "$lab" admin --name t-self-p -- curl -skf -m 1 -o /dev/null "https://$ADDRESSES:$PORT/readyz"; }

manifest haproxy | place haproxy.yaml
check "a pod of the haproxy image serves" soon serves
equal "not as root" 99 "$(on node-1 ps -o uid= -C haproxy | sort -u | tr -d ' ')"
fault node-1 kill haproxy
check "killed, it is started again" soon serves
check "and the state counts it" soon on node-1 grep -q '"restarts": 1' /run/lab-kubelet/pods.json
manifest haproxy haproxy:2.4 | place haproxy.yaml.bak
check "a backup of a manifest is not ignored, but named twice" soon said 'haproxy.yaml.bak: pod kube-system/haproxy comes from'
manifest other example/unknown:1 | place other.yaml
check "an unknown image is not run" soon said 'ErrImagePull'
manifest missing | sed 's,path: /etc/haproxy/,path: /etc/nowhere/,' | place missing.yaml
check "nor a pod whose file is missing" soon said 'hostPath type check failed: /etc/nowhere/haproxy.cfg is not a file'
echo '{ broken' | place broken.yaml
check "nor a manifest that is none" soon said 'broken.yaml: not a pod'
manifest vip osixia/keepalived:2.3.4 | place vip.yaml
check "a new keepalived image without its config starts on its own" soon said 'virtual address 192.168.1.231'
on node-1 sh -c 'rm /etc/kubernetes/manifests/*'
check "without manifests nothing is left" soon on node-1 sh -c '! pgrep -x "haproxy|keepalived"'
