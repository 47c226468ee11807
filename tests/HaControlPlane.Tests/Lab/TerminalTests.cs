using System.Text.RegularExpressions;

namespace HaControlPlane.Tests.Lab;

/// <summary>What a person sees who sits at a terminal, and what a file gets.</summary>
[Collection(LabLanes.Second)]
public sealed class TerminalTests(BareLab bare) : IClassFixture<BareLab>
{
    private const string Green = "\e[32m+";
    private const string Cyan = "\e[36m";

    private LabCluster Lab => bare.Lab;

    [LabFact("script")]
    public async Task A_diff_has_colours_on_a_terminal_and_progress_leaves_no_trace()
    {
        var seen = await OnTerminalAsync("");
        Assert.Contains($"{Cyan}--- /dev/null", seen, StringComparison.Ordinal);
        Assert.Contains($"{Cyan}@@ ", seen, StringComparison.Ordinal);
        Assert.Contains($"{Green}frontend apiserver", seen, StringComparison.Ordinal);
        // The line of progress is wiped before anything else is written: what was found on the nodes, and the plan.
        var wiped = Regex.Split(seen, @"node-1: (?:\e\[\d+m)?warning|node-1:\r\n")[0];
        Assert.Matches(@"\r *\r$", wiped);
        Assert.Contains("node-1", wiped, StringComparison.Ordinal);
    }

    [LabFact("script")]
    public async Task No_colour_where_it_is_not_wanted()
    {
        Assert.DoesNotContain("\e[3", await OnTerminalAsync("NO_COLOR=1"), StringComparison.Ordinal);
        var redirected = await Lab.HacpAsync("plan", Lab.TopologyFile);
        Assert.DoesNotContain("\e", redirected.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("\r", redirected.ToString(), StringComparison.Ordinal);
    }

    private async Task<string> OnTerminalAsync(string variable)
    {
        var command = $"env -u NO_COLOR TERM=xterm {variable} {LabMachine.Verb} admin --name {Lab.Name} -- dotnet {LabCluster.Hacp} plan {Lab.TopologyFile}";
        var file = Path.Combine(Lab.Folder, "typescript");
        await Running.RunAsync("script", ["-qec", command, file]);
        return await File.ReadAllTextAsync(file);
    }
}
