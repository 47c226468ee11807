using HaControlPlane.Manifests;

namespace HaControlPlane.Tests.Manifests;

/// <summary>What a kubelet takes of a static pod, at the edges. What kubectl and the kubelet of Kubernetes 1.34 decode and refuse was looked up there.</summary>
public sealed class PodValueTests
{
    private const string Slot = "@VALUE@";
    private const string Start = "apiVersion: v1\nkind: Pod\n";
    private const string Named = Start + "metadata: {name: a}\n";

    public static TheoryData<string, string[], string[]> Values => new()
    {
        { Start + $"metadata: {{name: {Slot}}}\n", ["a", "a.b-c", "'0'", A(189)], [A(190), "A", "a.", "-a", "a-", "a_b", "\"a\\n\"", "\"\\u00e9\"", "''", "0", "1e3", "on"] },
        { Start + $"metadata: {{name: a, namespace: {Slot}}}\n", ["kube-system", A(63)], [A(64), "Kube", "a.b", "-a", "''", "1"] },
        { Start + $"metadata: {{name: a, labels: {{a/b: {Slot}}}}}\n", ["''", "a", "A_b.c-d", "'1'", A(63)], [A(64), "-a", "a-", "a b", "1", "true"] },
        { Start + $"metadata: {{name: a, annotations: {{a/b: {Slot}}}}}\n", ["''", "any text", "'1'"], ["1", "yes"] },
        { Container($"name: {Slot}, image: 'a:1'"), ["a", A(63)], [A(64), "A", "a.b", "a_b", "''", "7"] },
        { Container($"name: a, image: {Slot}"), ["'a:1'", "'R.example/a:1'", "'a:" + A(128) + "'"], ["'A:1'", "'a:1 '", "'a:" + A(129) + "'", "''"] },
        { Container($"name: a, image: 'a:1', args: [{Slot}]"), ["'1'", "--a=1", "1:30", "tRUE", "2024-01-01", "''", "~", "'y'", "1.2.3"], ["1", "0x1F", "0b1", "0o7", "012", "1_000", "+1", "-1", ".5", "1.", "1e3", "y", "N", "yes", "Off", "TRUE", "false"] },
        { Container($"name: a, image: 'a:1', command: [{Slot}]"), ["'1'", "/a"], ["1", "on"] },
        { Container($"name: a, image: 'a:1', env: [{{name: a, value: {Slot}}}]"), ["'1'", "", "a"], ["1", "true"] },
        { Container($"name: a, image: 'a:1', env: [{{name: {Slot}, value: a}}]"), ["a", "A.b-c_1", "'1'"], ["''", "a=b", "\"a\\n\"", "\"\\u00e9\"", "1"] },
        { Container($"name: a, image: 'a:1', resources: {{requests: {{cpu: {Slot}}}}}"), ["1", "'1'", "100m", "1.5", ".5", "5.", "1e3", "1E3", "1e+3", "1E", "0", "+1", "1n", "1k", "64Mi", "1Ei"], ["-1", "1K", "1ki", "1e", "1e1.5", "100x", "''", "1 m", "."] },
        { Container($"name: a, image: 'a:1', resources: {{limits: {{memory: {Slot}}}}}"), ["64Mi"], ["64MiB", "64mi", "-64Mi"] },
        { Container("name: a, image: 'a:1', volumeMounts: [{name: @VALUE@, mountPath: /a}]"), ["v"], ["w", "V"] },
        { Named + $"spec: {{volumes: [{{name: {Slot}, hostPath: {{path: /a}}}}]}}\n", ["v", A(63)], [A(64), "V", "a.b", "''", "1"] },
        { Named + $"spec: {{volumes: [{{name: v, hostPath: {{path: {Slot}}}}}]}}\n", ["/a", "/a..b/...", "/"], ["/a/..", "../a"] },
    };

