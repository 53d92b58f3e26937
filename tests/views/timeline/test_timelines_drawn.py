"""Timelines as pictures: nothing lies upon a text, what is drawn is also said, the same life gives the same bytes."""

from __future__ import annotations

import random
import xml.etree.ElementTree as ET
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from bcm_formal.answers.stepping import Stepper
from bcm_formal.answers.timelines.laws import lives_under, sheet_of_laws
from bcm_formal.answers.timelines.timeline import Forever, Timeline, timeline_of
from bcm_formal.answers.timelines.told import Lived, Sheet
from bcm_formal.answers.timelines.two import Compared, compared
from bcm_formal.api.comparing import Wanted, compare
from bcm_formal.api.run import check
from bcm_formal.api.timelines import draw_both_lives, sheet_of
from bcm_formal.diagnostics import DiagnosticError
from bcm_formal.model.in_language import in_language
from bcm_formal.model.model import Model
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import Delay, Part, Repeat, Take
from bcm_formal.trust.trace import Trace
from bcm_formal.views.picture import PICTURE_FORMATS, Picture, written
from bcm_formal.views.timeline.draw import picture_of
from tests.builders.boxes import overlaps, texts
from tests.builders.changing import change_of
from tests.builders.loading import model_of
from tests.builders.random_models import random_model
from tests.builders.stay import STAY
from tests.builders.texts import QUEUE, TURNS
from tests.builders.windowed_models import windowed_model

CASES = Path(__file__).parents[2] / "cases"
DRAWN = {
    **dict.fromkeys(("food_only", "trades", "soon", "settles", "some", "open_to_food", "no_good"), STAY),
    **dict.fromkeys(("five_years", "too_early"), STAY),
    "ticket": QUEUE,
    "in_two": TURNS,
    "must2": (CASES / "lasso_story.bcm").read_text(encoding="utf-8"),
}


@cache
def model(text: str) -> Model:
    return model_of(text)


@cache
def sheet(name: str) -> Sheet:
    return sheet_of(check(model(DRAWN[name]), (name,)))


@cache
def picture(name: str) -> Picture:
    return picture_of(sheet(name))


def said(drawn: Picture) -> str:
    return " ".join(text.text for text in texts(drawn))


def alone(line: Timeline) -> Sheet:
    """A life that nothing is asked of."""
    return Sheet("life", "A life", "", "LIVED", "By chance", (Lived("", line, ()),))


@pytest.mark.parametrize("name", DRAWN)
def test_no_text_lies_upon_another_or_under_a_line(name: str) -> None:
    assert overlaps(picture(name)) == []


def test_pictures_of_random_lives_have_no_text_upon_another() -> None:
    drawn = 0
    for seed in range(24):
        draw = random.Random(seed)
        made = windowed_model(draw) if seed % 3 == 0 else random_model(draw)
        stepper = Stepper(made)
        if next(stepper.starts(), None) is not None:
            found = picture_of(alone(timeline_of(made, stepper.at_random(25, seed))))
            assert overlaps(found) == [], seed
            drawn += 1
    assert drawn > 15


@pytest.mark.parametrize("name", DRAWN)
def test_all_that_happens_is_written_in_order_of_time_and_read_aloud(name: str) -> None:
    drawn = picture(name)
    for lived in sheet(name).lives:
        places = [drawn.description.find(mark.moment.what) for mark in lived.line.marks]
        assert -1 not in places
        words = said(drawn)
        assert all(mark.moment.what in words for mark in lived.line.marks)
        assert all(bar.title in words for bar in lived.line.bars)


def test_the_first_text_is_the_title_and_the_result_stands_before_the_life() -> None:
    found = [text.text for text in texts(picture("food_only"))]
    assert found[:2] == ["Everybody can settle", "every person in guest can reach settled"]
    assert found[2] == "VIOLATED. A life course that breaks it."


def test_what_is_missing_at_the_end_stands_at_the_bound() -> None:
    assert "5 years (settle_after) Settlement 1 year 3 months short" in said(picture("too_early"))


def test_why_there_is_no_path_stands_below_the_life() -> None:
    assert "closed: Settlement (settle) → Settled: asks trade is food; has care" in said(picture("food_only"))


def test_two_persons_stand_below_each_other_and_what_differs_is_marked() -> None:
    found = sheet("in_two")
    assert [(lived.who, lived.line.length) for lived in found.lives] == [
        ("the first: called yes", 1),
        ("the second: called no", 4),
    ]
    assert compared(found.lives[0].line, found.lives[1].line) == Compared(
        (0, 0), ((1, 4),), (frozenset({0}), frozenset({0}))
    )
    assert "not as the first" in said(picture("in_two"))


def test_lives_that_became_alike_at_different_times_are_moved_so_that_the_comparison_begins_together() -> None:
    one, other = (lived.line for lived in sheet("ticket").lives)
    assert one.begins is not None
    later = replace(other, begins=one.begins + 5)
    assert compared(one, later).shifts == (5, 0)
    assert compared(later, one).shifts == (0, 5)


