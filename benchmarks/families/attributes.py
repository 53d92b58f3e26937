"""Policies that grow by their attributes: how many there are, how many values each has, and what reads them.

All have the statuses `outside`, `applicant`, `member` and the same kinds of sentences (`SENTENCES`), about the same
goal: to be a member. The same arguments give the same text.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

Shape = Literal["chain", "tree", "random"]

SENTENCES = {
    "path": "every person in applicant can reach member",
    "in_time": "every person in applicant can reach member within 5 years",
    "alone": "every person in applicant can reach member by person",
    "despite": "every person in applicant can reach member despite 1 adverse event",
    "witness": "some person in outside can reach member",
    "must": "every person in applicant must reach member within 5 years",
    "earned": "every person entering member has {goal}",
    "never": "no person in member with not ({goal}) and member_since at most 0 months",
    "after": "member only after {goal}",
    "better": "better {first} never blocks member",
    "same": "path to member does not depend on {last}",
}
"""each kind of sentence about a policy with a goal (a condition), a first and a last attribute"""


def collected(count: int, losing: int = 0, timed: bool = False, sentences: Iterable[str] = SENTENCES) -> str:
    """`count` yes-or-no attributes, each set by an event of its own; one transition needs them all together.

    `losing`: so many of them are lost again by adverse events of their own. `timed`: the transition needs a year as
    an applicant, too.
    """
    names = [f"a{index}" for index in range(count)]
    rules = [line for name in names for line in _gained(name)]
    rules += [line for name in names[:losing] for line in _lost(name)]
    needed = [*names, *(["time_in_status at least 1 year"] if timed else [])]
    rules += ["transition join from applicant to member by person", *_when(needed)]
    return _policy(f"collected_{count}", [_flag(name) for name in names], rules, _all(names), names, sentences)


def climbed(count: int, losing: int = 0, sentences: Iterable[str] = SENTENCES) -> str:
    """`count` yes-or-no attributes, each set by its own event and read by its own transition from one status to the
    next: `count` statuses in a row between the applicant and the member.

    `losing`: so many of them are lost again by adverse events of their own.
    """
    names = [f"a{index}" for index in range(count)]
    steps = ["applicant", *(f"step{index}" for index in range(1, count)), "member"]
    rules = [f"status {step} in inside" for step in steps[1:-1]]
    rules += [line for name in names for line in _gained(name)]
    rules += [line for name in names[:losing] for line in _lost(name)]
    for index, name in enumerate(names):
        rules += [f"transition climb{index} from {steps[index]} to {steps[index + 1]} by person", *_when([name])]
    return _policy(f"climbed_{count}", [_flag(name) for name in names], rules, names[-1], names, sentences)


def prerequisites(
    count: int, shape: Shape = "chain", losing: int = 0, seed: int = 0, sentences: Iterable[str] = SENTENCES
) -> str:
    """`count` yes-or-no attributes, each set by an event that needs others before it; a transition needs those that
    no event needs.

    `chain`: each needs the one before it. `tree`: each needs its two children in a heap. `random`: each needs up to
    three of those before it. `losing`: so many are lost again by adverse events of their own.
    """
    names = [f"a{index}" for index in range(count)]
    draw = random.Random(seed)
    needs: list[list[str]] = []
    for index in range(count):
        if shape == "chain":
            places = [index - 1] if index else []
        elif shape == "tree":
            first = 2 * (count - 1 - index) + 1
            places = [count - 1 - child for child in (first, first + 1) if child < count]
        else:
            places = sorted(draw.sample(range(index), min(index, draw.randint(1, 3))))
        needs.append([names[place] for place in places])
    last = [name for name in names if not any(name in needed for needed in needs)]
    rules = [line for name, needed in zip(names, needs, strict=True) for line in _gained(name, needed)]
    rules += [line for name in names[:losing] for line in _lost(name)]
    rules += ["transition join from applicant to member by person", *_when(last)]
    return _policy(f"{shape}_{count}", [_flag(name) for name in names], rules, _all(last), names, sentences)


def alternatives(count: int, sentences: Iterable[str] = SENTENCES) -> str:
    """`count` pairs of yes-or-no attributes: the transition needs one of each pair; each has its own event.

    The two of a pair are declared far apart.
    """
    first, second = [f"a{index}" for index in range(count)], [f"b{index}" for index in range(count)]
    names = [*first, *second]
    rules = [line for name in names for line in _gained(name)]
    needed = [f"({a} or {b})" for a, b in zip(first, second, strict=True)]
    rules += ["transition join from applicant to member by person", *_when(needed)]
    return _policy(f"alternatives_{count}", [_flag(name) for name in names], rules, _all(needed), names, sentences)


def counted(count: int, sentences: Iterable[str] = SENTENCES) -> str:
    """`count` yes-or-no attributes, each set by its own event; a score has a point for each, and the transition needs
    half of the points."""
    names = [f"a{index}" for index in range(count)]
    rules = [line for name in names for line in _gained(name)]
    rules += ["score points", *(f"  1 when {name}" for name in names)]
    goal = f"points at least {count // 2}"
    rules += ["transition join from applicant to member by person", *_when([goal])]
    return _policy(f"counted_{count}", [_flag(name) for name in names], rules, goal, names, sentences)


def levels(count: int, height: int, losing: bool = False, sentences: Iterable[str] = SENTENCES) -> str:
    """`count` attributes with `height` ordered levels, each raised by one event and read at the top by the
    transition, halfway by the event of the next. `losing`: each falls by an adverse event."""
    names = [f"level{index}" for index in range(count)]
    steps = [f"n{step}" for step in range(height)]
    kinds = [f"attribute {name}: {' < '.join(steps)}, starts n0" for name in names]
    rules: list[str] = []
    for index, name in enumerate(names):
        below = [f"{names[index - 1]} at least n{height // 2}"] if index else []
        rules += [f"event raise_{name} in inside by person", *_when([f"{name} less than {steps[-1]}", *below])]
        rules += [f"  set {name} = next {name}"]
        if losing:
            rules += [f"event fall_{name} in inside by authority, adverse", *_when([f"{name} more than n0"])]
            rules += [f"  set {name} = previous {name}"]
    needed = [f"{name} is {steps[-1]}" for name in names]
    rules += ["transition join from applicant to member by person", *_when(needed)]
    return _policy(f"levels_{count}_{height}", kinds, rules, _all(needed), names, sentences)


def counters(
    count: int, top: int, compared: bool = False, losing: bool = False, sentences: Iterable[str] = SENTENCES
) -> str:
    """`count` numbers from 0 to `top`, each raised by one event; the transition needs nine tenths of `top` of each.

    `compared`: each may only be raised while the one before it is larger, and the transition asks for an order.
    `losing`: each falls by an adverse event, by one.
    """
    names = [f"n{index}" for index in range(count)]
    kinds = [f"attribute {name}: 0 to {top}, starts 0" for name in names]
    rules: list[str] = []
    for index, name in enumerate(names):
        below = [f"{name} less than {names[index - 1]}"] if index and compared else []
        rules += [f"event raise_{name} in inside by person", *_when([f"{name} less than {top}", *below])]
        rules += [f"  set {name} = {name} + 1"]
        if losing:
            rules += [f"event fall_{name} in inside by authority, adverse", *_when([f"{name} more than 0"])]
            rules += [f"  set {name} = {name} - 1"]
    needed = [f"{name} at least {9 * top // 10}" for name in names]
    if compared:
        needed = [needed[-1], *(f"{one} more than {other}" for one, other in itertools.pairwise(names))]
    rules += ["transition join from applicant to member by person", *_when(needed)]
    return _policy(f"counters_{count}_{top}", kinds, rules, _all(needed), names, sentences)


def unread(flags: int, choices: int = 0, ranges: int = 0, top: int = 100, sentences: Iterable[str] = SENTENCES) -> str:
    """A small policy with attributes that no rule reads: `flags` set by events, `choices` that are fixed, `ranges` from
    0 to `top` that are set to anything."""
    kinds = [_flag("a0"), _flag("a1")]
    rules = [*_gained("a0"), *_gained("a1")]
    for index in range(flags):
        kinds.append(_flag(f"idle{index}"))
        rules += _gained(f"idle{index}")
    kinds += [f"attribute kind{index}: one of east, west, south, north, fixed, starts any" for index in range(choices)]
    for index in range(ranges):
        kinds.append(f"attribute number{index}: 0 to {top}, starts any")
        rules += [f"event draw{index} in inside by person", f"  set number{index} = any"]
    rules += ["transition join from applicant to member by person", *_when(["a0", "a1"])]
    return _policy(f"unread_{flags}_{choices}_{ranges}", kinds, rules, "a0 and a1", ["a0", "a1"], sentences)


def _policy(
    name: str, kinds: Sequence[str], rules: Sequence[str], goal: str, names: Sequence[str], sentences: Iterable[str]
) -> str:
    parts = {"goal": goal, "first": names[0], "last": names[-1]}
    lines = [
        f'policy {name} "Growth of attributes"',
        "  time in months",
        *("layer beyond", "layer inside", "layer done", "actor authority"),
        *kinds,
        *("clock member_since", "  runs in member", "  zero in beyond, inside"),
        *("status outside in beyond", "status applicant in inside", "status member in done"),
        *("transition enter from outside to applicant by authority",),
        *rules,
        "start in outside",
    ]
    for sentence in sentences:
        lines += [f"property {sentence}:", f"  {SENTENCES[sentence].format(**parts)}"]
    return "\n".join(lines) + "\n"


def _flag(name: str) -> str:
    return f"attribute {name}: yes or no, starts no"


def _gained(name: str, needed: Sequence[str] = ()) -> Iterator[str]:
    yield f"event gain_{name} in inside by person"
    yield from _when([*needed, f"not {name}"])
    yield f"  set {name} = yes"


def _lost(name: str) -> Iterator[str]:
    yield f"event lose_{name} in inside by authority, adverse"
    yield from _when([name])
    yield f"  set {name} = no"


def _when(conditions: Sequence[str]) -> Iterator[str]:
    yield from (f"  {' and' if index else 'when'} {condition}" for index, condition in enumerate(conditions))


def _all(conditions: Sequence[str]) -> str:
    return " and ".join(conditions)
