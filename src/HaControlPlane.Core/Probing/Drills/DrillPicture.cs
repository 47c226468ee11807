using System.Globalization;
using System.Text;

namespace HaControlPlane.Probing.Drills;

/// <summary>The timeline of a drill as SVG: a dot a request, its height the time it took; below, who held the virtual IP, and for how long the fault stood.</summary>
internal static class DrillPicture
{
    private const double Width = 1000;
    private const double Left = 60;
    private const double Top = 20;
    private const double Floor = 220;

    /// <summary>Times from 1 ms to 1 s, each step of ten the same height: outages and everyday answers differ by a hundred.</summary>
    private const double Decades = 3;

    public static string Write(DrillReport report)
    {
        var end = report.Samples.Select(s => s.At).Append(report.FaultAt).Max().TotalSeconds;
        var picture = new StringBuilder();
        picture.Append(Invariant($"<svg viewBox=\"0 0 {Width + 20} 310\" role=\"img\" aria-label=\"Timeline of the drill\">\n"));
        foreach (var outage in report.Outages)
        {
            picture.Append(Rectangle(X(outage.From), Top, Math.Max(1.5, X(outage.To) - X(outage.From)), Floor - Top, "var(--band)"));
        }

        for (var ms = 1; ms <= 1000; ms *= 10)
        {
            var y = Y(ms);
            picture.Append(Invariant($"<line x1=\"{Left}\" x2=\"{Width}\" y1=\"{y:0.#}\" y2=\"{y:0.#}\" stroke=\"var(--line)\" stroke-width=\".5\"/><text x=\"{Left - 8}\" y=\"{y + 4:0.#}\" text-anchor=\"end\">{ms} ms</text>\n"));
        }

        for (var second = 0.0; second <= end; second += end > 40 ? 5 : 1)
        {
            picture.Append(Invariant($"<line x1=\"{X(TimeSpan.FromSeconds(second)):0.#}\" x2=\"{X(TimeSpan.FromSeconds(second)):0.#}\" y1=\"{Floor}\" y2=\"{Floor + 5}\" stroke=\"var(--line)\"/><text x=\"{X(TimeSpan.FromSeconds(second)):0.#}\" y=\"{Floor + 18}\" text-anchor=\"middle\">{second:0} s</text>\n"));
        }

        foreach (var (ok, colour) in new[] { (true, "var(--good)"), (false, "var(--bad)") })
        {
            // One path a colour: thousands of requests stay a small file.
            picture.Append("<path d=\"").AppendJoin(' ', report.Samples.Where(s => s.Ok == ok).Select(s => Invariant($"M{X(s.At):0.#} {Y(s.Took.TotalMilliseconds):0.#}h0")))
                .Append(Invariant($"\" stroke=\"{colour}\" stroke-width=\"{(ok ? 2 : 3)}\" stroke-linecap=\"round\"/>\n"));
        }

        picture.Append(Invariant($"<text x=\"{Left - 8}\" y=\"261\" text-anchor=\"end\">VIP</text><text x=\"{Left - 8}\" y=\"287\" text-anchor=\"end\">fault</text>\n"));
        foreach (var (holder, i) in report.Holders.Select((h, i) => (h, i)))
        {
            var until = i + 1 < report.Holders.Count ? report.Holders[i + 1].At : TimeSpan.FromSeconds(end);
            picture.Append(Rectangle(X(holder.At), 248, Math.Max(2, X(until) - X(holder.At) - 1), 18, "var(--bar)"));
            picture.Append(Invariant($"<text x=\"{X(holder.At) + 6:0.#}\" y=\"261\" style=\"fill:#fff\">{(X(until) - X(holder.At) > 60 ? DrillPage.Text(holder.Node) : "")}</text>\n"));
        }

        picture.Append(Rectangle(X(report.FaultAt), 274, X(report.TakenBackAt ?? TimeSpan.FromSeconds(end)) - X(report.FaultAt), 18, "var(--bad)"));
        picture.Append(Invariant($"<text x=\"{X(report.FaultAt) + 6:0.#}\" y=\"287\" style=\"fill:#fff\">{DrillPage.Text(DrillFaults.Word(report.Fault))} on {DrillPage.Text(report.Node)}</text>\n</svg>"));
        return picture.ToString();

        double X(TimeSpan at) => Left + (at.TotalSeconds / end * (Width - Left));
    }

    private static double Y(double milliseconds) => Floor - (Math.Clamp(Math.Log10(Math.Max(1, milliseconds)), 0, Decades) / Decades * (Floor - Top));

    private static string Rectangle(double x, double y, double width, double height, string colour) =>
        Invariant($"<rect x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{Math.Max(0, width):0.#}\" height=\"{height:0.#}\" fill=\"{colour}\"/>\n");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
