using HaControlPlane.Rollout;
using static HaControlPlane.Rollout.DiffLineKind;

namespace HaControlPlane.Tests.Rollout;

/// <summary>What each line of a diff is, also where the text of a file looks like a diff.</summary>
public sealed class DiffLinesTests
{
    [Fact]
    public void Each_line_is_what_it_is()
    {
        const string Diffs = "--- /a\n+++ /a\n@@ -1,2 +1,2 @@\n same\n--- dashes\n+++ pluses\n--- /b\n+++ /b\n@@ -0,0 +1 @@\n+one\n";
        Assert.Equal(
            [Header, Header, Header, Context, Removed, Added, Header, Header, Header, Added],
            DiffLines.Of(Diffs).Select(l => l.Kind));
        Assert.Equal(Diffs.TrimEnd('\n'), string.Join('\n', DiffLines.Of(Diffs).Select(l => l.Text)));
    }
}
