"""Who can steer to a target although adverse events hit, under each of two laws, and what shows it.

That none of some persons can is shown in two parts that belong together: traps, from the last of which nobody can
steer, and that all of them are in it. That nobody fares otherwise is shown of those who can and of those who cannot:
both are the same under both laws.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from bcm_formal.model.expressions import Condition, conjunction, negation
from bcm_formal.model.sentences import CanReach, EveryHas
from bcm_formal.system.questions import Robust, question_of
from bcm_formal.system.state import State
from bcm_formal.trust.certificate import SetbackProof, StateSet
from bcm_formal.trust.claim import Claim, Outcome
from bcm_formal.trust.trace import Trace
from bcm_formal.verify.cone import Rest
from bcm_formal.verify.regions.compared import Pieces
from bcm_formal.verify.regions.evidence import ConditionWriter, one_condition
from bcm_formal.verify.regions.federation import federation_of
from bcm_formal.verify.regions.robust import Layers
from bcm_formal.verify.regions.zone import Inexact
from bcm_formal.versions.bridging import Bridge
from bcm_formal.versions.people.accepting import Asker, Found, accepted
from bcm_formal.versions.people.effects import Claimed, Effect, What
from bcm_formal.versions.people.on_the_day import OnTheDay
from bcm_formal.versions.people.rungs import Group, ShownTogether
from bcm_formal.versions.people.sides import Sides

NAME = "regions"

LivesOf = Callable[[State], tuple[Trace, Trace]]
"""the life of a person up to the change, and with it, in the model with the mark of the day"""


def has_setbacks(bridge: Bridge) -> bool:
    """True iff one of the laws has adverse events."""
    return any(event.adverse for event in bridge.model.events if event.name != bridge.enters)


class Steering:
    """Shows of persons whether they can steer to a target although so many adverse events may hit."""

    def __init__(self, day: OnTheDay, target: Condition, setbacks: int, asker: Asker) -> None:
        self.day, self.target, self.setbacks, self.asker = day, target, setbacks, asker

    def question(self, those: Condition) -> Robust:
        """Whether all of them can."""
        found = question_of(self.day.system, self._asked(those))
        assert isinstance(found, Robust)
        return found

    def _asked(self, those: Condition) -> CanReach:
        return CanReach(those, self.target, None, self.day.actors, despite=self.setbacks)

    def all_can(self, those: Condition) -> Found:
        """That all of them can. Raises `NotShownError`."""
        return self.asker.holds(self.day.system, self._asked(those))

    def all_are(self, those: Condition, condition: Condition) -> Found:
        """That all of them meet a condition. Raises `NotShownError`."""
        return self.asker.holds(self.day.system, EveryHas(those, condition))

    def is_trapped(self, those: Condition, life: Trace) -> Found:
        """That one of them cannot, whose life this is; and so does nobody who is `trapped`. Raises `NotShownError`."""
        whole = self.day.system
        claim = Claim(Outcome.VIOLATED, SetbackProof(life, self._traps), NAME)
        question = self.question(those)
        return (
            whole,
            self._asked(those),
            accepted(question, Rest(whole, whole), claim, self.asker.solvers, self.asker.proved),
        )

    def somebody_cannot(self, those: Condition) -> bool:
        """Whether one of them cannot, as the checker accepts it. Raises `NotShownError`."""
        return self.asker.answered(self.day.system, self._asked(those)).outcome is Outcome.VIOLATED

    def somebody_can(self, those: Condition) -> bool:
        """Whether one of them can, of whom there are some. Raises `NotShownError`."""
        found = self.asker.answered(self.day.system, self._asked(those))
        if found.outcome is Outcome.HOLDS:
            return True
        assert isinstance(found.certificate, SetbackProof)
        self.is_trapped(those, found.certificate.trace)
        if self.asker.answered(self.day.system, EveryHas(those, self.trapped)).outcome is Outcome.HOLDS:
            return False
        self.all_can(conjunction((those, negation(self.trapped))))
        return True

    @cached_property
    def trapped(self) -> Condition:
        """True iff a person cannot."""
        return one_condition(self._traps[-1])

    @cached_property
    def _traps(self) -> tuple[StateSet, ...]:
        small = self.asker.small(self.day.system)
        compiled, question = self.asker.engine.compiled(small), replace(self.question(self.target), system=small)
        layers = Layers(compiled, question, self.asker.budget).up_to(self.setbacks)
        if not all(layer.is_exact for layer in layers):
            raise Inexact
        writer = ConditionWriter(compiled)
        traps = [writer.outside_of(layer.cover) for layer in layers]
        return (*traps, *[traps[-1]] * (self.setbacks + 1 - len(traps)))


def still_secure(effect: Effect, day: OnTheDay, asker: Asker) -> bool:
    """Whether by another change somebody of the class can steer to the target under the new law, or cannot. Raises
    `NotShownError`."""
    assert effect.who is not None
    steering = Steering(day, effect.target.condition, effect.setbacks, asker)
    those = day.those(effect.who, effect.regime)
    return steering.somebody_can(those) if effect.what is What.GAINS else steering.somebody_cannot(those)


class OnRobust(ShownTogether):
    """Who is affected by a change on the rung of setbacks, and what shows it."""

    def __init__(self, sides: Sides, steering: Steering, laws: tuple[str, str], lives_of: LivesOf) -> None:
        """`laws`: the old one, and the one that the change puts in force for them."""
        super().__init__(sides.people)
        self.sides, self.steering, self.laws = sides, steering, laws
        self.lives_of = lives_of

    def groups(self) -> Iterator[Group]:
        for back in (False, True):
            yield Group(What.GAINS if back else What.LOSES, self._lost(back=back))

    def apart(self) -> Sequence[Pieces]:
        return ()

    @cached_property
    def _can(self) -> tuple[Pieces, Pieces]:
        """Who can under the old law, and under the new one."""
        people, steering = self.people, self.steering
        question = steering.question(steering.target)
        spared = frozenset({steering.day.bridge.enters})
        asked = replace(question, system=people.compiled.system)
        layers = Layers(people.compiled, asked, people.budget, spared).up_to(steering.setbacks)
        if not all(layer.is_exact for layer in layers):
            raise Inexact
        return self.sides.under_both(layers[-1].cover)

    def _lost(self, *, back: bool) -> Pieces:
        """Who can under the old law and cannot under the new one; `back`: the other way round."""
        one, other = self._can[::-1] if back else self._can
        return self.people.without(one, federation_of(other))

    def _under(self, who: Condition, *, new: bool) -> Condition:
        return self.steering.day.those(who, self.laws[new])

    def affected(self, group: Group, who: Condition, person: State) -> Iterator[Claimed]:
        """Under one of the laws all of them can, and under the other none of them."""
        back = group.what is What.GAINS
        yield self._all_can(who, new=back)
        yield from self._none_can(who, self.lives_of(person), new=not back)

    def unaffected(self, who: Condition) -> Iterator[Claimed]:
        """Under both laws the same of them can."""
        can, _ = self._can
        writer = ConditionWriter(self.people.compiled)
        secure = one_condition(writer.set_of(can))
        for new in (False, True):
            yield self._all_can(conjunction((who, secure)), new=new)
        others = {s: self.people.with_all((who,), s) for s in self.people.compiled.system.statuses}
        person = self.people.somebody(self.people.without(others, federation_of(can)))
        if person is None:
            shown = self.steering.all_are(self._under(who, new=False), secure)
            yield Claimed(*shown, "there is nobody else of them under the old law")
            return
        for new in (False, True):
            yield from self._none_can(conjunction((who, negation(secure))), self.lives_of(person), new=new)

    def _all_can(self, who: Condition, *, new: bool) -> Claimed:
        shown = self.steering.all_can(self._under(who, new=new))
        return Claimed(*shown, f"under the {self.laws[new]} law all of them can {self._ends}")

    def _none_can(self, who: Condition, lives: tuple[Trace, Trace], *, new: bool) -> Iterator[Claimed]:
        those, steering = self._under(who, new=new), self.steering
        law = self.laws[new]
        trapped = steering.is_trapped(those, lives[new])
        yield Claimed(*trapped, f"under the {law} law one of them cannot {self._ends}, nor anybody in the same trap")
        yield Claimed(*steering.all_are(those, steering.trapped), f"under the {law} law all of them are in that trap")

    @property
    def _ends(self) -> str:
        number = self.steering.setbacks
        return f"get there despite {number} {'setback' if number == 1 else 'setbacks'}"
