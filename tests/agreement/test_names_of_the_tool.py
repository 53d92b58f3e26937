"""A policy may call things what the tool calls its own: verdicts, evidence and files are those of any other names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bcm_formal.api.run import check
from bcm_formal.model.internal_names import internal, is_internal
from bcm_formal.model.load import load
from bcm_formal.model.model import Model
from bcm_formal.system.ctl.models import marked, slowed
from bcm_formal.system.derived.steps import observer_clock, unused
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.verify.engine import Budget
from tests.builders.engines import ENGINES
from tests.builders.loading import model_of

pytestmark = pytest.mark.slow

CASES = Path(__file__).resolve().parents[1] / "cases"
PLAIN = """policy n "Names"
  time in months
layer l1
layer l2
actor o
attribute flag1: yes or no, starts no
attribute flag2: yes or no, starts any
attribute flag3: yes or no, starts no
attribute number1: 0 to 3, starts 0
attribute number2: integer, starts 0
attribute kind1: one of v1, v2, fixed
clock clock1
  zero in s2
clock clock2
  starts 0 to 2 months
clock clock3
  runs while flag1
  zero while not flag1
parameter par1 = 2 months
define def1 = clock1 at least par1 and number1 less than 3
define def2 = def1 or flag3
score sco1
  2 when flag1
  1 when kind1 is v1
status s1 in l1
status s2 in l1
  at most 4 months, then s1
status s3 in l2
transition ev1 from s1 to s2 by o
transition ev2 from s2 to s3 by o
  when def2
event ev3 in l1 by person
  unless flag1
  set flag1 = yes
  set number2 = number1 + 1
event ev4 in l1 by o, adverse
  when clock2 less than 12 months
  set number1 = 0
  set flag1 = no
event ev5 in s1, s2 by person
  set number1 = any
  set flag2 = any
limit lim1 in s1
  while not flag1 and clock2 at most 9 months, then s2
start in s1
property p1: every person in s1 can reach s3 within 6 months
property p2: every person in l1 can reach s3 despite 1 adverse event
property p3: every person in s2 must reach s1, s3 within 4 months
property p4: every person in s1 must reach s3
property p5: some person in s1 can reach s3 within 2 months
property p6: s3 only after clock1 at least 2 months
property p7: better flag2 never blocks s3
property p8: path to s3 does not depend on kind1
property p9: every person entering s3 has sco1 at least 2 or flag3 or clock3 is 0 months
property c1: ctl AG EF (in s3 or in s2 and flag1)
property c2: ctl AF (in s2 or EG flag1)
property c3: ctl A[in s1 U in s2] or EX in s2
property c4: ctl AG (flag1 implies AF in s2)
"""
OURS = {
    "flag1": "resting",
    "flag2": "marked",
    "flag3": "end",
    "number1": "observed_time",
    "number2": "take",
    "kind1": "used",
    "v1": "true",
    "v2": "part_3",
    "clock1": "rest_time",
    "clock2": "delay",
    "clock3": "observed_time_",
    "par1": "cut_1",
    "def1": "part_1",
    "def2": "part_2",
    "sco1": "mark",
    "s1": "rest_in_b",
    "s2": "part_2",
    "s3": "time_in_status",
    "l1": "today",
    "l2": "goal",
    "o": "observer",
    "ev1": "restart_observed_time",
    "ev2": "rest_in_rest_in_b",
    "ev3": "mark_marked",
    "ev4": "person",
    "ev5": "law",
    "lim1": "observed_time_begins",
}
OTHERS = {  # of the files that solvers read, and of what draws
    "flag1": "assert",
    "flag2": "ite",
    "flag3": "forall",
    "number1": "a_",
    "number2": "Int",
    "kind1": "Bool",
    "v1": "x_",
    "v2": "c_",
    "clock1": "let",
    "clock2": "moment",
    "clock3": "any_",
    "par1": "distinct",
    "def1": "invariant",
    "def2": "region_1",
    "sco1": "trap",
    "s1": "node",
    "s2": "graph",
    "s3": "subgraph",
    "l1": "cluster",
    "l2": "edge",
    "o": "label",
    "ev1": "twin",
    "ev2": "invariant_delay_node",
    "ev3": "pursuit",
    "ev4": "calm0",
    "ev5": "step",
    "lim1": "covers_node",
}
SCRIPTS = {  # of many scripts
    "flag1": "就労中",
    "flag2": "จำเป็น",
    "flag3": "работает",
    "number1": "στάθμη",
    "number2": "संख्या",
    "kind1": "نوع",
    "v1": "介護",
    "v2": "農業",
    "clock1": "在留期間",
    "clock2": "체류_기간",
    "clock3": "größe",
    "par1": "年数",
    "def1": "統合",
    "def2": "ראשון",
    "sco1": "点数",
    "s1": "海外",
    "s2": "ダブル",
    "s3": "永住者",
    "l1": "Ç_一時",
    "l2": "定着",
    "o": "入管庁",
    "ev1": "入国",
    "ev2": "許可",
    "ev3": "学習",
    "ev4": "失業",
    "ev5": "ñandú",
    "lim1": "上限",
}
_WORD = re.compile(r"[A-Za-z_]\w*")


def renamed(names: dict[str, str]) -> Model:
    text = _WORD.sub(lambda found: names.get(found.group(), found.group()), PLAIN)
    return model_of(text)


def verdicts(model: Model, engine: str, *names: str) -> dict[str, str]:
    found = check(
        model, names or None, engine=engine, coverage=False, budget=None if engine == "auto" else Budget(20_000)
    )
    return {verdict.property.name: verdict.outcome.name for verdict in found.verdicts}


@pytest.mark.parametrize("engine", ["auto", *ENGINES])
def test_names_that_are_ours_change_no_verdict(engine: str) -> None:
    asked = () if engine == "auto" else ("p1", "p5", "p9")
    plain = verdicts(renamed({}), engine, *asked)
    for names in (OURS, OTHERS, SCRIPTS):
        assert plain == verdicts(renamed(names), engine, *asked)
    assert engine != "auto" or "UNKNOWN" not in plain.values()


def test_an_event_called_like_the_one_that_restarts_the_observer_is_only_an_event() -> None:
    model = model_of(CASES / "event_named_restart_observed_time.bcm")
    expected = {name: "HOLDS" if name.startswith("h") else "VIOLATED" for name in ("v1", "v2", "v3", "h1", "h2", "v4")}
    assert expected | {"d1": "HOLDS"} == verdicts(model, "auto")


def test_what_is_added_to_a_model_has_internal_names() -> None:
    model = renamed(OURS)
    system, _ = slowed(marked(TransitionSystem(model), model.definitions[0].body)[0])  # type: ignore[arg-type]
    written = {*model.attribute, *model.clock, *model.event, *model.limit}
    after = system.model
    added = {*after.attribute, *after.clock, *after.event, *after.limit} - written
    assert len(added) >= 6
    assert all(is_internal(name) for name in {*added, observer_clock(model), unused(model, "x")})
    assert not any(is_internal(name) for name in written)


@pytest.mark.parametrize("name", ["$observed_time", "$x"])
def test_a_text_cannot_declare_or_use_an_internal_name(name: str) -> None:
    assert internal(name) == name
    for line in (f"attribute {name}: yes or no, fixed", f"define y = {name}", f"status {name} in l1"):
        model, found = load(PLAIN + line + "\n")
        assert model is None
        assert "BCM123" in [item.code for item in found]
