"""What was proved before need not be proved again; nothing else counts as proved."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bcm_formal.model.expressions import Condition, NamedCondition
from bcm_formal.system.asked import Asked
from bcm_formal.system.questions import CtlQuestion
from bcm_formal.trust import solvers
from bcm_formal.trust.certificate import InvariantProof, PathProof, StateSet
from bcm_formal.trust.check import check, judge, remaining
from bcm_formal.trust.claim import Claim
from bcm_formal.trust.obligations import Obligation, Obligations
from bcm_formal.trust.own_folder import NAME, OwnFolder
from bcm_formal.trust.proved import Memory, Proved
from bcm_formal.trust.solvers import SOLVERS, Bundle, Limits, Reply, SatAnswer, discharge, with_version
from bcm_formal.trust.verdict import Holds, Refused, Shown
from tests.builders.loading import model_of
from tests.builders.policies import GATE, LADDER, verdicts

Z3 = with_version("z3")


@pytest.fixture
def asked_of_z3(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The formulas that z3 is asked, as they come."""
    seen: list[str] = []
    inner = SOLVERS["z3"]

    def counting(bundle: Bundle, limits: Limits) -> Iterator[Reply]:
        seen.extend(bundle.formulas)
        return inner(bundle, limits)

    monkeypatch.setattr(solvers, "SOLVERS", {**SOLVERS, "z3": counting})
    return seen


def works(text: str) -> list[tuple[Asked, Claim, Obligations]]:
    found = []
    for asked, verdict in verdicts(text):
        if verdict.certificate is None or isinstance(asked.question, CtlQuestion):
            continue
        claim = Claim(verdict.outcome, verdict.certificate, "", verdict.somebody)
        work = remaining(claim, asked.question, asked.vacuity)
        if isinstance(work, Obligations) and list(work):
            found.append((asked, claim, work))
    return found


def of(name: str) -> tuple[Asked, Claim, Obligations]:
    return next(item for item in works(LADDER) if item[0].property.name == name)


def empty(text: str = LADDER) -> Obligations:
    return Obligations(model_of(text))


# --- which obligations say the same ---


@pytest.mark.parametrize("text", [LADDER, GATE])
def test_obligations_that_say_the_same_have_the_same_answer(text: str) -> None:
    """Each is asked by itself, and so are some of their opposites, which are satisfiable."""
    answers: dict[str, set[SatAnswer]] = {}
    for _, _, work in works(text):
        opposites = [replace(item, formula=f"(not {item.formula})") for item in random.Random(1).sample(work.items, 1)]
        work.items += opposites
        for item, meaning in zip(work, work.meanings(), strict=True):
            bundle = Bundle(work.prelude([item]), (item.formula,))
            answers.setdefault(meaning, set()).update(answer for answer, _ in SOLVERS["z3"](bundle, Limits()))
    assert all(len(found) == 1 for found in answers.values())
    assert {SatAnswer.UNSAT, SatAnswer.SAT} <= {answer for found in answers.values() for answer in found}


def test_what_functions_are_called_does_not_matter() -> None:
    one, two = empty(), empty()
    for work, name in ((one, "first"), (two, "second")):
        condition = part(work, "plan = work")
        inside = work.set_of(name, {"worker": condition, "settled": NamedCondition("p", condition)})
        work.add("a", "a", work.holds_in(inside, "worker"))
        work.add("b", "b", work.holds_in(inside, "settled"))
    assert one.items[0].formula != two.items[0].formula
    assert one.meanings() == two.meanings()
    assert len(set(one.meanings())) == 2


def part(work: Obligations, text: str) -> Condition:
    """A condition that the ladder has."""
    model = model_of(LADDER + f"\nproperty part_of_the_test: no person with {text}\n")
    condition = model.property["part_of_the_test"].sentence.condition  # type: ignore[union-attr]
    assert isinstance(condition, Condition)
    return condition


