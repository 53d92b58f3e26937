"""From a property to a verdict: pick engines, take the first claim that the checker accepts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from bcm_formal.model.model import Ctl, MustReach, Property
from bcm_formal.system.questions import CtlQuestion, Pairs, Question, Safety, question_of, time_goes_on
from bcm_formal.system.spoken_of import NOBODY_ARRIVES, spoken_of, vacuity_of
from bcm_formal.system.transition_system import EndlessChoiceError, TransitionSystem
from bcm_formal.trust.certificate import TraceProof
from bcm_formal.trust.check import Accepted, answer_of_nobody, check
from bcm_formal.trust.claim import Claim, Outcome, Undecided
from bcm_formal.trust.verdict import Verdict
from bcm_formal.verify.cone import shared, smaller
from bcm_formal.verify.engine import Budget, Engine, Prepared, is_for
from bcm_formal.verify.proofs.reuse import reused
from bcm_formal.verify.subjects import Subjects


def _regions() -> Engine:
    from bcm_formal.verify.regions import Regions

    return Regions()


def _explicit() -> Engine:
    from bcm_formal.verify.explicit import Explicit

    return Explicit()


def _spacer() -> Engine:
    from bcm_formal.verify.spacer import Spacer

    return Spacer()


def _bounded() -> Engine:
    from bcm_formal.verify.bounded import Bounded

    return Bounded()


def _k_induction() -> Engine:
    from bcm_formal.verify.k_induction import KInduction

    return KInduction()


def _pathways() -> Engine:
    from bcm_formal.verify.pathways import Pathways

    return Pathways()


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

STANDSTILL = "there are life courses on which time stands still for ever, and they do not count here (see BCM619)"

FIRST = 40_000
"""so much work each engine may spend on a question of safety before any may spend more"""

STORED = "the stored proof"
"""what a stored proof that is of no use is called among those that had no answer"""


class Portfolio:
    """Decides properties one after the other; engines keep what they computed for a status graph."""

    def __init__(
        self,
        engine: str = "auto",
        budget: Budget | None = None,
        solvers: Sequence[str] = ("z3",),
        proofs: Path | None = None,
    ) -> None:
        """`proofs` is the folder of the policy's stored proofs, which are tried before any engine."""
        self._order = AUTO if engine == "auto" else (engine,)
        self._budget = budget
        self._solvers = tuple(solvers)
        self._proofs = proofs
        self._engines: dict[str, Engine] = {}
        self._subjects = Subjects()

    def _engine(self, name: str) -> Engine:
        if name not in self._engines:
            self._engines[name] = ENGINES[name]()
        return self._engines[name]

    def forget(self) -> None:
        """Begin with new engines."""
        self._engines.clear()

    def prepare(self, system: TransitionSystem) -> None:
        """Make what all properties need ready, once."""
        import z3  # noqa: F401

        engine = self._engine(self._order[0])
        if isinstance(engine, Prepared) and self._proofs is None:
            engine.prepare(shared(system))

    def decide(self, system: TransitionSystem, item: Property) -> Verdict:
        """The checked verdict on one property: by its stored proof if that still holds, else by an engine."""
        stored = reused(self._proofs, system, item, self._solvers) if self._proofs is not None else None
        if isinstance(stored, Verdict):
            return self._minding_subjects(stored, system)
        verdict = self._minding_subjects(self._found(system, item), system)
        return replace(verdict, tried=((STORED, stored), *verdict.tried)) if stored else verdict

    def _minding_subjects(self, verdict: Verdict, system: TransitionSystem) -> Verdict:
        """The verdict, VACUOUS where there is nobody whom the property speaks of, with what else never comes about."""
        item = verdict.property
        if verdict.outcome not in (Outcome.HOLDS, Outcome.VIOLATED):
            return verdict
        notes: list[str] = []

        def ask(question: Safety) -> Verdict:
            return self._answered(item, question, None, SMALL)

        for topic in spoken_of(system, item.sentence):
            if (topic.if_it_holds or topic.makes_empty) and verdict.outcome is not Outcome.HOLDS:
                continue
            if isinstance(topic.never, Pairs):
                shown = self._subjects.alone(topic.never, ask, self._solvers)
                if shown is not None:
                    return _empty(verdict, topic.never, *shown)
            elif topic.makes_empty and isinstance(item.sentence, Ctl):
                empty = self._answered(item, topic.never, None, self._budget or Budget())
                if empty.outcome is Outcome.HOLDS:
                    return replace(empty, outcome=Outcome.VACUOUS)
                if empty.outcome is not Outcome.VIOLATED:
                    return replace(empty, reason=f"holds, but this is open: {topic.says}; {empty.reason}")
            elif not topic.makes_empty and self._subjects.never(topic.never, ask):
                notes.append(topic.says)
        if isinstance(item.sentence, MustReach) and verdict.outcome is Outcome.HOLDS and NOBODY_ARRIVES not in notes:
            question = time_goes_on(system)
            if system.model.limits and self._answered(item, question, None, SMALL).outcome is Outcome.VIOLATED:
                notes.append(STANDSTILL)
        return replace(verdict, notes=tuple(notes))

    def _found(self, system: TransitionSystem, item: Property) -> Verdict:
        try:
            question = question_of(system, item.sentence)
        except EndlessChoiceError as error:
            reason = f"what is entered computes with {error}, which a step into it may set to any of very many values"
            return Verdict(item, Outcome.UNKNOWN, Safety(system, {}), None, None, 0, (), reason)
        if isinstance(question, CtlQuestion):
            from bcm_formal.verify.ctl import decide_ctl

            budget = self._budget or Budget()

            def ask(derived: Question, share: int) -> Verdict:
                return self._answered(item, derived, None, replace(budget, work=budget.work // share))

            return decide_ctl(item, question, ask, self._order, budget)
        return self._answered(item, question, vacuity_of(system, item.sentence), self._budget or Budget())

    def _answered(self, item: Property, question: Question, vacuity: Safety | None, budget: Budget) -> Verdict:
        """The first claim on the question that the checker accepts.

        Where one engine would work long on a question of safety, another may see the answer at once, so all of them are
        first asked to spend little.
        """
        if isinstance(question, Safety) and len(self._order) > 1 and budget.work > FIRST:
            verdict = self._asked(item, question, vacuity, replace(budget, work=FIRST))
            if verdict.outcome is not Outcome.UNKNOWN:
                return verdict
        return self._asked(item, question, vacuity, budget)

    def _asked(self, item: Property, question: Question, vacuity: Safety | None, budget: Budget) -> Verdict:
        tried: list[tuple[str, str]] = []
        small, rest = smaller(question)
        empty, rest_of_empty = (None, rest) if vacuity is None else smaller(vacuity)
        for name in self._order:
            if not is_for(self._engine(name), question):
                continue
            others = (self._engine(other) for other in self._order if other != name)
            found = claim_of(self._engine(name), small, empty, budget, others)
            if isinstance(found, Undecided):
                tried.append((found.engine, found.reason))
                continue
            claim = found if found.outcome is Outcome.VACUOUS else rest.claim(found)  # its evidence is a set
            if found.somebody is not None:
                claim = replace(claim, somebody=rest_of_empty.trace(found.somebody))
            asked = vacuity if claim.outcome is Outcome.VACUOUS and vacuity is not None else question
            result = check(claim, question, vacuity, self._solvers)
            if isinstance(result, Accepted):
                by, proved = result.solvers, result.obligations
                evidence = claim.certificate
                said, somebody = tuple(tried), claim.somebody
                return Verdict(item, claim.outcome, asked, evidence, name, proved, by, tried=said, somebody=somebody)
            if not result.undecided:
                fault, reason = Outcome.ENGINE_FAULT, f"claims {claim.outcome.value}, but {result.reason}"
                return Verdict(item, fault, asked, claim.certificate, name, 0, (), reason, tuple(tried))
            tried.append((name, f"its evidence could not be checked: {result.reason}"))
        why = "; ".join(f"{name}: {reason}" for name, reason in tried) or self._made_for_it(question)
        return Verdict(item, Outcome.UNKNOWN, question, None, None, 0, (), why, tuple(tried))

    def _made_for_it(self, question: Question) -> str:
        """What to do where none of the engines that may be asked is made for a question."""
        fit = [f"--engine {name}" for name in AUTO if is_for(self._engine(name), question)]
        not_made = f"{' and '.join(self._order)} cannot answer a question of this kind"
        if not fit:
            return not_made
        named = fit[0] if len(fit) == 1 else f"{', '.join(fit[:-1])} or {fit[-1]}"
        return f"{not_made}; ask for {named}, or for none, which asks all"


def _empty(verdict: Verdict, question: Pairs, claim: Claim, accepted: Accepted) -> Verdict:
    """The verdict that there is nobody the property speaks of."""
    proved, by = accepted.obligations, accepted.solvers
    return Verdict(verdict.property, Outcome.VACUOUS, question, claim.certificate, claim.engine, proved, by)


def decide(
    system: TransitionSystem,
    item: Property,
    engine: str = "auto",
    budget: Budget | None = None,
    solvers: Sequence[str] = ("z3",),
) -> Verdict:
    """The checked verdict on one property alone; `Portfolio` shares work between several."""
    return Portfolio(engine, budget, solvers).decide(system, item)


def claim_of(
    engine: Engine, question: Question, vacuity: Safety | None, budget: Budget, others: Iterable[Engine] = ()
) -> Claim | Undecided:
    """The engine's claim, VACUOUS where it is the answer that nobody would give, and nobody can ever be so.

    Whether somebody can is asked of the engine itself, then of `others`.
    """
    claim = engine.run(question, budget)
    if vacuity is None or isinstance(claim, Undecided) or claim.outcome is not answer_of_nobody(question):
        return claim
    reasons: list[str] = []
    for asked in (engine, *others):
        if not is_for(asked, vacuity):
            continue
        empty = asked.run(vacuity, budget)
        if isinstance(empty, Claim):
            if isinstance(empty.certificate, TraceProof):
                return replace(claim, somebody=empty.certificate.trace)
            return Claim(Outcome.VACUOUS, empty.certificate, asked.name)
        reasons.append(empty.reason)
    said, why = claim.outcome.value, "; ".join(reasons) or "no engine was asked"
    return Undecided(engine.name, f"{said}, but whether anybody meets the condition is open: {why}")
