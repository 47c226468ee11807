using System.Text.RegularExpressions;
using HaControlPlane.Manifests;

namespace HaControlPlane.Tests.Manifests;

public sealed class ManifestLintTests
{
    private const string Good = "kind: Pod\nmetadata: {name: a}\nspec:\n  containers: [{name: a, image: 'r/a:1'}]\n";

    public static TheoryData<string, string, string, string> Cases => new()
    {
        { "HCP301", "b.yaml", "kind: [", "not YAML" },
        { "HCP301", "b.yaml", "", "a link that leads nowhere" },
        { "HCP301", "b.yaml", "kind: Service\nmetadata: {name: b}\n", "no Pod" },
        { "HCP302", "b.yaml", Pod("b") + "---\nkind: Pod\n", "2 documents" },
        { "HCP303", "b.yaml", Pod("a"), "'default/a' is in a.yaml:2" },
        { "HCP304", "b.yaml.bak", Pod("b"), "'b.yaml.bak'" },
        { "HCP304", "b.yaml~", Pod("b"), "'b.yaml~'" },
        { "HCP304", "b", Pod("b"), "'b'" },
        { "HCP305", "b.yaml", Volume("FileOrCreate"), "/etc/haproxy/haproxy.cfg" },
        { "HCP306", "b.yaml", Volume("File"), "single file" },
        { "HCP305", "b.yaml", Volume("FileOrCreate", "/etc/kubernetes/haproxy/haproxy.cfg"), "/etc/kubernetes/haproxy/haproxy.cfg" },
        { "HCP306", "b.yaml", "kind: Pod\nmetadata: {name: b}\nspec: {containers: [{name: b, image: 'r/b:1', volumeMounts: [{name: v, mountPath: /h.cfg, subPath: haproxy.cfg}]}], volumes: [{name: v, hostPath: {path: /h}}]}\n", "by subPath" },
        { "HCP307", "b.yaml", Pod("b", "r:5000/b"), "no tag" },
        { "HCP307", "b.yaml", Pod("b", "b:latest"), "follows latest" },
        { "HCP308", "b.yaml", Pod("b", "ghcr.io/kube-vip/kube-vip:v1.2.2"), "v1.2.2" },
        { "HCP280", "b.yaml", Pod("b") + "  serviceAccountName: b\n", "a ServiceAccount" },
        { "HCP281", "b.yaml", Pod("B"), "'B'" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_rule_finds_its_mistake_at_its_place(string id, string name, string content, string what)
    {
        var findings = ManifestLint.Check([new("a.yaml", Good), new(name, content)]);

        var finding = Assert.Single(findings, f => f.Id == id);
        Assert.Contains(what, finding.What, StringComparison.Ordinal);
        Assert.Equal(name, finding.Location?.File);
    }

    /// <summary>The manifests of kube-vip's site and of kubeadm's HA considerations, on the image they name and on another: what is said, at which line.</summary>
    [Theory]
    [InlineData("kubeadm-arp", "v0.4.0")]
    [InlineData("kubeadm-bgp", "v0.4.0")]
    [InlineData("kubeadm-arp", "v1.2.3", "18: kube-vip v1.2.3 passes over vip_cidr.", "34: kube-vip v1.2.3 does not start on vip_address without vip_subnet.")]
    [InlineData("kubeadm-bgp", "v1.2.3", "18: kube-vip v1.2.3 passes over vip_cidr.", "38: kube-vip v1.2.3 does not start on vip_address without vip_subnet.")]
    [InlineData("kubeadm-arp", "v0.9.0", "18: kube-vip v0.9.0 passes over vip_cidr.")]
    [InlineData("static-arp", "v0.4.0", "18: kube-vip v0.4.0 passes over vip_subnet.")]
    [InlineData("static-bgp", "v0.3.9", "18: kube-vip v0.3.9 passes over vip_subnet.")]
    [InlineData("static-arp", "v1.2.3")]
    [InlineData("static-bgp", "v1.2.3")]
    [InlineData("bgp-health-check", "v1.1.2", "25: kube-vip v1.1.2 passes over control_plane_health_check_address, and announces an address whose API server is dead.")]
    [InlineData("bgp-health-check", "v1.2.3", "15: kube-vip v1.2.3 does not start on vip_address without vip_subnet.")]
    public void What_upstream_documents_is_accepted_or_explained(string document, string version, params string[] said)
    {
        var path = RepositoryRoot.Combine("tests", "HaControlPlane.Tests", "Manifests", "KubeVip", document + ".yaml");
        var content = Regex.Replace(File.ReadAllText(path), @"(image: ghcr\.io/kube-vip/kube-vip:)\S+", "${1}" + version);

        var findings = ManifestLint.Check([new("kube-vip.yaml", content)]);

        Assert.Equal(said, findings.Select(f => $"{f.Location!.Line}: {f.What}"));
        Assert.AllIfAny(findings, f => Assert.Equal("HCP308", f.Id));
    }

    [Fact]
    public void What_we_render_has_no_finding()
    {
        var folder = RepositoryRoot.Combine("tests", "HaControlPlane.Tests", "Rendering", "Golden", "kube-vip");
        var files = Directory.GetFiles(folder, "kube-vip.yaml.golden", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            Assert.Equal([], ManifestLint.Check([new("kube-vip.yaml", File.ReadAllText(file))]).Where(f => f.Id == "HCP308"));
        }
    }

    [Fact]
    public void Every_rule_has_an_example_here() =>
        Assert.Equal([], LintRules.OfFiles.Select(r => r.Id).Except(Cases.Select(c => (string)c[0])));

    [Theory]
    [MemberData(nameof(ManifestArgumentsTests.Fixtures), MemberType = typeof(ManifestArgumentsTests))]
    public void What_kubeadm_writes_has_no_finding(string fixture)
    {
        var file = RepositoryRoot.Combine("tests", "HaControlPlane.Tests", "Manifests", "Fixtures", fixture);

        Assert.Equal([], ManifestLint.Check([new(file, File.ReadAllText(file))]));
    }

    [Fact]
    public void A_digest_pins_and_a_namespace_tells_pods_apart() =>
        Assert.Equal([], ManifestLint.Check(
        [
            new("a.yaml", Good),
            new("b.json", """{"kind":"Pod","metadata":{"name":"a","namespace":"n"},"spec":{"containers":[{"name":"a","image":"a@sha256:DIGEST"}]}}"""
                .Replace("DIGEST", new string('0', 64), StringComparison.Ordinal)),
        ]));

    [Fact]
    public void Files_whose_name_begins_with_a_dot_are_not_the_kubelets()
    {
        var directory = Directory.CreateTempSubdirectory();
        try
        {
            foreach (var name in new[] { "b.yaml", "a.yaml", ".a.yaml.swp" })
            {
                File.WriteAllText(Path.Combine(directory.FullName, name), Good);
            }

            // One dead link must not hide what is wrong with all the others.
            File.CreateSymbolicLink(Path.Combine(directory.FullName, "c.yaml"), "/nowhere/c.yaml");
            Assert.Equal("HCP301", Assert.Single(ManifestLint.Check(ManifestFile.InDirectory(directory.FullName)), f => f.Location!.File.EndsWith("c.yaml", StringComparison.Ordinal)).Id);
            Assert.Equal(["a.yaml", "b.yaml", "c.yaml"], ManifestFile.InDirectory(directory.FullName).Select(f => f.Name));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static string Pod(string name, string image = "r/b:1") =>
        $"kind: Pod\nmetadata: {{name: {name}}}\nspec:\n  containers: [{{name: b, image: '{image}'}}]\n";

    private static string Volume(string type, string path = "/etc/haproxy/haproxy.cfg") => Pod("b") + $"  volumes: [{{name: v, hostPath: {{path: {path}, type: {type}}}}}]\n";
}
