"""One process that decides properties of a model and says what each cost: `python -m benchmarks.inside FILE VARIANT`.

Whole processes say what a user waits for; some questions are about parts of it. Prints one line of JSON for each
property, as it comes: name, verdict, engine, CPU seconds to find and check it, and to check its evidence once more.
One process only, nothing stored is used. Variants of a model's sentences:

* `stated`: as they are. `plain`: all `can reach` sentences, without `within` and `despite`.
* `within`, `despite`: the same with `within 10 years` or `despite 2 adverse events`.
* `findings`: as they are, all together as `deciding`, then what is found without any sentence as `findings`.
* `path`: everybody can reach what the model's sentences most often ask for, and
  `better`, `depends`: for every attribute, the two-person sentences about that; each decided on its own.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from bcm_formal.api.loading import load
from bcm_formal.model.expressions import TRUE, Condition
from bcm_formal.model.model import Model, Property
from bcm_formal.model.sentences import BetterNeverBlocks, CanReach, DoesNotDepend, Sentence
from bcm_formal.model.types import YesNo, is_ordered
from bcm_formal.model.units import TimeUnit
from bcm_formal.system.questions import CtlQuestion
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.check import judge
from bcm_formal.trust.claim import Claim
from bcm_formal.trust.verdict import Fault, Unknown, Verdict
from bcm_formal.verify.portfolio import Portfolio
from bcm_formal.vetting.coverage.coverage import coverage_of
from bcm_formal.vetting.coverage.findings import findings_of

YEARS, SETBACKS = 10, 2
_STEPS = {TimeUnit.YEARS: 1, TimeUnit.QUARTERS: 4, TimeUnit.MONTHS: 12, TimeUnit.WEEKS: 52, TimeUnit.DAYS: 360}


@dataclass(frozen=True, slots=True)
class Cost:
    """What one property cost, in CPU seconds; `check` is the part of `total` that only checks the evidence."""

    name: str
    verdict: str
    engine: str | None
    total: float
    check: float


def _stated(model: Model) -> list[Property]:
    return list(model.properties)


def _changed(change: Callable[[CanReach], CanReach]) -> Callable[[Model], list[Property]]:
    def reaching(model: Model) -> list[Property]:
        return [
            replace(item, sentence=change(replace(item.sentence, within=None, despite=0)))
            for item in model.properties
            if isinstance(item.sentence, CanReach)
        ]

    return lambda model: [_lasting(item, model.unit) for item in reaching(model)]


def _lasting(item: Property, unit: TimeUnit) -> Property:
    """With the years of `within` in steps of the model."""
    sentence = item.sentence
    if isinstance(sentence, CanReach) and sentence.within is not None:
        return replace(item, sentence=replace(sentence, within=sentence.within * _STEPS[unit]))
    return item


def _path(model: Model) -> list[Property]:
    return [_sentence(model, "path", CanReach(TRUE, _most_wanted(model)))]


def _better(model: Model) -> list[Property]:
    ordered = [item for item in model.attributes if is_ordered(item.kind) or isinstance(item.kind, YesNo)]
    return [_sentence(model, item.name, BetterNeverBlocks(item.name, _most_wanted(model))) for item in ordered]


def _depends(model: Model) -> list[Property]:
    return [_sentence(model, item.name, DoesNotDepend(item.name, _most_wanted(model))) for item in model.attributes]


def _most_wanted(model: Model) -> Condition:
    targets = Counter(item.sentence.target for item in model.properties if isinstance(item.sentence, CanReach))
    return targets.most_common(1)[0][0]


def _sentence(model: Model, name: str, sentence: Sentence) -> Property:
    return replace(model.properties[0], name=name, title=name, sentence=sentence)


VARIANTS: Mapping[str, Callable[[Model], list[Property]]] = {
    "stated": _stated,
    "plain": _changed(lambda sentence: sentence),
    "within": _changed(lambda sentence: replace(sentence, within=YEARS)),
    "despite": _changed(lambda sentence: replace(sentence, despite=SETBACKS)),
    "path": _path,
    "better": _better,
    "depends": _depends,
}
ALONE = ("path", "better", "depends")
"""variants in which no property profits from what was computed for another"""


def cost(system: TransitionSystem, item: Property, portfolio: Portfolio) -> Cost:
    """Decide a property, then check its evidence once more to see how long that takes."""
    began = time.process_time()
    verdict = portfolio.decide(system, item).verdict
    decided = time.process_time()
    _check_again(verdict)
    ended = time.process_time()
    return Cost(item.name, verdict.outcome.value, verdict.engine, decided - began, ended - decided)


def _check_again(verdict: Verdict) -> None:
    if isinstance(verdict, Unknown | Fault):
        return
    shown = verdict.shown
    if shown is not None and not isinstance(verdict.asked.question, CtlQuestion):
        judge(verdict.asked, Claim(verdict.outcome, shown.certificate, shown.engine, shown.somebody))


def _findings(model: Model) -> list[Cost]:
    """What deciding all sentences costs together, and what all findings cost, each from the beginning."""
    began = time.process_time()
    system, portfolio = TransitionSystem(model), Portfolio()
    for item in model.properties:
        portfolio.decide(system, item)
    decided = time.process_time()
    findings_of(coverage_of(TransitionSystem(model)))
    ended = time.process_time()
    return [Cost("deciding", "—", None, decided - began, 0.0), Cost("findings", "—", None, ended - decided, 0.0)]


def from_lines(text: str) -> dict[str, Cost]:
    """What such a process printed, by property."""
    costs = [Cost(**json.loads(line)) for line in text.splitlines()]
    return {item.name: item for item in costs}


def main(path: str, variant: str) -> None:
    model = load(path)
    Portfolio().decide(TransitionSystem(model), model.properties[0])  # imports engines and solvers
    for found in _findings(model) if variant == "findings" else _costs(model, variant):
        print(json.dumps({name: getattr(found, name) for name in Cost.__slots__}), flush=True)


def _costs(model: Model, variant: str) -> Iterator[Cost]:
    system, portfolio = TransitionSystem(model), Portfolio()
    for item in VARIANTS[variant](model):
        if variant in ALONE:
            system, portfolio = TransitionSystem(model), Portfolio()
        yield cost(system, item, portfolio)


if __name__ == "__main__":
    main(*sys.argv[1:])
