using System.Diagnostics;

namespace HaControlPlane.Tests;

/// <summary>What benches make of their figures, without a lab: a bar that is missed or was not measured fails.</summary>
public sealed class BenchJudgeTests
{
    [ProgramFact("python3")]
    public void A_bench_fails_whatever_is_beyond_its_bar_or_was_not_measured()
    {
        var start = new ProcessStartInfo("python3", ["-B", "-m", "unittest", "discover", "-s", RepositoryRoot.Combine("bench"), "-p", "judge_test.py"]) { RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();

        // A runner that finds no test ends well, too.
        Assert.True(process.ExitCode == 0, said);
        Assert.Matches("(?m)^Ran [1-9][0-9]* tests", said);
    }
}
