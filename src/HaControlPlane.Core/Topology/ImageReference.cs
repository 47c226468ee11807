using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace HaControlPlane.Topology;

/// <summary>A container image reference taken apart: <c>registry/name:tag@digest</c>.</summary>
/// <param name="Repository">Registry and name, such as <c>osixia/keepalived</c>.</param>
/// <param name="Tag">What follows the colon, or null.</param>
/// <param name="Digest">What follows the at sign, <c>sha256:</c> and 64 hexadecimal digits, or null.</param>
public sealed partial record ImageReference(string Repository, string? Tag, string? Digest)
{
    /// <summary>How long a repository may be, its registry included.</summary>
    private const int MaxRepository = 255;

    /// <summary>The longest that all parts make together: repository, tag of 128 and digest, with what stands between them.</summary>
    private const int MaxLength = MaxRepository + 1 + 128 + 1 + 71;

    /// <summary>Reads a reference; false when a container runtime would not accept it.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ImageReference? image)
    {
        image = null;
        if (text is null or { Length: > MaxLength } || Grammar().Match(text) is not { Success: true } match
            || match.Groups["repository"].Length > MaxRepository || Identifier().IsMatch(match.Groups["repository"].Value))
        {
            return false;
        }

        image = new ImageReference(match.Groups["repository"].Value, Group(match, "tag"), Group(match, "digest"));
        return true;
    }

    /// <summary>The reference as a manifest names it.</summary>
    public override string ToString() =>
        Repository + (Tag is null ? "" : ":" + Tag) + (Digest is null ? "" : "@" + Digest);

    private static string? Group(Match match, string name) => match.Groups[name] is { Success: true } group ? group.Value : null;

    /// <summary>
    /// The grammar of distribution/reference, with sha256 as the only digest. What stands before the first slash is a registry where it
    /// has a dot, a port or a capital; else it is the first part of the path.
    /// </summary>
    [GeneratedRegex("""
        \A
        (?<repository>
            (?: (?: (?= [^/]* [.:A-Z] | localhost ) [A-Za-z0-9] (?: [A-Za-z0-9-]* [A-Za-z0-9] )? (?: \. [A-Za-z0-9] (?: [A-Za-z0-9-]* [A-Za-z0-9] )? )* | \[[0-9A-Fa-f:]+\] ) (?: :[0-9]{1,5} )? / )?
            [a-z0-9]+ (?: (?: [._] | __ | -+ ) [a-z0-9]+ )*
            (?: / [a-z0-9]+ (?: (?: [._] | __ | -+ ) [a-z0-9]+ )* )*
        )
        (?: : (?<tag> [A-Za-z0-9_][A-Za-z0-9_.-]{0,127} ) )?
        (?: @ (?<digest> sha256:[0-9a-f]{64} ) )?
        \z
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Grammar();

    /// <summary>64 hexadecimal digits are an image's identifier, and no name.</summary>
    [GeneratedRegex(@"\A[0-9a-f]{64}\z")]
    private static partial Regex Identifier();
}
