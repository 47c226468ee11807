using System.Text;

namespace HaControlPlane.Adoption;

/// <summary>Reads the sections of a haproxy configuration. Any text has some answer: what haproxy itself refuses is read as far as it goes.</summary>
internal static class HaproxyText
{
    /// <summary>The words that begin a section (configuration.txt of haproxy 1.5 to 3.2).</summary>
    public static IReadOnlySet<string> Keywords { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "global", "defaults", "frontend", "backend", "listen", "program", "peers", "resolvers", "userlist", "cache", "ring", "mailers",
        "http-errors", "fcgi-app", "log-forward", "log-profile", "crt-store", "traces", "acme",
    };

    /// <summary>Its sections in order. Lines before the first belong to a section without keyword, where there are any.</summary>
    public static IReadOnlyList<HaproxySection> Read(string text)
    {
        var sections = new List<HaproxySection>();
        var lines = new List<HaproxyLine>();
        HaproxyLine? head = null;
        foreach (var (line, index) in text.Split('\n').Select((l, i) => (l, i)))
        {
            var words = Words(line);
            if (words.Count == 0)
            {
                continue;
            }

            if (!Keywords.Contains(words[0]))
            {
                lines.Add(new HaproxyLine(index + 1, words));
                continue;
            }

            Close();
            head = new HaproxyLine(index + 1, words);
        }

        Close();
        return sections;

        void Close()
        {
            if (head is not null || lines.Count > 0)
            {
                sections.Add(new HaproxySection(head ?? new HaproxyLine(lines[0].Number, [string.Empty]), [.. lines]));
            }

            lines.Clear();
        }
    }

    /// <summary>The words of a line: blanks part them but for those in quotes or behind a backslash, and # begins a comment.</summary>
    private static List<string> Words(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var quote = '\0';
        var begun = false;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c == '\\' && quote != '\'' && i + 1 < line.Length)
            {
                word.Append(line[++i]);
                begun = true;
            }
            else if (quote != '\0' ? c == quote : c is '"' or '\'')
            {
                quote = quote == '\0' ? c : '\0';
                begun = true;
            }
            else if (quote == '\0' && (char.IsWhiteSpace(c) || c == '#'))
            {
                End();
                if (c == '#')
                {
                    break;
                }
            }
            else
            {
                word.Append(c);
                begun = true;
            }
        }

        End();
        return words;

        void End()
        {
            if (begun)
            {
                words.Add(word.ToString());
            }

            word.Clear();
            begun = false;
        }
    }
}
