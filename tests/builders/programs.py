"""Programs over unbounded numbers in the shapes of the literature on CTL and termination, with known answers.

Written anew in the manner of the examples of B. Cook, E. Koskinen and M. Vardi ("Temporal property verification as a
program analysis task", CAV 2011) and of papers on ranking functions: nested loops, numbers that become anything, locks,
server loops, device drivers. Each verdict was found by hand; the reason stands beside it where it is not plain.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bcm_formal.records import dataclass

HOLDS, VIOLATED = "HOLDS", "VIOLATED"


@dataclass(frozen=True)
class Program:
    """A program, in which no time passes. An edge is `from to: requirements; assignments`, such as `x = any`."""

    name: str
    numbers: str
    """`x any, y 0`: what they start with"""
    edges: Sequence[str]
    begins: str
    """the start: a place, or `place with condition`"""
    asked: Mapping[str, str]
    """the verdict of each formula"""

    @property
    def text(self) -> str:
        """The policy."""
        edges = [_edge(number, edge) for number, edge in enumerate(self.edges)]
        places = dict.fromkeys(place for edge in self.edges for place in edge.split(":")[0].split())
        lines = [f"policy {self.name}", "  time in days", "layer code"]
        lines += [f"status {place} in code\n  acts at once" for place in places]
        lines += [
            f"attribute {item.split()[0]}: integer, starts {item.split()[1]}" for item in self.numbers.split(", ")
        ]
        lines += [*edges, f"start in {self.begins}"]
        lines += [f"property p{number}: ctl {formula}" for number, formula in enumerate(self.asked)]
        return "\n".join(lines) + "\n"


def _edge(number: int, edge: str) -> str:
    places, _, rest = edge.partition(":")
    guard, _, sets = rest.partition(";")
    source, target = places.split()
    lines = [f"transition r{number} from {source} to {target} by person"]
    lines += [f"  when {guard.strip()}"] if guard.strip() else []
    lines += [f"  set {item.strip()}" for item in sets.split(",") if item.strip()]
    return "\n".join(lines)


PROGRAMS = (
    Program(
        "countdown",
        "x any",
        ["loop loop: x > 0; x = x - 1", "loop end: x <= 0"],
        "loop",
        {"AF in end": HOLDS, "EG in loop": VIOLATED, "AG (in end implies x <= 0)": HOLDS, "AG EF in end": HOLDS},
    ),
    Program(
        "nested",
        "x any, y any",
        [
            "outer inner: x > 0; y = any",
            "inner inner: y > 0; y = y - 1",
            "inner outer: y <= 0; x = x - 1",
            "outer end: x <= 0",
        ],
        "outer",
        {
            "AF in end": HOLDS,
            "AG (in inner implies AF in outer)": HOLDS,
            "AG (in outer and x > 0 implies EX (in inner and y > x))": HOLDS,
            "AG (in inner implies A[in inner U in outer])": HOLDS,
        },
    ),
    Program(
        "by_a_step_below_zero",
        "x any, y any",
        ["loop loop: x > 0; x = x + y", "loop end: x <= 0"],
        "loop with y < 0",
        {"AF in end": HOLDS, "AG AF in end": HOLDS, "EG in loop": VIOLATED},
    ),
    Program(
        "by_any_step",
        "x any, y any",
        ["loop loop: x > 0; x = x + y", "loop end: x <= 0"],
        "loop",
        {"AF in end": VIOLATED, "AG (y < 0 implies AF in end)": HOLDS},
    ),
    Program(
        "by_a_step_not_below_zero",
        "x any, y any",
        ["loop loop: x > 0; x = x + y", "loop end: x <= 0"],
        "loop with x > 0 and y >= 0",
        {"EG in loop": HOLDS, "AG in loop": HOLDS, "EF in end": VIOLATED, "AG EG x > 0": HOLDS},
    ),
    Program(
        "step_that_falls",  # x rises as long as y is not below zero, then it falls: two phases
        "x any, y any",
        ["loop loop: x > 0; x = x + y, y = y - 1", "loop end: x <= 0"],
        "loop",
        {"AF in end": HOLDS, "EG in loop": VIOLATED},
    ),
    Program(
        "lock_given_back",
        "n any",
        [
            "idle taken:; n = any",
            "taken taken: n > 0; n = n - 1",
            "taken free: n <= 0",
            "free idle:",
        ],
        "idle",
        {
            "AG (in taken implies AF in free)": HOLDS,
            "AG AF in idle": HOLDS,
            "AG (in taken implies EF in free)": HOLDS,
            "EF (in taken and EG in taken)": VIOLATED,
            "AG (in taken implies A[in taken U in free])": HOLDS,
        },
    ),
    Program(
        "lock_kept",  # with n below zero it is never given back
        "n any",
        [
            "idle taken:; n = any",
            "taken taken: n != 0; n = n - 1",
            "taken free: n = 0",
            "free idle:",
        ],
        "idle",
        {
            "AG (in taken implies AF in free)": VIOLATED,
            "AG (in taken implies EF in free)": VIOLATED,
            "EF (in taken and AG in taken)": HOLDS,
            "AG (in taken and n >= 0 implies AF in free)": HOLDS,
            "EG AF in idle": HOLDS,
        },
    ),
    Program(
        "lock_perhaps_given_back",
        "n any",
        ["idle taken:; n = any", "taken taken:", "taken free:", "free idle:"],
        "idle",
        {
            "AG (in taken implies AF in free)": VIOLATED,
            "AG (in taken implies EF in free)": HOLDS,
            "EG (not in free)": HOLDS,
            "AG EF in idle": HOLDS,
        },
    ),
    Program(
        "server",  # asked again and again, it answers each time after as many steps as there is work
        "work 0, asked 0",
        [
            "listen busy:; work = any, asked = 1",
            "listen listen:",
            "busy busy: work > 0; work = work - 1",
            "busy listen: work <= 0; asked = 0",
        ],
        "listen",
        {
            "AG (asked = 1 implies AF asked = 0)": HOLDS,
            "AG (asked = 1 implies in busy)": HOLDS,
            "EG asked = 0": HOLDS,
            "AF asked = 1": VIOLATED,
            "AG EF asked = 1": HOLDS,
            "EG EF asked = 1": HOLDS,
            "AG AF asked = 0": HOLDS,
        },
    ),
    Program(
        "archiver",  # woken by a signal, or after so many rounds
        "woken 1, time 0",
        [
            "begin wait: ; woken = 0, time = any",
            "wait wait: time > 0; time = time - 1",
            "wait begin: time <= 0; woken = 1",
            "wait begin:; woken = 1",
        ],
        "begin",
        {
            "AG AF woken = 1": HOLDS,
            "AG (woken = 0 implies AF in begin)": HOLDS,
            "EF EG woken = 0": VIOLATED,
            "AG EF woken = 0": HOLDS,
            "AG AF woken = 0": HOLDS,
        },
    ),
    Program(
        "driver",  # the request is completed, or put off for good with a status that says so
        "irps any, status 0, lock 0",
        [
            "entry check: ; lock = 1",
            "check serve: irps > 0",
            "check leave: irps <= 0",
            "serve check: ; irps = irps - 1",
            "serve pend: ; status = 1",
            "pend pend: status = 1",
            "leave end: ; lock = 0",
            "end end:",
        ],
        "entry",
        {
            "AG (lock = 1 implies AF lock = 0)": VIOLATED,
            "AG (lock = 1 implies AF (lock = 0 or in pend))": HOLDS,
            "EF (AG lock = 0)": HOLDS,
            "AG (in pend implies AG lock = 1)": HOLDS,
            "AF (EG status = 1 or EG in end)": HOLDS,
            "AF (in end or in pend)": HOLDS,
        },
    ),
    Program(
        "subtract",  # Euclid
        "x any, y any",
        ["loop loop: x > y; x = x - y", "loop loop: y > x; y = y - x", "loop end: x = y"],
        "loop with x >= 1 and y >= 1",
        {"AF in end": HOLDS, "AG (x >= 1 and y >= 1)": HOLDS, "AG EF in end": HOLDS},
    ),
    Program(
        "subtract_nothing",  # x = 0, y = 1
        "x any, y any",
        ["loop loop: x > y; x = x - y", "loop loop: y > x; y = y - x", "loop end: x = y"],
        "loop with x >= 0 and y >= 0",
        {"AF in end": VIOLATED, "AG (x >= 0 and y >= 0)": HOLDS},
    ),
    Program(
        "by_two",
        "x any",
        ["loop loop: x != 0; x = x - 2", "loop end: x = 0"],
        "loop",
        {"AF in end": VIOLATED, "EF in end": VIOLATED},
    ),
    Program(
        "by_two_past",
        "x any",
        ["loop loop: x > 0; x = x - 2", "loop end: x <= 0"],
        "loop",
        {"AF (in end and x >= -1)": VIOLATED, "AG (x > 0 implies AF (in end and x >= -1))": HOLDS},
    ),
    Program(
        "either_falls",
        "x any, y any",
        ["loop loop: x > 0; x = x - 1, y = any", "loop loop: x > 0 and y > 0; y = y - 1", "loop end: x <= 0"],
        "loop",
        {"AF in end": HOLDS, "AG (in loop and y > 0 implies EX (in end or y < 0))": HOLDS},
    ),
    Program(
        "up_to_a_bound",
        "x any, n any",
        ["loop loop: x < n; x = x + 1", "loop end: x >= n"],
        "loop",
        {"AF in end": HOLDS, "AG (in end implies x >= n)": HOLDS, "AF x >= n": HOLDS, "EG x < n": VIOLATED},
    ),
    Program(
        "bound_that_moves",
        "x any, n any",
        ["loop loop: x < n; x = x + 1", "loop loop: x < n; n = n + 1", "loop end: x >= n"],
        "loop",
        {"AF in end": VIOLATED, "EF in end": HOLDS, "AG EF in end": HOLDS, "AG (x < n implies EG x < n)": HOLDS},
    ),
    Program(
        "triangle",
        "i any, j any, n any",
        [
            "outer inner: i < n; j = 0",
            "inner inner: j < i; j = j + 1",
            "inner outer: j >= i; i = i + 1",
            "outer end: i >= n",
        ],
        "outer",
        {"AF in end": HOLDS, "AG (in inner implies AF in outer)": HOLDS, "AG (in inner implies i < n)": HOLDS},
    ),
    Program(
        "ping_pong",
        "x any",
        ["ping pong:; x = x - 1", "pong ping:; x = x + 1"],
        "ping with x = 0",
        {"EG (x >= -1 and x <= 0)": HOLDS, "AG AF in ping": HOLDS, "AG AF x = 0": HOLDS, "AF AG x = 0": VIOLATED},
    ),
    Program(
        "two_loops",  # the first may run for ever, the second not
        "x any, y any",
        [
            "first first: x >= 0; x = x + 1",
            "first second: ; y = x",
            "second second: y > 0; y = y - 1",
            "second end: y <= 0",
        ],
        "first with x >= 0",
        {
            "AF in end": VIOLATED,
            "EG in first": HOLDS,
            "AG (in second implies AF in end)": HOLDS,
            "EF in end": HOLDS,
            "AG (in first implies EX in second)": HOLDS,
            "EF (in second and EF (in end and x > 5))": HOLDS,
        },
    ),
    Program(
        "settles",  # x goes anywhere until it is told to stop, then stays above zero
        "x any, stop 0",
        [
            "roam roam:; x = any",
            "roam keep: x > 0; stop = 1",
            "keep keep: x < 10; x = x + 1",
            "keep keep: x >= 10",
        ],
        "roam",
        {
            "EF AG x > 0": HOLDS,
            "AG (stop = 1 implies AF x >= 10)": HOLDS,
            "AG (stop = 1 implies AF AG x >= 10)": HOLDS,
            "AG EF AG x >= 10": HOLDS,
            "AF AG x > 0": VIOLATED,
        },
    ),
    Program(
        "retries",
        "tries any, done 0",
        [
            "send wait:",
            "wait send: tries > 0; tries = tries - 1",
            "wait end: ; done = 1",
            "wait fail: tries <= 0",
            "fail fail:",
            "end end:",
        ],
        "send",
        {
            "AF (in end or in fail)": HOLDS,
            "EF done = 1": HOLDS,
            "AF done = 1": VIOLATED,
            "AF (AG in end or AG in fail)": HOLDS,
            "AG (in wait implies EX in end)": HOLDS,
            "E[done = 0 U in fail]": HOLDS,
        },
    ),
    Program(
        "sums",  # the smaller of two falls, their sum too
        "x any, y any",
        [
            "loop loop: x > 0 and y > 0; x = x - 1, y = y + 0",
            "loop loop: x > 0 and y > 0; y = x, x = y - 1",
            "loop end: x <= 0",
            "loop end: y <= 0",
        ],
        "loop",
        {"AF in end": HOLDS, "AG EF in end": HOLDS},
    ),
    Program(
        "far_and_back",  # up to a number that becomes anything, and down again
        "x 0, n 0",
        [
            "begin up:; n = any",
            "up up: x < n; x = x + 1",
            "up down: x >= n",
            "down down: x > 0; x = x - 1",
            "down begin: x <= 0",
        ],
        "begin",
        {
            "AG AF in begin": HOLDS,
            "AG (in up implies AF in down)": HOLDS,
            "AG EF x > 3": HOLDS,
            "AF x > 3": VIOLATED,
            "AG x >= 0": HOLDS,
        },
    ),
)
