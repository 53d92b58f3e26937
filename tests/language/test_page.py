"""The example of the language reference is read as it is meant, and is written in the canonical form."""

from __future__ import annotations

from pathlib import Path

from bcm_formal.diagnostics import render_all, source_of_text
from bcm_formal.language.from_text import parse
from bcm_formal.language.to_text import format_source
from bcm_formal.language.tree.policy import (
    AttributeDecl,
    Declaration,
    Duration,
    EventDecl,
    Happening,
    In,
    LevelType,
    ParameterDecl,
    PropertyDecl,
    ScenarioDecl,
    StatusDecl,
    TransitionDecl,
)
from bcm_formal.language.writing.terms import sentence_text

_TEXT = Path(__file__).with_name("page.bcm").read_text("utf-8")
_PARSED = parse(source_of_text(_TEXT, "page.bcm"))


def _declared(name: str) -> Declaration:
    return next(d for d in _PARSED.tree.declarations if getattr(getattr(d, "name", None), "text", None) == name)


def test_the_example_has_no_errors() -> None:
    assert not render_all(_PARSED.diagnostics)


def test_the_example_is_in_canonical_form() -> None:
    assert format_source(source_of_text(_TEXT)) == _TEXT


def test_a_transition_has_one_requirement_a_line() -> None:
    qualify = _declared("qualify")
    assert isinstance(qualify, TransitionDecl)
    expected = ["skill at least 2", "language at least N4"]
    assert expected == [requirement.span.text for requirement in qualify.when]


def test_levels_are_listed_lowest_first() -> None:
    language = _declared("language")
    assert isinstance(language, AttributeDecl)
    assert isinstance(language.type, LevelType)
    assert tuple(level.text for level in language.type.levels) == ("none", "N5", "N4", "N3", "N2", "N1")


def test_a_source_below_the_limit_of_a_status_belongs_to_the_status_if_it_is_indented_alike() -> None:
    trainee = _declared("trainee")
    assert isinstance(trainee, StatusDecl)
    assert trainee.limit is not None
    expected = ((), ("PART15",))
    found = (trainee.limit.origin.sources, tuple(reference.source.text for reference in trainee.origin.sources))
    assert expected == found


def test_an_adverse_event_says_so() -> None:
    loss = _declared("job_loss")
    assert isinstance(loss, EventDecl)
    assert (loss.adverse, loss.actor.text) == (True, "employer")


def test_a_comment_beside_a_line_is_kept() -> None:
    settle_after = _declared("settle_after")
    assert isinstance(settle_after, ParameterDecl)
    assert settle_after.comments.beside == ("# an assumption: the text gives no number",)


def test_a_sentence_is_read_with_everything_that_follows_its_goal() -> None:
    path = _declared("path_in_time")
    assert isinstance(path, PropertyDecl)
    expected = "every person in settlement with integrated can reach permanent within 10 years by person, authority"
    assert expected == sentence_text(path.sentence)


def test_a_scenario_has_its_steps_in_order() -> None:
    scenario = _declared("job_lost_early")
    assert isinstance(scenario, ScenarioDecl)
    enter, loss, wait, _ = scenario.lines
    assert isinstance(loss, Happening)
    assert isinstance(loss.wait, Duration)
    assert (loss.wait.amount, loss.wait.unit, loss.action.text if loss.action else None) == (6, "month", "job_loss")
    assert isinstance(enter, Happening)
    assert isinstance(wait, Happening)
    assert (enter.wait, wait.action) == (None, None)


def test_spans_point_into_the_file() -> None:
    enter = _declared("enter")
    assert isinstance(enter, TransitionDecl)
    expected = ("page.bcm:43:1", "enter", "page.bcm:43:12", 44)
    name = enter.name.span
    assert expected == (enter.span.place, name.text, name.place, enter.span.end_line)


def test_names_are_not_confused_with_words_of_the_language() -> None:
    text = "status path in every\nevent wait in path by person\n  when in path, every\n"
    parsed = parse(source_of_text(text))
    assert not render_all(parsed.diagnostics)
    event = parsed.tree.declarations[1]
    assert isinstance(event, EventDecl)
    condition = event.when[0].condition
    assert isinstance(condition, In)
    assert [place.text for place in condition.places] == ["path", "every"]
