using System.Text;
using HaControlPlane.Scripts;

namespace HaControlPlane.Tests.Scripts;

/// <summary>A script carries the functions it needs, and they are what the sources say.</summary>
public sealed class ShellLibraryTests
{
    private static string Source => string.Concat(ShellLibrary.Files.Select(n => File.ReadAllText(RepositoryRoot.Combine("src", "HaControlPlane.Core", "Scripts", n))));

    [ProgramFact("bash")]
    public void Of_the_source_nothing_is_lost_but_comments_and_empty_lines()
    {
        var all = ShellLibrary.TextFor(NamesIn(Source));
        Assert.Equal(DeclaredBy(Source), DeclaredBy(all));
        Assert.True(all.Length < 0.9 * Source.Length, $"{all.Length} of {Source.Length} characters");
    }

    [Theory]
    [InlineData("node_status", "tx_open")]
    [InlineData("tx_beat", "node_facts")]
    [InlineData("tx_confirm", "drill_run")]
    public void What_is_not_needed_stays_away(string called, string absent)
    {
        var text = ShellLibrary.TextFor([called]);
        Assert.Contains($"\n{called}() {{", text, StringComparison.Ordinal);
        Assert.DoesNotContain($"\n{absent}() {{", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tx_open", "tx_watch")]
    [InlineData("tx_open", "tx_roll_back")]
    [InlineData("tx_open", "routes_were")]
    [InlineData("drill_arm", "drill_take_back")]
    public void What_the_node_keeps_can_undo_by_itself(string called, string needed) =>
        Assert.Contains($"\n{needed}() {{", ShellLibrary.TextFor([called]), StringComparison.Ordinal);

    [Fact]
    public void A_confirmation_is_small_and_a_stage_is_no_larger_than_it_was()
    {
        Assert.InRange(ShellLibrary.HeadFor(["'tx_beat' '1'"]).Length, 100, 8_000);
        Assert.InRange(ShellLibrary.HeadFor(["'tx_open' '1'", "'tx_look' '-'", "'tx_staged' 'no'"]).Length, 20_000, 90_000);
    }

    [Fact]
    public void Scripts_with_the_same_calls_share_their_bytes() =>
        Assert.Same(ShellLibrary.HeadFor(["'tx_open' 'a'"]), ShellLibrary.HeadFor(["'tx_open' 'b'"]));

    private static string[] NamesIn(string source) =>
        [.. source.Split('\n').Where(l => l.Contains("() {", StringComparison.Ordinal) && l[0] is >= 'a' and <= 'z').Select(l => l[..l.IndexOf('(', StringComparison.Ordinal)])];

    /// <summary>Every function as bash understood it.</summary>
    private static string DeclaredBy(string library)
    {
        var (code, output, error) = Shell.Called("bash").Run("eval \"$(cat)\"; declare -f", Encoding.UTF8.GetBytes(library));
        Assert.True(code == 0, error);
        return Encoding.UTF8.GetString(output);
    }
}
