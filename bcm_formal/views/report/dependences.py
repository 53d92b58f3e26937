"""For which values of the numbers of a policy a verdict stays, in words."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence

from bcm_formal.answers.phrases import listed
from bcm_formal.model.expressions import Number, Term, bare
from bcm_formal.model.model import Model
from bcm_formal.model.to_json.expressions import Json
from bcm_formal.model.to_text import value_text
from bcm_formal.trust.claim import Outcome
from bcm_formal.vetting.results import Dependence, Need, ValueRange
from bcm_formal.views.report.contents import Report
from bcm_formal.views.report.escapes import in_markdown

SOME = 2
"""so many numbers are named as ones to ask about at once"""


def dependences_told(report: Report, name: str) -> Iterator[str]:
    """What was found out of one property, a line each: the numbers on which its verdict does not depend together."""
    found = report.depends.get(name, ())
    is_vacuous = any(item.outcome is Outcome.VACUOUS and item.property.name == name for item in report.verdicts)
    free = [item for item in found if item.is_everywhere]
    for holds in (True, False):
        spans = [f"{item.parameter} {_range(report.model, item, item.ranges[0])}" for item in free if _is(item, holds)]
        if spans:
            alone = ", each alone" if len(spans) > 1 else ""
            yield f"{_word(holds, is_vacuous)} for every {', '.join(spans)}{alone}"
    for item in found:
        if item.ranges and not item.is_everywhere:
            yield _changing(report.model, item, is_vacuous)
    reasons = dict.fromkeys(item.unknown for item in found if item.unknown is not None)
    for why in reasons:
        names = listed(item.parameter for item in found if item.unknown == why)
        yield f"not decided for other values of {names}: {why}"
    yield from _needs_told(report.needs.get(name, ()))


def dependences_in_markdown(report: Report) -> list[str]:
    """The same of all properties as a table of Markdown, as lines."""
    names = dict.fromkeys((*report.depends, *report.needs))
    rows = [(name, words) for name in names for words in dependences_told(report, name)]
    head = ["| property | for which numbers, and on which rules it rests |", "|---|---|"]
    together = told_together(report)
    lines = [*head, *(f"| `{name}` | {in_markdown(words)} |" for name, words in rows)]
    return lines if together is None else [*lines, "", f"{together}."]


def told_together(report: Report) -> str | None:
    """How to ask about several numbers at once, where several were asked about, each with the others as written."""
    items = [item for found in report.depends.values() for item in found if item.ranges]
    names = dict.fromkeys(item.parameter for item in (*(i for i in items if not i.is_everywhere), *items))
    if len(names) < 2:
        return None
    some = " ".join(f"--open {name}" for name in list(names)[:SOME])
    return (
        "Each number alone: what is told of its values is so while the others are as written. "
        f"For several at once: `bcm sweep {shlex.quote(report.path)} {some}`"
    )


def dependence_json(model: Model, item: Dependence) -> dict[str, Json]:
    """For which values of a parameter the verdict is which; each value in words."""

    def words(value: int) -> str:
        return value_words(model, item.parameter, value)

    return {
        "parameter": item.parameter,
        "everywhere": item.is_everywhere,
        "ranges": [{"from": words(each.low), "to": words(each.high), "holds": each.holds} for each in item.ranges],
        "unknown": item.unknown,
    }


def need_json(item: Need) -> dict[str, Json]:
    """Whether the verdict needs a rule that may be wrong."""
    return {
        "rule": item.rule,
        "confidence": item.doubt,
        "needed": item.is_needed,
        "without": None if item.outcome is None else item.outcome.value,
        "unknown": item.unknown,
    }


def value_words(model: Model, name: str, value: int) -> str:
    """A value of a parameter as the text writes it."""
    body = next(item.body for item in model.parameters if item.name == name)
    number = bare(body) if isinstance(body, Term) else None
    assert isinstance(number, Number), "only parameters with one value are left open"
    return value_text(model, number.kind, value)


def _needs_told(needs: Sequence[Need]) -> Iterator[str]:
    """`needs grant (assumed): VIOLATED without it`; `the same without study and train (assumed), each alone`."""
    for outcome in dict.fromkeys(item.outcome for item in needs if item.is_needed):
        assert outcome is not None, "what is needed was shown by another verdict"
        rules = [item for item in needs if item.is_needed and item.outcome is outcome]
        yield f"needs {_doubtful(rules)}: {outcome.value} without {_them(rules)}"
    free = [item for item in needs if item.is_needed is False]
    if free:
        yield f"the same without {_doubtful(free)}" + (", each alone" if len(free) > 1 else "")
    for why in dict.fromkeys(item.unknown for item in needs if item.unknown is not None):
        yield f"not decided without {_doubtful([item for item in needs if item.unknown == why])}: {why}"


def _doubtful(rules: Sequence[Need]) -> str:
    """`grant and pay (assumed), join (of low confidence)`."""
    kinds = {"low": "of low confidence", "assumed": "assumed"}
    found = {doubt: [item.rule for item in rules if item.doubt == doubt] for doubt in kinds}
    return ", ".join(f"{listed(names, 'and')} ({kinds[doubt]})" for doubt, names in found.items() if names)


def _them(rules: Sequence[Need]) -> str:
    return "it" if len(rules) == 1 else "any of them"


def _is(item: Dependence, holds: bool) -> bool:
    return item.ranges[0].holds == holds


def _word(holds: bool, is_vacuous: bool) -> str:
    if not holds:
        return "violated"
    return "holds or speaks of nobody" if is_vacuous else "holds"


def _changing(model: Model, item: Dependence, is_vacuous: bool) -> str:
    """`holds for every settle_after from 3 years to 10 years; violated at 35 months`."""
    own = next(each for each in item.ranges if each.low <= item.value <= each.high)
    every = "every " if own.low != own.high else ""
    first = f"{_word(own.holds, is_vacuous)} for {every}{item.parameter} {_range(model, item, own, '')}"
    same = [_range(model, item, each) for each in item.ranges if each is not own and each.holds == own.holds]
    others = [_range(model, item, each) for each in item.ranges if each.holds != own.holds]
    further = f"; {_word(not own.holds, is_vacuous)} {', '.join(others)}" if others else ""
    return ", ".join((first, *same)) + further


def _range(model: Model, item: Dependence, values: ValueRange, at: str = "at ") -> str:
    low, high = (value_words(model, item.parameter, value) for value in (values.low, values.high))
    return f"{at}{low}" if values.low == values.high else f"from {low} to {high}"
