"""Diagrams by the package and diagrams in plain Python: which are used where, and that nobody can tell which it was."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bcm_formal.api.loading import load
from bcm_formal.model.sentences import DoesNotDepend
from bcm_formal.processes.sharing import shared_out
from bcm_formal.system.questions import Question, question_of
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Claim, Outcome, Undecided
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.portfolio import Portfolio
from bcm_formal.verify.regions import Regions, algebra_choice, diagram
from bcm_formal.verify.regions.algebra import Algebra, Diagram
from bcm_formal.verify.regions.algebra_choice import is_full, new_algebra
from bcm_formal.verify.regions.algebra_oxidd import OxiddAlgebra
from bcm_formal.verify.regions.algebra_plain import PlainAlgebra
from tests.builders.policies import gate
from tests.builders.random_models import random_model, random_sentence

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
MODELS = sorted(path.parent / f"{path.parent.name}.bcm" for path in ROOT.glob("models/*/expected.toml"))
SHARE = 5
"""so many of a model's properties are one that is asked"""
SHORT = [lambda: OxiddAlgebra(most_nodes=3), lambda: PlainAlgebra(most_nodes=4)]

CHECK = """
import sys
from bcm_formal.cli.app import run
from bcm_formal.verify.regions import diagram
from bcm_formal.verify.regions.algebra_oxidd import OxiddAlgebra
from bcm_formal.verify.regions.algebra_plain import PlainAlgebra

diagram.new_algebra = {"oxidd": OxiddAlgebra, "plain": PlainAlgebra}[sys.argv[1]]
sys.argv = ["bcm", "check", "--fresh", "--format", "concise", "--output", "json=report.json", *sys.argv[2:]]
sys.exit(run())
"""


@pytest.mark.slow
@pytest.mark.parametrize("model", MODELS, ids=lambda path: path.stem)
def test_shipped_models_get_the_same_reports_by_either(model: Path, tmp_path: Path) -> None:
    loaded = load(model)
    asked = [f"--property={item.name}" for item in loaded.properties[::SHARE]]
    reports: set[bytes] = set()
    for name in ("oxidd", "plain"):
        at = tmp_path / name
        at.mkdir()
        command = [sys.executable, "-c", CHECK, name, *asked, str(model)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, cwd=at, env=environment, capture_output=True, text=True, check=False)
        assert (done.stderr, done.returncode in (0, 1)) == ("", True)
        reports.add((at / "report.json").read_bytes())
    assert len(reports) == 1


@pytest.mark.parametrize("first", range(0, 120, 20))
def test_random_models_get_the_same_claims_by_either(first: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(first, first + 20):
        draw = random.Random(number)
        model = random_model(draw)
        question = question_of(TransitionSystem(model), random_sentence(draw, model))
        claims = [claim_by(make, question, monkeypatch) for make in (OxiddAlgebra, PlainAlgebra)]
        assert claims[0] == claims[1], number


def claim_by(make: Callable[[], Algebra], question: Question, monkeypatch: pytest.MonkeyPatch) -> Claim | Undecided:
    monkeypatch.setattr(diagram, "new_algebra", make)
    return Regions().run(question, Budget(work=30_000))


# --- which ---


def test_where_copies_may_be_made_diagrams_are_plain_and_in_the_copies_they_are_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(algebra_choice, "can_fork", lambda: True)
    assert isinstance(new_algebra(), PlainAlgebra)
    monkeypatch.undo()
    made = shared_out([[0], [1]], lambda _: type(new_algebra()).__name__)
    assert made == {0: "OxiddAlgebra", 1: "OxiddAlgebra"}


def test_without_the_package_diagrams_are_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(algebra_choice, "can_fork", lambda: False)
    assert isinstance(new_algebra(), OxiddAlgebra)
    monkeypatch.delitem(sys.modules, "bcm_formal.verify.regions.algebra_oxidd")
    monkeypatch.setitem(sys.modules, "oxidd.bcdd", None)
    assert isinstance(new_algebra(), PlainAlgebra)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits")
@pytest.mark.parametrize("limit", ["RLIMIT_AS", "RLIMIT_DATA"])
def test_where_memory_is_limited_diagrams_are_plain(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import resource

    real, asked = resource.getrlimit, getattr(resource, limit)
    monkeypatch.setattr(algebra_choice, "can_fork", lambda: False)
    monkeypatch.setattr(resource, "getrlimit", lambda which: (2**32, -1) if which == asked else real(which))
    assert isinstance(new_algebra(), PlainAlgebra)


def parity_of(bits: list[Diagram], result: Diagram) -> Diagram:
    for bit in bits:
        result = (result & ~bit) | (~result & bit)
    return result


# --- when there is no more room ---


@pytest.mark.parametrize("make", SHORT)
def test_an_algebra_without_room_says_so(make: Callable[[], Algebra]) -> None:
    algebra = make()
    bits = [f"b{number}" for number in range(12)]
    algebra.declare(*bits)
    with pytest.raises(MemoryError) as full:
        parity_of([algebra.bit(bit) for bit in bits], algebra.false)
    assert is_full(full.value)


def test_a_lack_of_memory_is_not_a_lack_of_room() -> None:
    assert not is_full(MemoryError())


@pytest.mark.parametrize("make", SHORT)
def test_the_engine_leaves_to_others_what_its_diagrams_have_no_room_for(
    make: Callable[[], Algebra], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of pairs no other engine knows anything."""
    monkeypatch.setattr(diagram, "new_algebra", make)
    portfolio, system = Portfolio(), TransitionSystem(gate())
    portfolio.prepare(system)
    for item in gate().properties:
        decided = portfolio.decide(system, item)
        assert ("regions", "its decision diagrams need too many nodes") in decided.tried
        assert (decided.verdict.outcome is Outcome.UNKNOWN) == isinstance(item.sentence, DoesNotDepend)


def test_nodes_that_nothing_holds_are_thrown_away() -> None:
    algebra = OxiddAlgebra(most_nodes=1_000, first_cleaning=500)
    bits = [f"b{number}" for number in range(16)]
    algebra.declare(*bits)
    for number in range(3_000):
        values = {bit: bool(number >> place & 1) for place, bit in enumerate(bits)}
        assert algebra.restrict(algebra.cube(values), values) == algebra.true
