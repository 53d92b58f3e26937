"""What can happen, as SMV: which steps are possible in a state, and what each variable is after one.

A step is one unit of time, an event, or a limit that runs out; `no_step` stays in a dead end, where else nothing
could be said of what comes next. Each variable is a function of the state before and the step.
"""

from __future__ import annotations

from collections.abc import Iterator

from bcm_formal.model.expressions import ClockTerm, Comparison, Condition, Number, Term, Truth, total
from bcm_formal.model.model import LAW, TIME_IN_STATUS, AnyValue, Attribute, Clock, Event, Limit
from bcm_formal.model.ranges import fits
from bcm_formal.model.types import Duration
from bcm_formal.records import dataclass
from bcm_formal.translate.to_smv import names
from bcm_formal.translate.to_smv.expressions import Writer, bare, both, cases, either, one_of
from bcm_formal.translate.to_smv.variables import Variables, values_of

_AT_REST = one_of(names.STEP, (names.NO_STEP,))
_TIME = one_of(names.STEP, (names.UNIT_OF_TIME,))


@dataclass(frozen=True)
class Steps:
    """The steps of a model. `free_rest`: one may stay as one is in every state, not only in a dead end."""

    variables: Variables
    write: Writer
    free_rest: bool = False

    def all_names(self) -> tuple[str, ...]:
        return (names.NO_STEP, names.UNIT_OF_TIME, *map(name_of, self.variables.rules))

    # --- which are possible ---

    def definitions(self) -> Iterator[tuple[str, str]]:
        """For each rule when it is possible, when time may pass, and what a dead end is."""
        for rule in self.variables.rules:
            yield names.able(name_of(rule)), self._possible(rule)
        yield names.TIME_MAY_PASS, both(map(self._kept, self.variables.model.limits))
        ways = either((names.TIME_MAY_PASS, *(names.able(name_of(rule)) for rule in self.variables.rules)))
        yield names.DEAD_END, f"!{ways}"

    def constraints(self) -> Iterator[str]:
        """What is true of a state and the step taken in it."""
        for rule in self.variables.rules:
            yield f"{one_of(names.STEP, (name_of(rule),))} -> {names.able(name_of(rule))}"
        yield f"{_TIME} -> {names.TIME_MAY_PASS}"
        if not self.free_rest:
            yield f"{_AT_REST} -> {names.DEAD_END}"

    def _possible(self, rule: Event | Limit) -> str:
        parts = [self._in_type(item.name, item.value) for item in rule.assignments]
        match rule:
            case Event():
                conditions = [requirement.condition for requirement in rule.requirements]
                return both((self.write.in_status(rule.sources), *map(self.write.condition, conditions), *parts))
            case Limit():
                full = Comparison(">=", ClockTerm(rule.clock), rule.bound)
                applies = (self.write.in_status(rule.statuses), self.write.condition(rule.condition))
                return both((*applies, self.write.condition(full), self.write.condition(rule.when), *parts))

    def _in_type(self, name: str, value: Condition | Term | AnyValue) -> str:
        if isinstance(value, AnyValue):
            return "TRUE"
        return self.write.condition(fits(value, self.variables.model.attribute.get(name)))

    def _kept(self, limit: Limit) -> str:
        """True iff one unit of time does not overrun the limit."""
        later = total((ClockTerm(limit.clock), Number(1, Duration())))
        ahead = Comparison("<=", later, limit.bound)
        here = Comparison("<=", ClockTerm(limit.clock), limit.bound)
        runs = self.variables.model.clock[limit.clock].runs
        applies = both((self.write.in_status(limit.statuses), self.write.condition(limit.condition)))
        kept = cases(((self.write.condition(runs), self.write.condition(ahead)),), self.write.condition(here))
        if isinstance(runs, Truth):
            kept = self.write.condition(ahead if runs.value else here)
        return f"({applies} -> {kept})"

    # --- what is after a step ---

    def assignments(self) -> Iterator[tuple[str, str]]:
        """For each variable that may change, what it is next."""
        targets: dict[str, list[str]] = {}
        for rule in self.variables.rules:
            if rule.target is not None:
                targets.setdefault(rule.target, []).append(name_of(rule))
        moves = ((one_of(names.STEP, steps), names.of_status(target)) for target, steps in targets.items())
        model = self.variables.model
        if len(model.statuses) > 1:
            yield names.STATUS, cases(moves, names.STATUS)
        for item in model.attributes:
            if item.name in self.variables.set_somewhere and not self.variables.has_one_value(item):
                yield names.of_attribute(item.name), cases(self._values(item), names.of_attribute(item.name))
        for clock in model.clocks:
            if clock.name not in self.variables.constant_clocks:
                yield names.of_clock(clock.name), cases(self._readings(clock), names.of_clock(clock.name))

    def _values(self, item: Attribute) -> Iterator[tuple[str, str]]:
        for step, value in self._set_to(item.name):
            if isinstance(value, AnyValue):
                yield step, values_of(item.kind)
            elif isinstance(value, Condition):
                yield step, self.write.condition(value)
            else:
                within = self.write.condition(fits(value, item))
                yield both((step, within)), self.write.term(value)

    def _readings(self, clock: Clock) -> Iterator[tuple[str, str]]:
        """What a clock is after a step: stopped at its ceiling, which stands for all above."""
        name, ceiling = names.of_clock(clock.name), bare(self.variables.ceiling[clock.name])
        yield both((_TIME, self.write.condition(clock.runs), f"({name} < {ceiling})")), f"{name} + 1"
        yield one_of(names.STEP, (names.NO_STEP, names.UNIT_OF_TIME)), name
        if clock.name == TIME_IN_STATUS:
            yield f"(next({names.STATUS}) != {names.STATUS})", "0"
        zero = self.write.condition(clock.zero)
        yield zero if isinstance(clock.zero, Truth) else f"next({zero})", "0"
        for step, value in self._set_to(clock.name):
            assert not isinstance(value, Condition | AnyValue)
            text = self.write.term(value)
            yield both((step, f"({text} >= {ceiling})")), ceiling
            yield both((step, f"({text} >= 0)")), text

    def _set_to(self, name: str) -> Iterator[tuple[str, Condition | Term | AnyValue]]:
        """For each rule that sets the name: that it is the step taken, and the value."""
        for rule in self.variables.rules:
            for item in rule.assignments:
                if item.name == name:
                    yield one_of(names.STEP, (name_of(rule),)), item.value

    # --- who moved last ---

    def movers(self) -> tuple[str, str]:
        """(all that can have moved last, who has after a step)."""
        actors = [item.name for item in self.variables.model.actors]
        taken: dict[str, list[str]] = {}
        for rule in self.variables.rules:
            taken.setdefault(actor_of(rule), []).append(name_of(rule))
        values = ", ".join((names.NOBODY, names.TIME, *map(names.of_actor, actors)))
        moves = [(_TIME, names.TIME)]
        moves += [(one_of(names.STEP, steps), names.of_actor(actor)) for actor, steps in taken.items()]
        return f"{{{values}}}", cases(moves, names.NOBODY)

    def was_adverse(self) -> str:
        """Whether the step taken is an adverse event."""
        return one_of(names.STEP, (name_of(event) for event in self.variables.model.events if event.adverse))

    def watch(self, ceiling: int) -> str:
        """The next reading of the watch: -1 until it is started, which may be at any moment; then it runs."""
        name = names.WATCH
        ahead = (both((_TIME, f"({name} < {bare(ceiling)})")), f"{name} + 1")
        return cases(((f"({name} = (-1))", "{-1, 0}"), ahead), name)


def name_of(rule: Event | Limit) -> str:
    """How a step is called."""
    return names.of_event(rule.name) if isinstance(rule, Event) else names.of_limit(rule.name)


def actor_of(rule: Event | Limit) -> str:
    return rule.actor if isinstance(rule, Event) else LAW
