"""What is written as JSON follows the schema that is published of it, and the schema allows nothing else."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bcm_formal.model.to_json.policy import schema_text, to_json
from tests.builders.effort import tries
from tests.builders.random_models import random_model
from tests.builders.running import SOUND, bcm, lay_out
from tests.builders.texts import DOUBTFUL, NUMBERS

TESTS = Path(__file__).parents[1]
SENTENCES = (TESTS / "cases" / "nondet_obligations.bcm").read_text("utf-8")
PAGE = (TESTS / "model" / "page.bcm").read_text("utf-8")
SCENARIO = "scenario life\n  start in guest\n  hire\n  expect in worker\n  expect in guest\n"
FAILING = SOUND.replace("after 5 years: settle", "after 4 years: settle")
OTHER = SOUND.replace("at least 5 years", "at least 3 years")
WRITTEN: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "verdicts of every kind of sentence": ("report", SENTENCES + SCENARIO, ("check", "--format", "json")),
    "for which numbers": ("report", NUMBERS + DOUBTFUL, ("check", "--depends", "--format", "json")),
    "least times": ("report", SENTENCES, ("check", "--times", "--format", "json")),
    "timings": ("report", SOUND, ("check", "--timings", "--format", "json")),
    "what nothing uses": ("report", SOUND + 'layer spare "Spare"\n', ("check", "--format", "json")),
    "a scenario that fails": ("report", FAILING, ("check", "--format", "json")),
    "what a limit leaves open": (
        "report",
        SOUND,
        ("check", "--timeout-each", "0.001 s", "--fresh", "--format", "json"),
    ),
    "a model with a mistake": ("report", "policy", ("check", "--format", "json")),
    "mutants": ("mutants", SOUND, ("check", "--mutate", "--limit", "12", "--format", "json")),
    "mutants of a policy without a property": (
        "mutants",
        SOUND[: SOUND.index("property")],
        ("check", "--mutate", "--limit", "2", "--format", "json"),
    ),
    "what rules rest on": ("sources", NUMBERS + DOUBTFUL, ("check", "--sources", "--format", "json")),
    "a change": ("diff", SOUND, ("diff", "--equivalent", "--properties", "--people", "--format", "json", "other.bcm")),
    "repairs": ("repair", SOUND, ("repair", "--goal", "no person in resident", "--format", "json")),
    "a model": ("model", SOUND, ("export", "json")),
    "a model with every kind of sentence": ("model", SENTENCES + SCENARIO, ("export", "json")),
    "a model with every kind of declaration": ("model", PAGE, ("export", "json")),
}
BY_NAME = {"solvers", "milliseconds", "attributes", "clocks", "choices", "summary"}
"""objects whose keys are names of the model or of packages"""


@cache
def validator(kind: str) -> Any:
    from bcm_formal.views.report import changes, json_form, mutants, provenance, repairs

    texts = {
        "report": json_form.schema_text,
        "mutants": mutants.schema_text,
        "sources": provenance.schema_text,
        "diff": changes.schema_text,
        "repair": repairs.schema_text,
        "model": schema_text,
    }
    return jsonschema.Draft202012Validator(json.loads(texts[kind]()))


@pytest.fixture
def written(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> tuple[str, Any]:
    """The schema's name, and the document."""
    kind, model, args = WRITTEN[request.param]
    lay_out({"m.bcm": model, "other.bcm": OTHER}, tmp_path)
    monkeypatch.chdir(tmp_path)
    return kind, json.loads(bcm(monkeypatch, capfd, *args, "m.bcm").out)


@pytest.mark.slow
@pytest.mark.parametrize("written", WRITTEN, indirect=True)
def test_what_is_written_follows_its_schema_and_nothing_may_be_added_or_left_out(written: tuple[str, Any]) -> None:
    kind, document = written
    validator(kind).validate(document)
    draw = random.Random(0)
    places = list(objects(document))
    for path in draw.sample(places, min(40, len(places))):
        changed = copy.deepcopy(document)
        at(changed, path)["surprise"] = None
        assert not validator(kind).is_valid(changed), ("added", path)
        changed = copy.deepcopy(document)
        gone = draw.choice(list(at(changed, path)))
        del at(changed, path)[gone]
        if gone not in ON_REQUEST and path[-1:] != ("evidence",):  # of which each kind has other keys
            assert not validator(kind).is_valid(changed), ("left out", path, gone)


ON_REQUEST = {"milliseconds", "times", "depends", "needs", "properties", "equivalent", "people"}


def objects(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where there are objects with keys of ours."""
    if isinstance(value, dict):
        if not (path and path[-1] in BY_NAME):
            yield path
        for key, item in value.items():
            yield from objects(item, (*path, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from objects(item, (*path, number))


def at(value: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        value = value[step]
    return value


@pytest.mark.parametrize("seed", range(tries(30)))
def test_random_models_follow_the_schema_of_models(seed: int) -> None:
    validator("model").validate(json.loads(json.dumps(to_json(random_model(random.Random(seed))))))


@pytest.mark.parametrize("kind", ["report", "mutants", "sources", "model"])
def test_the_command_prints_each_schema(
    kind: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    printed = json.loads(bcm(monkeypatch, capfd, "schema", kind).out)
    assert printed == validator(kind).schema
    jsonschema.Draft202012Validator.check_schema(printed)


def test_every_object_of_a_schema_refuses_what_it_does_not_know() -> None:
    for kind in ("report", "mutants", "sources", "model"):
        described = [item for item in parts(validator(kind).schema) if "properties" in item]
        assert described
        assert [item for item in described if item.get("additionalProperties") is not False] == []


def parts(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if value.get("type") == "object":
            yield value
        for item in value.values():
            yield from parts(item)
    elif isinstance(value, list):
        for item in value:
            yield from parts(item)
