using System.Text;
using YamlDotNet.Core;

namespace HaControlPlane.Manifests;

/// <summary>Writes a text of one line as a YAML scalar in a style that is there already.</summary>
internal static class ScalarText
{
    /// <summary>The scalar in this style; quoted where it cannot be plain.</summary>
    public static string Write(string text, ScalarStyle style, bool inFlow) => style switch
    {
        ScalarStyle.SingleQuoted => SingleQuoted(text),
        ScalarStyle.DoubleQuoted => DoubleQuoted(text),
        _ => CanBePlain(text, inFlow) ? text : SingleQuoted(text),
    };

    /// <summary>
    /// Whether a text can stand without quotes and be nothing but text: a bare <c>true</c> or <c>10</c> is none to the
    /// kubelet, which then refuses the whole pod.
    /// </summary>
    private static bool CanBePlain(string text, bool inFlow) =>
        (text.StartsWith('/') || text.StartsWith("--", StringComparison.Ordinal))
        && text[^1] is not (' ' or ':')
        && !text.Contains(": ", StringComparison.Ordinal)
        && !text.Contains(" #", StringComparison.Ordinal)
        && !(inFlow && text.AsSpan().ContainsAny(",[]{}"));

    private static string SingleQuoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string DoubleQuoted(string text) =>
        new StringBuilder(text).Replace("\\", "\\\\").Replace("\"", "\\\"").Insert(0, '"').Append('"').ToString();
}
