"""The JSON form, and what counts for a digest."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from bcm_formal.diagnostics import has_errors
from bcm_formal.model.load import load
from bcm_formal.model.to_json.policy import SCHEMA_VERSION, digest, property_digest, to_json
from tests.builders.example import policy
from tests.builders.loading import model_of

PAGE = Path(__file__).parent / "page.bcm"
RULES = """
parameter wait = 2 years
define ready = employed and level is good
event move in worker by person
  when ready
   and stay at least wait
  set points = points + 1
event hire in inside by office
  set employed = yes
property path: every person can reach worker
"""


def same(before: str, after: str) -> bool:
    assert before in RULES
    return digest(model_of(policy(RULES))) == digest(model_of(policy(RULES.replace(before, after))))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("event move in worker by person", 'event move in worker by person "Moves on"\n  note "a note"'),
        ("employed and level is good", "level is good and employed"),
        ("when ready", "when employed and level is good"),
        ("  when ready\n   and stay at least wait", "  when ready and stay at least wait"),
        ("parameter wait = 2 years", "parameter wait = 24 months"),
        ("wait", "patience"),
        ("property path: every person can reach worker", ""),
        ("points + 1", "1 + points"),
        (
            "event hire in inside by office\n  set employed = yes\n",
            "scenario story\n  start in abroad\n  expect in abroad\nevent hire in trainee, worker by office\n"
            "  set employed = yes\n",
        ),
    ],
)
def test_what_verdicts_do_not_depend_on_leaves_the_digest_alone(before: str, after: str) -> None:
    assert same(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("2 years", "3 years"),
        ("by person", "by office"),
        ("by person", "by person, adverse"),
        ("points + 1", "points + 2"),
        ("level is good", "level is basic"),
        ("event move in worker", "event move in inside"),
        ("employed and", "employed or"),
        ("event hire", "event rehire"),
    ],
)
def test_what_verdicts_depend_on_changes_the_digest(before: str, after: str) -> None:
    assert not same(before, after)


def test_the_order_of_declarations_does_not_count() -> None:
    blocks = policy(RULES).split("\nevent ")
    swapped = "\nevent ".join([blocks[0], blocks[2].split("property")[0], blocks[1]])
    assert digest(model_of(policy(RULES))) == digest(model_of(swapped + "\n"))


def test_a_property_is_its_sentence() -> None:
    model = model_of(
        policy(
            'property a "One": every person in inside can reach worker\n'
            'property b "Two": every person in worker, trainee can reach worker\n'
            "property c: every person in inside must reach worker"
        )
    )
    first, second, third = map(property_digest, model.properties)
    assert first == second
    assert first != third


def test_json_is_plain_and_the_same_every_time() -> None:
    text = PAGE.read_text(encoding="utf-8")
    first, second = (json.dumps(to_json(model_of(text)), ensure_ascii=False) for _ in range(2))
    assert first == second
    read = json.loads(first)
    assert read["schema_version"] == SCHEMA_VERSION
    assert [status["name"] for status in read["statuses"]] == ["abroad", "trainee", "worker", "settled", "pr"]
    assert {"named": "settle_after"} in [part.get("right") for part in read["definitions"][0]["body"]["and"]]
    assert read["scenarios"][0]["steps"][0] == {"happen": "enter", "choices": []}


def test_the_example_of_the_language_page_has_no_error() -> None:
    model, found = load(PAGE)
    assert not has_errors(found)
    assert model is not None
    assert datetime.date(2026, 3, 14) == model.law_of
    assert [item.name for item in model.properties] == ["path", "path_in_time", "earned"]
    assert [limit.name for limit in model.limits] == ["trainee_limit", "unemployed"]


def test_a_file_that_is_not_there_is_a_finding() -> None:
    model, found = load(PAGE.with_name("nowhere.bcm"))
    assert (model, [finding.code for finding in found]) == (None, ["BCM101"])


def test_the_blocks_of_a_markdown_file_are_a_policy(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text(f"# A policy\n\n```bcm\n{policy()}```\n", encoding="utf-8")
    model = model_of(path)
    assert digest(model) == digest(model_of(policy()))