    public static TheoryData<string, string> References => new()
    {
        { "serviceAccountName: a", "a ServiceAccount" },
        { "serviceAccount: a", "a ServiceAccount" },
        { "imagePullSecrets: [{name: a}]", "a Secret" },
        { "resourceClaims: [{name: a}]", "a ResourceClaim" },
        { "initContainers: [{name: i, image: 'a:1', envFrom: [{secretRef: {name: a}}]}]", "a Secret" },
        { "containers: [{name: a, image: 'a:1', envFrom: [{configMapRef: {name: a}}]}]", "a ConfigMap" },
        { "containers: [{name: a, image: 'a:1', env: [{name: b, valueFrom: {secretKeyRef: {name: a, key: b}}}]}]", "a Secret" },
        { "containers: [{name: a, image: 'a:1', env: [{name: b, valueFrom: {configMapKeyRef: {name: a, key: b}}}]}]", "a ConfigMap" },
        { "volumes: [{name: v, configMap: {name: a}}]", "a ConfigMap" },
        { "volumes: [{name: v, secret: {secretName: a}}]", "a Secret" },
        { "volumes: [{name: v, persistentVolumeClaim: {claimName: a}}]", "a PersistentVolumeClaim" },
        { "volumes: [{name: v, ephemeral: {}}]", "a PersistentVolumeClaim" },
        { "volumes: [{name: v, csi: {driver: a, nodePublishSecretRef: {name: a}}}]", "a CSIDriver" },
        { "volumes: [{name: v, azureFile: {secretName: a}}]", "a Secret" },
        { "volumes: [{name: v, glusterfs: {endpoints: a}}]", "Endpoints" },
        { "volumes: [{name: v, rbd: {secretRef: {name: a}}}]", "a Secret" },
        { "volumes: [{name: v, projected: {sources: [{downwardAPI: {}}, {secret: {name: a}}]}}]", "a Secret" },
        { "volumes: [{name: v, projected: {sources: [{serviceAccountToken: {path: a}}]}}]", "a ServiceAccount" },
        { "volumes: [{name: v, projected: {sources: [{configMap: {name: a}}]}}]", "a ConfigMap" },
        { "volumes: [{name: v, projected: {sources: [{clusterTrustBundle: {path: a}}]}}]", "a ClusterTrustBundle" },
        { "volumes: [{name: v, projected: {sources: [{podCertificate: {}}]}}]", "a PodCertificateRequest" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_is_taken_up_to_the_edge_and_refused_behind_it(string manifest, string[] inside, string[] outside)
    {
        Assert.All(inside, v => Assert.Equal([], Refused(manifest.Replace(Slot, v, StringComparison.Ordinal))));
        Assert.All(outside, v => Assert.Equal("p.yaml", Assert.Single(Refused(manifest.Replace(Slot, v, StringComparison.Ordinal))).Location?.File));
    }

    [Theory]
    [MemberData(nameof(References))]
    public void A_reference_to_an_object_of_the_API_is_found(string line, string what)
    {
        var finding = Assert.Single(ManifestLint.Check([new("p.yaml", Named + $"spec:\n  {line}\n")]), f => f.Id == "HCP280");

        Assert.EndsWith($"refers to {what}.", finding.What, StringComparison.Ordinal);
        Assert.Equal(5, finding.Location?.Line);
    }

    [Theory]
    [InlineData("volumes: [{name: v, hostPath: {path: /a}}, {name: w, emptyDir: {}}, {name: x, projected: {sources: [{downwardAPI: {}}]}}]")]
    [InlineData("containers: [{name: a, image: 'a:1', env: [{name: b, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}]}]")]
    [InlineData("serviceAccountName: ''")]
    public void What_the_kubelet_knows_by_itself_is_no_reference(string line) =>
        Assert.DoesNotContain(ManifestLint.Check([new("p.yaml", Named + $"spec:\n  {line}\n")]), f => f.Id is "HCP280" or "HCP281");

    [Fact]
    public void A_container_without_a_name_is_found() =>
        Assert.Equal("A container has no name.", Assert.Single(Refused(Container("image: 'a:1'"))).What);

    [Theory]
    [InlineData("name: a, image: 'a:1', env: [{name: PASSWORD, value: 31415926}]")]
    [InlineData("name: a, image: 'a:1', args: [31415926]")]
    public void A_text_that_may_be_a_secret_is_not_shown(string container) =>
        Assert.DoesNotContain("31415926", Assert.Single(Refused(Container(container))).ToString(), StringComparison.Ordinal);

    [Fact]
    public void What_we_render_is_taken()
    {
        var files = Directory.GetFiles(RepositoryRoot.Combine("tests", "HaControlPlane.Tests", "Rendering", "Golden"), "*.yaml.golden", SearchOption.AllDirectories)
            .Select(f => (Name: f, Text: File.ReadAllText(f))).Where(f => f.Text.Contains("kind: Pod\n", StringComparison.Ordinal)).ToArray();

        Assert.True(files.Length > 10);
        Assert.All(files, f => Assert.DoesNotContain(ManifestLint.Check([new(f.Name, f.Text)]), d => d.Severity == HaControlPlane.Topology.FindingSeverity.Error));
    }

    private static HaControlPlane.Topology.Finding[] Refused(string manifest) => [.. ManifestLint.Check([new("p.yaml", manifest)]).Where(f => f.Id == "HCP281")];

    private static string Container(string container) => Named + $"spec: {{volumes: [{{name: v, hostPath: {{path: /a}}}}], containers: [{{{container}}}]}}\n";

    private static string A(int length) => new('a', length);
}
