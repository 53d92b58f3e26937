"""What programs can ask: names, ways in, life courses as named states, values that JSON can hold."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import bcm_formal as bcm
from bcm_formal.model.units import TimeUnit
from tests.builders.small_policies import OFFICE

TIMED = """policy timed "Named like our own columns"
  time in months
layer all
attribute time: 0 to 3, starts 1
attribute status: one of low, high, starts low
clock step
  runs in all
status here in all
start in here
event climb in here by person
  when step at least 2 months
   and status is low
  set status = high
property never_high: every person has status is low
property nobody: no person in here with time is 2
scenario climbs
  start in here
  after 1 month: climb
"""


def test_the_library_names_what_it_offers_and_imports_nothing_to_do_so() -> None:
    code = (
        "import sys, bcm_formal\n"
        "names = dir(bcm_formal)\n"
        "assert names == sorted(bcm_formal.__all__)\n"
        "heavy = {'z3', 'networkx', 'lark', 'pandas'} & set(sys.modules)\n"
        "assert not heavy and 'bcm_formal.api.run' not in sys.modules, heavy\n"
        "print(*(type(getattr(bcm_formal, name)).__name__ for name in names))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) <= {"function", "type", "ABCMeta", "str"}


def test_a_policy_is_loaded_from_a_path_a_text_or_a_file(tmp_path: Path) -> None:
    path = tmp_path / "office.bcm"
    path.write_text(OFFICE, encoding="utf-8")
    with path.open(encoding="utf-8") as text, path.open("rb") as data:
        found = [bcm.load(path), bcm.load(str(path)), bcm.load(OFFICE), bcm.load(text), bcm.load(data)]
    found.append(bcm.load(io.StringIO(OFFICE)))
    assert all(item == found[0] for item in found)
    assert [item.source.path for item in found] == [str(path), str(path), "<text>", str(path), str(path), "<file>"]
    assert all(isinstance(item, bcm.Policy) and isinstance(item, bcm.Model) for item in found)


@pytest.mark.parametrize(
    "source", ["no policy\nat all", io.StringIO("policy p\n  time in hours\n"), io.BytesIO(b"\xff")]
)
def test_what_is_no_policy_is_refused_with_the_findings(source: str | io.StringIO | io.BytesIO) -> None:
    with pytest.raises(bcm.DiagnosticError) as caught:
        bcm.load(source)
    assert caught.value.diagnostics


def test_a_start_that_nobody_meets_is_an_error_of_a_text_as_of_a_file() -> None:
    with pytest.raises(bcm.DiagnosticError):
        bcm.load(OFFICE.replace("start in a\n", "start in a with n at least 1\n"))


def test_a_life_course_is_told_as_named_states() -> None:
    report = bcm.check(bcm.load(TIMED))
    life = report.trace("never_high")
    assert life is not None
    assert [(state.time, state.step) for state in life.states] == [(0, ""), (2, "wait 2"), (2, "climb")]
    assert (len(life), tuple(life)) == (3, life.states)
    assert life.states[-1].status == "here"
    assert life.states[-1].attributes == {"time": 1, "status": "high"}
    assert life.states[-1].clocks == {"time_in_status": 2, "step": 2}
    assert life.to_dicts()[-1] == {
        "time": 2,
        "step": "climb",
        "status": "here",
        "attribute time": 1,
        "attribute status": "high",
        "time_in_status": 2,
        "clock step": 2,
    }


def test_a_failed_scenario_has_its_life_course_and_a_proof_without_lives_has_none() -> None:
    report = bcm.check(bcm.load(TIMED))
    failed = report.trace("climbs")
    assert failed is not None
    assert [state.step for state in failed] == ["", "wait 1"]
    assert (report.traces("nobody"), report.trace("nobody")) == ((), None)


def test_a_proof_of_paths_has_a_life_for_each_kind_of_people() -> None:
    lives = bcm.check(bcm.load(OFFICE), ["can_rise"]).traces("can_rise")
    assert lives
    assert all(life.states[-1].status == "c" for life in lives)


def test_both_of_two_compared_persons_have_a_life_course() -> None:
    text = OFFICE + "property kin: path to c does not depend on kin\n"
    text = text.replace("  and ok", "  and kin is near")
    first, second = bcm.check(bcm.load(text), ["kin"]).traces("kin")
    assert first.states[0].attributes["kin"] != second.states[0].attributes["kin"]


def test_what_was_not_checked_has_no_life_course_and_the_nearest_name_is_offered() -> None:
    with pytest.raises(bcm.DiagnosticError) as caught:
        bcm.check(bcm.load(TIMED), ["nobody"]).traces("never_hihg")
    assert [(item.code, item.help) for item in caught.value.diagnostics] == [("BCM903", "checked were nobody")]


def test_rounds_are_one_step_that_says_what_each_holds() -> None:
    text = """policy counts "Counts"
  time in months
