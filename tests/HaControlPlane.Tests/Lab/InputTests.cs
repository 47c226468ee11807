using System.Text.Json;

namespace HaControlPlane.Tests.Lab;

/// <summary>Bad input is refused with exit code 2 before anything is contacted. Needs no nodes: the SSH client is a trap.</summary>
public sealed class InputTests : IDisposable
{
    private const string Good = """
        name: prod
        endpoint: { vip: 192.0.2.150, port: 8443 }
        nodes:
          - { name: node-1, address: 192.0.2.151, interface: eth1 }
          - { name: node-2, address: 192.0.2.152, interface: eth1 }
          - { name: node-3, address: 192.0.2.153, interface: eth1 }

        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("hacp-input");

    private string Mark => Path.Combine(folder.FullName, "contacted");

    public void Dispose() => folder.Delete(recursive: true);

    [ProgramFact("dotnet", "sh")]
    public async Task Three_mistakes_are_three_findings_and_nothing_is_contacted()
    {
        var bad = Good
            .Replace("port: 8443", "port: 8443, prot: 1", StringComparison.Ordinal)
            .Replace("192.0.2.152", "192.0.2.1522", StringComparison.Ordinal)
            .Replace("name: node-3", "name: node-1", StringComparison.Ordinal);
        foreach (var verb in new[] { "validate", "plan", "apply", "status" })
        {
            var run = await HacpAsync(bad, verb, "--json");
            Assert.True(run.ExitCode == 2, run.ToString());
            Assert.False(run.Json.GetProperty("valid").GetBoolean());
            var errors = run.Json.GetProperty("findings").EnumerateArray().Where(f => Text(f, "severity") == "error").ToArray();
            Assert.Equal([2, 5, 6], errors.Select(e => e.GetProperty("line").GetInt32()).Order());
            Assert.Equal("'prot' is not a key in endpoint.", Text(errors.Single(e => e.GetProperty("line").GetInt32() == 2), "what"));
            Assert.All(errors, e => Assert.Matches("^HCP[0-9]{3}$", Text(e, "id")));
            Assert.All(errors, e => Assert.NotEqual("", Text(e, "fix")));
        }

        Assert.False(File.Exists(Mark));
    }

    [ProgramFact("dotnet", "sh")]
    public async Task People_read_file_line_and_column()
    {
        var run = await HacpAsync(Good.Replace("port: 8443", "prot: 8443", StringComparison.Ordinal), "apply", "--yes");
        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Matches(@"cluster\.yaml:2:31: error HCP007: 'prot' is not a key in endpoint", run.Error);
        Assert.Contains("fix: ", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Mark));
    }

    /// <summary>The trap works: with a good topology the same call springs it, and each node is named.</summary>
    [ProgramFact("dotnet", "sh")]
    public async Task The_good_topology_is_acted_on()
    {
        var run = await HacpAsync(Good, "plan", "--json");
        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Equal(["node-1", "node-2", "node-3"], run.Json.GetProperty("errors").EnumerateArray().Select(e => Text(e, "node")));
        Assert.True(File.Exists(Mark));
    }

    [ProgramFact("dotnet", "sh")]
    public async Task A_file_that_is_not_there_is_a_finding()
    {
        var run = await RunAsync("apply", Path.Combine(folder.FullName, "none.yaml"), "--yes", "--json");
        Assert.True(run.ExitCode == 2, run.ToString());
        var finding = Assert.Single(run.Json.GetProperty("findings").EnumerateArray());
        Assert.Contains("none.yaml", finding.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(Mark));
    }

    [ProgramFact("dotnet", "sh")]
    public async Task A_folder_in_place_of_the_file_is_a_finding()
    {
        var run = await RunAsync("apply", folder.FullName, "--yes", "--json");
        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Single(run.Json.GetProperty("findings").EnumerateArray());
        Assert.DoesNotContain("Exception", run.Output + run.Error, StringComparison.Ordinal);
    }

    [ProgramTheory("dotnet", "sh")]
    [InlineData("apply")]
    [InlineData("aply", "cluster.yaml")]
    [InlineData("apply", "cluster.yaml", "--force")]
    [InlineData("apply", "cluster.yaml", "--throttle", "many")]
    [InlineData("render", "cluster.yaml")]
    public async Task Bad_usage_ends_with_2_and_says_why(params string[] arguments)
    {
        var run = await RunAsync(arguments);
        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.NotEqual("", run.Error);
        Assert.DoesNotContain("Exception", run.Output + run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Mark));
    }

    private static string? Text(JsonElement element, string property) => element.GetProperty(property).GetString();

    private Task<HacpRun> HacpAsync(string topology, string verb, params string[] options)
    {
        var file = Path.Combine(folder.FullName, "cluster.yaml");
        File.WriteAllText(file, topology);
        return RunAsync([verb, file, .. options]);
    }

    /// <summary>Runs the console with an SSH client first on PATH that leaves a mark and fails.</summary>
    private async Task<HacpRun> RunAsync(params string[] arguments)
    {
        var trap = Path.Combine(folder.FullName, "ssh");
        await File.WriteAllTextAsync(trap, $"#!/bin/sh\n: >{Mark}\nexit 255\n");
        _ = (await Running.RunAsync("chmod", ["700", trap])).Text;
        return new HacpRun(await Running.RunAsync("env", [$"PATH={folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}", "dotnet", LabCluster.Hacp, .. arguments]));
    }
}
