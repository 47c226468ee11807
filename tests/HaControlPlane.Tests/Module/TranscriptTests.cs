using System.Text.RegularExpressions;
using static HaControlPlane.Tests.Module.ModuleMetadata;

namespace HaControlPlane.Tests.Module;

/// <summary>docs/transcripts.md was written by a script on nodes that not everybody has: what it shows must still be there to be typed.</summary>
public sealed partial class TranscriptTests
{
    private static readonly string Text = File.ReadAllText(RepositoryRoot.Combine("docs", "transcripts.md"));

    [Fact]
    public void Every_cmdlet_and_parameter_of_it_is_there()
    {
        var calls = PromptLine().Matches(Text).SelectMany(p => Call().Matches(p.Groups[1].Value)).ToArray();
        Assert.InRange(calls.Select(c => c.Groups["name"].Value).Distinct().Count(), 7, 20);
        Assert.All(calls, call =>
        {
            var command = ModuleMetadata.Commands.Single(c => NameOf(c) == call.Groups["name"].Value);
            var known = Parameters(command).Select(p => p.Name).Concat(["WhatIf", "Confirm"]);
            Assert.AllIfAny(Parameter().Matches(call.Groups["rest"].Value), p => Assert.Contains(p.Groups[1].Value, known));
        });
    }

    [Fact]
    public void It_tells_of_no_machine_and_has_no_escape_codes()
    {
        Assert.DoesNotContain('\e', Text);
        Assert.DoesNotMatch(@"/tmp/|/run/hacp-lab|\.dll", Text);
        Assert.DoesNotMatch("Exception|   at ", Text);
    }

    [GeneratedRegex("^PS> (.*)$", RegexOptions.Multiline)]
    private static partial Regex PromptLine();

    [GeneratedRegex(@"(?<name>[A-Z][a-z]+-[A-Z][A-Za-z]+)(?<rest>[^|)]*)")]
    private static partial Regex Call();

    [GeneratedRegex(@" -([A-Za-z]+)")]
    private static partial Regex Parameter();
}
