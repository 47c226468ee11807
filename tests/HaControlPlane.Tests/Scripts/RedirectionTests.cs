using System.Text.RegularExpressions;

namespace HaControlPlane.Tests.Scripts;

public sealed partial class RedirectionTests
{
    /// <summary>
    /// POSIX 2.8.1: a redirection that fails on a special built-in ends the shell, without a word and past every "if !".
    /// dash does so; <c>true</c> is no special built-in.
    /// </summary>
    [Fact]
    public void No_file_is_made_by_the_colon()
    {
        var sources = Directory.GetFiles(RepositoryRoot.Combine("src", "HaControlPlane.Core", "Scripts"), "*.sh");
        Assert.NotEmpty(sources);
        Assert.DoesNotContain(sources.SelectMany(File.ReadAllLines), l => Colon().IsMatch(l));
    }

    [GeneratedRegex(@"(^|[\s;{(&|]):\s*>")]
    private static partial Regex Colon();
}
