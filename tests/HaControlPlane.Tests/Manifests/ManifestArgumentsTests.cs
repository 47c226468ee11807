using HaControlPlane.Manifests;
using YamlDotNet.RepresentationModel;

namespace HaControlPlane.Tests.Manifests;

public sealed class ManifestArgumentsTests
{
    private const string Flag = "service-cluster-ip-range";

    public static TheoryData<string> Fixtures => [.. Directory.GetFiles(Folder, "*.yaml").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    private static string Folder => RepositoryRoot.Combine("tests", "HaControlPlane.Tests", "Manifests", "Fixtures");

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void In_what_kubeadm_wrote_only_the_value_changes(string fixture)
    {
        var text = File.ReadAllText(Path.Combine(Folder, fixture));

        var edited = ManifestArguments.Edit(text, Container(fixture), [new(Flag, "10.100.0.0/16")]);

        Assert.Equal(text.Replace($"--{Flag}=10.96.0.0/12\n", $"--{Flag}=10.100.0.0/16\n", StringComparison.Ordinal), edited);
        Assert.Equal("10.100.0.0/16", ManifestArguments.Read(edited, Container(fixture), Flag));
    }

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void What_is_added_and_taken_away_again_leaves_no_trace(string fixture)
    {
        foreach (var text in Forms(File.ReadAllText(Path.Combine(Folder, fixture))))
        {
            var added = ManifestArguments.Edit(text, Container(fixture), [new("v", "2")]);

            Assert.NotEqual(text, added);
            Assert.Equal("2", ManifestArguments.Read(added, Container(fixture), "v"));
            Assert.Equal(text, ManifestArguments.Edit(added, Container(fixture), [new("v", null)]));
        }
    }

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void Every_argument_can_be_set_and_taken_away_and_every_other_byte_stays(string fixture)
    {
        foreach (var text in Forms(File.ReadAllText(Path.Combine(Folder, fixture))).Take(2))
        {
            var before = Arguments(text);
            for (var i = 1; i < before.Length; i++)
            {
                var flag = before[i][2..].Split('=')[0];

                var set = ManifestArguments.Edit(text, Container(fixture), [new(flag, "a:b,c=d")]);
                var removed = ManifestArguments.Edit(text, Container(fixture), [new(flag, null)]);

                var oldValue = before[i].Split('=', 2)[1];
                var at = text.IndexOf($"--{flag}={oldValue}", StringComparison.Ordinal) + flag.Length + 3;
                Assert.Equal(string.Concat(text.AsSpan(0, at), "a:b,c=d", text.AsSpan(at + oldValue.Length)), set);
                Assert.Equal(before.Where((_, index) => index != i), Arguments(removed));
                var lineStart = text.LastIndexOf('\n', at) + 1;
                Assert.Equal(text.Remove(lineStart, text.IndexOf('\n', at) + 1 - lineStart), removed);
            }
        }
    }

    [Theory]
    [InlineData("command: [p, --x=1, --y=2]", "command: [p, --x=9, --y=2]", "command: [p, --y=2]")]
    [InlineData("command: [ \"p\", \"--x=1\" ] # c", "command: [ \"p\", \"--x=9\" ] # c", "command: [ \"p\" ] # c")]
    [InlineData("command: ['p', '--x=1',]", "command: ['p', '--x=9',]", "command: ['p',]")]
    [InlineData("command: [p, --x, '1', --y=2]", "command: [p, --x, '9', --y=2]", "command: [p, --y=2]")]
    [InlineData("command:\n    - p\n    - --x=1 # why\n    # more\n    - --y=2", "command:\n    - p\n    - --x=9 # why\n    # more\n    - --y=2", "command:\n    - p\n    # more\n    - --y=2")]
    [InlineData("args:\n    -   '--x=1'\n    -   \"--y=2\"", "args:\n    -   '--x=9'\n    -   \"--y=2\"", "args:\n    -   \"--y=2\"")]
    [InlineData("args:\n    - --y=2\n    - --x\n    - '1'", "args:\n    - --y=2\n    - --x\n    - '9'", "args:\n    - --y=2")]
    [InlineData("args:\n    - &mine --x=1\n    - --y=2", "args:\n    - &mine --x=9\n    - --y=2", "args:\n    - --y=2")]
    [InlineData("command:\n    - p\n    args:\n    - --y=ü€ # ü\n    - --x=1", "command:\n    - p\n    args:\n    - --y=ü€ # ü\n    - --x=9", "command:\n    - p\n    args:\n    - --y=ü€ # ü")]
    [InlineData("args: [--x, --y=2]", "args: [--x=9, --y=2]", "args: [--y=2]")]
    [InlineData("args:\n    - --x_=1\n    - --y=2\n    - --x=1", "args:\n    - --x_=1\n    - --y=2\n    - --x=9", "args:\n    - --x_=1\n    - --y=2")]
    public void A_style_is_kept(string list, string set, string removed)
    {
        foreach (var newline in new[] { "\n", "\r\n" })
        {
            foreach (var ending in new[] { "", "\n", "\n    image: i:1 # end\n" })
            {
                string Text(string part) => (Head + part + ending).Replace("\n", newline, StringComparison.Ordinal);

                Assert.Equal(Text(set), ManifestArguments.Edit(Text(list), "c", [new("x", "9")]));
                Assert.Equal(Text(removed), ManifestArguments.Edit(Text(list), "c", [new("x", null)]));
                Assert.Equal(Text(list), ManifestArguments.Edit(Text(list), "c", [new("no-such-flag", null)]));
            }
        }
    }

    [Theory]
    [InlineData("command: [p]", "command: [p, --x=9]")]
    [InlineData("command: ['p', '--y=1']", "command: ['p', '--y=1', '--x=9']")]
    [InlineData("args: []", "args: [\"--x=9\"]")]
    [InlineData("command: [\n      p,\n      --y=1\n      ]", "command: [\n      p,\n      --y=1,\n      --x=9\n      ]")]
    [InlineData("command:\n    - p\n    args:\n    - \"--y=1\"", "command:\n    - p\n    args:\n    - \"--y=1\"\n    - \"--x=9\"")]
    [InlineData("command:\n      - p # program", "command:\n      - p # program\n      - --x=9")]
    [InlineData("command: [p, --y=1]\n    args: [one]", "command: [p, --y=1, --x=9]\n    args: [one]")]
    public void A_new_argument_follows_the_others_in_their_style(string list, string expected)
    {
        foreach (var newline in new[] { "\n", "\r\n" })
        {
            foreach (var ending in new[] { "", "\n", "\n    image: i:1 # end\n" })
            {
                string Text(string part) => (Head + part + ending).Replace("\n", newline, StringComparison.Ordinal);

                Assert.Equal(Text(expected), ManifestArguments.Edit(Text(list), "c", [new("x", "9")]));
            }
        }
    }

    [Theory]
    [InlineData("a: b", "- '--x=a: b'")]
    [InlineData("it's #1", "- --x=it's #1", true)]
    [InlineData("{a}", "- --x={a}", true)]
    [InlineData("", "- --x=")]
    [InlineData("a:", "- '--x=a:'")]
    public void A_value_is_quoted_when_it_must_be(string value, string expected, bool onlyReadBack = false)
    {
        var edited = ManifestArguments.Edit(Head + "command:\n    - p\n    - --x=1\n", "c", [new("x", value)]);

        Assert.Equal(value, ManifestArguments.Read(edited, "c", "x"));
        if (!onlyReadBack)
        {
            Assert.Contains(expected + "\n", edited, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_manifest_in_JSON_is_edited_too()
    {
        const string Json = """{"kind":"Pod","spec":{"containers":[{"name":"c","command":["p","--x=1"]}]}}""";

        Assert.Equal(
            """{"kind":"Pod","spec":{"containers":[{"name":"c","command":["p","--x=a\"b\\","--y=2"]}]}}""",
            ManifestArguments.Edit(Json, "c", [new("x", "a\"b\\"), new("y", "2")]).Replace("\", \"--y", "\",\"--y", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("HCP390", "command: [p", "not YAML")]
    [InlineData("HCP390", "command: [p]\n---\nkind: Pod\n", "2 YAML documents")]
    [InlineData("HCP391", "command: [p]\n  - name: c\n", "there 2 times")]
    [InlineData("HCP392", "command: &l [p, --x=1]\n    args: *l\n", "'*l'")]
    [InlineData("HCP392", "command: &l [p, --x=1]\n    env: *l\n", "'&l'")]
    [InlineData("HCP392", "command: [p, &l --x=1]\n    args: [*l]\n", "'&l'")]
    [InlineData("HCP392", "<<: {command: [p]}\n", "merge key")]
    [InlineData("HCP393", "command: [p, --x=1]\n    args:\n    - --x=2\n", "line 5")]
    [InlineData("HCP394", "command: [p, --x=1]\n    command: [p, --x=2]\n", "given twice")]
    [InlineData("HCP394", "command: [sh, -c, exec p --x=1]\n", "shell's script")]
    [InlineData("HCP394", "command: [/bin/bash, -ec, exec p --x=1]\n", "shell's script")]
    [InlineData("HCP394", "image: i\n", "no list command or args")]
    [InlineData("HCP394", "command: p --x=1\n", "no list command or args")]
    [InlineData("HCP394", "command:\n    - p\n    - |-\n      --x=1\n", "several lines")]
    [InlineData("HCP394", "command:\n    - p\n    - \"--x=\\\n       1\"\n", "several lines")]
    [InlineData("HCP394", "command:\n    - p\n    - --x=1\n      2\n", "several lines")]
    public void What_cannot_be_done_is_refused_with_its_place(string id, string list, string what)
    {
        var refused = Assert.Throws<ManifestEditException>(() => ManifestArguments.Edit(Head + list, "c", [new("x", "9")], "a.yaml"));

        Assert.Equal(id, refused.Finding.Id);
        Assert.Contains(what, refused.Finding.What, StringComparison.Ordinal);
        Assert.Equal("a.yaml", refused.Finding.Location?.File);
    }

    [Theory]
    [InlineData("x", "a\nb")]
    [InlineData("--x", "1")]
    [InlineData("x y", "1")]
    [InlineData("", null)]
    public void No_argument_is_refused(string flag, string? value) =>
        Assert.Equal("HCP395", Assert.Throws<ManifestEditException>(() => ManifestArguments.Edit(Head + "command: [p]", "c", [new(flag, value)])).Finding.Id);

    [Fact]
    public void A_container_that_is_not_there_is_named_with_those_that_are() =>
        Assert.Contains("only 'c'", Assert.Throws<ManifestEditException>(() => ManifestArguments.Edit(Head + "command: [p]", "d", [new("x", "1")])).Finding.What, StringComparison.Ordinal);

    private const string Head = "kind: Pod\nspec:\n  containers:\n  - name: c\n    ";

    private static string Container(string fixture) => fixture[..fixture.LastIndexOf("-v", StringComparison.Ordinal)];

    /// <summary>The same manifest as other hands would have left it.</summary>
    private static IEnumerable<string> Forms(string text) =>
    [
        text,
        text.Replace("\n", "\r\n", StringComparison.Ordinal),
        text.TrimEnd('\n'),
        "# by hand: ü €\n" + text.Replace("    - --", "    # why\n    - --", StringComparison.Ordinal),
        string.Join('\n', text.Split('\n').Select(l => l.StartsWith("    - --", StringComparison.Ordinal) ? l.Replace("- --", "-   '--", StringComparison.Ordinal) + "' # c" : l)),
        string.Join('\n', text.Split('\n').Select(l => l.StartsWith("    - --", StringComparison.Ordinal) ? l.Replace("    - --", "          - \"--", StringComparison.Ordinal) + "\"" : l.Replace("    - kube", "          - kube", StringComparison.Ordinal))),
    ];

    private static string[] Arguments(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        var containers = (YamlSequenceNode)stream.Documents[0].RootNode["spec"]["containers"];
        return [.. ((YamlSequenceNode)containers[0]["command"]).Select(n => ((YamlScalarNode)n).Value!)];
    }
}
