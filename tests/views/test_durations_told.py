"""One line speaks of time in one unit: what is waited for as the text writes it, the wait beside it likewise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bcm_formal.answers.pathways_told import Pathways
from bcm_formal.api.run import check
from bcm_formal.model.expressions import ClockTerm, Number, comparison
from bcm_formal.model.to_text import told_condition
from bcm_formal.model.types import Duration
from bcm_formal.views.report.evidence import _legs
from bcm_formal.views.report.text import size_words
from tests.builders.ladder import answer
from tests.builders.loading import model_of

TEXT = """policy p "P"
  time in months
layer out
actor office
clock stay
  runs while not (in a)
status a in out "A"
status b in out "B"
status c in out "C"
status d in out "D"
transition ab from a to b by office
transition bc from b to c by office
  when stay is at least {first}
transition cd from c to d by office
  when stay is at least {second}
event unread in a by office
  when time_in_status is at least {elsewhere}
start in a
"""


@pytest.mark.parametrize(
    ("first", "second", "elsewhere", "words"),
    [
        (
            "36 months",
            "60 months",
            "2 years",
            "wait until stay is 36 months (36 months), bc → C; then wait until stay is 60 months (24 months), cd → D "
            "(60 months in all)",
        ),
        (
            "3 years",
            "5 years",
            "24 months",
            "wait until stay is 3 years (3 years), bc → C; then wait until stay is 5 years (2 years), cd → D "
            "(5 years in all)",
        ),
        (
            "3 years",
            "51 months",
            "15 months",
            "wait until stay is 3 years (3 years), bc → C; then wait until stay is 4 years 3 months (1 year 3 months), "
            "cd → D "
            "(4 years 3 months in all)",
        ),
    ],
)
def test_a_wait_is_told_in_the_unit_of_what_is_waited_for(first: str, second: str, elsewhere: str, words: str) -> None:
    text = TEXT.format(first=first, second=second, elsewhere=elsewhere)
    told = answer("every person in b can reach d", text).pathways.lives
    assert [_legs(life) for life in told] == [words]


def test_the_same_length_has_the_same_words_wherever_it_stands_in_a_story() -> None:
    text = TEXT.format(first="36 months", second="5 years", elsewhere="1 year")
    story = answer("every person in b can reach d", text).pathways.lives[0].story
    assert [moment.when for moment in story.moments][-2:] == ["after 3 years", "after 5 years"]


@pytest.mark.parametrize(
    ("within", "over"), [("24 months", "36 months more than the 24 months"), ("2 years", "3 years")]
)
def test_by_how_much_it_is_too_late_is_told_in_the_unit_of_what_is_allowed(within: str, over: str) -> None:
    text = TEXT.format(first="36 months", second="5 years", elsewhere="1 year")
    explanation = answer(f"every person in b can reach d within {within}", text).explanation
    assert explanation is not None
    assert explanation.late is not None
    assert over in explanation.late.says
    assert ("year" in explanation.late.says) == ("year" in within)


@pytest.mark.parametrize("within", ["24 months", "2 years"])
def test_the_time_of_a_sentence_is_told_in_its_own_unit(within: str) -> None:
    text = TEXT.format(first="2 years", second="24 months", elsewhere="1 year")
    told = answer(f"every person in b must reach d within {within}", text)
    assert told.violation is not None
    assert told.violation.says == f"{within} are over, and D has not been met."


def test_lives_in_the_same_words_are_told_once_even_if_they_begin_differently() -> None:
    text = TEXT.format(first="36 months", second="5 years", elsewhere="1 year")
    (one,) = answer("every person in b can reach d", text).pathways.lives
    other = replace(one, story=replace(one.story, moments=one.story.moments[1:]))
    assert Pathways(lives=(one, other, replace(one, who=("language good",)))).told_apart == (
        one,
        replace(one, who=("language good",)),
    )


IN_DAYS = """policy p "P"
  time in days
  calendar 1 year is 365 days
layer l
actor o
clock insured
  runs in a
status a in l "A"
status b in l "B"
transition go from a to b by o
  when insured at least {}
start in a
"""


@pytest.mark.parametrize("length", ["365 days", "1 year"])
def test_what_a_proof_found_is_told_in_the_unit_of_the_text(length: str) -> None:
    told = answer(f"ctl AG (insured at least {length} implies EF in b)", IN_DAYS.format(length))
    assert told.shown == f"shown: everybody who meets `insured at least {length}` has a way to B"
    assert [way.condition for way in told.pathways.merged] == [f"insured at least {length}"]


@pytest.mark.parametrize("unit", [None, "day", "year"])
def test_a_unit_that_the_text_does_not_use_is_not_told(unit: str | None) -> None:
    condition = comparison(">=", ClockTerm("insured"), Number(365, Duration(unit)))
    model = model_of(f"{IN_DAYS.format('1 year')}property q: no dead ends\n")
    assert told_condition(model, condition) == "insured at least 1 year"


def test_one_of_a_kind_is_counted_as_one() -> None:
    report = check(model_of(f"{IN_DAYS.format('1 year')}property q: no dead ends\n"))
    assert size_words(report) == (
        "2 statuses in 1 layer, 1 transition or event, 0 limits, 0 attributes, 2 clocks; time in days"
    )
