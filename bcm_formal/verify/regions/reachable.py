"""Which states are reachable: real states in some pieces, or what shows that there are none."""

from __future__ import annotations

from bcm_formal.system.state import OBSERVER, Part, State
from bcm_formal.verify.engine import Budget, BudgetExceededError
from bcm_formal.verify.regions.backward import Backward, SymbolicRegion, meets
from bcm_formal.verify.regions.compared import Pieces
from bcm_formal.verify.regions.compiled import Compiled
from bcm_formal.verify.regions.evidence import Concretizer
from bcm_formal.verify.regions.federation import Federation
from bcm_formal.verify.regions.remembered import Remembered
from bcm_formal.verify.regions.zone import Inexact, Zone

EFFORT = 500_000
"""pieces compared with by all searches together, if not more is granted"""

MOST_STEPS = 2_000
"""of a life course: many are looked for, and short ones say as much"""

_LARGE = 200
"""a set of valuations that is this large is no longer cheap to leave out"""

ConcreteCourse = tuple[State, list[Part], State]
"""where it begins, the steps, where it ends"""


class Reachable:
    """Looks for life courses into pieces, again and again, and remembers what is never met."""

    def __init__(self, compiled: Compiled, budget: Budget, effort: int = EFFORT) -> None:
        self.compiled, self.concretizer = compiled, Concretizer(compiled, MOST_STEPS)
        self.unreachable = Federation()
        """unreachable states: no reachable state leads into them"""
        self._is_large = False
        self.regions = 0
        """how many regions all searches found"""
        self.remembered = Remembered(compiled, self.concretizer)
        self._moves = tuple(move for move in compiled.system.moves if move.actor != OBSERVER)
        self._budget, self._left = budget, effort

    def remember(self, state: State) -> None:
        """The state is reachable: further life courses may begin there."""
        self.remembered.add(state)

    def course_into(
        self, pieces: Pieces, begin_anywhere: bool = False, most: int | None = None
    ) -> ConcreteCourse | None:
        """A life course into the pieces; None: no state there is reachable, and `unreachable` knows. Raises `Inexact`,
        and `BudgetExceededError`, also if more than `most` regions would be found.

        `begin_anywhere`: it may begin in a remembered state, which is often found sooner.
        """
        if not any(pieces.values()):
            return None
        back, met = self.back_from(pieces, begin_anywhere=begin_anywhere, most=most)
        if met is None:
            return None
        start = self._remembered_in(back.regions[met]) if begin_anywhere else None
        start = start or self.concretizer.begin(back, met)
        found = None if start is None else self.concretizer.follow(back, met, start)
        if start is None or found is None:
            raise Inexact
        return start, *found

    def back_from(
        self, pieces: Pieces, share: int = 1, begin_anywhere: bool = False, most: int | None = None
    ) -> tuple[Backward, int | None]:
        """The fixpoint, and its region that meets a start; None: there is none, which `unreachable` knows now.

        It may cost one `share`th of what is left. Raises `BudgetExceededError` and `Inexact`.
        """
        back = Backward(
            self.compiled, pieces, self._moves, self.granted(share), nearest=True, excluded=self.unreachable
        )

        def is_met(number: int) -> bool:
            if most is not None and number >= most:
                raise BudgetExceededError(f"stopped after {most} regions")
            region = back.regions[number]
            if meets(self.compiled, region, self.compiled.starts):
                return True
            return begin_anywhere and self._remembered_in(region) is not None

        try:
            met = back.run(is_met)
        finally:
            self._left -= back.cover.looked_at
            self.regions += len(back.regions)
        if met is None:
            if not back.is_exact:
                raise Inexact
            for status, here in back.cover.pieces.items():
                for zone, bdd in here.items():
                    self.unreachable.add(status, zone, bdd)
                    self._is_large = self._is_large or self._is_large_in(status, zone)
        return back, met

    def begin_anew(self) -> None:
        """Forget what is unreachable if that is so many sets that leaving them out costs more than it spares: what is
        found then is `unreachable` by itself."""
        if self._is_large:
            self.unreachable, self._is_large = Federation(), False

    def _is_large_in(self, status: str, zone: Zone) -> bool:
        return self.compiled.diagrams.algebra.is_larger(self.unreachable.pieces[status][zone], _LARGE)

    def _remembered_in(self, region: SymbolicRegion) -> State | None:
        """A remembered state in the region, if there is one."""
        return self.remembered.one_in(region.status, region.zone, region.bdd)

    def granted(self, share: int = 1) -> Budget:
        """What one search may cost."""
        return Budget(max(1, self._left // 20 // share), self._budget.seconds, self._budget.began)
