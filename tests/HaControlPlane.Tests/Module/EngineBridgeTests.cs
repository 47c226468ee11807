using HaControlPlane.Bridge;

namespace HaControlPlane.Tests.Module;

/// <summary>The bridge between engine threads and the pipeline's thread. It is plain .NET: no PowerShell runs here.</summary>
public sealed class EngineBridgeTests : IDisposable
{
    private readonly EngineBridge bridge = new();

    public void Dispose() => bridge.Dispose();

    [Fact]
    public void What_the_engine_says_is_written_in_order_on_the_calling_thread()
    {
        var written = new List<(int Number, int Thread)>();
        var result = bridge.Run(async _ =>
        {
            for (var i = 0; i < 100; i++)
            {
                var number = i;
                bridge.Post(() => written.Add((number, Environment.CurrentManagedThreadId)));
                await Task.Yield();
            }

            return "done";
        });

        Assert.Equal("done", result);
        Assert.Equal(Enumerable.Range(0, 100), written.Select(w => w.Number));
        Assert.All(written, w => Assert.Equal(Environment.CurrentManagedThreadId, w.Thread));
    }

    [Fact]
    public void A_pipeline_that_takes_no_more_cancels_the_engine_and_waits_until_it_has_wound_up()
    {
        var woundUp = false;
        Assert.Throws<InvalidTimeZoneException>(() => bridge.Run<int>(async token =>
        {
            bridge.Post(() => throw new InvalidTimeZoneException());
            try
            {
                await Task.Delay(Timeout.Infinite, token);
            }
            finally
            {
                await Task.Yield();
                bridge.Post(() => { });
                woundUp = true;
            }

            return 0;
        }));

        Assert.True(woundUp);
    }

    [Fact]
    public void What_the_engine_says_after_a_stop_is_still_written()
    {
        var written = new List<string>();
        Assert.Equal(1, bridge.Run(async token =>
        {
            bridge.Stop();
            await Task.Yield();
            bridge.Post(() => written.Add(token.IsCancellationRequested ? "stopped" : "not stopped"));
            return 1;
        }));

        Assert.Equal(["stopped"], written);
    }

    [Fact]
    public void The_engines_own_failure_reaches_the_caller() =>
        Assert.Throws<FormatException>(() => bridge.Run<int>(_ => throw new FormatException()));
}
