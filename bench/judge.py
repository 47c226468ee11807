"""What a bench makes of its figures: a bar that is missed, or that nothing was measured for, is marked with a cross and fails the bench.

judge_test.py beside it feeds it what must fail; the suite runs that without a lab.
"""
import statistics
import sys

CROSS = " ✗"


class Judge:
    """Judges figures against their bars, one after the other, and keeps a sentence for each that does not hold."""

    def __init__(self, bench):
        self.bench, self.missed, self.judged = bench, [], 0

    def two(self, what, values, median=None, worst=None):
        """Median and worst of values, each with a cross beyond its limit. None is a value that was never reached."""
        judged = median is not None or worst is not None
        self.judged += judged
        reached = [v for v in values if v is not None]
        if not reached:
            return self.cross(what, "never reached" if values else "not measured") if judged else ("never" if values else "not measured")
        middle, most = statistics.median(reached), max(reached)
        text = self.held(what, middle, median, "median") + " / " + self.held(what, most, worst, "worst")
        never = len(values) - len(reached)
        if never:
            text += self.cross(what, f", never in {never} of {len(values)}") if judged else f", never in {never} of {len(values)}"
        return text

    def held(self, what, value, limit, which):
        """A value as text, crossed beyond its limit; no limit holds always."""
        return self.cross(f"{what}: {which} of {limit}", f"{value:.0f}") if limit is not None and value > limit else f"{value:.0f}"

    def at_most(self, what, value, limit):
        """One value against its limit; None was not measured."""
        self.judged += 1
        if value is None:
            return self.cross(what, "not measured")
        return self.held(what, value, limit, "limit")

    def true(self, what, holds, good, bad):
        """One of two texts; the bad one with a cross. None was not measured."""
        self.judged += 1
        if holds is None:
            return self.cross(what, "not measured")
        return good if holds else self.cross(what, bad)

    def cross(self, what, text):
        self.missed.append(f"{what}: {text.strip(', ')}")
        return text + CROSS

    def exit_code(self):
        """0 when something was judged and all of it held. Says on standard error what did not."""
        if not self.judged:
            self.missed.append("no figure was judged")
        for line in self.missed:
            print(f"{self.bench}: {line}", file=sys.stderr)
        return int(bool(self.missed))


def cell(judge, what, results, bars, judged=True):
    """A fault's results as a table's cell: the longest outage, failed requests, and what else was measured; None where it was not tried.
    bars: median and worst of the outage, failed requests, errors until, and a single holder after, in milliseconds."""
    if results is None:
        return "not tried"
    limits = bars if judged else {}
    if not results:
        return judge.two(what, [], **({"worst": 0} if limits else {}))
    failed, errors, single = limits.get("failed"), limits.get("errors"), limits.get("single")
    text = judge.two(f"{what}, outage", [r.get("outage") for r in results], limits.get("median"), limits.get("worst")) + " ms, "
    text += judge.two(f"{what}, failed requests", [r.get("failed") for r in results], failed, failed) + " failed"
    if "errors" in bars:
        text += " within " + judge.two(f"{what}, errors", [r.get("errors") for r in results], errors, errors) + " ms"
    if "single" in bars:
        lasting = sum(r.get("single") is None for r in results)
        text += "; one holder after " + judge.two(f"{what}, one holder", [r.get("single") for r in results], single, single) + " ms"
        text += f"; two holders for good in {lasting} of {len(results)}" if lasting else ""
    moved = [r["moved"] for r in results if r.get("moved") is not None]
    return text + (f"; moved {sum(moved)} of {len(moved)}" if moved else "")


def against_model(judge, what, values, model, failure):
    """The worst of the values beside what the model allows. The model must name the failure; null there is a loss without an end."""
    if failure not in model:
        judge.judged += 1
        return judge.cross(what, "the model has no such failure")
    allowed = model[failure]
    if not values or None in values:
        judge.judged += 1
        return judge.cross(what, "not measured")
    if allowed is None:
        return f"{max(values):.0f} ms, without an end"
    return f"{judge.at_most(f'{what}, model', max(values), allowed)} ms, {allowed:.0f} ms"
