using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Topology;

/// <summary>Files with mistakes, and exactly what the reader says where.</summary>
public sealed class BadFileTests
{
    public static TheoryData<string, string, string> Files { get; } = new()
    {
        { "empty", "", "1:1 HCP003" },
        { "only a comment", "# nothing\n", "1:1 HCP003" },
        { "null", "~", "1:1 HCP003" },
        { "text", "hello", "1:1 HCP009" },
        { "a list", "- name: prod\n", "1:1 HCP009" },
        { "open bracket", "name: [a\nnodes: b\n", "2:1 HCP004" },
        { "tab", "name: a\n\tendpoint: b\n", "1:7 HCP004" },
        { "everything missing", "apiserver: { port: 6443 }", "1:1 HCP008, 1:1 HCP008, 1:1 HCP008" },
        { "unknown key", Yaml.Good + "\nzone: a\n", "9:1 HCP007" },
        { "duplicate keys", Yaml.Good + "\nname: a\nname: b\n", "9:1 HCP006, 10:1 HCP006" },
        { "two documents", Yaml.Good + "\n---\nname: other\n", "9:1 HCP005" },
        { "number with a leading zero", Yaml.Good.Replace("8443", "08443", StringComparison.Ordinal), "4:9 HCP010" },
        { "number too large", Yaml.Good.Replace("8443", "99999999999", StringComparison.Ordinal), "4:9 HCP010" },
        { "plus sign", Yaml.Good.Replace("8443", "+8443", StringComparison.Ordinal), "4:9 HCP010" },
        { "list for a number", Yaml.Good.Replace("8443", "[8443]", StringComparison.Ordinal), "4:9 HCP009" },
        { "list for a text", Yaml.Good.Replace("prod", "[prod]", StringComparison.Ordinal), "1:1 HCP009" },
        { "text for a section", Yaml.Good + "\nssh: root\n", "9:6 HCP009" },
        { "text for a list", Yaml.Good + "\nnetwork: { routes: none }\n", "9:20 HCP009" },
        { "text in a list of mappings", Yaml.Good + "\n  - master-4\n", "9:5 HCP009" },
        { "address of one number", Yaml.Good.Replace("192.168.20.150", "1", StringComparison.Ordinal), "3:8 HCP010" },
        { "address with octal", Yaml.Good.Replace("192.168.20.150", "010.1.1.1", StringComparison.Ordinal), "3:8 HCP010" },
        { "address with a port", Yaml.Good.Replace("192.168.20.150", "'[::1]:80'", StringComparison.Ordinal), "3:8 HCP010" },
        { "address with a scope", Yaml.Good.Replace("192.168.20.150", "fe80::1%eth0", StringComparison.Ordinal), "3:8 HCP010" },
        { "one of two addresses", Yaml.Good.Replace("192.168.20.150", "[192.168.20.150, x]", StringComparison.Ordinal), "3:25 HCP010" },
        { "range without prefix", Yaml.Good + "\nnetwork: { podCidr: 10.244.0.0 }\n", "9:21 HCP010" },
        { "range too long", Yaml.Good + "\nnetwork: { podCidr: 10.244.0.0/33 }\n", "9:21 HCP010" },
        { "unknown word", Yaml.Good + "\nloadBalancer: { kind: keepalived, profile: quick }\n", "9:23 HCP010, 9:44 HCP010" },
        { "truth as a kernel value", Yaml.Good + "\nsysctl: { net.ipv4.ip_forward: true }\n", "9:32 HCP010" },
        { "list as a kernel value", Yaml.Good + "\nsysctl: { net.ipv4.tcp_rmem: [1, 2] }\n", "9:11 HCP009" },
        { "key that is a list", Yaml.Good + "\n[a, b]: c\n", "9:1 HCP009" },
        { "alias without anchor", Yaml.Good + "\nssh: *nobody\n", "9:6 HCP004" },
        { "alias inside its own anchor", Yaml.Good + "\nssh: &me { user: *me }\n", "9:18 HCP004" },
        { "tag of another tool", Yaml.Good + "\nssh: { user: !vault abc }\n", "9:14 HCP012" },
        { "merge key", Yaml.Good + "\nssh: &s { user: root }\napiserver: { <<: *s }\n", "10:14 HCP007" },
        { "route without parts", Yaml.Good + "\nnetwork: { routes: [ { to: 10.0.0.0/8 } ] }\n", "9:22 HCP008, 9:22 HCP008" },
        { "host for every node", Yaml.Good + "\nssh: { host: a }\n", "9:8 HCP007" },
        { "no nodes", "name: a\nendpoint: { vip: 10.0.0.1 }\nnodes: []\n", "3:1 HCP008" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_mistake_is_found_where_it_stands(string name, string yaml, string expected)
    {
        var findings = TopologyReader.Read(yaml, "c.yaml").Findings;

        Assert.True(
            expected == string.Join(", ", findings.Select(f => $"{f.Location!.Line}:{f.Location.Column} {f.Id}")),
            name + ":\n" + string.Join("\n", findings));
    }

    [Fact]
    public void A_deep_file_is_refused_without_a_stack_overflow()
    {
        var reading = TopologyReader.Read(string.Concat(Enumerable.Repeat("[", 100_000)), "c.yaml");

        Assert.Equal("HCP011", Assert.Single(reading.Findings).Id);
    }

    [Fact]
    public void An_alias_bomb_is_refused_quickly()
    {
        var levels = Enumerable.Range(1, 12).Select(i => $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]");
        var reading = TopologyReader.Read("a0: &a0 [x]\n" + string.Join("\n", levels), "c.yaml");

        Assert.Equal("HCP011", Assert.Single(reading.Findings).Id);
    }

    [Fact]
    public void A_file_of_many_nodes_takes_no_longer_than_it_must()
    {
        var nodes = Enumerable.Range(0, 15_000).Select(i => $"\n  - {{ name: n{i}, address: 10.1.{i / 250}.{i % 250} }}");
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var reading = TopologyReader.Read("name: a\nendpoint: { vip: 10.0.0.1, port: 8443 }\nnodes:\n  - { name: x }" + string.Concat(nodes), "c.yaml");
        TopologyValidator.Validate(reading.Topology!);

        Assert.Equal("HCP008", Assert.Single(reading.Findings).Id);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{clock.Elapsed}");
    }

    [Fact]
    public void Files_that_cannot_be_read_are_findings()
    {
        Assert.Equal("HCP001", Assert.Single(TopologyReader.ReadFile("/no/such/file.yaml").Findings).Id);
        Assert.Equal("HCP001", Assert.Single(TopologyReader.ReadFile(Path.GetTempPath()).Findings).Id);
        Assert.Equal("HCP001", Assert.Single(TopologyReader.ReadFile("").Findings).Id);
        Assert.Equal("HCP002", Assert.Single(TopologyReader.Read(new string(' ', TopologyReader.MaxBytes + 1), "c").Findings).Id);
    }

    [Fact]
    public void A_message_cannot_steer_the_terminal()
    {
        var finding = Assert.Single(TopologyReader.Read(Yaml.Good + "\n\"\\e[2J\": x\n", "c.yaml").Findings);

        Assert.DoesNotContain('\e', finding.ToString());
        Assert.Contains("\\u001b", finding.What, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_key_names_the_nearest_or_all()
    {
        string Fix(string line) => Assert.Single(TopologyReader.Read(Yaml.Good + "\n" + line, "c.yaml").Findings).Fix;

        Assert.Equal("Did you mean virtualRouterId?", Fix("loadBalancer: { virtual_router_id: 5 }"));
        Assert.Equal("Did you mean sysctl?", Fix("sysclt: {}"));
        Assert.Equal("Valid keys are port.", Fix("apiserver: { address: x }"));
    }
}
