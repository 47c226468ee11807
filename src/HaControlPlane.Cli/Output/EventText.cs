using HaControlPlane.Rollout;

namespace HaControlPlane.Cli.Output;

/// <summary>Progress on standard error: one line that is rewritten on a terminal, a line an event when verbose, else nothing.</summary>
internal sealed class EventText(bool verbose) : IProgress<RolloutEvent>, IDisposable
{
    private readonly Lock writing = new();
    private readonly bool terminal = !Console.IsErrorRedirected && !verbose;
    private int shown;

    public void Report(RolloutEvent value)
    {
        var text = $"{value.Phase.ToString().ToLowerInvariant()} {value.Node?.Name ?? "all"}: {value.Message}";
        lock (writing)
        {
            if (verbose)
            {
                Console.Error.WriteLine(text);
            }
            else if (terminal)
            {
                var line = text.Length < Width() ? text : text[..(Width() - 1)];
                Console.Error.Write("\r" + line.PadRight(shown));
                shown = line.Length;
            }
        }
    }

    /// <summary>Wipes the progress line, so that what follows starts clean.</summary>
    public void Clear()
    {
        lock (writing)
        {
            if (terminal && shown > 0)
            {
                Console.Error.Write("\r" + new string(' ', shown) + "\r");
                shown = 0;
            }
        }
    }

    public void Dispose() => Clear();

    private static int Width() => Math.Max(20, Console.WindowWidth);
}
