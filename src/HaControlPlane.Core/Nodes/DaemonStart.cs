using System.Text.RegularExpressions;

namespace HaControlPlane.Nodes;

/// <summary>With which command line a service starts its daemon, read from its unit with all drop-ins or from its init script.</summary>
internal static partial class DaemonStart
{
    /// <summary>The command line of a unit behind the program.</summary>
    /// <param name="unit">What <c>systemctl cat</c> says: each file behind a line "# PATH".</param>
    /// <param name="files">The environment files by path.</param>
    public static IReadOnlyList<StartWord> OfUnit(string unit, IReadOnlyDictionary<string, string> files)
    {
        var (file, section) = (string.Empty, string.Empty);
        var command = new StartWord(string.Empty, string.Empty);
        var variables = new Dictionary<string, StartWord>(StringComparer.Ordinal);
        var environmentFiles = new List<string>();
        foreach (var line in unit.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n').Select(l => l.Trim()))
        {
            if (line.StartsWith("# /", StringComparison.Ordinal))
            {
                (file, section) = (line[2..], string.Empty);
                continue;
            }

            section = line.StartsWith('[') ? line : section;
            if (section != "[Service]" || line.Split('=', 2) is not [var key, var value] || line[0] is '#' or ';')
            {
                continue;
            }

            value = value.Trim();
            switch (key.Trim())
            {
                // An empty one takes back those before it; of several the last to start stays, the others end.
                case "ExecStart":
                    command = new StartWord(value, file);
                    break;
                case "Environment" when value.Length == 0:
                    variables.Clear();
                    break;
                case "Environment":
                    foreach (var pair in Words(value).Select(w => w.Split('=', 2)).Where(p => p.Length == 2))
                    {
                        variables[pair[0]] = new StartWord(pair[1], $"{pair[0]} in {file}");
                    }

                    break;
                case "EnvironmentFile" when value.Length == 0:
                    environmentFiles.Clear();
                    break;
                case "EnvironmentFile":
                    environmentFiles.Add(value.TrimStart('-'));
                    break;
            }
        }

        // A file's settings come after those of the unit, whatever stands first.
        foreach (var path in environmentFiles)
        {
            Assign(variables, files.GetValueOrDefault(path) ?? string.Empty, path);
        }

        return [.. Expand(Words(command.Text), command.Origin, variables).Skip(1)];
    }

    /// <summary>The command line of an init script behind the program; none where the script does not show it.</summary>
    /// <param name="script">The script's text.</param>
    /// <param name="path">Its path.</param>
    /// <param name="files">The files that it may read its settings from, by path.</param>
    public static IReadOnlyList<StartWord> OfScript(string script, string path, IReadOnlyDictionary<string, string> files)
    {
        var text = script.Replace("\\\n", " ", StringComparison.Ordinal);
        var variables = new Dictionary<string, StartWord>(StringComparer.Ordinal);
        Assign(variables, text, path);
        foreach (var (file, content) in files)
        {
            Assign(variables, content, file);
        }

        // Debian's scripts have "start-stop-daemon --start ... -- ARGUMENTS", Red Hat's "daemon PROGRAM ARGUMENTS".
        var line = text.Split('\n').Select(l => l.Trim()).FirstOrDefault(l => StartLine().IsMatch(l));
        if (line is null)
        {
            return [];
        }

        var call = ShellEnd().Split(line[StartLine().Match(line).Index..])[0];
        var behind = call.IndexOf(" -- ", StringComparison.Ordinal);
        var words = behind >= 0 ? Words(call[(behind + 4)..]) : Words(call).SkipWhile(w => w is "daemon" || w.StartsWith("--", StringComparison.Ordinal)).Skip(1);
        return [.. Expand(words, path, variables)];
    }

    /// <summary>Lines "NAME=VALUE", with export or without; later ones count. What a command would say is nobody's guess.</summary>
    private static void Assign(Dictionary<string, StartWord> variables, string text, string file)
    {
        foreach (Match match in Assignment().Matches(text))
        {
            var name = match.Groups["name"].Value;
            var value = Words(match.Groups["value"].Value).FirstOrDefault() ?? string.Empty;
            if (!value.Contains("$(", StringComparison.Ordinal) && !value.Contains('`', StringComparison.Ordinal))
            {
                variables[name] = new StartWord(Reference().Replace(value, r => variables.GetValueOrDefault(NameOf(r))?.Text ?? string.Empty), $"{name} in {file}");
            }
        }
    }

    /// <summary>A variable that is a whole word becomes as many words as it has, any other a part of its word.</summary>
    private static IEnumerable<StartWord> Expand(IEnumerable<string> words, string origin, Dictionary<string, StartWord> variables)
    {
        foreach (var word in words)
        {
            if (Reference().Match(word) is { Success: true } whole && whole.Length == word.Length)
            {
                var variable = variables.GetValueOrDefault(NameOf(whole));
                foreach (var part in Words(variable?.Text ?? string.Empty))
                {
                    yield return new StartWord(part, variable!.Origin);
                }

                continue;
            }

            var used = Reference().Matches(word).Select(r => variables.GetValueOrDefault(NameOf(r))?.Origin).OfType<string>().FirstOrDefault();
            yield return new StartWord(Reference().Replace(word, r => variables.GetValueOrDefault(NameOf(r))?.Text ?? string.Empty), used ?? origin);
        }
    }

    private static string NameOf(Match reference) => reference.Groups["name"].Value;

    /// <summary>Words as a shell parts them, without their quotes.</summary>
    private static IEnumerable<string> Words(string text) => Word().Matches(text).Select(m => m.Value.Replace("\"", string.Empty, StringComparison.Ordinal).Replace("'", string.Empty, StringComparison.Ordinal));

    [GeneratedRegex("""(?:"[^"]*"|'[^']*'|[^\s"'])+""")]
    private static partial Regex Word();

    [GeneratedRegex(@"\$(?:\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(?::?[-=][^}]*)?\}|(?<name>[A-Za-z_][A-Za-z0-9_]*))")]
    private static partial Regex Reference();

    [GeneratedRegex("""^[ \t]*(?:\[[^\]]*\][ \t]*&&[ \t]*)?(?:export[ \t]+)?(?<name>[A-Za-z_][A-Za-z0-9_]*)=(?<value>(?:"[^"\n]*"|'[^'\n]*'|[^\s"';#])*)""", RegexOptions.Multiline)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"(?:start-stop-daemon\b.*--start\b|start-stop-daemon\b.* -S\b|^daemon\s)")]
    private static partial Regex StartLine();

    /// <summary>Where a command of shell ends.</summary>
    [GeneratedRegex(@";|\|\||&&|\s&\s*$|\d?>")]
    private static partial Regex ShellEnd();
}