layer all
attribute n: 0 to 100000, starts 0
status here in all
start in here
event earn in here by person
  when n less than 100000
  set n = n + 1
property low: every person has n less than 100000
"""
    life = bcm.check(bcm.load(text)).trace("low")
    assert life is not None
    assert len(life) < 10
    assert any(" times: earn" in state.step for state in life)
    assert life.states[-1].attributes == {"n": 100000}


def test_a_report_is_plain_values() -> None:
    found = bcm.check(bcm.load(TIMED)).to_dict()
    assert json.loads(json.dumps(found)) == found
    assert found["summary"] == {"HOLDS": 1, "VIOLATED": 1, "VACUOUS": 0, "UNKNOWN": 0, "ENGINE FAULT": 0}


def test_a_file_without_a_model_is_plain_values_too(tmp_path: Path) -> None:
    (tmp_path / "m.bcm").write_text("policy p\n  time in hours\n", encoding="utf-8")
    result = bcm.check_file(tmp_path / "m.bcm")
    assert isinstance(result, bcm.Unreadable)
    assert result.to_dict()["status"] == "unreadable"


def test_a_table_without_pandas_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(bcm.DiagnosticError) as caught:
        bcm.simulate(bcm.load(TIMED), 2).to_dataframe()
    assert [item.code for item in caught.value.diagnostics] == ["BCM934"]


def test_a_table_is_made_of_the_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    class Pandas:
        DataFrame = staticmethod(lambda rows: ("table", rows))

    monkeypatch.setitem(sys.modules, "pandas", Pandas)
    life = bcm.simulate(bcm.load(TIMED), 3)
    assert life.to_dataframe() == ("table", life.to_dicts())


def test_a_verdict_is_explained_as_on_the_command_line() -> None:
    said = bcm.explain(bcm.load(TIMED), "never_high")
    assert "VIOLATED" in said
    assert "climb" in said
    with pytest.raises(bcm.DiagnosticError):
        bcm.explain(bcm.load(TIMED), "nothing")


def test_a_simulated_life_is_that_of_its_seed() -> None:
    policy = bcm.load(OFFICE)
    lives = [bcm.simulate(policy, 8, seed=seed, begin="kin is far").to_dicts() for seed in (1, 1, 2)]
    assert lives[0] == lives[1] != lives[2]
    assert all(life[0]["kin"] == "far" for life in lives)
    with pytest.raises(bcm.DiagnosticError):
        bcm.simulate(policy, begin="n is 2")


def test_no_graph_and_no_constraints_of_a_model_whose_rules_say_something_else() -> None:
    changed = replace(bcm.load(TIMED), parameters=(), unit=TimeUnit.YEARS)
    for ask in (changed.graph, changed.constraints):
        with pytest.raises(bcm.DiagnosticError) as caught:
            ask()
        assert [item.code for item in caught.value.diagnostics] == ["BCM917"]


@pytest.mark.parametrize(
    ("engine", "solvers", "said"),
    [
        ("region", ("z3",), "there is no engine `region`: did you mean `regions`?"),
        ("", ("z3",), "there is no engine ``: there are `auto`, `regions`, "),
        ("auto", ("z3", "cvc6"), "there is no solver `cvc6`: did you mean `cvc5`? there are `z3`, `cvc5`"),
        ("auto", (), "no solver is named: there are `z3`, `cvc5`"),
    ],
)
def test_engines_and_solvers_that_there_are_not_are_refused_with_those_there_are(
    engine: str, solvers: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    (tmp_path / "timed.bcm").write_text(TIMED, encoding="utf-8")
    with pytest.raises(bcm.DiagnosticError) as of_text:
        bcm.check(bcm.load(TIMED), engine=engine, solvers=solvers)
    with pytest.raises(bcm.DiagnosticError) as of_file:
        bcm.check_file(tmp_path / "timed.bcm", engine=engine, solvers=solvers)
    (found,), (same,) = of_text.value.diagnostics, of_file.value.diagnostics
    assert (found.code, same) == ("BCM919", found)
    assert f"{found.message}: {found.help}".startswith(said)
