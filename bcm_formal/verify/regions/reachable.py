"""Who is ever met: real persons in some pieces, or what shows that nobody is there."""

from __future__ import annotations

from bcm_formal.system.state import OBSERVER, State, Step
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.regions.backward import Backward, Cover, meets
from bcm_formal.verify.regions.compared import Pieces
from bcm_formal.verify.regions.compiled import Compiled
from bcm_formal.verify.regions.evidence import Walk
from bcm_formal.verify.regions.zone import Inexact, Zone

EFFORT = 500_000
"""pieces compared with by all searches together, if not more is granted"""

MOST_STEPS = 2_000
"""of a life course: many are looked for, and short ones say as much"""

Course = tuple[State, list[Step], State]
"""where it begins, the steps, where it ends"""


class Reachable:
    """Looks for life courses into pieces, again and again, and remembers what is never met."""

    def __init__(self, compiled: Compiled, budget: Budget, effort: int = EFFORT) -> None:
        self.compiled, self.walk = compiled, Walk(compiled, MOST_STEPS)
        self.apart = Cover()
        """people who are never met: nothing that can be met leads into them"""
        self._met: dict[str, list[State]] = {}
        self._met_pieces: Pieces = {}
        self._moves = tuple(move for move in compiled.system.moves if move.actor != OBSERVER)
        self._budget, self._left = budget, effort

    def remember(self, state: State) -> None:
        """Somebody is ever like that: further life courses may begin there."""
        zones, point = self.compiled.zones, self.walk.point(state)
        zone: Zone | None = zones.everything
        for index, value in enumerate(point, 1):
            for i, j, bound in ((index, 0, value), (0, index, -value)):
                zone = None if zone is None else zones.constrain(zone, (zones.difference(i, j), bound))
        if zone is not None:
            self._met.setdefault(state.status, []).append(state)
            self._met_pieces.setdefault(state.status, []).append((zone, self.walk.people_like(state)))

    def course_into(self, pieces: Pieces, begin_anywhere: bool = False) -> Course | None:
        """A life course into the pieces; None: nobody is ever there, and `apart` knows. Raises `Inexact`.

        `begin_anywhere`: it may begin with somebody remembered, which is often found sooner.
        """
        if not any(pieces.values()):
            return None
        back, met = self.back_from(pieces, begin_anywhere=begin_anywhere)
        if met is None:
            return None
        region = back.regions[met]
        somebody = self._met.get(region.status, ()) if begin_anywhere else ()
        known = (state for state in somebody if self.walk.contains(region.zone, region.who, state))
        start = next(known, None) or self.walk.begin(back, met)
        found = None if start is None else self.walk.follow(back, met, start)
        if start is None or found is None:
            raise Inexact
        return start, *found

    def back_from(self, pieces: Pieces, share: int = 1, begin_anywhere: bool = False) -> tuple[Backward, int | None]:
        """The fixpoint, and its region that meets a start; None: there is none, which `apart` knows now.

        It may cost one `share`th of what is left. Raises `BudgetExceededError` and `Inexact`.
        """
        back = Backward(self.compiled, pieces, self._moves, self.granted(share), nearest=True, never=self.apart)
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
            for status, people in back.cover.pieces.items():
                for zone, who in people.items():
                    self.apart.add(status, zone, who)
        return back, met

    def granted(self, share: int = 1) -> Budget:
        """What one search may cost."""
        return Budget(max(1, self._left // 20 // share), self._budget.seconds, self._budget.began)
