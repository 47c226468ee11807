namespace HaControlPlane.Tests.Lab;

/// <summary>Stand-ins of the control plane's components as static pods, in manifests like kubeadm's.</summary>
internal static class ComponentPods
{
    public const string Apiserver = "/etc/kubernetes/manifests/kube-apiserver.yaml";
    public const string ControllerManager = "/etc/kubernetes/manifests/kube-controller-manager.yaml";

    /// <summary>Puts them on every node, with the permissions kubeadm gives, and waits until they answer.</summary>
    public static async Task StartAsync(LabCluster lab)
    {
        await Task.WhenAll(lab.Nodes.Select(async node =>
        {
            await lab.ShAsync(node, $"""
                /usr/lib/lab/apiserver stop
                umask 077
                cd /etc/kubernetes
                cat >.a <<'TEXT'
                {ApiserverText(lab.AddressOf(node))}
                TEXT
                cat >.c <<'TEXT'
                {ControllerManagerText}
                TEXT
                mv .a {Apiserver}; mv .c {ControllerManager}
                """);
            await Until.TrueAsync("the components answer", async () => (await lab.ShAsync(node,
                $"curl -kfs https://{lab.AddressOf(node)}:6443/readyz && curl -kfs https://127.0.0.1:10257/healthz || true")) == "okok");
        }));
    }

    public static Task<string> ProcessesAsync(LabCluster lab, string node) =>
        lab.ShAsync(node, "for n in kube-apiserver kube-controller; do pgrep -x $n || echo no $n; done");

    private static string ApiserverText(string address) => $$$"""
        apiVersion: v1
        kind: Pod
        metadata:
          name: kube-apiserver
          namespace: kube-system
        spec:
          containers:
          - command:
            - kube-apiserver
            - --advertise-address={{{address}}}
            - --secure-port=6443
            # the range of services
            - "--service-cluster-ip-range=10.96.0.0/12"
            env:
            - {name: TOKEN, value: s3cret-of-env}
            image: registry.k8s.io/kube-apiserver:v1.34.1
            name: kube-apiserver
            readinessProbe:
              httpGet: {host: {{{address}}}, path: /readyz, port: probe-port, scheme: HTTPS}
            ports:
            - {containerPort: 6443, name: probe-port}
            volumeMounts:
            - {name: pki, mountPath: /etc/kubernetes/pki, readOnly: true}
            - {name: run, mountPath: /run/kube-apiserver}
          hostNetwork: true
          volumes:
          - {name: pki, hostPath: {path: /etc/kubernetes/pki, type: DirectoryOrCreate}}
          - {name: run, hostPath: {path: /run/kube-apiserver, type: DirectoryOrCreate}}
        """;

    private const string ControllerManagerText = """
        apiVersion: v1
        kind: Pod
        metadata:
          name: kube-controller-manager
          namespace: kube-system
        spec:
          containers:
          - command:
            - kube-controller-manager
            - --allocate-node-cidrs=true
            - --cluster-cidr=10.244.0.0/16
            - --service-cluster-ip-range=10.96.0.0/12
            image: registry.k8s.io/kube-controller-manager:v1.34.1
            name: kube-controller-manager
            volumeMounts:
            - {name: pki, mountPath: /etc/kubernetes/pki, readOnly: true}
          hostNetwork: true
          volumes:
          - {name: pki, hostPath: {path: /etc/kubernetes/pki, type: DirectoryOrCreate}}
        """;
}
