using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;

namespace HaControlPlane.Scripts;

/// <summary>
/// The node's functions, and of them what a script needs: a new connection sends little before it must wait for the node, so each
/// ten kilobytes may cost a round trip.
/// </summary>
internal static partial class ShellLibrary
{
    /// <summary>The files of the library, in the order in which a reader meets them.</summary>
    public static IReadOnlyList<string> Files { get; } =
    [
        "base.sh", "limits.sh", "services.sh", "facts.sh", "kubevip.sh", "words.sh", "stage.sh", "places.sh", "release.sh", "sysctl.sh", "same.sh", "logsocket.sh", "sysctls.sh", "routes.sh", "route-files.sh", "manifests.sh", "cidrs.sh", "kept.sh", "commit.sh", "barrier.sh", "decide.sh", "promise.sh", "undo.sh", "ledger.sh", "repair.sh", "status.sh", "running.sh", "daemons.sh", "preflight.sh", "endpoint.sh", "reach.sh", "vip.sh", "drill.sh", "drain.sh",
    ];

    private static readonly Lazy<IReadOnlyList<Part>> Parts = new(() => [.. Files.SelectMany(f => Split(Read(f)))]);

    private static readonly Lazy<IReadOnlyDictionary<string, Part>> Functions = new(() =>
        Parts.Value.Where(p => p.Name is not null).ToDictionary(p => p.Name!, StringComparer.Ordinal));

    /// <summary>By the functions that are called: a rollout asks for the same few again and again.</summary>
    private static readonly ConcurrentDictionary<string, byte[]> Heads = new(StringComparer.Ordinal);

    /// <summary>The beginning of a script with these calls: defines what they need, and keeps it in <c>hacp_library</c>.</summary>
    public static byte[] HeadFor(IEnumerable<string> calls)
    {
        var called = calls.SelectMany(CalledBy).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        return Heads.GetOrAdd(string.Join(' ', called), _ =>
            Encoding.UTF8.GetBytes($"hacp_library={ShellQuote.Word(TextFor(called))}\neval \"$hacp_library\"\n"));
    }

    /// <summary>These functions, those they call, and what is no function, without comments.</summary>
    public static string TextFor(IEnumerable<string> functions)
    {
        var needed = new HashSet<string>(StringComparer.Ordinal) { "say" };
        var waiting = new Stack<string>(functions.Append("say"));
        while (waiting.TryPop(out var name))
        {
            foreach (var other in Functions.Value[name].Mentions.Where(m => Functions.Value.ContainsKey(m) && needed.Add(m)))
            {
                waiting.Push(other);
            }

            needed.Add(name);
        }

        return string.Concat(Parts.Value.Where(p => p.Name is null || needed.Contains(p.Name)).Select(p => p.Text));
    }

    /// <summary>The first word of a call that was put together here; of any other line of shell every word may be a function.</summary>
    private static IEnumerable<string> CalledBy(string call) =>
        (call is ['\'', ..] && call.IndexOf('\'', 1) is > 0 and var end ? [call[1..end]] : Words().Matches(call).Select(m => m.Value))
        .Where(Functions.Value.ContainsKey);

    private static IEnumerable<Part> Split(string text)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var begin = FunctionHead().Match(lines[i]);
            if (!begin.Success)
            {
                if (lines[i].Length > 0 && lines[i][0] != '#')
                {
                    yield return new Part(null, lines[i] + "\n", []);
                }

                continue;
            }

            var first = i;
            // A function that goes on has its closing brace at the beginning of a line, and nothing else has one there.
            while (begin.Groups["open"].Success && lines[i] != "}")
            {
                i++;
            }

            var body = lines[first..(i + 1)];
            yield return new Part(
                begin.Groups["name"].Value,
                string.Concat(body.Where(l => !Comment().IsMatch(l)).Select(l => l + "\n")),
                [.. body.Where(l => !Comment().IsMatch(l) || l.Contains("# needs ", StringComparison.Ordinal)).SelectMany(l => Words().Matches(l)).Select(m => m.Value).Distinct(StringComparer.Ordinal)]);
        }
    }

    private static string Read(string name)
    {
        using var stream = typeof(ShellLibrary).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The script {name} is not embedded in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"^(?<name>[a-z_0-9]+)\(\) \{(?<open>( #.*)?$)?")]
    private static partial Regex FunctionHead();

    [GeneratedRegex(@"^\s*#")]
    private static partial Regex Comment();

    [GeneratedRegex("[a-z_][a-z_0-9]*")]
    private static partial Regex Words();

    /// <summary>A function, or a line that is in none.</summary>
    /// <param name="Name">The function's name; null for none.</param>
    /// <param name="Text">Its text without comments.</param>
    /// <param name="Mentions">The words in it, any of which may be a function it calls.</param>
    private sealed record Part(string? Name, string Text, IReadOnlyList<string> Mentions);
}
