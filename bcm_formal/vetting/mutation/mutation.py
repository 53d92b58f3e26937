"""How well properties and scenarios protect a policy: is a small change to any clause noticed?

A mutant is *noticed* if some verdict is another one, or some scenario passes that failed, or fails that passed. It
*changes nothing* if it is proved that no life course ever meets the difference. Of all others it is said that nothing
protects the clause. The score is the part of mutants that are noticed, of all that change anything.

Each mutant is tried in the order of cost: scenarios, whether it changes anything, whether the evidence for the old
verdicts shows them for the mutant too; engines are asked only where it does not, and only up to the first difference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import closing
from enum import Enum

from bcm_formal.model.model import Model, Property
from bcm_formal.model.sentences import Ctl
from bcm_formal.processes.allowance import NO_LIMITS, Allowance
from bcm_formal.processes.sharing import Began, Done, Failed, Said, Stopped, events
from bcm_formal.records import dataclass
from bcm_formal.system.asked import asked_of
from bcm_formal.system.questions import Safety
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.check import check
from bcm_formal.trust.claim import Claim, Outcome
from bcm_formal.trust.verdict import Shown, Verdict
from bcm_formal.verify.engine import Budget, Engine, is_for
from bcm_formal.verify.portfolio import ENGINES, Portfolio, claim_of
from bcm_formal.vetting.mutation.difference import difference
from bcm_formal.vetting.mutation.mutants import Mutant, mutants_of
from bcm_formal.vetting.mutation.reference import Reference
from bcm_formal.vetting.mutation.sameness import signature
from bcm_formal.vetting.results import ScenarioResult
from bcm_formal.vetting.scenarios import run_scenario

_BUDGET = 200_000
_EQUAL = 20_000
"""work for one property of a mutant, and for whether a mutant changes anything"""

_Answer = tuple[str, str | None, str | None]
"""fate, by whom, how"""
Tell = Callable[[int, int], None]
"""told how many of how many mutants are judged"""


class Fate(Enum):
    """What became of a mutant."""

    NOTICED = "noticed"
    EQUIVALENT = "changes nothing"
    UNPROTECTED = "nothing protects this clause"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Judged:
    """A mutant and its fate; `by` names the property or scenario that noticed it, or left it undecided."""

    mutant: Mutant
    fate: Fate
    by: str | None = None
    how: str | None = None
    """`HOLDS → VIOLATED`; where nothing noticed it or left it undecided, why it was not tried"""


@dataclass(frozen=True)
class Mutation:
    """What was found for a policy: the mutants tried, of `possible` ones, in order of the file."""

    model: Model
    judged: tuple[Judged, ...]
    possible: int
    stated: int | None = None
    """what the score is to be at least, in percent; None: nothing is said of it"""

    def count(self, fate: Fate) -> int:
        return sum(item.fate is fate for item in self.judged)

    @property
    def score(self) -> float | None:
        """The part of the mutants that were noticed, of all that change anything; None: there are none such."""
        whole = len(self.judged) - self.count(Fate.EQUIVALENT)
        return self.count(Fate.NOTICED) / whole if whole else None

    @property
    def is_enough(self) -> bool:
        """True iff the score is what it is to be; nothing to notice is enough."""
        whole = len(self.judged) - self.count(Fate.EQUIVALENT)
        return self.stated is None or 100 * self.count(Fate.NOTICED) >= self.stated * whole


@dataclass(frozen=True)
class Protection:
    """What a policy is protected by: verdicts on its properties and results of its scenarios."""

    system: TransitionSystem
    verdicts: tuple[Verdict, ...]
    played: tuple[ScenarioResult, ...]


def mutate(protection: Protection, limit: int | None, tell: Tell, allowance: Allowance = NO_LIMITS) -> Mutation:
    """Try all mutants of a policy; with `limit` at most so many, evenly from the whole file.

    Those that the allowance leaves open are undecided for that reason.
    """
    model = protection.system.model
    mutants = _different(model)
    chosen = _spread(mutants, limit)
    judge = _Judge(protection)
    answers: dict[int, _Answer] = {}

    def work(number: int) -> Iterator[_Answer]:
        yield judge.answer(chosen[number])

    def idle() -> None:
        tell(len(answers), len(chosen))

    groups = [[number] for number in range(len(chosen))]
    with closing(events(groups, work, allowance, idle=idle)) as stream:
        for event in stream:
            match event:
                case Said(number, answer):
                    answers[number] = answer
                    idle()
                case Stopped(number, why):
                    answers[number] = Fate.UNDECIDED.value, None, why
                case Failed(_, error):
                    raise error
                case Began() | Done():
                    pass
    judged = [Judged(mutant, Fate(answers[n][0]), *answers[n][1:]) for n, mutant in enumerate(chosen)]
    return Mutation(model, tuple(judged), len(mutants))


def _different(model: Model) -> list[Mutant]:
    """The mutants that change a rule, each policy once."""
    found: dict[Hashable, Mutant] = {}
    for mutant in mutants_of(model):
        changed = mutant.make()
        what = None if changed is None else signature(changed, model)
        if what is not None:
            found.setdefault(what, mutant)
    return list(found.values())


def _spread(mutants: Sequence[Mutant], limit: int | None) -> list[Mutant]:
    if limit is None or len(mutants) <= limit:
        return list(mutants)
    return [mutants[number * len(mutants) // limit] for number in range(limit)]


class _Judge:
    """Tries mutants of one policy."""

    def __init__(self, protection: Protection) -> None:
        self.protection = protection
        self.system = protection.system
        references = [Reference(self.system, verdict) for verdict in protection.verdicts]
        self.references = [reference for reference in references if reference.is_decided]
        self._original = ENGINES["regions"]()
        self._caught: Counter[str] = Counter()
        """how many mutants each property noticed: the keenest are tried first"""

    def answer(self, mutant: Mutant) -> _Answer:
        """What became of the mutant: fate, by whom, how."""
        model = mutant.make()
        assert model is not None, "it was made before"
        system = TransitionSystem(model)
        for before in self.protection.played:
            scenario = next(item for item in model.scenarios if item.name == before.scenario.name)
            if run_scenario(model, scenario, system).passed != before.passed:
                how = "passes → fails" if before.passed else "fails → passes"
                return Fate.NOTICED.value, before.scenario.name, how
        equivalent = self._is_equivalent(system)
        engine = ENGINES["regions"]()  # it remembers every policy it was asked about, so each mutant has its own
        open_at: _Answer | None = None
        for reference in sorted(self.references, key=lambda item: -self._caught[item.verdict.property.name]):
            if equivalent and not self._sentence_differs(reference, model):
                continue
            answer = _compared(reference, system, engine)
            if answer is not None and answer[0] == Fate.NOTICED.value:
                self._caught[reference.verdict.property.name] += 1
                return answer
            open_at = open_at or answer
        return open_at or ((Fate.EQUIVALENT if equivalent else Fate.UNPROTECTED).value, None, None)

    def _sentence_differs(self, reference: Reference, model: Model) -> bool:
        item = reference.verdict.property
        return model.property[item.name].sentence != item.sentence

    def _is_equivalent(self, system: TransitionSystem) -> bool:
        """True only if it is proved that no life course meets a difference."""
        steps_count = any(isinstance(item.verdict.property.sentence, Ctl) for item in self.references)
        differs = difference(self.system, system, idle_counts=steps_count)
        if differs is None:
            return False
        question = Safety(self.system, differs)
        claim = self._original.run(question, Budget(_EQUAL))
        if not isinstance(claim, Claim) or claim.outcome is not Outcome.HOLDS:
            return False
        return isinstance(check(claim, question, None), Shown)


def _compared(reference: Reference, system: TransitionSystem, engine: Engine) -> _Answer | None:
    """Whether the verdict on one property is another one, or none any more; None: it is as it was.

    Another verdict is one that was checked; that it is the same, the old evidence shows or the engine says.
    """
    before, name = reference.verdict, reference.verdict.property.name
    item = system.model.property[name]
    if reference.still_holds(system, item) or _claims(engine, before.outcome, system, item):
        return None
    after = Portfolio("auto", Budget(_BUDGET)).decide(system, item).outcome
    how = f"{before.outcome.value} → {after.value}"
    if not after.is_decided:
        return Fate.UNDECIDED.value, name, how
    return None if after is before.outcome else (Fate.NOTICED.value, name, how)


def _claims(engine: Engine, outcome: Outcome, system: TransitionSystem, item: Property) -> bool:
    """True iff the engine says so."""
    asked = asked_of(system, item)
    if not is_for(engine, asked.question):
        return False
    claim = claim_of(engine, asked.question, asked.vacuity, Budget(_BUDGET))
    return isinstance(claim, Claim) and claim.outcome is outcome
