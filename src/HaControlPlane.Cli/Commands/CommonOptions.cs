using System.CommandLine;

namespace HaControlPlane.Cli.Commands;

/// <summary>Options that mean the same on every verb.</summary>
internal static class CommonOptions
{
    public static Argument<string> File() => new("FILE") { Description = "The topology file." };

    public static Option<bool> Json() => new("--json") { Description = "Write one JSON document to standard output." };

    public static Option<bool> Verbose() => new("--verbose", "-v") { Description = "Tell each step on standard error." };

    public static Option<int> Throttle() => new("--throttle")
    {
        Description = "How many nodes are worked on at once.",
        DefaultValueFactory = _ => 32,
    };

    public static Option<bool> TakeOver() => new("--take-over")
    {
        Description = "Take over the lock of a run whose admin is gone, and settle what it left.",
    };

    public static Option<bool> SkipPreflight() => new("--skip-preflight")
    {
        Description = "Do not hold the rules about live nodes against them: for when such a rule is known to be wrong here.",
    };

    public static Option<bool> ReplaceForeign() => new("--replace-foreign")
    {
        Description = "Replace files also where they serve something foreign, which ends then; its text is kept on the node, and remove brings it back.",
    };

    public static Option<string[]> Forget() => new("--forget")
    {
        Description = "A node that left and will never be reached again; it is not asked to put things back.",
    };
}
