# shellcheck shell=bash
# The lab's own keys: one certificate authority, one SSH key for the admin, and a pair of both kinds a node.

readonly CERT_DAYS=30

make_lab_keys() {
    printf '[req]\ndistinguished_name=dn\n[dn]\n' >"$STATE/openssl.cnf"
    ssh-keygen -q -t ed25519 -N '' -C "lab-$NAME" -f "$STATE/id_ed25519" &
    certify "/CN=lab-$NAME-ca" "$STATE/ca.key" "$STATE/ca.crt" \
        -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign
    wait $!
}

# make_node_keys NODE: into the files of the node.
make_node_keys() {
    local node=$1 files=$STATE/nodes/$1/disk/upper pki
    pki=$files/etc/kubernetes/pki
    ssh-keygen -q -t ed25519 -N '' -C "$node" -f "$files/etc/ssh/ssh_host_ed25519_key"
    certify /CN=kube-apiserver "$pki/apiserver.key" "$pki/apiserver.crt" \
        -CA "$STATE/ca.crt" -CAkey "$STATE/ca.key" -addext basicConstraints=critical,CA:FALSE \
        -addext extendedKeyUsage=serverAuth -addext "subjectAltName=$(sans_of "$node")"
    cp "$STATE/ca.crt" "$pki/ca.crt"
    cat "$pki/apiserver.crt" "$pki/apiserver.key" >"$pki/apiserver.pem"
    chmod 600 "$pki/apiserver.key" "$pki/apiserver.pem"
}

# certify SUBJECT KEY CERTIFICATE OPTIONS...: one command makes key and certificate.
certify() {
    local subject=$1 key=$2 certificate=$3
    shift 3
    openssl req -x509 -config "$STATE/openssl.cnf" -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
        -days "$CERT_DAYS" -subj "$subject" -keyout "$key" -out "$certificate" "$@" 2>"$certificate.log" ||
        die "openssl made no certificate: $(cat "$certificate.log")"
    rm -f "$certificate.log"
}

sans_of() {
    printf 'DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,DNS:localhost,DNS:%s' "$1"
    printf ',IP:%s,IP:%s,IP:127.0.0.1,IP:::1,IP:10.96.0.1' "$(address_of "$1")" "$VIP"
}
