using System.Text;

namespace HaControlPlane.Adoption;

/// <summary>
/// Reads the blocks of a keepalived configuration. Any text has some answer: a brace that is missing ends with the file, one too
/// many is passed over, and a block that only an instance without a closing brace could hold stands beside it.
/// </summary>
internal static class KeepalivedText
{
    /// <summary>Words that begin a block of the outermost level and of no other.</summary>
    private static readonly HashSet<string> Outermost = new(StringComparer.Ordinal)
    {
        "global_defs", "vrrp_instance", "vrrp_sync_group", "virtual_server", "virtual_server_group", "static_ipaddress", "static_routes",
        "static_rules", "vrrp_script", "vrrp_track_process", "vrrp_track_file",
    };

    /// <summary>Deeper than any file of keepalived goes: what nests deeper is an attack on the reader's stack.</summary>
    private const int MaxDepth = 32;

    /// <summary>Its lines and blocks in order.</summary>
    public static IReadOnlyList<KeepalivedBlock> Read(string text)
    {
        var open = new Stack<Open>();
        open.Push(new Open(0, [string.Empty]));
        KeepalivedBlock? last = null;
        foreach (var (line, index) in text.Split('\n').Select((l, i) => (l, i)))
        {
            var words = new List<string>();
            foreach (var word in Words(line).SkipWhile((w, i) => i == 0 && w.Text.StartsWith('@') && !w.Quoted))
            {
                if (word is { Text: "{", Quoted: false })
                {
                    OpenBlock(words, index + 1);
                    words = [];
                }
                else if (word is { Text: "}", Quoted: false })
                {
                    Add(words, index + 1);
                    words = [];
                    CloseBlock();
                }
                else
                {
                    words.Add(word.Text);
                }
            }

            Add(words, index + 1);
        }

        while (open.Count > 1)
        {
            CloseBlock();
        }

        return open.Pop().Children;

        void Add(List<string> words, int line)
        {
            if (words.Count > 0)
            {
                LeaveUnclosed(words);
                last = new KeepalivedBlock(line, words, null);
                open.Peek().Children.Add(last);
            }
        }

        void OpenBlock(List<string> words, int line)
        {
            LeaveUnclosed(words);
            if (words.Count == 0 && last is not null && open.Peek().Children is [.., var before] && ReferenceEquals(before, last))
            {
                // The brace has a line of its own: it belongs to the words before it.
                open.Peek().Children.RemoveAt(open.Peek().Children.Count - 1);
                (words, line) = ([.. last.Words], last.Line);
            }

            if (open.Count > MaxDepth)
            {
                CloseBlock();
            }

            last = null;
            open.Push(new Open(line, words.Count == 0 ? [string.Empty] : words));
        }

        void CloseBlock()
        {
            if (open.Count > 1)
            {
                var block = open.Pop();
                open.Peek().Children.Add(new KeepalivedBlock(block.Line, block.Words, block.Children));
            }

            last = null;
        }

        void LeaveUnclosed(List<string> words)
        {
            while (open.Count > 1 && words.Count > 0 && Outermost.Contains(words[0]) && IsHead(words))
            {
                CloseBlock();
            }
        }
    }

    /// <summary>Inside a group or a track list the same word may stand alone; as a block's head it has what it is the head of.</summary>
    private static bool IsHead(List<string> words) => words.Count > 1 || words[0] is "global_defs" || words[0].StartsWith("static_", StringComparison.Ordinal);

    /// <summary>The words of a line; ! and # begin a comment, and a brace is a word also where no blank stands beside it.</summary>
    private static List<(string Text, bool Quoted)> Words(string line)
    {
        var words = new List<(string, bool)>();
        var word = new StringBuilder();
        bool quote = false, quoted = false;
        foreach (var c in line)
        {
            if (c == '"')
            {
                quote = !quote;
                quoted = true;
            }
            else if (quote)
            {
                word.Append(c);
            }
            else if (c is '!' or '#')
            {
                break;
            }
            else if (char.IsWhiteSpace(c))
            {
                End();
            }
            else if (c == '}' || (c == '{' && !(word.Length > 0 && word[^1] == '$')))
            {
                if (c == '}' && word.ToString().Contains("${", StringComparison.Ordinal))
                {
                    word.Append(c);
                    continue;
                }

                End();
                words.Add((c.ToString(), false));
            }
            else
            {
                word.Append(c);
            }
        }

        End();
        return words;

        void End()
        {
            if (word.Length > 0 || quoted)
            {
                words.Add((word.ToString(), quoted));
            }

            word.Clear();
            quoted = false;
        }
    }

    private sealed record Open(int Line, IReadOnlyList<string> Words)
    {
        public List<KeepalivedBlock> Children { get; } = [];
    }
}
