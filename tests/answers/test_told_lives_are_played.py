"""What is written of a life can be done: the words are read back from the page and played as a scenario."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bcm_formal.answers.answer import answer_to
from bcm_formal.answers.pathways import pathways_of
from bcm_formal.answers.phrases import rule_title
from bcm_formal.api.loading import load
from bcm_formal.api.run import check
from bcm_formal.model.model import Model
from bcm_formal.model.sentences import CanReach
from bcm_formal.model.to_text import condition_text, value_text
from bcm_formal.system.state import Delay, Expire, Step
from bcm_formal.trust.claim import Outcome
from bcm_formal.vetting.scenarios import run_scenario
from bcm_formal.views.report.evidence import tell_evidence
from bcm_formal.views.report.page import Page, to_plain
from tests.builders.ladder import LADDER
from tests.builders.lives import is_lived, needless
from tests.builders.loading import model_of
from tests.builders.parts import walked

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases"
RENEWALS = """\
policy renewals "Renewals"
  time in months
layer out "Out"
layer stay "Stay"
layer settled "Settled"
actor office
attribute granted: one of 1 year, 3 years, starts 1 year
attribute tongue: none < some < good, starts none
attribute trade: one of care, food, fixed, starts any
clock period
  runs in stay
  zero in out
clock lawful
  runs in stay
  zero in out
status abroad in out "Abroad"
status guest in stay "Guest"
status settled_in in settled "Settled in"
transition enter from abroad to guest by office
event renew "Renewal of the permit" in guest by office
  when period at least granted - 2 months
  set granted = any
  set period = 0 months
limit lapse in guest
  while period at most granted, then abroad
event learn in guest by person
  when tongue less than good
  set tongue = next tongue
event forget in guest by office, adverse
  when tongue more than none
  set tongue = previous tongue
transition settle from guest to settled_in by office
  when lawful at least 5 years
   and tongue is good
   and trade is food
start in abroad
property food: every person in stay with trade is food can reach settled
property from_abroad: every person in out with trade is food can reach settled within 5 years
"""
MODELS = {
    "renewals": RENEWALS,
    "ladder": LADDER.replace("least fluent", "least good")
    + "property p: every person in worker with sector is food can reach pr\n",
    **{
        path.stem: path.read_text(encoding="utf-8")
        for path in map(CASES.joinpath, ("pathway_wrong_wait.bcm", "s3.bcm", "irrelevant_values.bcm", "ren.bcm"))
    },
}


def line_of(model: Model, step: Step) -> str:
    """A step of a trace as a line of a scenario."""
    if isinstance(step, Delay):
        return f"after {step.steps} months"
    if isinstance(step, Expire):
        return step.limit
    values = (f"{name} is {value_text(model, model.attribute[name].kind, value)}" for name, value in step.choices)
    return f"{step.event} with {' and '.join(values)}" if step.choices else step.event


def acts_in(told: str) -> Iterator[str]:
    """The acts of a told life in order: `▸ Who with x and y: act, act (2 times) → Status; then act (1 year in all)`."""
    _, _, way = told.partition(": ")
    for leg in re.sub(r" \([^()]* in all\)$", "", way).split("; then "):
        yield from leg.partition(" → ")[0].split(", ")


def lines_of(model: Model, told: str) -> Iterator[str]:
    """The told acts as lines of a scenario, a wait together with what comes after it."""
    titles = {rule_title(event): event.name for event in model.events}
    titles |= {rule_title(limit): limit.name for limit in model.limits}
    wait = ""
    for act in acts_in(told):
        waited = re.fullmatch(r"wait until .* \(([^()]*)\)", act) or re.fullmatch(r"wait ([^()]*)", act)
        if waited:
            years, months = re.search(r"(\d+) year", waited[1]), re.search(r"(\d+) month", waited[1])
            wait = f"after {12 * int(years[1] if years else 0) + int(months[1] if months else 0)} months"
            continue
        times = re.search(r" \((?:adverse and )?(\d+) times\)$", act)
        bare = re.sub(r" \((adverse|(adverse and )?\d+ times)\)$", "", act)
        title, _, values = bare.partition(" with ")
        line = f"{titles[title]} with {values}" if values else titles[title]
        yield f"{wait}: {line}" if wait else line
        yield from [line] * (int(times[1]) - 1 if times else 0)
        wait = ""
    if wait:
        yield wait


@pytest.mark.parametrize("name", MODELS)
def test_the_words_of_a_life_are_a_scenario_that_holds(name: str) -> None:
    text = MODELS[name]
    model = model_of(text)
    played = 0
    for verdict in check(model, coverage=False).verdicts:
        sentence = verdict.property.sentence
        if verdict.outcome is not Outcome.HOLDS or not isinstance(sentence, CanReach):
            continue
        found = answer_to(verdict)
        page = Page()
        tell_evidence(page, found, verbose=False)
        rows = [row.strip() for row in to_plain(page, 10_000).splitlines() if "▸" in row]
        assert len(rows) == len(found.pathways.different) > 0
        for row, told in zip(rows, found.pathways.different, strict=True):
            start, before = told.life.trace.start, told.life.until_begin.steps
            values = " and ".join(
                f"{item.name} is {value_text(model, item.kind, value)}"
                if not isinstance(value, bool)
                else f"{'' if value else 'not '}{item.name}"
                for item, value in zip(model.attributes, start.attributes, strict=True)
            )
            lines = [f"start in {start.status}{f' with {values}' if values else ''}"]
            lines += [*(line_of(model, step) for step in walked(before)), *lines_of(model, row)]
            lines.append(f"expect {condition_text(model, sentence.target)}")
            scenario = "".join(f"  {line}\n" for line in lines)
            again = model_of(f"{text}scenario the_told_life\n{scenario}")
            result = run_scenario(again, again.scenarios[-1])
            assert result.passed, (row, scenario, result.failure)
            played += 1
    assert played


@pytest.mark.parametrize("name", ["bcm", "germany", "japan"])
def test_every_life_told_of_the_shipped_models_is_lived_and_needs_every_step(name: str) -> None:
    model = load(ROOT / "models" / name / f"{name}.bcm")
    lives = 0
    for verdict in check(model, coverage=False, proofs=ROOT / "proofs" / model.name).verdicts:
        sentence = verdict.property.sentence
        if verdict.outcome is not Outcome.HOLDS or not isinstance(sentence, CanReach):
            continue
        found = pathways_of(verdict)
        assert found.lives, verdict.property.name
        for told in found.lives:
            is_lived(model, told.life, sentence)
            assert needless(model, told.life, sentence.target) == [], verdict.property.name
        lives += len(found.lives)
    assert lives > len(model.statuses) // 2
