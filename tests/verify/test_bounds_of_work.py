"""What is asked though nobody wrote it has a bound of work, and says so where it is met."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcm_formal.api.loading import load
from bcm_formal.model.expressions import FALSE, TRUE
from bcm_formal.model.model import Model
from bcm_formal.system.help import EVERYTHING
from bcm_formal.system.questions import Path as PathQuestion
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.verify.engine import Budget, BudgetExceededError
from bcm_formal.verify.regions.engine import Regions
from bcm_formal.verify.regions.evidence import ConditionWriter
from bcm_formal.vetting.contradictions import contradictions
from bcm_formal.vetting.coverage import survey as coverage_survey
from bcm_formal.vetting.coverage.coverage import coverage_of
from bcm_formal.vetting.coverage.findings import findings_of

HEAD = 'policy p "P"\n  time in months\n\nlayer out "Out"\nactor office\n\nattribute a: 0 to 9, starts 0\n\n'


@pytest.fixture
def model(tmp_path: Path) -> Model:
    statuses = "".join(f"status s{n} in out\n" for n in range(12))
    rules = "".join(
        f"transition t{n} from s{n} to s{n + 1} by office\n  when a at least 5\n    and a at most 4\n"
        for n in range(11)
    )
    path = tmp_path / "p.bcm"
    path.write_text(f"{HEAD}{statuses}start in s0\n{rules}property q: no dead ends\n", encoding="utf-8")
    return load(path)


def test_contradictions_beyond_the_bound_are_left_out_and_counted(model: Model) -> None:
    assert [item.code for item in contradictions(model)] == ["BCM405"] * 11
    found = contradictions(model, most=12)  # one question for each event, and one for each of its two requirements
    assert [item.code for item in found] == ["BCM405"] * 4 + ["BCM914"]
    assert "the last 7 events" in found[-1].message


def test_a_survey_beyond_the_bound_says_how_much_is_open(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = findings_of(coverage_of(TransitionSystem(model)))
    assert "BCM914" not in {item.code for item in whole}
    monkeypatch.setattr(coverage_survey, "_MOST_QUESTIONS", 3)
    coverage = coverage_of(TransitionSystem(model))
    found = findings_of(coverage)
    assert found[-1].code == "BCM914"
    assert f"its last {coverage.unasked:,} questions" in found[-1].message
    for code in ("BCM610", "BCM611"):
        said = {item.message for item in found if item.code == code}
        assert said < {item.message for item in whole if item.code == code}


def test_choosing_the_regions_of_a_proof_has_a_bound(model: Model) -> None:
    system, regions = TransitionSystem(model), Regions()
    everybody = {status.name: TRUE for status in model.statuses}
    goal = {status.name: TRUE if status.name == "s0" else FALSE for status in model.statuses}
    compiled = regions.compiled(system)
    ways = regions.ways(compiled, PathQuestion(system, everybody, goal, EVERYTHING), Budget())
    ways.run(lambda _: False)
    writer, origin = ConditionWriter(compiled), compiled.pieces({"s0": TRUE})
    writer.regions(ways, origin)
    ways.most = 0
    with pytest.raises(BudgetExceededError, match="chosen"):
        writer.regions(ways, origin)
