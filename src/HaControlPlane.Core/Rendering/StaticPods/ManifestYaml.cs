using System.Text.RegularExpressions;
using HaControlPlane.Topology.Writing;
using YamlDotNet.Core;

namespace HaControlPlane.Rendering;

/// <summary>Writes manifests as YAML that every reader, of YAML 1.1 or 1.2, reads back as the same values.</summary>
internal static partial class ManifestYaml
{
    public static string Write(object tree) => YamlOutput.Of(tree, Sure);

    /// <summary>One text as a value of a line.</summary>
    public static string Scalar(string text) => YamlOutput.Of(text, Sure).TrimEnd();

    /// <summary>
    /// Quoted unless it can be nothing but a string: it starts with a letter or a slash, holds no YAML syntax,
    /// and is no word that some YAML reads as true, false or null. <c>on</c>, <c>1.10</c>, <c>0x1F</c> and dates are quoted.
    /// </summary>
    private static ScalarStyle Sure(string text) => SurelyText().IsMatch(text) && !OtherMeaning().IsMatch(text) ? ScalarStyle.Any : ScalarStyle.DoubleQuoted;

    [GeneratedRegex(@"\A[A-Za-z/]([A-Za-z0-9/._@:-]*[A-Za-z0-9/._-])?\z")]
    private static partial Regex SurelyText();

    [GeneratedRegex(@"\A(y|n|yes|no|on|off|true|false|null)\z", RegexOptions.IgnoreCase)]
    private static partial Regex OtherMeaning();
}
