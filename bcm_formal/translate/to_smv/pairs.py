"""Sentences that compare two persons: two modules side by side, of which one moves while the other rests.

Each of them reaches every state that a person can reach, so together they reach every pair of such states; and what one
can still reach while the other rests is what it can reach alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from bcm_formal.model.sentences import EVERYBODY, BetterNeverBlocks, DoesNotDepend
from bcm_formal.model.types import YesNo
from bcm_formal.translate.to_smv import names
from bcm_formal.translate.to_smv.expressions import both, either
from bcm_formal.translate.to_smv.sentences import Formulas, has_adverse_events, through
from bcm_formal.translate.to_smv.variables import Variables

PERSON, ONE, OTHER, GOAL = "person", "one", "other", "goal"


def main() -> Iterator[str]:
    """The blocks of the main module."""
    resting = either(f"({who}.{names.STEP} = {names.NO_STEP})" for who in (ONE, OTHER))
    yield "MODULE main"
    yield f"VAR\n  {ONE} : {PERSON};\n  {OTHER} : {PERSON};"
    yield f"TRANS {resting};"


def is_said(sentence: BetterNeverBlocks | DoesNotDepend) -> bool:
    """True iff it compares any two persons, by any values of the attribute, and all events count."""
    return sentence.among == EVERYBODY and (isinstance(sentence, DoesNotDepend) or sentence.change is None)


def formulas(variables: Variables, sentence: BetterNeverBlocks | DoesNotDepend) -> Formulas:
    """What is to be checked: no two persons alike but for the attribute are there of whom only one has a path."""
    alike = both((_alike(variables, sentence.attribute), _differ(variables, sentence)))
    begun = alike if sentence.within is None else both((alike, *(f"({who}.{names.WATCH} = 0)" for who in (ONE, OTHER))))
    broken = f"{begun} & {_path(variables, ONE)} & !{_path(variables, OTHER)}"
    return Formulas("CTLSPEC", f"AG !({broken})", True, f"AG !{alike}")


def _path(variables: Variables, who: str) -> str:
    """That one of the two can reach the goal without adverse events."""
    if not has_adverse_events(variables.model):
        return f"EF {who}.{GOAL}"
    return through(f"!{who}.{names.ADVERSE}", f"{who}.{GOAL}")


def _alike(variables: Variables, attribute: str) -> str:
    shared = [names.STATUS]
    shared += [names.of_attribute(item.name) for item in variables.model.attributes if item.name != attribute]
    shared += [
        names.of_clock(item.name) for item in variables.model.clocks if item.name not in variables.constant_clocks
    ]
    return both(f"({ONE}.{name} = {OTHER}.{name})" for name in shared)


def _differ(variables: Variables, sentence: BetterNeverBlocks | DoesNotDepend) -> str:
    """True iff the second has another value, of `better` a higher one."""
    first, second = (f"{who}.{names.of_attribute(sentence.attribute)}" for who in (ONE, OTHER))
    match sentence:
        case DoesNotDepend():
            return f"({first} != {second})"
        case BetterNeverBlocks():
            if isinstance(variables.model.attribute[sentence.attribute].kind, YesNo):
                return f"(!{first} & {second})"
            return f"({first} < {second})"
        case _:
            assert_never(sentence)
