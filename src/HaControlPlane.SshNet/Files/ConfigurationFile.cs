using System.Text;

namespace HaControlPlane.SshNet.Files;

/// <summary>Reads the SSH client's configuration files for one host: <c>Host</c>, <c>Match</c> as far as it can be told here, <c>Include</c>.</summary>
/// <param name="host">The name as it was given.</param>
/// <param name="user">The user as it was given; null for none.</param>
/// <param name="home">The user's own folder.</param>
internal sealed class ConfigurationFile(string host, string? user, string home)
{
    /// <summary>As deep as OpenSSH follows.</summary>
    private const int DeepestInclude = 16;

    private readonly ClientConfiguration into = new();

    /// <summary>What the user's configuration and then the machine's say, or one file in place of both.</summary>
    /// <exception cref="ConfigurationException">A file asks for what this transport cannot tell.</exception>
    public static ClientConfiguration Read(string host, string? user, string? onlyFile)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var reader = new ConfigurationFile(host, user, home);
        var own = Path.Join(home, ".ssh");
        if (onlyFile is not null)
        {
            reader.Take(onlyFile, own, applies: true, depth: 0);
        }
        else
        {
            reader.Take(Path.Join(own, "config"), own, applies: true, depth: 0);
            var machine = OperatingSystem.IsWindows() ? Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "ssh") : "/etc/ssh";
            reader.Take(Path.Join(machine, "ssh_config"), machine, applies: true, depth: 0);
        }

        return reader.into;
    }

    private void Take(string file, string folder, bool applies, int depth)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(file);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return;
        }

        var here = applies;
        foreach (var words in lines.Select(WordsOf))
        {
            if (words.Count == 0)
            {
                continue;
            }

            string[] values = [.. words.Skip(1)];
            switch (words[0].ToUpperInvariant())
            {
                case "HOST":
                    here = applies && HostPatterns.Match(values, host);
                    break;
                case "MATCH":
                    here = applies && Matches(values, file);
                    break;
                case "INCLUDE" when depth < DeepestInclude:
                    foreach (var other in values.SelectMany(v => Named(v, folder)))
                    {
                        Take(other, folder, here, depth + 1);
                    }

                    break;
                default:
                    if (here)
                    {
                        into.Say(words[0], values);
                    }

                    break;
            }
        }
    }

    /// <summary>The criteria one after the other; what stands behind one that fails is not asked.</summary>
    private bool Matches(string[] criteria, string file)
    {
        for (var i = 0; i < criteria.Length; i++)
        {
            var not = criteria[i].StartsWith('!');
#pragma warning disable CA1308
            var criterion = criteria[i].TrimStart('!').ToLowerInvariant();
#pragma warning restore CA1308
            if (criterion == "all")
            {
                continue;
            }

            // Blocks for the second reading, after names were made canonical: there is none here.
            if (criterion is "final" or "canonical")
            {
                if (not)
                {
                    continue;
                }

                return false;
            }

            string[] patterns = [.. (i + 1 < criteria.Length ? criteria[++i] : "").Split(',')];
            var text = criterion switch
            {
                "host" => into.HostName ?? host,
                "originalhost" => host,
                "user" => user ?? into.User ?? Environment.UserName,
                "localuser" => Environment.UserName,
                _ => throw new ConfigurationException($"'Match {criterion}' in {file}"),
            };
            if (HostPatterns.Match(patterns, text) == not)
            {
                return false;
            }
        }

        return true;
    }

    private IEnumerable<string> Named(string pattern, string folder)
    {
        var path = Path.Combine(folder, pattern.StartsWith("~/", StringComparison.Ordinal) ? Path.Join(home, pattern[1..]) : pattern);
        if (!path.AsSpan().ContainsAny('*', '?'))
        {
            return [path];
        }

        var at = Path.GetDirectoryName(path)!;
        return Directory.Exists(at) ? Directory.GetFiles(at, Path.GetFileName(path)).Order(StringComparer.Ordinal) : [];
    }

    /// <summary>The keyword and its values: blanks or one <c>=</c> between the first two, blanks after, quotes hold blanks.</summary>
    private static List<string> WordsOf(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var (quoted, any) = (false, false);
        foreach (var c in line.Trim())
        {
            if (c == '"')
            {
                (quoted, any) = (!quoted, true);
            }
            else if (!quoted && (char.IsWhiteSpace(c) || (c == '=' && (words.Count == 0 || (words.Count == 1 && !any)))))
            {
                End();
            }
            else if (!quoted && c == '#' && !any)
            {
                break;
            }
            else
            {
                word.Append(c);
                any = true;
            }
        }

        End();
        return words;

        void End()
        {
            if (any)
            {
                words.Add(word.ToString());
                word.Clear();
                any = false;
            }
        }
    }
}
