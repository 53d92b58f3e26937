"""No name that the tool gave is ever shown: every report in every format, and every golden page."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from pathlib import Path

import pytest

import bcm_formal
from bcm_formal.api.run import check
from bcm_formal.model.internal_names import SIGN
from bcm_formal.model.model import Model, Origin, Property
from bcm_formal.views.diagram import draw
from bcm_formal.views.diagram.draw import Format as Picture
from bcm_formal.views.diagram.highlight import highlight_from
from bcm_formal.views.report.contents import Report
from bcm_formal.views.report.formats import Format, Look, written
from tests.builders.effort import tries
from tests.builders.random_models import NOWHERE, random_formula, random_model, random_other_sentence, random_sentence

pytestmark = pytest.mark.slow

PICTURES: tuple[Picture, ...] = ("dot", "mermaid")
TESTS = Path(__file__).parents[1]
OURS = re.compile(
    rf"{re.escape(SIGN)}\w+|\b(?:restart_|rest_in_)?observed_time\b|\bpart_\d+\b|\brest_in_\w+|\brest_time\b"
)
CASES = ("ctl_rest_story", "marker", "lasso_story", "today_explanation", "ren", "days", "score", "irrelevant_values")
SMALL = ("traffic_lights", "elevator", "microwave", "countdown", "nested_loops", "vending_machine", "fischer_too_hasty")


def names_shown(report: Report) -> set[str]:
    """Names of ours in any format, short and full, and in the pictures of all verdicts."""
    pages = [written((report,), form, 0, Look(verbose=full)) for form in Format for full in (False, True)]
    for answer in report.answers:
        marks = highlight_from(answer)
        pages += [draw(report.model, form, marks).decode() for form in PICTURES]
    return {name for page in pages for name in OURS.findall(page)}


@pytest.mark.parametrize("name", CASES)
def test_no_report_on_a_case_shows_a_name_of_ours(name: str) -> None:
    assert names_shown(check(bcm_formal.load(TESTS / "cases" / f"{name}.bcm"))) == set()


@pytest.mark.parametrize("name", SMALL)
def test_no_report_on_a_known_model_shows_a_name_of_ours(name: str) -> None:
    assert names_shown(check(bcm_formal.load(TESTS / "external" / f"{name}.bcm"))) == set()


@pytest.mark.parametrize("seed", range(tries(12)))
def test_no_report_on_a_random_model_shows_a_name_of_ours(seed: int) -> None:
    assert names_shown(check(_asked(seed))) == set()


def _asked(seed: int) -> Model:
    """A random model with a few properties of all kinds."""
    draw_from = random.Random(seed)
    model = random_model(draw_from)
    makes = (random_sentence, random_sentence, random_other_sentence, random_other_sentence, random_formula)
    made = [make(draw_from, model) for make in makes]
    items = [Property(f"p{number}", "", item, "", Origin(), NOWHERE) for number, item in enumerate(made)]
    return replace(model, properties=tuple(items))


def test_no_golden_page_shows_a_name_of_ours() -> None:
    pages = [*TESTS.glob("*/golden/*.txt"), *TESTS.parent.glob("README.md"), *TESTS.parent.glob("docs/*.md")]
    found = {(page.name, name) for page in pages for name in OURS.findall(page.read_text(encoding="utf-8"))}
    assert {(page, name) for page, name in found if not page.endswith(".md")} == set()
