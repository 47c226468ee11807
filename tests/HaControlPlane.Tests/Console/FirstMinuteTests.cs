using System.Text.Json.Nodes;
using HaControlPlane.Tests.Lab;

namespace HaControlPlane.Tests.Console;

/// <summary>What an administrator meets in the first minute: the console as a process of its own.</summary>
public sealed class FirstMinuteTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hacp-").FullName;

    [Fact]
    public async Task Init_writes_what_validate_has_nothing_against_and_replaces_no_file()
    {
        var file = Path.Combine(folder, "cluster.yaml");
        string[] init = ["init", file, "--vip", "192.168.20.150", "--node", "a=192.168.20.151", "--node", "b=192.168.20.152", "--node", "c=192.168.20.153"];

        Assert.Equal((0, ""), await CodeAndErrorAsync(init));
        Assert.Equal((0, ""), await CodeAndErrorAsync("validate", file));
        File.AppendAllText(file, "# mine\n");
        var (code, error) = await CodeAndErrorAsync(init);
        Assert.Equal(2, code);
        Assert.StartsWith("error FileExists: ", error, StringComparison.Ordinal);
        Assert.EndsWith("# mine\n", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Init_without_a_terminal_says_what_it_needs()
    {
        var (code, error) = await CodeAndErrorAsync("init", Path.Combine(folder, "cluster.yaml"));
        Assert.Equal(2, code);
        Assert.Contains("--vip ADDRESS --node NAME=ADDRESS", error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public async Task Init_writes_nothing_that_a_rule_refuses()
    {
        var (code, error) = await CodeAndErrorAsync("init", Path.Combine(folder, "cluster.yaml"), "--vip", "192.168.20.150", "--node", "a=192.168.20.150");
        Assert.Equal(2, code);
        Assert.Contains("error HCP1", error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Theory]
    [InlineData("hcp122", "HCP122 (a rule")]
    [InlineData("201", "HCP201 (an error")]
    [InlineData("HCP201,HaControlPlane.Commands.GetControlPlaneNodeCommand", "HCP201 (an error")]
    [InlineData("NoSuchFile", "NoSuchFile (an error")]
    public async Task Explain_takes_an_id_as_people_write_it(string id, string begins)
    {
        var said = await HacpAsync("explain", id);
        Assert.StartsWith(begins, said.Output, StringComparison.Ordinal);
        Assert.Contains("\n  fix: ", said.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_of_an_unknown_id_names_the_nearest()
    {
        var said = await HacpAsync("explain", "HCP12x");
        Assert.Equal(2, said.Code);
        Assert.Contains("Did you mean HCP12", said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_id_is_explained() => Assert.All(ExplanationCatalogue.All, e =>
    {
        Assert.Same(e, ExplanationCatalogue.Find(e.Id.ToLowerInvariant()));
        Assert.NotEmpty(e.Title);
        Assert.NotEmpty(e.Fix);
        Assert.True(e.About == "error" || !string.IsNullOrEmpty(e.Why));
    });

    [Fact]
    public async Task Version_and_help_say_what_their_options_say()
    {
        var version = JsonNode.Parse((await HacpAsync("version", "--json")).Output)!;
        Assert.StartsWith((string)version["version"]!, (await HacpAsync("--version")).Output, StringComparison.Ordinal);
        Assert.Equal((await HacpAsync("plan", "--help")).Output, (await HacpAsync("help", "plan")).Output);
        Assert.Equal((await HacpAsync("--help")).Output, (await HacpAsync("help")).Output);
        Assert.Equal(2, (await HacpAsync("help", "nonsense")).Code);
    }

    [ProgramTheory("bash")]
    [InlineData("hacp dri", "drill")]
    [InlineData("hacp drill a.yaml --fault haproxy-", "haproxy-kill")]
    [InlineData("hacp explain HCP12", "HCP120 HCP121 HCP122 HCP123 HCP124 HCP125 HCP126")]
    [InlineData("hacp validate --li", "--live")]
    [InlineData("hacp completion ba", "bash")]
    public async Task Bash_completes(string line, string offered)
    {
        var hacp = Path.Combine(folder, "hacp");
        File.WriteAllText(hacp, $"#!/bin/sh\nexec dotnet '{LabCluster.Hacp}' \"$@\"\n");
        var words = line.Split(' ');
        using var bash = Running.Start("/bin/bash", ["-c", $$"""
            chmod +x {{hacp}}
            PATH={{folder}}:$PATH
            . <(hacp completion bash)
            COMP_WORDS=({{line}}) COMP_CWORD={{words.Length - 1}} COMP_LINE='{{line}}' COMP_POINT={{line.Length}}
            _hacp
            echo "${COMPREPLY[*]}"
            """]);
        Assert.Equal(offered, (await bash.EndAsync(TimeSpan.FromSeconds(60))).Output.Trim());
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    public async Task Each_shell_has_a_script_that_asks_the_console_itself(string shell)
    {
        var said = await HacpAsync("completion", shell);
        Assert.Contains("[suggest:", said.Output, StringComparison.Ordinal);
        Assert.Contains($"hacp completion {shell}", said.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "does not exist.", "hacp init")]
    [InlineData("", "is empty.", "hacp init")]
    [InlineData("# later\n", "only comments", "hacp init")]
    [InlineData("a\0b", "is no text in UTF-8.", "UTF-16")]
    public async Task A_file_without_a_topology_gets_a_sentence(string? content, string what, string fix)
    {
        var file = Path.Combine(folder, "a.yaml");
        if (content is not null)
        {
            File.WriteAllText(file, content);
        }

        var (code, error) = await CodeAndErrorAsync("plan", file);
        Assert.Equal(2, code);
        Assert.Contains(what, error, StringComparison.Ordinal);
        Assert.Contains(fix, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_in_place_of_a_file_gets_a_sentence() =>
        Assert.Contains("is a folder.", (await CodeAndErrorAsync("apply", folder)).Error, StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static async Task<(int Code, string Error)> CodeAndErrorAsync(params string[] words)
    {
        var said = await HacpAsync(words);
        return (said.Code, said.Error);
    }

    private static async Task<(int Code, string Output, string Error)> HacpAsync(params string[] words)
    {
        using var hacp = Running.Start("dotnet", [LabCluster.Hacp, .. words], input: "");
        var ended = await hacp.EndAsync(TimeSpan.FromSeconds(60));
        return (ended.ExitCode, ended.Output, ended.Error);
    }
}
