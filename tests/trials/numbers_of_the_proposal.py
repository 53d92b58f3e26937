"""`python -m tests.trials.numbers_of_the_proposal [NUMBER …]`: how the verdicts on the proposal depend on them.

Every property is asked with each number at both of its bounds, the others as written. Where a verdict is another one,
the values between are halved until two neighbours are found that differ. What was found stands in a file of JSON, from
which the page and its picture are made; `make numbers` asks what is not in it yet, which takes half a minute of
processor time for each number: remove the file after a change of the rules.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

from bcm_formal.api.loading import load
from bcm_formal.api.policy import Policy
from bcm_formal.api.run import check
from bcm_formal.model.expressions import Number, Term, bare
from bcm_formal.model.model import Parameter
from bcm_formal.views.report.dependences import value_words

ROOT = Path(__file__).parents[2]
FILE = ROOT / "models" / "bcm" / "bcm.bcm"
STORE = Path(__file__).with_name("numbers_of_the_proposal.json")

Range = tuple[str, str, str]
"""from this value to that, in words, and the verdict at both"""
Found = dict[str, dict[str, list[Range]]]
"""by number, by property"""


def main() -> None:
    model, found = load(FILE), stored()
    names = [item.name for item in model.properties]
    wanted = [item for name in sys.argv[1:] for item in numbers(model) if item.name == name] or numbers(model)
    for number in wanted:
        known = found.get(number.name, {})
        missing = [name for name in names if name not in known]
        if missing:
            found[number.name] = {**known, **asked_of(model, number, missing)}
            write({each.name: found[each.name] for each in numbers(model) if each.name in found}, names)
            print(number.name, flush=True)


def stored() -> Found:
    """What was found, by number and property; nothing where nothing was."""
    if not STORE.exists():
        return {}
    said = json.loads(STORE.read_text(encoding="utf-8"))
    return {number: {name: [_range(row) for row in rows] for name, rows in by.items()} for number, by in said.items()}


def _range(row: Sequence[str]) -> Range:
    low, high, verdict = row
    return low, high, verdict


def write(found: Found, names: Sequence[str]) -> None:
    """In the order of the text; what is asked no more is left out."""
    ordered = {number: {name: by[name] for name in names if name in by} for number, by in found.items()}
    STORE.write_text(json.dumps(ordered, indent=1) + "\n", encoding="utf-8")


def numbers(model: Policy) -> list[Parameter]:
    """The parameters that have bounds."""
    return [item for item in model.parameters if item.lowest is not None and item.highest is not None]


def asked_of(model: Policy, number: Parameter, names: Sequence[str]) -> dict[str, list[Range]]:
    """The ranges of one number, by property."""
    assert number.lowest is not None
    assert number.highest is not None
    assert isinstance(number.body, Term)
    said = bare(number.body)
    assert isinstance(said, Number)
    ends = [(value, verdicts(model, number.name, value, names)) for value in (number.lowest, number.highest)]
    ends.insert(1, (said.value, written(model, tuple(names))))
    return {
        name: merged(
            [
                (value_words(model, number.name, low), value_words(model, number.name, high), verdict)
                for (start, before), (end, after) in pairwise(ends)
                for low, high, verdict in between(model, number.name, name, (start, before[name]), (end, after[name]))
            ]
        )
        for name in names
    }


@cache
def written(model: Policy, names: tuple[str, ...]) -> dict[str, str]:
    """The verdicts with all numbers as they are written."""
    return {item.property.name: item.outcome.name for item in check(model, names, coverage=False).verdicts}


def verdicts(model: Policy, number: str, value: int, names: Sequence[str]) -> dict[str, str]:
    """The verdicts with this value of the number."""
    tried = model.with_parameters(**{number: value_words(model, number, value)})
    report = check(tried, tuple(names), coverage=False)
    return {verdict.property.name: verdict.outcome.name for verdict in report.verdicts}


def between(
    model: Policy, number: str, name: str, low: tuple[int, str], high: tuple[int, str]
) -> Iterator[tuple[int, int, str]]:
    """One range if the verdicts at both ends are alike, else two that meet at neighbours."""
    if low[1] == high[1]:
        yield low[0], high[0], low[1]
        return
    first, last = low, high
    while last[0] - first[0] > 1:
        middle = (first[0] + last[0]) // 2
        verdict = verdicts(model, number, middle, (name,))[name]
        first, last = ((middle, verdict), last) if verdict == low[1] else (first, (middle, verdict))
    yield low[0], first[0], low[1]
    yield last[0], high[0], high[1]


def merged(rows: Sequence[Range]) -> list[Range]:
    """Without a border where the verdict is the same on both sides."""
    result: list[Range] = []
    for low, high, verdict in rows:
        if result and result[-1][2] == verdict:
            result[-1] = result[-1][0], high, verdict
        else:
            result.append((low, high, verdict))
    return result


if __name__ == "__main__":
    main()
