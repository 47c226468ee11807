using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace HaControlPlane.Probing;

/// <summary>Probes of one endpoint, one after the other.</summary>
public sealed record ProbeSeries
{
    /// <summary>What to probe.</summary>
    public required EndpointProbeRequest Request { get; init; }

    /// <summary>Who asks: this machine by default, or a node.</summary>
    public Func<EndpointProbeRequest, CancellationToken, Task<EndpointProbeResult>> Ask { get; init; } = EndpointProbe.ProbeAsync;

    /// <summary>How many probes at most. Null: no end. Default 1.</summary>
    public int? Count { get; init; } = 1;

    /// <summary>From the beginning of one probe to that of the next; a probe that takes longer is followed at once. Default 1 s.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Stop at the first probe that is well.</summary>
    public bool UntilOk { get; init; }

    /// <summary>Runs the series; each result as soon as it is there.</summary>
    public async IAsyncEnumerable<EndpointProbeResult> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var done = 1; ; done++)
        {
            var clock = Stopwatch.StartNew();
            var result = await Ask(Request, cancellationToken).ConfigureAwait(false);
            yield return result;
            if ((UntilOk && result.Ok) || done >= Count)
            {
                yield break;
            }

            var rest = Interval - clock.Elapsed;
            await Task.Delay(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        }
    }
}
