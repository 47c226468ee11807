using HaControlPlane.Manifests;

namespace HaControlPlane.Tests.Manifests;

public sealed class ComponentProbeTests
{
    [Theory]
    [InlineData("kube-apiserver-v1.34.1", "kube-apiserver", "kube-apiserver", "https://192.168.20.151:6443/readyz")]
    [InlineData("kube-apiserver-v1.30.4", "kube-apiserver", "kube-apiserver", "https://192.168.20.151:6443/readyz")]
    [InlineData("kube-apiserver-v1.15.12", "kube-apiserver", "kube-apiserver", "https://192.168.20.151:6443/healthz")]
    [InlineData("kube-controller-manager-v1.34.1", "kube-controller-manager", "kube-controller", "https://127.0.0.1:10257/healthz")]
    [InlineData("kube-controller-manager-v1.15.12", "kube-controller-manager", "kube-controller", "https://127.0.0.1:10257/healthz")]
    public void What_kubeadm_wrote_says_where_the_component_answers(string fixture, string container, string process, string url)
    {
        var text = File.ReadAllText(RepositoryRoot.Combine("tests", "HaControlPlane.Tests", "Manifests", "Fixtures", fixture + ".yaml"));

        Assert.Equal(new ComponentProbe(process, url), ComponentProbe.Of(text, container, "m.yaml"));
    }

    [Theory]
    [InlineData("command: [kube-scheduler, --secure-port=10300]", "kube-scheduler", "https://127.0.0.1:10300/healthz")]
    [InlineData("command: [/usr/local/bin/kube-apiserver]", "kube-apiserver", "https://127.0.0.1:6443/readyz")]
    [InlineData("command: [etcd]\n    livenessProbe: {httpGet: {host: \"::1\", port: 2381, path: /health}}", "etcd", "http://[::1]:2381/health")]
    [InlineData("command: [other]", "other", null)]
    [InlineData("args: [--only=flags]", "c", null)]
    [InlineData("command: [x]\n    livenessProbe: {httpGet: {port: nowhere}}", "x", null)]
    [InlineData("command: [x]\n    livenessProbe: {httpGet: {port: 80, path: \"/a b\"}}", "x", null)]
    [InlineData("command: [x]\n    livenessProbe: {httpGet: {port: 80, host: \"$(reboot)\"}}", "x", null)]
    [InlineData("command: ['a b']", "c", null)]
    public void Without_a_probe_what_is_known_of_it_counts_and_what_is_no_address_does_not(string rest, string process, string? url) =>
        Assert.Equal(new ComponentProbe(process, url), ComponentProbe.Of($"kind: Pod\nspec:\n  containers:\n  - name: c\n    {rest}\n", "c", "m.yaml"));

    [Fact]
    public void No_value_of_the_environment_is_shown()
    {
        const string Text = """
            spec:
              initContainers:
              - name: i
                env: [{name: A, value: one}]
              containers:
              - name: c
                command: [c, --plain=value]
                env:
                - name: B
                  value: two
                - value: |
                    three
                      four
                  name: C
                - name: D
                  valueFrom: {fieldRef: {fieldPath: status.hostIP}}
            """;
        var mask = EnvironmentMask.For(Text.ReplaceLineEndings("\n"), "no: [yaml");

        var shown = Text.ReplaceLineEndings("\n").Split('\n').Select(mask).ToArray();

        Assert.Equal(
        [
            "spec:", "  initContainers:", "  - name: i", "********", "  containers:", "  - name: c", "    command: [c, --plain=value]", "    env:",
            "    - name: B", "      value: ********", "    - value: ********", "********", "********", "      name: C", "    - name: D",
            "      valueFrom: {fieldRef: {fieldPath: status.hostIP}}",
        ], shown);
    }
}
