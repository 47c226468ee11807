"""Tests of the bench's judging: whatever is beyond its bar, or was not measured, fails. python3 -m unittest discover -s bench -p judge_test.py"""
import contextlib
import io
import unittest

from judge import CROSS, Judge, against_model, cell

GOOD = {"outage": 100, "failed": 0, "errors": 10, "single": 400, "moved": True}


def code(judge):
    with contextlib.redirect_stderr(io.StringIO()):
        return judge.exit_code()


class Cells(unittest.TestCase):
    def judged(self, bars, *results, judged=True):
        judge = Judge("bench")
        text = cell(judge, "fault", list(results), bars, judged)
        self.assertEqual(CROSS in text, bool(judge.missed), text)
        return text, code(judge)

    def test_what_is_within_its_bars_passes(self):
        bars = {"median": 100, "worst": 100, "failed": 0, "errors": 10, "single": 400}
        self.assertEqual(("100 / 100 ms, 0 / 0 failed within 10 / 10 ms; one holder after 400 / 400 ms; moved 2 of 2", 0), self.judged(bars, GOOD, GOOD))

    def test_each_bar_fails_when_it_is_passed(self):
        for bars in ({"median": 99}, {"worst": 99}, {"errors": 9}, {"single": 399}):
            self.assertEqual(1, self.judged(bars, GOOD)[1], bars)
        self.assertEqual(1, self.judged({"failed": 0}, {**GOOD, "failed": 1})[1])

    def test_the_worst_of_all_runs_counts(self):
        self.assertEqual(1, self.judged({"worst": 400}, GOOD, GOOD, {**GOOD, "outage": 401})[1])
        self.assertEqual(0, self.judged({"median": 250}, GOOD, GOOD, {**GOOD, "outage": 401})[1])

    def test_none_fails_where_it_has_a_bar(self):
        for key, bars in {"outage": {"worst": 400}, "failed": {"failed": 0}, "errors": {"errors": 50}, "single": {"single": 1500}}.items():
            self.assertEqual(1, self.judged(bars, {**GOOD, key: None})[1], key)
            self.assertEqual(1, self.judged(bars, GOOD, GOOD, {**GOOD, key: None})[1], key)
            missing = {k: v for k, v in GOOD.items() if k != key}
            self.assertEqual(1, self.judged(bars, missing)[1], key)

    def test_two_holders_for_good_are_marked(self):
        text, ended = self.judged({"single": 1500}, *[{**GOOD, "single": None}] * 5)
        self.assertIn("two holders for good in 5 of 5", text)
        self.assertIn("never reached ✗", text)
        self.assertEqual(1, ended)

    def test_no_run_at_all_fails(self):
        self.assertEqual(1, self.judged({"worst": 400})[1])

    def test_a_profile_without_bars_gets_no_cross_and_is_no_judgement(self):
        text, ended = self.judged({"worst": 1, "single": 1}, {**GOOD, "single": None}, judged=False)
        self.assertNotIn(CROSS, text)
        self.assertEqual(1, ended)


class Models(unittest.TestCase):
    def judged(self, values, model):
        judge = Judge("bench")
        text = against_model(judge, "fault", values, model, "holderLost")
        self.assertEqual(CROSS in text, bool(judge.missed), text)
        return bool(judge.missed)

    def test_the_models_worst_is_the_limit(self):
        self.assertFalse(self.judged([100, 365], {"holderLost": 365}))
        self.assertTrue(self.judged([100, 366], {"holderLost": 365}))

    def test_nothing_measured_fails(self):
        for values in ([], [None], [100, None]):
            self.assertTrue(self.judged(values, {"holderLost": 365}), values)

    def test_a_failure_that_the_model_does_not_know_fails(self):
        self.assertTrue(self.judged([100], {}))

    def test_a_loss_without_an_end_allows_any(self):
        self.assertFalse(self.judged([10000], {"holderLost": None}))


class Judges(unittest.TestCase):
    def test_a_bench_that_judged_nothing_fails(self):
        self.assertEqual(1, code(Judge("bench")))

    def test_one_value_against_its_limit(self):
        for value, limit, ended in ((0, 0, 0), (1, 0, 1), (None, 0, 1)):
            judge = Judge("bench")
            judge.at_most("moves", value, limit)
            self.assertEqual(ended, code(judge), value)

    def test_what_must_be_true(self):
        for holds, ended in ((True, 0), (False, 1), (None, 1)):
            judge = Judge("bench")
            judge.true("together", holds, "yes", "no")
            self.assertEqual(ended, code(judge), holds)


if __name__ == "__main__":
    unittest.main()
