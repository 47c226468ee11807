using System.Text;
using System.Text.RegularExpressions;

namespace HaControlPlane.Topology.Rules;

/// <summary>What names may look like, so that they are safe in a config file, a path and a command line.</summary>
internal static partial class NameSyntax
{
    private const int PageSize = 4096;

    /// <summary>A DNS label: lower case letters, digits and inner dashes, 1 to 63 of them (RFC 1123).</summary>
    public static bool IsDnsLabel(string text) => text.Length <= 63 && DnsLabel().IsMatch(text);

    /// <summary>A DNS name in any case, at most 253 characters.</summary>
    public static bool IsDnsName(string text) =>
        text.Length <= 253 && text.Split('.').All(l => l.Length <= 63 && DnsLabel().IsMatch(l.ToLowerInvariant()));

    /// <summary>A name the kernel takes for an interface (15 characters at most) and no tool takes for anything else.</summary>
    public static bool IsInterface(string text) => InterfaceName().IsMatch(text) && text is not ("." or "..");

    /// <summary>A sysctl's value: one line of text, tabs allowed, that fits into a page with its end: no longer one is read back from /proc/sys.</summary>
    public static bool IsSysctlValue(string text) => text.Length > 0 && Encoding.UTF8.GetByteCount(text) < PageSize && IsOneLine(text.Replace('\t', ' '));

    /// <summary>A sysctl key with dots or slashes, without an empty or <c>..</c> step. No pattern: a live value has one name.</summary>
    public static bool IsSysctlKey(string text) =>
        text.Length <= 255 && SysctlKey().IsMatch(text)
        && !text.Contains("..", StringComparison.Ordinal) && !text.Contains("//", StringComparison.Ordinal);

    /// <summary>A BGP password that kube-vip's list of peers can hold: no comma, no colon, at most the 80 bytes of TCP MD5.</summary>
    public static bool IsPeerPassword(string text) => PeerPassword().IsMatch(text);

    /// <summary>Text of one line without control characters.</summary>
    public static bool IsOneLine(string text) => !text.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029');

    [GeneratedRegex(@"\A[A-Za-z0-9._+/=%^*?&-]{1,80}\z")]
    private static partial Regex PeerPassword();

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]*[a-z0-9])?\z")]
    private static partial Regex DnsLabel();

    [GeneratedRegex(@"\A[A-Za-z0-9_.][A-Za-z0-9_.-]{0,14}\z")]
    private static partial Regex InterfaceName();

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_./:@-]*\z")]
    private static partial Regex SysctlKey();
}
