using HaControlPlane.Rollout;

namespace HaControlPlane.Tests.Rollout;

public sealed class UnifiedDiffTests
{
    [Fact]
    public void Equal_texts_have_no_diff() => Assert.Equal("", UnifiedDiff.Create("/f", "a\n", "a\n"));

    [Fact]
    public void A_new_file_is_all_additions() =>
        Assert.Equal("--- /dev/null\n+++ /f\n@@ -0,0 +1,2 @@\n+a\n+b\n", UnifiedDiff.Create("/f", null, "a\nb\n"));

    [Fact]
    public void A_change_stands_between_three_lines_of_context() =>
        Assert.Equal(
            "--- /f\n+++ /f\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n",
            UnifiedDiff.Create("/f", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"));

    [Fact]
    public void A_change_that_only_a_mask_hides_still_shows()
    {
        var diff = UnifiedDiff.Create("/f", "pass one\n", "pass two\n", _ => "pass ***");

        Assert.Contains("-pass ***\n+pass ***\n", diff, StringComparison.Ordinal);
        Assert.DoesNotContain("one", diff, StringComparison.Ordinal);
    }

    [Fact]
    public void Applying_any_diff_to_the_old_text_gives_the_new_one()
    {
        var random = new Random(7);
        for (var i = 0; i < 500; i++)
        {
            var before = RandomLines(random);
            var after = RandomLines(random);
            var diff = UnifiedDiff.Create("/f", before, after);
            Assert.Equal(after, diff.Length == 0 ? before : Apply(before, diff));
        }
    }

    private static string RandomLines(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => (char)('a' + random.Next(4)) + "\n"));

    private static string Apply(string before, string diff)
    {
        var old = before.Split('\n')[..^1];
        var result = new List<string>();
        var at = 0;
        foreach (var line in diff.Split('\n').Skip(2).SkipLast(1))
        {
            if (line.StartsWith("@@", StringComparison.Ordinal))
            {
                var start = int.Parse(line.Split('-', ',', ' ')[2], System.Globalization.CultureInfo.InvariantCulture);
                var count = line.Split(' ')[1].Split(',') is [_, var n] ? int.Parse(n, System.Globalization.CultureInfo.InvariantCulture) : 1;
                var hunk = count == 0 ? start : start - 1;
                result.AddRange(old[at..hunk]);
                at = hunk;
            }
            else
            {
                if (line[0] != '+')
                {
                    Assert.Equal(old[at++], line[1..]);
                }

                if (line[0] != '-')
                {
                    result.Add(line[1..]);
                }
            }
        }

        result.AddRange(old[at..]);
        return string.Concat(result.Select(l => l + "\n"));
    }
}
