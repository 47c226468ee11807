using System.Globalization;
using System.Text;

namespace HaControlPlane.Tests.Matrix;

/// <summary>The matrix as a table: a line a fault and change, with what came of its points.</summary>
internal static class FaultTable
{
    public static string Write(IReadOnlyList<FaultResult> all, int noTime)
    {
        var results = all.Where(r => r.NotTried is null).ToArray();
        var text = new StringBuilder("| change | fault | points | half | by repair | recovery s, median / longest |\n| --- | --- | --- | --- | --- | --- |\n");
        foreach (var group in results.GroupBy(r => (Change: r.Cell.Change.Name, Fault: r.Cell.Fault.Name)).OrderBy(g => g.Key))
        {
            var seconds = group.Select(r => r.Recovery.TotalSeconds).Order().ToArray();
            text.Append(CultureInfo.InvariantCulture,
                $"| {group.Key.Change} | {group.Key.Fault} | {group.Count()} | {group.Count(r => r.Problem is not null)} | {group.Count(r => r.Repaired is not null)} | {seconds[seconds.Length / 2]:0.0} / {seconds[^1]:0.0} |\n");
        }

        foreach (var result in results.Where(r => r.Problem is not null))
        {
            text.Append(CultureInfo.InvariantCulture, $"HALF {result.Cell}: {result.Problem}\n");
        }

        foreach (var result in all.Where(r => r.NotTried is not null))
        {
            text.Append(CultureInfo.InvariantCulture, $"NOT TRIED {result.Cell}: {result.NotTried}\n");
        }

        return text.Append(CultureInfo.InvariantCulture,
            $"faults tried: {results.Length}, halves found: {results.Count(r => r.Problem is not null)}, could not be tried: {all.Count - results.Length}, no time for: {noTime}").ToString();
    }
}
