"""One person whom a change of the law concerns, with both lives: under the old law, and under the new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bcm_formal.answers.phrases import rule_title, span_of_time
from bcm_formal.answers.timelines.bounds import Asking
from bcm_formal.answers.timelines.timeline import Mark, Timeline, Wanted, timeline_of
from bcm_formal.answers.timelines.told import Lived, Sheet
from bcm_formal.system.state import time_of
from bcm_formal.trust.trace import Trace
from bcm_formal.versions.bridging import Bridge
from bcm_formal.versions.people.effects import Effect, TwoLives


def lives_under(effects: Sequence[Effect]) -> list[tuple[Effect, TwoLives]]:
    """Every pair of lives that is told of a class of persons, in the order in which they are told."""
    return [(effect, lives) for effect in effects for lives in effect.lives]


def sheet_of_laws(bridge: Bridge, effect: Effect, lives: TwoLives) -> Sheet:
    """Both lives, from the day of the change side by side."""
    old = _lived(bridge, effect, lives.before, lives, "under the old law", lives.time_before)
    new = _lived(bridge, effect, lives.after, lives, "under the new law", lives.time_after)
    title = f"On the way to {effect.target.name}"
    says = f"{effect.rung.value}: {effect.what.value}, {effect.words}"
    return Sheet(bridge.model.name, title, says, "CHANGED", "One person under both laws", (old, new), "the change")


def _lived(bridge: Bridge, effect: Effect, life: Trace, both: TwoLives, law: str, time: int | None) -> Lived:
    begins = time_of(life.steps[: both.changes_after])
    asked = (Asking(None, effect.target.condition),)
    line = _of_the_law(bridge, timeline_of(bridge.model, life, Wanted(at_end=asked, begins=begins)))
    if time is None:
        says = f"No path to {effect.target.name}"
    else:
        takes = f"{span_of_time(bridge.model, time)} after the day of the change" if time else "at once"
        says = f"Gets to {effect.target.name} {takes}"
    return Lived(law, line, (says,))


def _of_the_law(bridge: Bridge, line: Timeline) -> Timeline:
    """Without what says under which law the person lives: the picture says so."""
    hidden = {name for name in (bridge.regime, bridge.memory, bridge.settled) if name is not None}
    return replace(
        line,
        steps=tuple(item for item in line.steps if item.name not in hidden),
        always=tuple(item for item in line.always if item[0] not in hidden),
        marks=tuple(_in_the_law(bridge, mark, hidden) for mark in line.marks),
    )


def _in_the_law(bridge: Bridge, mark: Mark, hidden: set[str]) -> Mark:
    """What happens under the name that it has in its law; the change itself is nobody's."""
    moment = mark.moment
    moment = replace(moment, changes=tuple(change for change in moment.changes if change.name not in hidden))
    if moment.rule is not None and moment.rule in bridge.day:
        return replace(mark, moment=replace(moment, what=bridge.model.event[moment.rule].title, adverse=False))
    version = bridge.versions.get(moment.rule or "")
    if version is None:
        return replace(mark, moment=moment)
    law = bridge.laws[version.regimes[0]]
    rule = law.event.get(version.rule) or law.limit[version.rule]
    return replace(mark, moment=replace(moment, what=rule_title(rule), rule=rule.name))
