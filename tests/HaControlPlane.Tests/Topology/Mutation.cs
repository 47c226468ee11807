namespace HaControlPlane.Tests.Topology;

/// <summary>Damages a text the way people, editors and attackers do.</summary>
internal static class Mutation
{
    private static readonly string[] Inserts =
    [
        ":", " ", "\n", "\t", "- ", "[", "]", "{", "}", "\"", "'", "#", "&a ", "*a", "!x ", "!!int ", "|", ">", "%", "@", "`", "---\n", "...\n",
        "? ", "<<: *a", "\0", "\uFEFF", "\uD800", "\\", "~", "null", "999999999999", "-1", "\r", "\u0085", "é", ",", ": :", "%YAML 9.9\n",
    ];

    /// <summary>The text after one to four random edits.</summary>
    public static string Of(string text, Random random)
    {
        for (var edits = random.Next(1, 5); edits > 0; edits--)
        {
            var at = random.Next(text.Length + 1);
            var length = Math.Min(random.Next(1, 30), text.Length - at);
            text = random.Next(5) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, text.Substring(random.Next(text.Length + 1 - length), length)),
                2 => text[..at],
                _ => text.Insert(at, Inserts[random.Next(Inserts.Length)]),
            };
        }

        return text;
    }
}
