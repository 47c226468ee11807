using System.Text.RegularExpressions;

namespace HaControlPlane.SshNet.Login;

/// <summary>What a path in the SSH client's configuration may hold beside a path.</summary>
internal static partial class Tokens
{
    /// <summary>The path with home, host, users and variables in place. Another token stays, and names no file.</summary>
    public static string Expand(string path, string home, string host, string user)
    {
        var whole = path == "~" || path.StartsWith("~/", StringComparison.Ordinal) ? home + path[1..] : path;
        return Token().Replace(whole, match => match.Value switch
        {
            "%%" => "%",
            "%d" => home,
            "%h" => host,
            "%r" => user,
            "%u" => Environment.UserName,
            ['$', '{', .. var variable, '}'] => Environment.GetEnvironmentVariable(variable) ?? "",
            var other => other,
        });
    }

    [GeneratedRegex(@"%.|\$\{[A-Za-z_][A-Za-z0-9_]*\}")]
    private static partial Regex Token();
}
