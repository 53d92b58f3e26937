"""What lawyers and programmers write at first: each is told at its place, and what is offered instead is right."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bcm_formal.diagnostics import Diagnostic, Fix
from bcm_formal.model.load import load
from bcm_formal.vetting.contradictions import contradictions
from tests.builders.loading import model_of

TEXT = """policy p "P"
  time in months
  in force 2026-04-01
layer l
layer k
actor office
attribute employed: yes or no, starts no
attribute level: none < N5 < N4, starts none
attribute points: 0 to 1000, starts 0
parameter wait = 5 years
clock stay
status a in l
status b in k
event work in a by person
  set employed = yes
event learn by person
  set level = next level
event earn by person
  set points = points + 1
transition go from a to b by office
  when employed and level is N5 and points at least 3 and stay at least wait
start in a
property q: every person in a can reach b
"""


@dataclass(frozen=True)
class Mistake:
    """`right` is a part of the text, `wrong` stands in its place; `at` is where the error is, `says` a part of it."""

    right: str
    wrong: str
    code: str
    at: str
    says: str
    repaired: str | None = None
    """what is offered; None: what stood there"""

    @property
    def name(self) -> str:
        return " ".join(self.wrong.split())


WHEN = "  when employed and level is N5 and points at least 3 and stay at least wait"
SENTENCE = "every person in a can reach b"
MISTAKES = [
    Mistake("points at least 3", "points at least ３", "BCM120", "３", "write `3`"),
    Mistake("points at least 3", "points at least １０", "BCM120", "１０", "write `10`", "points at least 10"),
    Mistake("set employed = yes", "set employed ＝ yes", "BCM120", "＝", "write `=`"),
    Mistake("parameter wait = 5 years", "parameter wait = ５ years", "BCM120", "５", "write `5`"),
    Mistake("from a to b", "from a to b （", "BCM120", "（", "write `(`", "from a to b"),
    Mistake("points at least 3", "points at least ٣", "BCM120", "٣", "write `3`"),
    Mistake("wait = 5 years", "wait = 0,5 years", "BCM124", "0,5 years", "write `6 months`", "wait = 6 months"),
    Mistake("wait = 5 years", "wait = 0.5 years", "BCM124", "0.5 years", "write `6 months`", "wait = 6 months"),
    Mistake("wait = 5 years", "wait = 2.5 quarters", "BCM124", "2.5", "use a smaller unit or step"),
    Mistake("wait = 5 years", "wait = 5y", "BCM126", "5y", "write `5 years`"),
    Mistake("wait = 5 years", "wait = 1 yr", "BCM126", "1 yr", "write `1 year`", "wait = 1 year"),
    Mistake("stay at least wait", "stay at least 18m", "BCM126", "18m", "write `18 months`", "stay at least 18 months"),
    Mistake("stay at least wait", "stay at least -5 years", "BCM312", "-5 years", "write `5 years`",
            "stay at least 5 years"),
    Mistake("wait = 5 years", "wait = -5 years", "BCM124", "-5 years", "write `5 years`"),
    Mistake("wait = 5 years", "wait = 5", "BCM306", "wait", "`5 years`, `5 months` or `5 days`"),
    Mistake("  set employed = yes", "  employed = yes", "BCM130", "employed = yes", "write `set employed = yes`"),
    Mistake("  set employed = yes", "  employed is yes", "BCM130", "employed is yes", "write `set employed = yes`"),
    Mistake("  set points = points + 1", "  points += 1", "BCM130", "points += 1", "write `set points = points + 1`"),
    Mistake("go from a to b", "go a -> b", "BCM120", "->", "transition NAME from STATUS to STATUS by ACTOR"),
    Mistake("2026-04-01", "1 April 2026", "BCM122", "1 April 2026", "write `2026-04-01`"),
    Mistake("2026-04-01", "April 1, 2026", "BCM122", "April 1, 2026", "write `2026-04-01`"),
    Mistake("2026-04-01", "1st of April 2026", "BCM122", "1st of April 2026", "write `2026-04-01`"),
    Mistake("2026-04-01", "01.04.2026", "BCM122", "01.04.2026", "write `2026-04-01`"),
    Mistake("2026-04-01", "2026/4/1", "BCM122", "2026/4/1", "write `2026-04-01`"),
    Mistake("set employed = yes", "set employed = true", "BCM201", "true", "write `yes`"),
    Mistake("starts no", "starts False", "BCM201", "False", "write `no`"),
    Mistake("starts no", "starts maybe", "BCM201", "maybe", "`one of granted, refused, open`"),
    Mistake(SENTENCE, "every person in a and employed can reach b", "BCM114", "and", "`a with …`",
            "every person in a with employed can reach b"),
    Mistake(SENTENCE, "no person in a and employed", "BCM114", "and", "`a with …`", "no person in a with employed"),
    Mistake("start in a", "start in a and employed", "BCM114", "and", "`a with …`", "start in a with not employed"),
    Mistake(SENTENCE, "every person in a can reach b and employed", "BCM114", "and", "`b with …`",
            "every person in a can reach b with employed"),
    Mistake(SENTENCE, "every person in a can reach a or b", "BCM114", "or", "write `a, b`",
            "every person in a can reach a, b"),
    Mistake("start in a", "start in a // here", "BCM120", "//", "write `#`", "start in a # here"),
    Mistake("start in a", "start in a -- here", "BCM120", "--", "write `#`", "start in a # here"),
    Mistake("layer k", "/* the second */\nlayer k", "BCM120", "/*", "write `#`", "# the second */\nlayer k"),
    Mistake("points at least 3", "points at least 1,000", "BCM124", "1,000", "write `1000`", "points at least 1000"),
    Mistake("start in a", "start in a\nscenario q\n  start in a", "BCM202", "q", "such as `q_in_a_life`",
            "start in a\nscenario q_in_a_life\n  start in a"),
    Mistake("points at least 3", "points greater than 3", "BCM114", "greater than", "write `more than`",
            "points more than 3"),
    Mistake("points at least 3", "points is less than or equal to 3", "BCM114", "is less than or equal to",
            "write `at most`", "points at most 3"),
    Mistake("points at least 3", "points equals 3", "BCM114", "equals", "write `is`", "points is 3"),
    Mistake("points at least 3", "points no less than 3", "BCM114", "no less than", "write `at least`"),
    Mistake("points at least 3", "points between 3 and 5", "BCM114", "points between 3 and 5",
            "write `points at least 3 and points at most 5`", "points at least 3 and points at most 5"),
    Mistake("points at least 3", "3 <= points < 5", "BCM114", "3 <= points < 5",
            "write `points at least 3 and points less than 5`", "points at least 3 and points less than 5"),
    Mistake("stay at least wait", "stay between 1 year and 2 years", "BCM114", "stay between 1 year and 2 years",
            "write `stay at least 1 year and stay at most 2 years`", "stay at least 1 year and stay at most 2 years"),
    Mistake("level is N5", "level in N5, N4", "BCM114", "in", "write `is one of`", "level is one of N5, N4"),
    Mistake("level is N5", "level not in N5, N4", "BCM114", "not in", "write `is not one of`",
            "level is not one of N5, N4"),
    Mistake("level is N5", "status is a", "BCM201", "status", "write `in a`", "in a"),
    Mistake("yes or no, starts no", "boolean, starts no", "BCM114", "boolean", "write `yes or no`"),
    Mistake("0 to 1000", "int", "BCM114", "int", "write `integer`", "integer"),
    Mistake("0 to 1000, starts 0", "text", "BCM114", "text", "`one of a, b`", "integer, starts 0"),
    Mistake("0 to 1000", "0..1000", "BCM120", "..", "write `to`"),
    Mistake("attribute employed: yes or no, starts no", "attribute employed = no", "BCM114", "attribute employed = no",
            "write `attribute employed: yes or no, starts no`"),
    Mistake("starts no", "default no", "BCM114", "default", "write `starts`"),
    Mistake("from a to b", "from any to b", "BCM203", "any", "name all layers: `l, k`", "from l, k to b"),
    Mistake("  when ", "  requires ", "BCM130", "requires", "write `when CONDITION`"),
    Mistake("set points = points + 1", "set points++", "BCM114", "set points++", "write `set points = points + 1`"),
    Mistake("set points = points + 1", "set points += 2", "BCM114", "set points += 2",
            "write `set points = points + 2`", "set points = points + 2"),
    Mistake(SENTENCE, "every person in a reaches b", "BCM114", "reaches", "write `can reach STATUS`"),
    Mistake(SENTENCE, "every person in a can reach b in 5 years", "BCM114", "in", "write `within`",
            "every person in a can reach b within 5 years"),
    Mistake(SENTENCE, "all persons in a can reach b", "BCM114", "all persons",
            "`every person in STATUS can reach STATUS`"),
    Mistake(SENTENCE, "nobody in b", "BCM114", "nobody", "`no person in STATUS with CONDITION`", "no person in b"),
    Mistake(SENTENCE, "always employed", "BCM114", "always", "`every person has CONDITION`",
            "every person has employed"),
    Mistake(SENTENCE, "every person in a always has employed", "BCM114", "always has", "write `has`",
            "every person in a has employed"),
    Mistake(SENTENCE, "no person in a without employed", "BCM114", "without", "write `with not`",
            "no person in a with not employed"),
    Mistake(SENTENCE, "every person in a without employed can reach b", "BCM114", "without", "write `with not`",
            "every person in a with not employed can reach b"),
    Mistake(SENTENCE, "ctl ag (in a implies EF in b)", "BCM114", "ag", "write `AG`", "ctl AG (in a implies EF in b)"),
    Mistake(SENTENCE, "ctl AG (in a implies ef in b)", "BCM114", "ef", "write `EF`", "ctl AG (in a implies EF in b)"),
    Mistake(SENTENCE, "ctl A(in a W in b)", "BCM114", "A(", "`A[a U b]` or `A[a W b]`", "ctl A[in a W in b]"),
    Mistake("property q:", "property q All settle:", "BCM114", "All settle", 'write `"All settle"`',
            'property q "All settle":'),
    Mistake("start in a", "start in a\nscenario s\n  start in a\n  expect go not possible", "BCM114", "not possible",
            "write `impossible`", "start in a\nscenario s\n  start in a\n  expect go impossible"),
    Mistake("start in a", "start in a\nscenario s\n  start in a\n  wait 3 months", "BCM114", "wait", "write `after`",
            "start in a\nscenario s\n  start in a\n  after 3 months"),
    Mistake("start in a", "start in a\nscore s\n  employed: 30", "BCM114", "employed", "`POINTS when CONDITION`",
            "start in a\nscore s\n  30 when employed"),
    Mistake("  in force 2026-04-01", "  in force from 2026-04-01", "BCM114", "in force from 2026-04-01",
            "write `in force 2026-04-01`"),
    Mistake("clock stay", "clock stay\n  starts from 18 years", "BCM114", "from", "write `at least`",
            "clock stay\n  starts at least 18 years"),
    Mistake("clock stay", "clock stay\n  starts between 1 year and 3 years", "BCM114", "between 1 year and 3 years",
            "write `1 year to 3 years`", "clock stay\n  starts 1 year to 3 years"),
    Mistake("clock stay", "clock stay\n  starts -5 years", "BCM312", "-5 years", "a duration of zero or more"),
    Mistake("status a in l", "status a in l\n  at most -5 years, then b", "BCM312", "-5 years", "write `5 years`",
            "status a in l\n  at most 5 years, then b"),
    Mistake(SENTENCE, SENTENCE + " within -5 years", "BCM312", "-5 years", "a duration of zero or more"),
    Mistake(WHEN, "  when is not employed", "BCM114", "is not employed", "write `not employed`", "  when not employed"),
    Mistake(WHEN, "  when has employed", "BCM114", "has employed", "write `employed`", "  when employed"),
    Mistake(WHEN, "  when level N5", "BCM114", "level N5", "write `level is N5`", "  when level is N5"),
]  # fmt: skip


def errors_of(text: str) -> list[Diagnostic]:
    return [item for item in load(text)[1] if item.severity == "error"]


def written(mistake: Mistake) -> str:
    assert mistake.right in TEXT
    return TEXT.replace(mistake.right, mistake.wrong, 1)


def applied(text: str, fix: Fix) -> str:
    for edit in sorted(fix.edits, key=lambda edit: edit.span.start, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


def test_the_text_without_a_mistake_is_right() -> None:
    assert errors_of(TEXT) == []


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_a_mistake_is_told_once_at_its_place_with_what_to_write(mistake: Mistake) -> None:
    (error,) = errors_of(written(mistake))
    assert error.span is not None
    assert (mistake.code, mistake.at) == (error.code, error.span.text)
    assert mistake.says in (error.help or "")


@pytest.mark.parametrize("wrong", ["set employed is yes", "employed = yes", "set employed == yes"])
def test_of_a_broken_text_it_is_not_said_what_seems_to_be_unused(wrong: str) -> None:
    found = load(TEXT.replace("set employed = yes", wrong))[1]
    assert {item.severity for item in found} == {"error"}


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_what_is_offered_instead_is_right(mistake: Mistake) -> None:
    assert errors_of(TEXT.replace(mistake.right, mistake.repaired or mistake.right, 1)) == []
    (error,) = errors_of(written(mistake))
    if error.fix is not None and mistake.wrong not in ("from a to b （", "start in a and employed"):
        assert errors_of(applied(written(mistake), error.fix)) == []


def test_a_name_with_a_hyphen_is_told_as_one_name() -> None:
    (error,) = errors_of(TEXT.replace("level is N5", "language-level is N5"))
    assert (error.code, error.message) == ("BCM123", "`language-level` is not one name")
    assert errors_of(TEXT.replace("stay at least wait", "stay - wait at least 0 months")) == []


@pytest.mark.parametrize(
    ("right", "use"),
    [
        (SENTENCE, "every person in a can reach b within n"),
        ("status a in l", "status a in l\n  at most n, then b"),
        ("start in a", "start in a\nlimit x in a\n  while stay at most n, then b"),
        ("start in a", "start in a\nscenario s\n  start in a\n  after n"),
        ("clock stay", "clock stay\n  starts n"),
        ("clock stay", "clock stay\n  starts 0 years to n"),
        ("  set employed = yes", "  set employed = yes\n  set stay = n"),
        ("stay at least wait", "stay at least n + 1 year and stay at most n + 9 years"),
        ("stay at least wait", "n at most stay"),
    ],
)
def test_a_parameter_without_unit_is_told_once_where_it_is_declared(right: str, use: str) -> None:
    text = TEXT.replace(right, use, 1).replace("layer k\n", "layer k\nparameter n = 7\n")
    (error,) = errors_of(text)
    assert error.span is not None
    assert (error.code, error.span.text, text[: error.span.start].count("\n") + 1) == ("BCM306", "n", 6)
    assert "`7 years`, `7 months` or `7 days`" in (error.help or "")
    assert [label.span.text for label in error.labels] == ["n"]
    assert errors_of(text.replace("parameter n = 7\n", "parameter n = 7 months\n")) == []


@pytest.mark.parametrize(
    "condition",
    [
        "level is N5 and level is N4",
        "employed and not employed",
        "points at least 6 and points less than 6",
        "stay at least 6 years and stay less than 5 years",
        "level is N5 and (points at least 3 and level less than N5)",
    ],
)
def test_a_contradiction_within_one_line_is_told_with_the_line(condition: str) -> None:
    model = model_of(TEXT.replace(WHEN, f"  when {condition}"))
    (error,) = contradictions(model)
    assert f"no state meets `{condition}`, so `go` never happens" == error.message


def test_a_line_without_a_contradiction_is_not() -> None:
    model = model_of(TEXT.replace(WHEN, "  when level at least N5 and level at most N4 and (employed or not employed)"))
    assert contradictions(model) == ()


def test_a_transition_to_its_own_status_is_told_to_leave_the_time_in_status_alone() -> None:
    for origins, remedy in (("b", "write `event renew in b by office`"), ("a, b", "leave `b` out")):
        found = load(TEXT + f"transition renew from {origins} to b by office\n")[1]
        (warning,) = [item for item in found if item.code == "BCM606"]
        assert "`time_in_status` goes on" in warning.message
        assert remedy in (warning.help or "")
    assert "BCM606" not in [item.code for item in load(TEXT + "event renew in b by office\n")[1]]