def test_what_functions_say_matters_however_deep() -> None:
    meanings = []
    for text in ("plan = work", "plan = rest"):
        work = empty()
        inner = NamedCondition("inner", part(work, text))
        inside = work.set_of("inside", {"worker": NamedCondition("outer", inner)})
        work.add("a", "a", work.holds_in(inside, "worker"))
        meanings += work.meanings()
    assert meanings[0] != meanings[1]


def test_the_type_of_a_parameter_a_constant_and_a_domain_matter() -> None:
    def meaning(text: str, constants: tuple[str, ...] = (), formula: str = "(inside_worker a_plan any_x)") -> str:
        work = empty(text)
        work.items.append(Obligation("a", "a", constants, formula))
        return work.meanings()[0]

    one, two = "(declare-const any_x Int)", "(declare-const any_x Bool)"
    assert len({meaning(LADDER, (one,)), meaning(LADDER, (two,)), meaning(LADDER)}) == 3
    wider = LADDER.replace("policy ladder", "policy ladder", 1) + "\nattribute extra: yes or no, starts no\n"
    assert meaning(LADDER) != meaning(wider)
    assert meaning(LADDER) != meaning(LADDER, formula="(inside_worker a_plan any_y)")


# --- what is asked ---


def test_of_obligations_that_say_the_same_one_is_asked(asked_of_z3: list[str]) -> None:
    _, _, work = of("robust")
    count = len(work.items)
    work.items += work.items
    assert discharge(work, "z3").answers == (SatAnswer.UNSAT,) * (2 * count)
    assert len(asked_of_z3) == len(set(work.meanings())) <= count


def test_what_was_proved_in_this_run_is_not_asked_again_and_counts_as_proved_now(asked_of_z3: list[str]) -> None:
    asked, claim, _ = of("robust")
    proved = Proved()
    first = judge(asked, claim, proved=proved)
    several = len(asked_of_z3)
    again = judge(asked, claim, proved=proved)
    assert several > 0
    assert len(asked_of_z3) == several
    assert isinstance(first, Holds)
    assert isinstance(again, Holds)
    assert (first.obligations, first.remembered) == (again.obligations, again.remembered) == (first.obligations, 0)


def test_what_was_proved_in_an_earlier_run_is_not_asked_and_is_counted(asked_of_z3: list[str]) -> None:
    asked, claim, work = of("robust")
    proved = Proved()
    judge(asked, claim, proved=proved)
    asked_of_z3.clear()
    digests = proved.added()
    assert proved.added() == ()
    again = judge(asked, claim, proved=Proved(digests))
    assert asked_of_z3 == []
    assert isinstance(again, Holds)
    assert again.remembered == again.obligations == len(work.items)
    some = judge(asked, claim, proved=Proved(digests[1:]))
    assert len(asked_of_z3) == 1
    assert isinstance(some, Holds)
    assert 0 < some.remembered < some.obligations


def test_with_two_solvers_each_must_have_proved_it(asked_of_z3: list[str]) -> None:
    asked, claim, work = of("robust")
    of_cvc5 = Proved()
    judge(asked, claim, ("cvc5",), proved=of_cvc5)
    both = judge(asked, claim, ("z3", "cvc5"), proved=Proved(of_cvc5.added()))
    assert len(asked_of_z3) == len(set(work.meanings()))
    assert isinstance(both, Holds)
    assert both.remembered == both.obligations


