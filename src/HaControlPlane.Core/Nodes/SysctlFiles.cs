using System.IO.Enumeration;
using HaControlPlane.Rendering;

namespace HaControlPlane.Nodes;

/// <summary>
/// The files that set kernel settings at boot, as sysctl.d(5) reads them: by file name, whichever folder a file is in; of one
/// name the first folder's counts; the last line of a key wins, and one that names the key wins over a pattern.
/// </summary>
public static class SysctlFiles
{
    private const string Last = "/etc/sysctl.conf";

    /// <summary>Every line that sets a key, in the order in which they are read.</summary>
    /// <param name="key">The key, with dots or slashes.</param>
    /// <param name="files">Path and text of each file, the folders in their order.</param>
    /// <param name="systemd">systemd sets them, which does not read <c>/etc/sysctl.conf</c>; <c>sysctl --system</c> reads it last.</param>
    public static IReadOnlyList<SysctlSetter> Setters(string key, IEnumerable<KeyValuePair<string, string>> files, bool systemd)
    {
        var path = SysctlKey.PathOf(key);
        var lines = InOrder(files, systemd).SelectMany(f => Lines(f.Key, f.Value)).ToArray();
        // A key with a minus and no value is taken out of what patterns set.
        var taken = lines.Any(l => l.Value is null && l.Path == path);
        var setters = lines.Where(l => l.Value is not null && (l.Path == path || (!taken && Matches(l.Path, path)))).ToArray();
        var winner = setters.LastOrDefault(l => l.Path == path) ?? setters.LastOrDefault();
        return [.. setters.Select(l => new SysctlSetter(l.File, l.Number, l.Value!, ReferenceEquals(l, winner)))];
    }

    /// <summary>A value as the node compares it: one blank between words.</summary>
    public static string Words(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return string.Join(' ', value.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries));
    }

    private static IEnumerable<KeyValuePair<string, string>> InOrder(IEnumerable<KeyValuePair<string, string>> files, bool systemd)
    {
        var all = files.ToArray();
        return all.Where(f => f.Key != Last).DistinctBy(f => NameOf(f.Key)).OrderBy(f => NameOf(f.Key), StringComparer.Ordinal)
            .Concat(systemd ? [] : all.Where(f => f.Key == Last));
    }

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    /// <summary>As a shell matches file names: no star reaches over a slash.</summary>
    private static bool Matches(string pattern, string path)
    {
        var (asked, steps) = (pattern.Split('/'), path.Split('/'));
        return pattern.AsSpan().IndexOfAny('*', '?') >= 0 && asked.Length == steps.Length
            && asked.Zip(steps).All(s => FileSystemName.MatchesSimpleExpression(s.First, s.Second, ignoreCase: false));
    }

    private static IEnumerable<Setting> Lines(string file, string text)
    {
        foreach (var (line, number) in text.Split('\n').Select((l, i) => (l.Trim(), i + 1)))
        {
            if (line.Length == 0 || line[0] is '#' or ';')
            {
                continue;
            }

            var key = line.Split('=', 2) is [var left, _] ? left : line;
            var value = line.Split('=', 2) is [_, var right] ? right.Trim() : null;
            // A minus says that a failure does not matter; without a value it takes the key out of patterns.
            if (value is not null || key[0] == '-')
            {
                yield return new Setting(file, number, SysctlKey.PathOf(key.Trim().TrimStart('-').Trim()), value);
            }
        }
    }

    private sealed record Setting(string File, int Number, string Path, string? Value);
}
