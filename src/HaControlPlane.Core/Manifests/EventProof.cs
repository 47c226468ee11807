using YamlDotNet.Core.Events;

namespace HaControlPlane.Manifests;

/// <summary>
/// Reads an edited manifest back and holds it against the one before: the same events but for the one argument. What
/// fails it is refused rather than written, whatever corner of YAML it came from.
/// </summary>
internal static class EventProof
{
    /// <summary>The edited text, once it is proven to mean what it should.</summary>
    /// <exception cref="ManifestEditException">It would mean something else.</exception>
    public static string Require(ManifestText before, TextEdit edit, int order, int removed, string? added, ManifestNode place)
    {
        var expected = before.Events.Select(Meaning).ToList();
        if (removed > 0 && added is not null && before.Events[order] is Scalar old)
        {
            expected[order] = Meaning(old.Anchor.IsEmpty ? null : old.Anchor.Value, TagOf(old), added);
        }
        else
        {
            expected.RemoveRange(order, removed);
            if (added is not null)
            {
                expected.Insert(order, Meaning(null, string.Empty, added));
            }
        }

        var text = edit.Apply(before.Text);
        try
        {
            if (ManifestText.Read(text, place.Location.File).Events.Select(Meaning).SequenceEqual(expected))
            {
                return text;
            }
        }
        catch (ManifestEditException)
        {
            // Falls through to the one refusal: the text before was readable, so the form of the list is what is odd.
        }

        throw EditRules.Refuse(EditRules.NotPlainList, "The argument is written in a form that cannot be changed safely.", place.Location);
    }

    private static string Meaning(ParsingEvent e) => e switch
    {
        Scalar scalar => Meaning(scalar.Anchor.IsEmpty ? null : scalar.Anchor.Value, TagOf(scalar), scalar.Value),
        AnchorAlias alias => "*" + alias.Value.Value,
        NodeEvent node => $"{node.GetType().Name} {node.Anchor} {node.Tag}",
        _ => e.GetType().Name,
    };

    private static string TagOf(Scalar scalar) => scalar.Tag.IsEmpty || scalar.Tag.IsNonSpecific ? string.Empty : scalar.Tag.Value;

    private static string Meaning(string? anchor, string tag, string value) => $"Scalar {anchor} {tag} {value}";
}