def test_another_version_of_a_solver_has_proved_nothing(
    asked_of_z3: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, claim, work = of("robust")
    proved = Proved()
    judge(asked, claim, proved=proved)
    asked_of_z3.clear()
    monkeypatch.setattr("z3.get_full_version", lambda: "4.0")
    again = judge(asked, claim, proved=Proved(proved.added()))
    assert len(asked_of_z3) == len(set(work.meanings()))
    assert isinstance(again, Holds)
    assert again.remembered == 0


@pytest.mark.parametrize("answer", [SatAnswer.SAT, SatAnswer.UNKNOWN])
def test_only_unsat_is_put_down(answer: SatAnswer, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, claim, work = of("robust")
    monkeypatch.setattr(solvers, "SOLVERS", {"z3": lambda *_: iter([(SatAnswer.UNSAT, None), (answer, "why")])})
    proved = Proved()
    assert isinstance(judge(asked, claim, proved=proved), Refused)
    assert len(proved.added()) == 1
    first, *others = dict.fromkeys(work.meanings())
    assert proved.holds(Z3, first)
    assert not any(proved.holds(Z3, other) for other in others)


def test_what_remains_open_is_named_although_others_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, claim, work = of("robust")
    first, second, *_ = dict.fromkeys(work.meanings())
    proved = Proved()
    for meaning in work.meanings():
        if meaning != second:
            proved.add(Z3, meaning)
    monkeypatch.setattr(solvers, "SOLVERS", {"z3": lambda *_: iter([(SatAnswer.SAT, "x = 3")])})
    assert not isinstance(asked.question, CtlQuestion)
    refused = check(claim, asked.question, asked.vacuity, proved=Proved(proved.added()))
    assert isinstance(refused, Refused)
    says = {meaning: item.says for item, meaning in reversed(list(zip(work, work.meanings(), strict=True)))}
    assert says[second] in refused.reason
    assert "x = 3" in refused.reason
    assert first != second


def test_a_wrong_certificate_is_refused_whatever_was_proved_of_the_right_one() -> None:
    for asked, claim, _ in works(LADDER):
        if not isinstance(claim.certificate, InvariantProof | PathProof) or isinstance(asked.question, CtlQuestion):
            continue
        proved = Proved()
        assert isinstance(check(claim, asked.question, asked.vacuity, proved=proved), Shown)
        spoilt = replace(claim, certificate=replace(claim.certificate, invariant=StateSet(())))
        found = check(spoilt, asked.question, asked.vacuity, proved=Proved(proved.added()))
        assert isinstance(found, Refused), asked.property.name


# --- where it is remembered ---


def test_a_memory_holds_what_was_proved_of_each_policy(tmp_path: Path) -> None:
    memory = Memory(OwnFolder(tmp_path / "own"))
    assert not memory.proved("ladder").holds(Z3, "a")
    proved = Proved()
    proved.add(Z3, "a")
    memory.keep("ladder", proved.added())
    proved.add(Z3, "b")
    memory.keep("ladder", proved.added())
    memory.keep("ladder", ())
    found = memory.proved("ladder")
    assert all(found.holds(Z3, meaning) and found.remembers(Z3, meaning) for meaning in ("a", "b"))
    assert found.added() == ()
    assert not found.holds(Z3, "c")
    assert not found.holds("z3 4.0", "a")
    assert not memory.proved("gate").holds(Z3, "a")
    assert [path for path in (tmp_path / "own").iterdir() if not NAME.fullmatch(path.name)] == []
    proved = Proved()
    proved.add(Z3, "c")
    assert proved.holds(Z3, "c")
    assert not proved.remembers(Z3, "c")


@pytest.mark.parametrize("seed", range(5))
def test_damage_makes_nothing_proved(tmp_path: Path, seed: int) -> None:
    memory, rng = Memory(OwnFolder(tmp_path / "own")), random.Random(seed)
    proved = Proved()
    for number in range(50):
        proved.add(Z3, str(number))
    memory.keep("ladder", proved.added())
    (path,) = (tmp_path / "own").iterdir()
    data = bytearray(path.read_bytes())
    for _ in range(20):
        place = rng.randrange(len(data))
        data[place : place + rng.choice((0, 1, 3))] = bytes(rng.choices(range(256), k=rng.choice((0, 1, 2))))
    path.write_bytes(data[: rng.randrange(len(data))])
    found = memory.proved("ladder")
    assert not any(found.holds(Z3, str(number)) for number in range(50, 200))
    late = Proved()
    late.add(Z3, "late")
    memory.keep("ladder", late.added())
    assert memory.proved("ladder").holds(Z3, "late"), "a line cut short spoils none that follows"
