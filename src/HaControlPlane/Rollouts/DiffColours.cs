using System.Management.Automation;
using HaControlPlane.Rollout;

namespace HaControlPlane.Rollouts;

/// <summary>A diff in the colours of <c>$PSStyle</c>, the user's own where they set others; plain wherever PowerShell's own output would be.</summary>
internal sealed class DiffColours
{
    private readonly Dictionary<DiffLineKind, string> colours = [];
    private readonly string reset = "";

    /// <summary>Reads the session's style. NO_COLOR is PowerShell's to mind: it sets <c>OutputRendering</c> by it.</summary>
    public DiffColours(PSCmdlet cmdlet)
    {
        if (cmdlet.GetVariableValue("PSStyle") is not { } style || !IsWanted(Text(style, "OutputRendering")))
        {
            return;
        }

        var foreground = PSObject.AsPSObject(style).Properties["Foreground"]?.Value;
        colours[DiffLineKind.Added] = Text(foreground, "Green");
        colours[DiffLineKind.Removed] = Text(foreground, "Red");
        colours[DiffLineKind.Header] = Text(foreground, "Cyan");
        reset = Text(style, "Reset");
    }

    /// <summary>The diff, painted line by line so that a pager may cut it anywhere.</summary>
    public string Paint(string diff) => colours.Count == 0 ? diff
        : string.Join('\n', DiffLines.Of(diff).Select(l => colours.GetValueOrDefault(l.Kind) is { Length: > 0 } colour ? colour + l.Text + reset : l.Text));

    private static bool IsWanted(string rendering) => rendering switch
    {
        "Ansi" => true,
        "PlainText" => false,
        _ => !Console.IsOutputRedirected,
    };

    private static string Text(object? from, string property) =>
        from is null ? "" : PSObject.AsPSObject(from).Properties[property]?.Value?.ToString() ?? "";
}
