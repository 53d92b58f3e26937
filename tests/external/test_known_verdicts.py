"""Textbook models and integer programs whose verdicts are known: the tool must give them, and leave none open.

Each property carries a note with the argument or the reference for its verdict, which stands in `expected.toml`.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

import bcm_formal as bcm
from bcm_formal.trust.claim import Outcome
from bcm_formal.trust.verdict import Agreement, Fault, Part, Unknown, Verdict

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
MODELS = sorted(path.stem for path in HERE.glob("*.bcm"))
EXPECTED: dict[str, dict[str, dict[str, str]]] = tomllib.loads((HERE / "expected.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", MODELS)
def test_every_property_gets_its_known_verdict(name: str) -> None:
    report = bcm.check(bcm.load(HERE / f"{name}.bcm"))
    found = {verdict.property.name: verdict.outcome.value for verdict in report.verdicts}
    assert EXPECTED[f"{name}.bcm"]["properties"] == found
    assert [verdict.property.name for verdict in report.verdicts if not is_shown(verdict)] == []


def is_shown(verdict: Verdict | Part) -> bool:
    """True iff there is a certificate, or one for each part, or the agreement of two engines is said to be all."""
    if isinstance(verdict, Unknown | Fault):
        return False
    if verdict.parts:
        return all(is_shown(part) for part in verdict.parts)
    return verdict.certificate is not None or isinstance(verdict.evidence, Agreement)


@pytest.mark.parametrize("name", MODELS)
def test_every_property_says_why_its_verdict_is_right(name: str) -> None:
    model = bcm.load(HERE / f"{name}.bcm")
    assert [item.name for item in model.properties if not item.origin.notes] == []
    assert model.origin.notes


def test_there_are_many_of_both_kinds() -> None:
    verdicts = Counter(verdict for tables in EXPECTED.values() for verdict in tables["properties"].values())
    assert set(verdicts) == {Outcome.HOLDS.value, Outcome.VIOLATED.value}
    assert min(verdicts.values()) >= 40
