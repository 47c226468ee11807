using System.Globalization;
using System.Text;

namespace HaControlPlane.Topology;

/// <summary>Foreign text made fit for a message: one line, no control characters that could steer a terminal, not endless.</summary>
internal static class Display
{
    private const int MaxLength = 60;

    /// <summary>The text in single quotes, cut after 60 characters.</summary>
    public static string Quote(string? text) =>
        text is null ? "null" : $"'{Escape(text.Length > MaxLength ? text[..MaxLength] + "..." : text)}'";

    /// <summary>The text on one line, unquoted.</summary>
    public static string Line(string text) => Escape(text.ReplaceLineEndings(" "));

    /// <summary>Values as prose: <c>a, b and c</c>.</summary>
    public static string List<T>(IEnumerable<T> values)
    {
        var texts = values.Select(v => Convert.ToString(v, CultureInfo.InvariantCulture)).ToArray();
        return texts.Length < 2 ? string.Concat(texts) : $"{string.Join(", ", texts[..^1])} and {texts[^1]}";
    }

    private static string Escape(string text)
    {
        if (!text.Any(IsUnfit))
        {
            return text;
        }

        var result = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            result.Append(IsUnfit(c) ? $"\\u{(int)c:x4}" : c);
        }

        return result.ToString();
    }

    /// <summary>Control and format characters (such as right-to-left overrides) and halves of surrogate pairs.</summary>
    private static bool IsUnfit(char c) => char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate;
}
