using System.Text.RegularExpressions;

namespace HaControlPlane.SshNet.Files;

/// <summary>OpenSSH's patterns: <c>*</c>, <c>?</c>, and a leading <c>!</c> that takes a match away whatever else matches.</summary>
internal static class HostPatterns
{
    /// <summary>Whether one of them matches and none forbids it; case does not count.</summary>
    public static bool Match(IEnumerable<string> patterns, string text)
    {
        var matched = false;
        foreach (var pattern in patterns)
        {
            var forbids = pattern.StartsWith('!');
            if (!MatchOne(forbids ? pattern[1..] : pattern, text))
            {
                continue;
            }

            if (forbids)
            {
                return false;
            }

            matched = true;
        }

        return matched;
    }

    private static bool MatchOne(string pattern, string text) => Regex.IsMatch(
        text,
        "^" + Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal) + "$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking);
}
