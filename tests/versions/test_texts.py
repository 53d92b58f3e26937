"""What changed in the text is what changed in the rules, for just those states of which it is said."""

from __future__ import annotations

import random

import pytest

from bcm_formal.model.from_words import condition_from_text
from bcm_formal.model.model import AnyValue, Event, Limit
from bcm_formal.model.types import YesNo, domain
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import State
from bcm_formal.versions.bridging import Bridge, bridge
from bcm_formal.versions.texts import TextChange, text_changes
from tests.builders.bridged import Comparison, random_changes
from tests.builders.changing import change_of
from tests.builders.effort import tries
from tests.builders.two_laws import LAW

PAIRS, CHUNK = tries(200), 25
STATES = 600
"""are drawn for each pair"""


def changed(*edits: tuple[str, str]) -> tuple[TextChange, ...]:
    new = LAW
    for old, other in edits:
        assert old in new
        new = new.replace(old, other)
    return text_changes(bridge(change_of(LAW, new)))


def of(what: str, changes: tuple[TextChange, ...]) -> TextChange:
    return next(item for item in changes if item.what == what)


def test_the_same_text_has_no_change() -> None:
    assert changed() == ()


def test_a_parameter_is_told_with_the_rules_that_read_it() -> None:
    changes = changed(("wait = 5 months", "wait = 8 months"))
    assert [item.what for item in changes] == ["parameter wait", "definition ready", "transition go"]
    assert changes[0].details == ("`8 months` instead of `5 months`",)
    rule = changes[2]
    assert (rule.kind, rule.because) == ("tightened", ("ready",))
    assert rule.no_more == "in a and stay at least 5 months and level at least A1 and stay less than 8 months"


def test_what_is_only_written_otherwise_is_equivalent() -> None:
    changes = changed(
        ("when ready\n   and level at least A1", "when stay at least 5 months\n   and level more than none"),
        ("  unless good", "  when not good"),
        ("level less than B1", "level is one of none, A1"),
        ("parameter wait = 5 months\ndefine ready = stay at least wait\n", ""),
    )
    kinds = {item.what: item.kind for item in changes if item.what.split()[0] in ("transition", "event")}
    assert kinds == {"transition go": "equivalent", "event learn": "equivalent"}


def test_a_rule_under_another_name_is_renamed() -> None:
    (found,) = changed(("transition go", "transition proceed"))
    assert (found.kind, found.what, found.details) == ("renamed", "transition proceed", ("it was called `go`",))


def test_effects_are_told() -> None:
    changes = changed(
        ("transition go from a to b by office", "transition go from a to c by person, adverse"),
        ("set level = next level", "set level = B1"),
    )
    assert of("transition go", changes).details == (
        "it leads to `c` instead of `b`",
        "it is by `person` instead of `office`",
        "it is adverse",
    )
    assert of("event learn", changes).details == ("it sets `level` to `B1`",)


def test_a_shorter_limit_is_tightened_and_tells_for_whom() -> None:
    (found,) = changed(("at most 10 months", "at most 6 months"))
    assert (found.kind, found.what) == ("tightened", "limit over")
    assert found.no_more == "in b and time_in_status at least 6 months and time_in_status less than 10 months"


def test_a_rule_that_begins_in_a_new_status_too_is_loosened() -> None:
    changes = changed(("status c in m", "status c in m\nstatus d in l"), ("from a, b to c", "from a, b, d to c"))
    assert [item.what for item in changes] == ["status d", "transition leave"]
    assert (changes[1].kind, changes[1].newly) == ("loosened", "in d and not good")


def test_things_that_come_and_go() -> None:
    changes = changed(
        ("status c in m", "status c in l\nstatus d in m"),
        ("good: yes or no, starts no", "good: yes or no, starts yes"),
        ("  runs in a", "  runs in a, b"),
        ("start in a", "start in b"),
    )
    kinds = {item.what: item.kind for item in changes}
    assert {
        name: kind for name, kind in kinds.items() if name in ("status d", "status c", "attribute good", "start")
    } == {"status d": "added", "status c": "changed", "attribute good": "changed", "start": "changed"}
    assert of("clock stay", changes).details == ("it runs while `in b`",)


def drawn_state(draw: random.Random, found: Bridge, compared: Comparison) -> State:
    """Any state of the old law, in which no part of a window is over."""
    attributes = []
    for item in found.model.attributes:
        values = (0,) if item.name == found.regime else domain(item.kind) or (0, 1)
        value = draw.choice(list(values))
        attributes.append(bool(value) if isinstance(item.kind, YesNo) else value)
    clocks = [0 if item.name in found.model.inner else draw.randint(0, 5) for item in found.model.clocks]
    status = draw.choice([name for name in found.laws["old"].status if name in found.laws["new"].status])
    return State(status, tuple(attributes), tuple(clocks))


def is_possible(compared: Comparison, name: str, rule: str, state: State) -> bool:
    """Whether the law itself lets the rule act, or lets a limit run out."""
    law, alone = compared.bridge.laws[name], compared.laws[name]
    own = compared.own(state, law)
    if own is None:
        return False
    if rule in law.limit:
        return alone.expire(own, rule) is not None
    event = law.event[rule]
    free = (item.name for item in event.assignments if isinstance(item.value, AnyValue))
    values = {name: (domain(law.attribute[name].kind) or (0,))[0] for name in free}
    return alone.fire(own, rule, values) is not None


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, PAIRS, CHUNK))
def test_of_random_pairs_the_conditions_hold_of_just_those_for_whom_a_rule_differs(first: int) -> None:
    told = 0
    for number, change in random_changes(first, CHUNK):
        found = bridge(change)
        compared = Comparison(found)
        meaning = Interpreter(found.model)
        draw = random.Random(number)
        changes = {item.what.split()[1]: item for item in text_changes(found) if item.kind not in ("added", "repealed")}
        states = [drawn_state(draw, found, compared) for _ in range(STATES)]
        old, new = found.laws["old"], found.laws["new"]
        rules: tuple[Event | Limit, ...] = (*old.events, *old.own_limits)
        for rule in rules:
            later = new.event.get(rule.name) or new.limit.get(rule.name)
            if later is None or rule.yields_to or later.yields_to:
                continue
            item = changes.get(rule.name)
            assert item is None or item.kind not in ("renamed", "undecided")
            sides = [item.no_more, item.newly] if item else [None, None]
            lost, gained = (text and condition_from_text(found.model, text) for text in sides)
            if rule.name in old.limit:
                lost, gained = gained, lost
            for state in states:
                before, after = (is_possible(compared, law, rule.name, state) for law in ("old", "new"))
                assert (before and not after) == bool(lost and meaning.holds(lost, state)), (number, rule.name)
                assert (after and not before) == bool(gained and meaning.holds(gained, state)), (number, rule.name)
                told += before != after
    assert told > 50
