"""What a verdict looks like on the map: pathways by class, closed exits, waits as thickness, scenarios."""

from __future__ import annotations

from functools import cache

from bcm_formal.api.drawing import draw
from bcm_formal.api.run import check
from bcm_formal.views.diagram import Closed, Highlight, MarkedMove, highlight_from, highlight_from_scenario
from bcm_formal.views.diagram.extract import extract
from bcm_formal.views.diagram.map import inks
from bcm_formal.views.diagram.map.drawing import map_of
from bcm_formal.views.picture import Line, Picture
from tests.builders.boxes import flat, lines, overlaps, texts
from tests.builders.loading import model_of
from tests.builders.stay import STAY
from tests.builders.texts import WAYS


@cache
def shown(text: str, name: str) -> Highlight:
    report = check(model_of(text), (name,))
    if report.answers:
        found = highlight_from(report.answers[0])
    else:
        (result,) = report.scenarios
        assert result.failure is not None
        assert result.failure.trace is not None
        found = highlight_from_scenario(report.model, result, report.failures[name], result.failure.trace)
    assert found is not None
    return found


@cache
def picture(text: str, name: str) -> Picture:
    return map_of(extract(model_of(text), shown(text, name)))


def words(drawn: Picture) -> list[str]:
    return [text.text for text in texts(drawn)]


def test_each_class_of_persons_has_a_letter_that_the_legend_says_in_words() -> None:
    assert shown(WAYS, "settles").ways == (
        ("A", "Abroad with trade care: 5 years"),
        ("B", "Abroad with trade food: 4 years"),
        ("C", "Abroad with trade art: 4 years"),
    )
    found = words(picture(WAYS, "settles"))
    assert {"A: Abroad with trade care: 5 years", "[A, B] Hired", "[C] Graduation", "[C] 3 years pass"} <= set(found)
    assert overlaps(picture(WAYS, "settles")) == []


def test_each_class_has_a_colour_and_a_pattern_of_its_own() -> None:
    loud = [line.stroke for line in lines(picture(WAYS, "settles")) if line.stroke.width > 2]
    looks = {(stroke.ink.light, stroke.dash) for stroke in loud} - {(inks.INK.light, ())}
    assert len({ink for ink, _ in looks}) == len({dash for _, dash in looks}) == len(looks) == 3


def test_a_line_is_as_thick_as_the_wait_before_it_is_long() -> None:
    found = shown(WAYS, "settles")
    waited = {move.rule: move.waited for move in found.moves}
    assert waited == {"hire": 0, "settle_worker": 60, "promote": 12, "settle": 36, "study": 0, "graduate": 36}
    assert {rule: found.waited(rule, ("worker", "student", "skilled", "abroad")) for rule in waited} == {
        "hire": 0,
        "settle_worker": 4,
        "promote": 1,
        "settle": 3,
        "study": 0,
        "graduate": 3,
    }
    widths = {line.stroke.width for line in lines(picture(WAYS, "settles")) if line.stroke.width > 2}
    assert len(widths) > 3


def test_exits_that_are_closed_where_the_person_is_say_what_is_missing() -> None:
    assert shown(STAY, "food_only").closed == (Closed("settle", "guest", ("trade is food; has care",)),)
    found = words(picture(STAY, "food_only"))
    assert found[found.index("× Settlement") + 1] == "trade is food; has care"
    assert any(text.startswith("× closed where the person is") for text in found)
    assert overlaps(picture(STAY, "food_only")) == []


def test_a_failing_scenario_is_brought_out_with_what_its_last_line_asks() -> None:
    found = shown(STAY, "too_early")
    assert [move.rule for move in found.moves] == ["enter", "renew"]
    assert [(item.rule, item.status) for item in found.closed] == [("settle", "guest")]
    assert "(1 year 3 months short)" in found.closed[0].missing[0]
    assert "× Settlement" in words(picture(STAY, "too_early"))


def test_a_scenario_that_passes_is_brought_out_from_the_library() -> None:
    drawn = draw(model_of(STAY), "svg", highlight="five_years").decode()
    assert "[1] Entry" in drawn
    assert "[9] Settlement" in drawn


def test_a_line_is_quiet_where_only_others_of_its_rule_are_brought_out() -> None:
    model = model_of(WAYS)
    loud = Highlight(("worker", "settled"), (MarkedMove("settle_worker", "worker", 1),))
    drawn = map_of(extract(model, loud))
    strong = [line for line in flat(drawn.elements) if isinstance(line, Line) and line.stroke.width > 3]
    assert len(strong) == 1
