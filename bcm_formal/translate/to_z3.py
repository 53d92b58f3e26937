"""What a model allows, as formulas of Z3 over named variables, to prove with them by hand.

Made by the encoding that engines use (`system.encode`); no verdict rests on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

import z3

from bcm_formal.model.from_words import condition_from_text
from bcm_formal.model.model import Model
from bcm_formal.system.encode import Encoder, start_conditions, start_values
from bcm_formal.system.transition_system import Move, TransitionSystem


class Variables(Mapping[str, z3.ExprRef]):
    """The Z3 constants that stand for one moment of a life: `status`, and each attribute and clock under its name.

    Yes-or-no attributes are `Bool`, everything else `Int`: clocks and durations in steps of time, choices and levels as
    numbers from 0 in their order. The constants are called as in the policy with `suffix` behind; that of the status
    is called `in`.
    """

    def __init__(self, status: z3.ExprRef, values: Mapping[str, z3.ExprRef], suffix: str) -> None:
        self.status, self.suffix = status, suffix
        self._values = values

    def __getitem__(self, name: str) -> z3.ExprRef:
        """The constant for an attribute or clock."""
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        """The names of attributes and clocks in order of declaration."""
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


class Constraints:
    """What a policy allows, as Z3 formulas of one context (Z3's own, so that `z3.Solver()` takes them).

    `before` and `after` are the variables of a state and of the next, `delay` is how much time passes between them, and
    `statuses` are the values of `Variables.status` by name. A life course is a state that makes `start` true,
    and steps each of which makes `step` true of the state before and the state after. Parts that windows are made of
    have variables and rules of their own.
    """

    def __init__(self, model: Model) -> None:
        self._model, self._system = model, TransitionSystem(model)
        self._encoder = Encoder(self._system, z3.main_ctx())
        self._sort, self.statuses = _sort_of(model.name, self._system.statuses)
        """the value of `Variables.status` for each status, by its name"""
        self.before = self.variables("")
        self.after = self.variables("'")
        self.delay: z3.ArithRef = z3.Int("(delay)")
        """so much time passes, in steps; only `time` speaks of it"""

    def variables(self, suffix: str) -> Variables:
        """The variables of a further state: equal suffixes give equal variables."""
        return Variables(z3.Const(f"in{suffix}", self._sort), self._encoder.vector(suffix), suffix)

    @property
    def domain(self) -> z3.BoolRef:
        """True of `before` iff every attribute has a value of its type and no clock is negative."""
        return self._encoder.domain(self.before)

    @property
    def start(self) -> z3.BoolRef:
        """True of `before` iff a life course may begin there."""
        encoder, before = self._encoder, self.before
        places = (
            z3.And(self._is_in(status, before), encoder.condition(condition, status, before))
            for status, condition in start_conditions(self._system).items()
        )
        known = encoder.equals(before, start_values(self._system))
        return encoder.all_of((self.domain, known, encoder.any_of(places)))

    @property
    def rules(self) -> Mapping[str, z3.BoolRef]:
        """For each transition, event and limit by its name: true of `before` and `after` iff it can happen in the one
        and leads to the other. `before` is taken to be in `domain`."""
        names = (*(event.name for event in self._model.events), *(limit.name for limit in self._model.limits))
        found: dict[str, list[z3.BoolRef]] = {name: [] for name in names}
        for move in self._system.moves:
            found[move.name].append(self._moved(move))
        return {name: self._encoder.any_of(parts) for name, parts in found.items()}

    @property
    def time(self) -> z3.BoolRef:
        """True of `before`, `after` and `delay` iff at least one step of time passes, `delay` steps, and no limit
        forbids it."""
        encoder, before, after = self._encoder, self.before, self.after
        passed = (
            z3.And(
                self._is_in(status, before),
                self._become(status, encoder.after_delay(status, before, self.delay)),
                encoder.within_limits(status, after),
            )
            for status in self._system.statuses
        )
        return z3.And(self.delay >= 1, encoder.any_of(passed))

    @property
    def limits(self) -> z3.BoolRef:
        """True of `before` iff no limit is overrun."""
        return self._encoder.any_of(
            z3.And(self._is_in(status, self.before), self._encoder.within_limits(status, self.before))
            for status in self._system.statuses
        )

    @property
    def step(self) -> z3.BoolRef:
        """True of `before` and `after` (and `delay`, if that is how) iff one step leads from the one to the other: a
        rule, or time."""
        return self._encoder.any_of((*self.rules.values(), self.time))

    def condition(self, words: str, of: Variables | None = None) -> z3.BoolRef:
        """True of the state (default: `before`) iff the condition, as it would stand in the policy, is true of it.

        Raises `DiagnosticError` if the words are no condition of this policy.
        """
        place, condition = of or self.before, condition_from_text(self._model, words)
        return self._encoder.all_of(
            z3.Implies(self._is_in(status, place), self._encoder.condition(condition, status, place))
            for status in self._system.statuses
        )

    def moved(self, formula: z3.BoolRef, before: Variables, after: Variables | None = None) -> z3.BoolRef:
        """The formula with these variables in place of `before` and `after`, and a delay of its own for each `before`:
        what is said of one step, said of another."""
        pairs = [(self.before.status, before.status), *((self.before[n], before[n]) for n in before)]
        if after is not None:
            pairs += [(self.after.status, after.status), *((self.after[n], after[n]) for n in after)]
        pairs.append((self.delay, z3.Int(f"(delay){before.suffix}")))
        return z3.substitute(formula, *pairs)

    # --- how it is made ---

    def _is_in(self, status: str, place: Variables) -> z3.BoolRef:
        return place.status == self.statuses[status]

    def _become(self, status: str, values: Mapping[str, z3.ExprRef]) -> z3.BoolRef:
        """True of `after` iff it is in the status with these values."""
        equal = (self.after[name] == value for name, value in values.items())
        return self._encoder.all_of((self._is_in(status, self.after), *equal))

    def _moved(self, move: Move) -> z3.BoolRef:
        encoder, before, after = self._encoder, self.before, self.after
        chosen = {name: after[name] for name in move.free}
        return encoder.all_of(
            (
                self._is_in(move.source, before),
                encoder.possible(move, before),
                *(encoder.in_domain(name, value) for name, value in chosen.items()),
                self._become(move.target, encoder.after_move(move, before, chosen)),
            )
        )


@cache
def _sort_of(policy: str, statuses: tuple[str, ...]) -> tuple[z3.DatatypeSortRef, Mapping[str, z3.ExprRef]]:
    """The sort whose values are the statuses, and these by name. Z3 takes each name of a sort once: it holds all that
    the sort depends on."""
    sort, values = z3.EnumSort(f"{policy}: {', '.join(statuses)}", list(statuses))
    return sort, dict(zip(statuses, values, strict=True))
