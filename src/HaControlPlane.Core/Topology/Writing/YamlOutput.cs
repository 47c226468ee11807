using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace HaControlPlane.Topology.Writing;

/// <summary>Emits a tree of mappings, lists, texts and numbers as block YAML. Nothing of it looks into types: a compiler that knows all code beforehand can do it.</summary>
internal sealed partial class YamlOutput
{
    private readonly Emitter emitter;
    private readonly Func<string, ScalarStyle> style;

    private YamlOutput(StringWriter text, Func<string, ScalarStyle> style)
    {
        emitter = new Emitter(text, new EmitterSettings(2, int.MaxValue, false, 1024));
        this.style = style;
    }

    /// <summary>The YAML of a mapping, a list or one value.</summary>
    /// <param name="root">The tree.</param>
    /// <param name="style">How a text is written; null for the plainest form that reads as the same text.</param>
    public static string Of(object root, Func<string, ScalarStyle>? style = null)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var output = new YamlOutput(text, style ?? Plainest);
        output.emitter.Emit(new StreamStart());
        output.emitter.Emit(new DocumentStart());
        output.Value(root);
        output.emitter.Emit(new DocumentEnd(isImplicit: true));
        output.emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private static ScalarStyle Plainest(string word) => ReadsAsSomethingElse().IsMatch(word) ? ScalarStyle.DoubleQuoted : ScalarStyle.Any;

    private void Value(object value)
    {
        switch (value)
        {
            case int or long:
                Scalar(Convert.ToString(value, CultureInfo.InvariantCulture)!, ScalarStyle.Plain);
                break;
            case bool flag:
                Scalar(flag ? "true" : "false", ScalarStyle.Plain);
                break;
            case string word:
                Scalar(word, style(word));
                break;
            case IEnumerable<KeyValuePair<string, object>> entries:
                Mapping(entries);
                break;
            case IEnumerable<KeyValuePair<string, string>> texts:
                Mapping(texts.Select(t => KeyValuePair.Create<string, object>(t.Key, t.Value)));
                break;
            case IEnumerable<object> items:
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, true, SequenceStyle.Block));
                foreach (var item in items)
                {
                    Value(item);
                }

                emitter.Emit(new SequenceEnd());
                break;
            default:
                throw new ArgumentException($"{value.GetType()} has no YAML form.", nameof(value));
        }
    }

    private void Mapping(IEnumerable<KeyValuePair<string, object>> entries)
    {
        emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, true, MappingStyle.Block));
        foreach (var (key, item) in entries)
        {
            Value(key);
            Value(item);
        }

        emitter.Emit(new MappingEnd());
    }

    private void Scalar(string value, ScalarStyle style) =>
        emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, WellFormed(value), style, isPlainImplicit: true, isQuotedImplicit: true));

    /// <summary>Halves of surrogate pairs have no form in UTF-8; they become the replacement character.</summary>
    private static string WellFormed(string value) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(value));

    /// <summary>Text that a YAML reader would take for nothing, a number or a truth value, and text with control characters.</summary>
    [GeneratedRegex(@"^$|^[-+.\d]+[\deE.+_-]*$|^0[xo]|^(?i:null|~|true|false|yes|no|on|off|y|n)$|[\p{C}\u2028\u2029]", RegexOptions.CultureInvariant)]
    private static partial Regex ReadsAsSomethingElse();
}