def test_what_is_repeated_for_ever_is_drawn_once_and_marked() -> None:
    (lived,) = sheet("settles").lives
    assert (lived.line.forever, lived.line.length) == (Forever(0, False), 12)
    assert "repeated for ever" in said(picture("settles"))


def test_a_life_that_needs_nothing_more_goes_on() -> None:
    (lived,) = sheet("must2").lives
    assert lived.line.forever == Forever(5, True)
    assert "where doing nothing is enough" in said(picture("must2"))


def test_a_time_that_is_given_is_drawn_from_where_it_counts() -> None:
    line = sheet("soon").lives[0].line
    assert (line.begins, line.within) == (0, 24)
    assert "time that is given" in said(picture("soon"))


LONG: tuple[Part, ...] = (Take("enter"), Repeat((Delay(12), Take("renew", (("granted", 12),))), 500))


def test_a_long_life_says_where_time_is_shortened() -> None:
    made = model(STAY)
    start = next(iter(Interpreter(made).start_states()))
    drawn = picture_of(alone(timeline_of(made, Trace(start, LONG))))
    assert overlaps(drawn) == []
    assert "shortened: 497 years, 497 times the same" in said(drawn)


def test_more_events_than_have_room_are_numbered_and_listed() -> None:
    made = model(STAY)
    start = next(iter(Interpreter(made).start_states()))
    years = (Delay(12), Take("renew", (("granted", 12),))) * 20
    line = timeline_of(made, Trace(start, (Take("enter"), *years, Take("learn"), Take("forget"), Delay(3))))
    drawn = picture_of(alone(line))
    assert overlaps(drawn) == []
    words = said(drawn)
    assert "2–21 after 1 year to after 20 years, 20 times: Renewal (renew) (by The office)" in words
    assert "23 after 20 years: forget (by The office, adverse): tongue some → none" in words


def test_a_life_in_which_no_time_passes_is_drawn() -> None:
    made = model(STAY)
    start = next(iter(Interpreter(made).start_states()))
    drawn = picture_of(alone(timeline_of(made, Trace(start, (Take("enter"),)))))
    assert overlaps(drawn) == []
    assert "start" in said(drawn)


def test_the_same_life_gives_the_same_bytes_in_every_form() -> None:
    again = picture_of(sheet_of(check(model(STAY), ("too_early",))))
    for form in PICTURE_FORMATS:
        assert written(picture("too_early"), form) == written(again, form)


def test_hostile_words_stay_words() -> None:
    text = STAY.replace('"Guest"', '"</title><script>alert(1)</script>"').replace('"Entry"', '"<b>&amp;]]>"')
    drawn = picture_of(sheet_of(check(model_of(text), ("five_years",))))
    root = ET.fromstring(written(drawn, "svg"))
    assert overlaps(drawn) == []
    assert [item.tag for item in root.iter() if "script" in item.tag] == []
    assert "<b>&amp;]]> (enter)" in "".join(root.itertext())


def test_titles_are_in_the_language_that_is_asked_for_and_the_verdict_is_the_same() -> None:
    text = STAY.replace('status guest in inside "Guest"\n', 'status guest in inside "Guest"\n  title ja "客"\n')
    words = said(picture_of(sheet_of(check(in_language(model_of(text), "ja"), ("five_years",)))))
    assert ("客" in words, "Guest" in words, "PASSED" in words) == (True, False, True)


def test_dates_stand_below_the_axis_where_the_policy_has_dates() -> None:
    text = STAY.replace("  time in months\n", "  time in months\n  in force 2026-04-01\n").replace(
        "  when lawful at least settle_after\n",
        "  when lawful at least settle_after\n   and today at least 2027-01-01\n",
    )
    drawn = picture_of(sheet_of(check(model_of(text), ("five_years",))))
    assert overlaps(drawn) == []
    assert "start 2026-04-01" in said(drawn)
    assert "2031-04-01, after 5 years: Settlement (settle)" in drawn.description


CHANGED = """\
policy work "Work"
  time in months
layer in_the_country
actor office
parameter after = 5 years
clock lawful
status worker in in_the_country
status settled in in_the_country
transition settle "Settlement" from worker to settled by office
  when lawful at least after
start in worker
property goal: every person in worker can reach settled
"""


def test_one_person_under_both_laws_is_drawn_from_the_day_of_the_change_on() -> None:
    new = CHANGED.replace("5 years", "8 years")
    found = compare(change_of(CHANGED, new), people=Wanted(("settled",), ("time",), 1))
    told = lives_under(found.people or ())
    drawn = [picture_of(sheet_of_laws(found.bridge, *each)) for each in told]
    assert [overlaps(each) for each in drawn] == [[]] * len(told)
    assert "the change enters into force by the legislature" in said(drawn[0])
    assert "Settlement (settle)" in said(drawn[0])
    assert "adverse" not in said(drawn[0])
    with pytest.raises(DiagnosticError, match=f"there is no life {len(told) + 1} of a person under both laws"):
        draw_both_lives(found, len(told) + 1, "svg")
