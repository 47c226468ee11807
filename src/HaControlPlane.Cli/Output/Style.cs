using HaControlPlane.Rollout;
using HaControlPlane.Topology;

namespace HaControlPlane.Cli.Output;

/// <summary>Colour where a person looks: on a terminal, unless NO_COLOR says otherwise (no-color.org).</summary>
internal static class Style
{
    private const string Red = "31";
    private const string Green = "32";
    private const string Yellow = "33";
    private const string Cyan = "36";

    private static readonly bool Wanted = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb";

    public static string Severity(FindingSeverity severity, string text) =>
        Console.IsErrorRedirected ? text : Paint(severity switch { FindingSeverity.Error => Red, FindingSeverity.Warning => Yellow, _ => Cyan }, text);

    public static string Good(string text) => Console.IsOutputRedirected ? text : Paint(Green, text);

    public static string Bad(string text) => Console.IsOutputRedirected ? text : Paint(Red, text);

    /// <summary>A diff line by line.</summary>
    public static IEnumerable<string> Diff(string diff) => DiffLines.Of(diff).Select(line => Console.IsOutputRedirected ? line.Text : line.Kind switch
    {
        DiffLineKind.Added => Paint(Green, line.Text),
        DiffLineKind.Removed => Paint(Red, line.Text),
        DiffLineKind.Header => Paint(Cyan, line.Text),
        _ => line.Text,
    });

    private static string Paint(string colour, string text) => Wanted ? $"\e[{colour}m{text}\e[0m" : text;
}
