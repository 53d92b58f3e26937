"""Which rules that may be wrong a verdict needs: it is another one where the rule is left out.

Every answer is a checked verdict on the policy without the rule. The evidence for the verdict on the whole policy is
tried on it first, like a stored proof: all of it is checked again, and what says the same was proved once. Engines are
asked where it is none. Nothing is concluded from a rule's name not standing in the evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bcm_formal.model.model import Model, Property
from bcm_formal.model.sentences import Ctl
from bcm_formal.system.asked import asked_of
from bcm_formal.system.questions import Pairs
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Claim, Outcome
from bcm_formal.trust.proved import Proved
from bcm_formal.trust.verdict import Verdict
from bcm_formal.verify.decided import Before
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.portfolio import Portfolio
from bcm_formal.vetting.leaving_out import InDoubt, in_doubt, without
from bcm_formal.vetting.results import Need, Needs

WITHOUT = Budget(work=100_000)
"""for one question about a policy without a rule"""
_DECIDED = (Outcome.HOLDS, Outcome.VIOLATED, Outcome.VACUOUS)


def needs(
    system: TransitionSystem,
    properties: Sequence[Property],
    solvers: Sequence[str] = ("z3",),
    budget: Budget = WITHOUT,
) -> Iterator[Needs]:
    """For each rule that may be wrong and can be left out, in order of the model, whether each property needs it."""
    rules = in_doubt(system.model)
    if not rules:
        return
    asking = _Without(system, properties, solvers, budget)
    for rule in rules:
        yield Needs(tuple(asking.needs(rule)))


class _Without:
    """Verdicts on the properties of a policy, and those on the same without a rule."""

    def __init__(
        self, system: TransitionSystem, properties: Sequence[Property], solvers: Sequence[str], budget: Budget
    ) -> None:
        self._model, self._properties = system.model, properties
        self._solvers, self._budget, self._proved = solvers, budget, Proved()
        portfolio = Portfolio("auto", budget, solvers, proved=self._proved)
        self._before = {item.name: portfolio.decide(system, item).verdict for item in properties}

    def needs(self, item: InDoubt) -> Iterator[Need]:
        models = without(self._model, item.rule)
        names = tuple(each.name for each in self._properties)
        if isinstance(models, str):
            yield from (Need(item.rule.name, item.doubt, name, unknown=models) for name in names)
            return
        asked = [self._verdicts(model) for model in models]
        for name in names:
            yield _need(item, name, self._before[name].outcome, [each[name] for each in asked])

    def _verdicts(self, model: Model) -> dict[str, Outcome]:
        system = TransitionSystem(model)
        portfolio = Portfolio("auto", self._budget, self._solvers, proved=self._proved, recall=self._recall)
        return {item.name: portfolio.decide(system, model.property[item.name]).outcome for item in self._properties}

    def _recall(self, system: TransitionSystem, item: Property) -> Before | None:
        """The evidence for the verdict on the whole policy. That there are two persons to compare is no part of it."""
        verdict: Verdict = self._before[item.name]
        shown = verdict.shown
        if shown is None or isinstance(item.sentence, Ctl) or isinstance(asked_of(system, item).question, Pairs):
            return None
        return Before(Claim(verdict.outcome, shown.certificate, shown.engine, shown.somebody), (), (), False)


def _need(item: InDoubt, name: str, before: Outcome, after: Sequence[Outcome]) -> Need:
    rule, doubt = item.rule.name, item.doubt
    if before not in _DECIDED:
        return Need(rule, doubt, name, unknown="there is no verdict")
    changed = next((outcome for outcome in after if outcome in _DECIDED and outcome is not before), None)
    if changed is not None:
        return Need(rule, doubt, name, changed, True)
    if all(outcome is before for outcome in after):
        return Need(rule, doubt, name, before, False)
    return Need(rule, doubt, name, unknown="the questions about it cost too much")
