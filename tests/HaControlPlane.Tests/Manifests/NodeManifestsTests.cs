using System.Net;
using System.Text;
using HaControlPlane.Manifests;
using HaControlPlane.Rollout;
using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Manifests;

public sealed class NodeManifestsTests
{
    private static readonly ControlPlaneNode Node = new() { Name = "n1", Address = IPAddress.Parse("10.0.0.1") };

    public static TheoryData<string, string, string?, FindingSeverity> Paths => new()
    {
        { "File", "absent", "HCP310", FindingSeverity.Error },
        { "", "absent", "HCP310", FindingSeverity.Warning },
        { "Directory", "absent", "HCP310", FindingSeverity.Error },
        { "DirectoryOrCreate", "absent", null, default },
        { "FileOrCreate", "absent", "HCP311", FindingSeverity.Error },
        { "FileOrCreate", "empty", "HCP311", FindingSeverity.Error },
        { "FileOrCreate", "directory", "HCP312", FindingSeverity.Error },
        { "File", "directory", "HCP312", FindingSeverity.Error },
        { "Directory", "file", "HCP312", FindingSeverity.Error },
        { "Socket", "file", "HCP312", FindingSeverity.Error },
        { "", "directory", null, default },
        { "File", "empty", null, default },
        { "Socket", "socket", null, default },
        { "DirectoryOrCreate", "directory", null, default },
    };

    [Theory]
    [MemberData(nameof(Paths))]
    public void What_a_pod_mounts_is_held_against_what_lies_there(string type, string there, string? id, FindingSeverity severity)
    {
        var found = NodeManifests.Judge(Node, Records(Folder("/m", "/m"), File("/m/a.yaml", $"/x, type: '{type}'")), Records($"path {Hex("/x")} {there}"))
            .SingleOrDefault(f => f.Id is "HCP310" or "HCP311" or "HCP312");

        Assert.Equal(id, found?.Id);
        if (found is not null)
        {
            Assert.Equal((severity, "n1", "/m/a.yaml"), (found.Severity, found.Node, found.Location?.File));
            Assert.StartsWith("n1:/m/a.yaml:", found.ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/m", "yes", "yes", 1)]
    [InlineData("/m", "no", "yes", 0)]
    [InlineData("/m", "yes", "no", 0)]
    [InlineData("", "yes", "yes", 1)]
    public void Manifests_that_no_kubelet_looks_at_are_named(string watched, string runs, string known, int expected)
    {
        var found = NodeManifests.Judge(Node, Records($"folder {Hex("/m")} {runs} {known} {Hex(watched)}", File("/m/a.yaml", "/x"), $"elsewhere {Hex("/etc/kubernetes/manifests/b.yaml")}"), []);

        Assert.Equal(expected, found.Count(f => f.Id == "HCP309"));
    }

    /// <summary>A node whose folder is gone runs no control plane, and must not pass.</summary>
    [Theory]
    [InlineData("yes", "/m", 1)]
    [InlineData("no", "/m", 0)]
    [InlineData("yes", "", 0)]
    public void A_folder_that_is_not_there_is_named(string runs, string watched, int expected) =>
        Assert.Equal(expected, NodeManifests.Judge(Node, Records($"folder {Hex("/m")} {runs} yes {Hex(watched)}", $"no-folder {Hex("/m")}"), []).Count(f => f.Id == "HCP309" && f.Severity == FindingSeverity.Error));

    [Fact]
    public void A_node_says_that_its_folder_is_not_there()
    {
        var library = string.Concat(new[] { "base.sh", "manifests.sh" }.Select(f => System.IO.File.ReadAllText(RepositoryRoot.Combine("src", "HaControlPlane.Core", "Scripts", f))));
        var (_, output, error) = HaControlPlane.Tests.Scripts.Shell.Called("sh").Run(
            $"{library}\nneed_tools() {{ :; }}; need_root() {{ :; }}; kubelet_settings() {{ facts_manifests=/nowhere/m/; facts_runs=yes; facts_known=yes; }}\nnode_folder; echo @end 0");

        var (_, linked, _) = HaControlPlane.Tests.Scripts.Shell.Called("sh").Run(
            $"{library}\nneed_tools() {{ :; }}; need_root() {{ :; }}; kubelet_settings() {{ facts_manifests=$(mktemp -d); ln -s /nowhere \"$facts_manifests/a.yaml\"; facts_runs=yes; facts_known=yes; }}\nnode_folder; rm -rf \"$facts_manifests\"; echo @end 0");

        Assert.Equal("", error);
        Assert.Equal(("a.yaml", ""), (ScriptRecord.ParseAll(Encoding.UTF8.GetString(linked)).Single(r => r.Kind == "manifest")[0], ScriptRecord.ParseAll(Encoding.UTF8.GetString(linked)).Single(r => r.Kind == "manifest")[3]));
        Assert.Equal("/nowhere/m", ScriptRecord.ParseAll(Encoding.UTF8.GetString(output)).Single(r => r.Kind == "no-folder")[0]);
    }

    [Theory]
    [InlineData("/etc/haproxy/haproxy.cfg", "file", true)]
    [InlineData("/etc/haproxy/haproxy.cfg", "empty", true)]
    [InlineData("/etc/haproxy", "directory", false)]
    [InlineData("/etc/kubernetes/admin.conf", "file", false)]
    [InlineData("/etc/kubernetes/haproxy/haproxy.cfg", "file", true)]
    public void What_is_mounted_without_a_type_is_a_single_file_where_the_node_says_so(string path, string there, bool expected) =>
        Assert.Equal(expected, NodeManifests.Judge(Node, Records(Folder("/m", "/m"), File("/m/a.yaml", path)), Records($"path {Hex(path)} {there}")).Any(f => f.Id == "HCP306"));

    [Fact]
    public void Every_live_rule_has_an_example_here() =>
        Assert.Equal([], LintRules.OfNodes.Select(r => r.Id).Except([.. Paths.Select(p => (string?)p[2]), "HCP309"]));

    private static string Folder(string folder, string watched) => $"folder {Hex(folder)} yes yes {Hex(watched)}";

    private static string File(string path, string host) =>
        $"manifest {Hex(Path.GetFileName(path))} {Hex(path)} no {Hex($"kind: Pod\nmetadata: {{name: a}}\nspec:\n  containers: [{{name: a, image: 'r/a:1'}}]\n  volumes: [{{name: v, hostPath: {{path: {host}}}}}]\n")}";

    private static string Hex(string text) => "x" + Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text));

    private static IReadOnlyList<ScriptRecord> Records(params string[] lines) => ScriptRecord.ParseAll(string.Concat(lines.Select(l => $"@{l}\n")) + "@end 0\n");
}
