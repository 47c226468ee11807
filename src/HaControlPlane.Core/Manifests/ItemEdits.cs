using HaControlPlane.Topology;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace HaControlPlane.Manifests;

/// <summary>The edits of one list's items, in the style that the list has already.</summary>
internal static class ItemEdits
{
    /// <summary>Another text for an item; an anchor or a tag before it stays.</summary>
    public static TextEdit Replace(ManifestText manifest, ManifestNode list, ManifestNode item, string text)
    {
        var (start, style) = Source(manifest, item);
        return new TextEdit(start, item.End, ScalarText.Write(text, style, IsFlow(list)));
    }

    /// <summary>An item taken away: its line with its comment, or its part of a list in brackets.</summary>
    public static TextEdit Remove(ManifestText manifest, ManifestNode list, int index)
    {
        var item = list.Items[index];
        _ = Source(manifest, item);
        if (list.Items.Count == 1)
        {
            throw NotPlain(item, "The last argument of a list cannot be taken away.");
        }

        if (IsFlow(list))
        {
            var last = index == list.Items.Count - 1;
            var edit = last ? new TextEdit(list.Items[index - 1].End, item.End, "") : new TextEdit(item.Start, list.Items[index + 1].Start, "");
            RequirePlainGap(manifest, item, last ? edit.Start : item.End, last ? item.Start : edit.End);
            return edit;
        }

        var text = manifest.Text;
        var lineStart = DashLine(manifest, item);
        var lineEnd = text.IndexOf('\n', item.End) + 1;
        if (lineEnd > 0)
        {
            return new TextEdit(lineStart, lineEnd, "");
        }

        // The text's last line ends without a line break, and so does the text afterwards.
        var before = lineStart > 1 && text[lineStart - 2] == '\r' ? lineStart - 2 : lineStart - 1;
        return new TextEdit(before, text.Length, "");
    }

    /// <summary>An item behind the last one of a list.</summary>
    public static TextEdit Append(ManifestText manifest, ManifestNode list, string argument)
    {
        if (list.Items is not [.., var last])
        {
            var bracket = manifest.Text.IndexOf(']', list.Start);
            return new TextEdit(bracket, bracket, ScalarText.Write(argument, ScalarStyle.DoubleQuoted, inFlow: true));
        }

        var style = (last.Event as Scalar)?.Style ?? ScalarStyle.Plain;
        var scalar = ScalarText.Write(argument, style, IsFlow(list));
        var text = manifest.Text;
        if (IsFlow(list))
        {
            var between = list.Items.Count > 1 ? text[list.Items[^2].End..last.Start] : ", ";
            return new TextEdit(last.End, last.End, (IsPlainGap(between) ? between : ", ") + scalar);
        }

        _ = Source(manifest, last);
        var lead = text[DashLine(manifest, last)..last.Start];
        var lineEnd = text.IndexOf('\n', last.End);
        var first = text.IndexOf('\n', StringComparison.Ordinal);
        var newline = first > 0 && text[first - 1] == '\r' ? "\r\n" : "\n";
        return lineEnd < 0
            ? new TextEdit(text.Length, text.Length, newline + lead + scalar)
            : new TextEdit(lineEnd + 1, lineEnd + 1, lead + scalar + newline);
    }

    private static bool IsFlow(ManifestNode list) => list.Event is SequenceStart { Style: SequenceStyle.Flow };

    /// <summary>Where a scalar itself begins, behind its anchor and tag, and how it is written.</summary>
    private static (int Start, ScalarStyle Style) Source(ManifestText manifest, ManifestNode item)
    {
        if (item.Event is not Scalar scalar)
        {
            throw item.AliasOf is { } alias
                ? EditRules.Refuse(EditRules.Shared, $"The argument is the alias {Display.Quote("*" + alias)}.", item.Location)
                : NotPlain(item, "The argument is not text.");
        }

        var text = manifest.Text;
        var start = item.Start;
        while (start < item.End && text[start] is '&' or '!')
        {
            while (start < item.End && !char.IsWhiteSpace(text[start]))
            {
                start++;
            }

            while (start < item.End && text[start] is ' ' or '\t')
            {
                start++;
            }
        }

        return scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded || text.AsSpan(item.Start, item.End - item.Start).ContainsAny('\n', '\r')
            ? throw NotPlain(item, "The argument is written over several lines.")
            : (start, scalar.Style);
    }

    /// <summary>The beginning of the line that holds an item's dash and nothing before it.</summary>
    private static int DashLine(ManifestText manifest, ManifestNode item)
    {
        var lineStart = manifest.Text.LastIndexOf('\n', item.Start - 1) + 1;
        return manifest.Text[lineStart..item.Start].Trim() == "-"
            ? lineStart
            : throw NotPlain(item, "The argument does not stand on a line of its own.");
    }

    private static void RequirePlainGap(ManifestText manifest, ManifestNode item, int start, int end)
    {
        if (!IsPlainGap(manifest.Text[start..end]))
        {
            throw NotPlain(item, "A comment stands between the arguments and would be lost.");
        }
    }

    private static bool IsPlainGap(string gap) => gap.Trim() == ",";

    private static ManifestEditException NotPlain(ManifestNode item, string what) => EditRules.Refuse(EditRules.NotPlainList, what, item.Location);
}
