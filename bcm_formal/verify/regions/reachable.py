"""Which states are reachable: real states in some pieces, or what shows that there are none."""

from __future__ import annotations

from bcm_formal.system.state import OBSERVER, State, Step
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.regions.backward import Backward, Federation, meets
from bcm_formal.verify.regions.compared import Pieces
from bcm_formal.verify.regions.compiled import Compiled
from bcm_formal.verify.regions.evidence import Concretizer
from bcm_formal.verify.regions.zone import Inexact, Zone

EFFORT = 500_000
"""pieces compared with by all searches together, if not more is granted"""

MOST_STEPS = 2_000
"""of a life course: many are looked for, and short ones say as much"""

ConcreteCourse = tuple[State, list[Step], State]
"""where it begins, the steps, where it ends"""


class Reachable:
    """Looks for life courses into pieces, again and again, and remembers what is never met."""

    def __init__(self, compiled: Compiled, budget: Budget, effort: int = EFFORT) -> None:
        self.compiled, self.concretizer = compiled, Concretizer(compiled, MOST_STEPS)
        self.unreachable = Federation()
        """unreachable states: no reachable state leads into them"""
        self._met: dict[str, list[State]] = {}
        self._met_pieces: Pieces = {}
        self._moves = tuple(move for move in compiled.system.moves if move.actor != OBSERVER)
        self._budget, self._left = budget, effort

    def remember(self, state: State) -> None:
        """The state is reachable: further life courses may begin there."""
        zones, point = self.compiled.zones, self.concretizer.point(state)
        zone: Zone | None = zones.everything
        for index, value in enumerate(point, 1):
            for i, j, bound in ((index, 0, value), (0, index, -value)):
                zone = None if zone is None else zones.constrain(zone, (zones.difference(i, j), bound))
        if zone is not None:
            self._met.setdefault(state.status, []).append(state)
            self._met_pieces.setdefault(state.status, []).append((zone, self.concretizer.valuations_like(state)))

    def course_into(self, pieces: Pieces, begin_anywhere: bool = False) -> ConcreteCourse | None:
        """A life course into the pieces; None: no state there is reachable, and `unreachable` knows. Raises `Inexact`.

        `begin_anywhere`: it may begin in a remembered state, which is often found sooner.
        """
        if not any(pieces.values()):
            return None
        back, met = self.back_from(pieces, begin_anywhere=begin_anywhere)
        if met is None:
            return None
        region = back.regions[met]
        remembered = self._met.get(region.status, ()) if begin_anywhere else ()
        known = (state for state in remembered if self.concretizer.contains(region.zone, region.bdd, state))
        start = next(known, None) or self.concretizer.begin(back, met)
        found = None if start is None else self.concretizer.follow(back, met, start)
        if start is None or found is None:
            raise Inexact
        return start, *found

    def back_from(self, pieces: Pieces, share: int = 1, begin_anywhere: bool = False) -> tuple[Backward, int | None]:
        """The fixpoint, and its region that meets a start; None: there is none, which `unreachable` knows now.

        It may cost one `share`th of what is left. Raises `BudgetExceededError` and `Inexact`.
        """
        back = Backward(
            self.compiled, pieces, self._moves, self.granted(share), nearest=True, excluded=self.unreachable
        )
        known = self._met_pieces if begin_anywhere else {}

        def is_met(number: int) -> bool:
            region = back.regions[number]
            return meets(self.compiled, region, self.compiled.starts) or meets(self.compiled, region, known)

        try:
            met = back.run(is_met)
        finally:
            self._left -= back.cover.looked_at
        if met is None:
            if not back.is_exact:
                raise Inexact
            for status, here in back.cover.pieces.items():
                for zone, bdd in here.items():
                    self.unreachable.add(status, zone, bdd)
        return back, met

    def granted(self, share: int = 1) -> Budget:
        """What one search may cost."""
        return Budget(max(1, self._left // 20 // share), self._budget.seconds, self._budget.began)
