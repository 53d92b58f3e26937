"""From a property to a verdict: pick engines, take the first claim that the checker accepts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from pathlib import Path
from typing import TypeVar

from bcm_formal.model.model import Property
from bcm_formal.model.sentences import MustReach
from bcm_formal.model.to_text import condition_text
from bcm_formal.system.asked import Asked, asked_of
from bcm_formal.system.questions import CtlQuestion, Pairs, Question, Safety, time_goes_on
from bcm_formal.system.spoken_of import NOBODY_ARRIVES, Topic, spoken_of
from bcm_formal.system.transition_system import EndlessChoiceError, TransitionSystem
from bcm_formal.trust.certificate import TraceProof
from bcm_formal.trust.check import answer_when_vacuous, check, fault, judge, unknown
from bcm_formal.trust.claim import Claim, Outcome, Undecided
from bcm_formal.trust.proved import Proved
from bcm_formal.trust.verdict import Fault, Holds, Refused, Shown, Vacuous, Verdict, Violated
from bcm_formal.verify.cone import shared, smaller
from bcm_formal.verify.decided import STORED, Decided, Found, Recall
from bcm_formal.verify.engine import Budget, Engine, Preparable, TooLong, is_for
from bcm_formal.verify.subjects import Subjects


def _regions() -> Engine:
    from bcm_formal.verify.regions import Regions

    return Regions()


def _explicit() -> Engine:
    from bcm_formal.verify.explicit.engine import Explicit

    return Explicit()


def _spacer() -> Engine:
    from bcm_formal.verify.spacer.engine import Spacer

    return Spacer()


def _bounded() -> Engine:
    from bcm_formal.verify.bounded.engine import Bounded

    return Bounded()


def _k_induction() -> Engine:
    from bcm_formal.verify.k_induction.engine import KInduction

    return KInduction()


def _pathways() -> Engine:
    from bcm_formal.verify.pathways.engine import Pathways

    return Pathways()


T = TypeVar("T")
ENGINES: Mapping[str, Callable[[], Engine]] = {
    "regions": _regions,
    "explicit": _explicit,
    "spacer": _spacer,
    "bounded": _bounded,
    "k_induction": _k_induction,
    "pathways": _pathways,
}
"""Engines by name, imported when first asked for."""

AUTO = ("regions", "pathways", "k_induction", "spacer", "bounded", "explicit")
"""The order in which `auto` asks: the first claim that passes the checker is the verdict."""

SMALL = Budget(work=20_000)
"""for questions about what a property only mentions"""

STANDSTILL = (
    "there are life courses on which time stands still for ever, and they do not count here "
    "(`bcm explain BCM619` says more)"
)

FIRST = 20_000
"""so much work each engine may spend on a question of safety before any may spend more"""

SHARE = 100_000
"""so much work a property may cost before it has to wait until others had as much"""

BRIEF = 5_000
"""so much work others may spend where one engine sees a life course that is too long to be written down"""


class Part(Enum):
    """Of the work on a property: what costs little, the rest, or both."""

    SOON = "soon"
    LATER = "later"
    ALL = "all"


class Portfolio:
    """Decides properties one after the other; engines keep what they computed for a status graph."""

    def __init__(
        self,
        engine: str = "auto",
        budget: Budget | None = None,
        solvers: Sequence[str] = ("z3",),
        proofs: Path | None = None,
        proved: Proved | None = None,
        recall: Recall | None = None,
    ) -> None:
        """`proofs` is the folder of the policy's stored proofs, which are tried before any engine, and what is
        remembered before those; `proved`, what need not be proved again."""
        self._order = AUTO if engine == "auto" else (engine,)
        self._budget = budget
        self._solvers = tuple(solvers)
        self._proofs = proofs
        self._proved = Proved() if proved is None else proved
        self._recall = recall
        self._engines: dict[str, Engine] = {}
        self._subjects = Subjects()

    def _engine(self, name: str) -> Engine:
        if name not in self._engines:
            self._engines[name] = ENGINES[name]()
        return self._engines[name]

    def added(self) -> tuple[str, ...]:
        """What was proved since this was last asked, as `Proved` writes it down."""
        return self._proved.added()

    def forget(self) -> None:
        """Begin with new engines."""
        self._engines.clear()

    def load(self) -> None:
        """Import what every property needs, for all processes that are begun from now on."""
        import z3  # noqa: F401

        self._engine(self._order[0])
        if self._proofs is not None:
            import bcm_formal.verify.reuse  # noqa: F401

    def prepare(self, system: TransitionSystem) -> None:
        """Make what all properties need ready, once."""
        self.load()
        engine = self._engine(self._order[0])
        if isinstance(engine, Preparable) and self._proofs is None and self._recall is None:
            engine.prepare(shared(system))

    def decide(self, system: TransitionSystem, item: Property, *, again: bool = False) -> Decided:
        """The checked verdict on one property: by a remembered claim or stored proof that holds, or an engine's.

        `again`: `decide_soon` had no answer, and what costs little need not be tried any more.
        """
        decided = self._decide(system, item, Part.LATER if again else Part.ALL)
        assert decided is not None
        return decided

    def decide_soon(self, system: TransitionSystem, item: Property) -> Decided | None:
        """A verdict that costs little; None: perhaps it costs more.

        After None, `forget` before `decide`: engines keep what they had not enough work for.
        """
        return self._decide(system, item, Part.SOON)

    def _decide(self, system: TransitionSystem, item: Property, part: Part) -> Decided | None:
        try:
            asked = asked_of(system, item)
        except EndlessChoiceError as error:
            reason = f"what is entered computes with {error}, which a step into it may set to any of very many values"
            return Decided(unknown(item, reason))
        if (before := self._before(asked)) is not None:
            return before
        stored = None if self._proofs is None else self._reused(self._proofs, asked)
        if stored is not None and not isinstance(stored, str):
            return self._minding_subjects(asked, Decided(stored, reused=True))
        found = self._found(asked, part)
        if found is None:
            return None
        decided = self._minding_subjects(asked, found)
        return decided if stored is None else replace(decided, tried=((STORED, stored), *decided.tried))

    def _before(self, asked: Asked) -> Decided | None:
        """The verdict by the claim that was accepted in an earlier run, if that is remembered and accepted again."""
        before = None if self._recall is None else self._recall(asked.system, asked.property)
        if before is None:
            return None
        verdict: Holds | Violated | Vacuous | Refused | str
        if isinstance(before.claim, str):
            from bcm_formal.verify.reuse import judged_text

            verdict = judged_text(before.claim, asked, self._solvers, self._proved)
        else:
            verdict = judge(asked, before.claim, self._solvers, proved=self._proved)
        if isinstance(verdict, Refused | str):
            return None
        return Decided(verdict, before.tried, before.notes, before.reused, recalled=True)

    def _reused(self, proofs: Path, asked: Asked) -> Holds | Violated | Vacuous | str | None:
        from bcm_formal.verify.reuse import reused

        return reused(proofs, asked, self._solvers, self._proved)

    def _found(self, asked: Asked, part: Part) -> Decided | None:
        if isinstance(asked.question, CtlQuestion):
            return self._formula(asked, asked.question)

        def judged(claim: Claim) -> Holds | Violated | Vacuous | Refused:
            return judge(asked, claim, self._solvers, proved=self._proved)

        budget = self._budget or Budget()
        found: Found[Holds | Violated | Vacuous | Fault] | None
        found = self._answered(asked.question, asked.vacuity, budget, judged, part)
        return None if found is None else _decided(asked, found)

    def _formula(self, asked: Asked, question: CtlQuestion) -> Decided:
        """The verdict on a formula, which is VACUOUS if what it speaks of is shown to be no reachable state."""
        from bcm_formal.trust.formulas import Settled, judge_formula
        from bcm_formal.verify.ctl.decide import settle

        budget = self._budget or Budget()

        def ask(derived: Question, share: int) -> Found[Shown]:
            return self._shown(derived, replace(budget, work=budget.work // share))

        found = settle(asked, question, ask, self._order, budget)
        if not isinstance(found.result, Settled):
            return _decided(asked, Found(found.result, found.tried))
        if not found.result.needs_subject or asked.vacuity is None:
            return Decided(judge_formula(found.result), found.tried)
        subject = self._shown(asked.vacuity, budget)
        if isinstance(subject.result, Shown):
            verdict = judge_formula(found.result, subject.result)
            return Decided(verdict, subject.tried if isinstance(verdict, Vacuous) else found.tried)
        if isinstance(subject.result, Refused):
            return Decided(fault(asked, subject.result), subject.tried)
        empty = (topic for topic in spoken_of(asked.system, asked.property.sentence) if topic.makes_empty)
        says = next(_words(asked, topic) for topic in empty)
        return Decided(unknown(asked.property, f"holds, but this is open: {says}; {subject.result}"), subject.tried)

    def _minding_subjects(self, asked: Asked, decided: Decided) -> Decided:
        """The verdict, VACUOUS where there are no two states that the property compares, with what else never comes
        about."""
        verdict, item = decided.verdict, asked.property
        if not isinstance(verdict, Holds | Violated):
            return decided
        notes: list[str] = []
        for topic in spoken_of(asked.system, item.sentence):
            if isinstance(topic.absence, Pairs):
                empty = self._no_pair(asked) if isinstance(verdict, Holds) else None
                if empty is not None:
                    return Decided(empty)
            elif _is_to_be_said(topic, verdict) and self._subjects.never_occurs(topic.absence, self._small):
                notes.append(_words(asked, topic))
        if isinstance(item.sentence, MustReach) and isinstance(verdict, Holds) and NOBODY_ARRIVES not in notes:
            stands_still = asked.system.model.limits and self._small(time_goes_on(asked.system))
            if isinstance(stands_still, Shown) and stands_still.outcome is Outcome.VIOLATED:
                notes.append(STANDSTILL)
        return replace(decided, notes=tuple(notes))

    def _no_pair(self, asked: Asked) -> Vacuous | None:
        """That no two reachable states differ in the attribute alone, if that is shown."""
        assert isinstance(asked.question, Pairs)
        for claim in self._subjects.alone(asked.question, self._small):
            verdict = judge(asked, claim, self._solvers, proved=self._proved)
            if isinstance(verdict, Vacuous):
                return verdict
        return None

    def _small(self, question: Question) -> Shown | None:
        """The answer to a question about what a property only mentions, if it costs little."""
        found = self._shown(question, SMALL).result
        return found if isinstance(found, Shown) else None

    def _shown(self, question: Question, budget: Budget) -> Found[Shown]:
        def accepted(claim: Claim) -> Shown | Refused:
            return check(claim, question, None, self._solvers, proved=self._proved)

        found = self._answered(question, None, budget, accepted, Part.ALL)
        assert found is not None
        return found

    def _answered(
        self,
        question: Question,
        vacuity: Safety | None,
        budget: Budget,
        accept: Callable[[Claim], T | Refused],
        part: Part,
    ) -> Found[T] | None:
        """The first claim on the question that is accepted; None only if it would not be found SOON.

        Where one engine would work long on a question of safety, another may see the answer at once, so all of them are
        first asked to spend little; the first of them SOON.
        """
        by_all = isinstance(question, Safety) and len(self._order) > 1
        little = replace(budget, work=min(budget.work, FIRST if by_all else SHARE))
        others: Sequence[str] = self._order
        if part is Part.SOON and little.work < budget.work:
            found = self._asked(question, vacuity, little, accept, self._order[:1])
            if not isinstance(found.result, str):
                return found
            if not found.is_too_long:
                return None
        elif part is Part.LATER:
            others = self._order[1:]
        if by_all and little.work < budget.work:
            found = self._asked(question, vacuity, little, accept, others)
            if found.is_too_long or not isinstance(found.result, str):
                return found
        return self._asked(question, vacuity, budget, accept, self._order)

    def _asked(
        self,
        question: Question,
        vacuity: Safety | None,
        budget: Budget,
        accept: Callable[[Claim], T | Refused],
        order: Sequence[str],
    ) -> Found[T]:
        tried: list[tuple[str, str]] = []
        is_too_long = False
        small, rest = smaller(question)
        empty, rest_of_empty = (None, rest) if vacuity is None else smaller(vacuity)
        for name in order:
            if not is_for(self._engine(name), question):
                continue
            others = (self._engine(other) for other in self._order if other != name)
            claim = claim_of(self._engine(name), small, empty, budget, others)
            if isinstance(claim, Undecided):
                tried.append((claim.engine, claim.reason))
                if isinstance(claim, TooLong):
                    is_too_long, budget = True, replace(budget, work=min(budget.work, BRIEF))
                continue
            if claim.outcome is not Outcome.VACUOUS:  # whose evidence is a set
                claim = rest.claim(claim)
            if claim.somebody is not None:
                claim = replace(claim, somebody=rest_of_empty.trace(claim.somebody))
            result = accept(replace(claim, engine=name))
            if isinstance(result, Refused) and result.undecided:
                tried.append((name, f"its evidence could not be checked: {result.reason}"))
            else:
                return Found(result, tuple(tried))
        why = "; ".join(f"{name}: {reason}" for name, reason in tried) or self._made_for_it(question)
        return Found(why, tuple(tried), is_too_long)

    def _made_for_it(self, question: Question) -> str:
        """What to do where none of the engines that may be asked is made for a question."""
        fit = [f"--engine {name}" for name in AUTO if is_for(self._engine(name), question)]
        not_made = f"{' and '.join(self._order)} cannot answer a question of this kind"
        if not fit:
            return not_made
        named = fit[0] if len(fit) == 1 else f"{', '.join(fit[:-1])} or {fit[-1]}"
        return f"{not_made}; ask for {named}, or for none, which asks all"


def _is_to_be_said(topic: Topic, verdict: Holds | Violated) -> bool:
    """True iff it is a note that this never comes about, which a sentence mentions."""
    return not topic.makes_empty and (isinstance(verdict, Holds) or not topic.if_it_holds)


def _words(asked: Asked, topic: Topic) -> str:
    """What to say of something that never comes about."""
    return topic.words(lambda condition: condition_text(asked.model, condition))


def _decided(asked: Asked, found: Found[Holds | Violated | Vacuous | Fault]) -> Decided:
    match found.result:
        case str() as why:
            return Decided(unknown(asked.property, why), found.tried)
        case Refused() as refused:
            return Decided(fault(asked, refused), found.tried)
        case verdict:
            return Decided(verdict, found.tried)


def decide(
    system: TransitionSystem,
    item: Property,
    engine: str = "auto",
    budget: Budget | None = None,
    solvers: Sequence[str] = ("z3",),
) -> Verdict:
    """The checked verdict on one property alone; `Portfolio` shares work between several."""
    return Portfolio(engine, budget, solvers).decide(system, item).verdict


def claim_of(
    engine: Engine, question: Question, vacuity: Safety | None, budget: Budget, others: Iterable[Engine] = ()
) -> Claim | Undecided:
    """The engine's claim, VACUOUS where the answer would be the same if the property spoke of no state, and so it is.

    Whether it speaks of some reachable state is asked of the engine itself, then of `others`.
    """
    claim = engine.run(question, budget)
    if vacuity is None or isinstance(claim, Undecided) or claim.outcome is not answer_when_vacuous(question):
        return claim
    reasons: list[str] = []
    undecided = Undecided
    for asked in (engine, *others):
        if not is_for(asked, vacuity):
            continue
        empty = asked.run(vacuity, budget)
        if isinstance(empty, Claim):
            if isinstance(empty.certificate, TraceProof):
                return replace(claim, somebody=empty.certificate.trace)
            return Claim(Outcome.VACUOUS, empty.certificate, asked.name)
        reasons.append(empty.reason)
        if isinstance(empty, TooLong):
            undecided = TooLong
            break
    said, why = claim.outcome.value, "; ".join(reasons) or "no engine was asked"
    return undecided(engine.name, f"{said}, but no life course to somebody it speaks of was found: {why}")
