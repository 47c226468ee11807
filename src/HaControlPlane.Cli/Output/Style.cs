using HaControlPlane.Topology;

namespace HaControlPlane.Cli.Output;

/// <summary>Colour where a person looks: on a terminal, unless NO_COLOR says otherwise (no-color.org).</summary>
internal static class Style
{
    private const string Red = "31";
    private const string Green = "32";
    private const string Yellow = "33";
    private const string Cyan = "36";

    private static readonly bool Wanted = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    public static string Severity(FindingSeverity severity, string text) =>
        Console.IsErrorRedirected ? text : Paint(severity switch { FindingSeverity.Error => Red, FindingSeverity.Warning => Yellow, _ => Cyan }, text);

    public static string Good(string text) => Console.IsOutputRedirected ? text : Paint(Green, text);

    public static string Bad(string text) => Console.IsOutputRedirected ? text : Paint(Red, text);

    public static string DiffLine(string line) => Console.IsOutputRedirected ? line : line switch
    {
        ['+', ..] => Paint(Green, line),
        ['-', ..] => Paint(Red, line),
        ['@', ..] => Paint(Cyan, line),
        _ => line,
    };

    private static string Paint(string colour, string text) => Wanted ? $"\e[{colour}m{text}\e[0m" : text;
}
