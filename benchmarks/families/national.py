"""A whole residence law of a country, drawn by a seed: what a ministry would write down, made up.

Statuses stand in layers: outside, temporary work in tracks of four stages, circular stays in tracks between home and
work, settlement in tracks, permanence, citizenship, unlawful stay. Stages end by terms, which may be extended;
promotions ask for residence, work, language, income and duties, for some only before an age. What counts as work or
contribution stands while the person is abroad, out of work or not insured. Employers and the law throw people back;
settlement is revoked, and kept on absence up to a limit. The properties are of all kinds of sentences in turn.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

SEEDS = range(8)
STATUSES, ATTRIBUTES, CLOCKS, PROPERTIES = 62, 40, 12, 40
STAGES = 4
"""of a track"""

_FIXED = {
    "nationality": "one of treaty, neighbour, other, fixed, starts any",
    "sector": "one of care, farming, building, office, fixed, starts any",
    "refuge": "yes or no, fixed, starts any",
    "kin": "yes or no, fixed, starts any",
    "degree": "yes or no, fixed, starts any",
}
_LEVELS = {
    "language": ("none", "a1", "a2", "b1", "b2"),
    "income": ("below", "minimum", "median", "above"),
    "skill": ("untrained", "basic", "trade", "master"),
    "record": ("sentenced", "fined", "clean"),
    "dues": ("unpaid", "late", "paid"),
    "housing": ("shared", "rented", "owned"),
    "schooled": ("primary", "secondary", "tertiary"),
}
_BEST_FIRST = ("record", "dues")
_FLAGS = (
    *("employed", "insured", "enrolled", "in_debt", "registered", "examined", "sponsored", "partnered"),
    *("trained", "licensed", "vouched", "volunteer", "taxed", "pensioned", "vaccinated", "housed"),
    *("mentored", "certified", "reported", "counselled", "banked", "driving", "member", "sworn"),
    *("fingerprinted", "photographed", "oriented", "translated", "notified", "assessed", "audited", "cleared"),
)
_CLOCKS = {
    "residence": ("runs in temporary, circular, settlement, permanent", "zero in barred"),
    "at_work": ("runs while employed",),
    "permit": ("runs in temporary", "zero in outside, circular, settlement, permanent, irregular"),
    "seasons": ("runs in circular",),
    "settled": ("runs in settlement", "zero in abroad, barred, irregular"),
    "jobless": ("runs while not employed", "zero while employed"),
    "owing": ("runs while in_debt", "zero while not in_debt"),
    "absent": ("runs in outside", "zero in temporary, circular, settlement, permanent, irregular"),
    "age": ("starts 18 to 45 years",),
    "contributions": ("runs while insured",),
    "at_school": ("runs while enrolled",),
    "since_offence": (),
}
_ASKED = ("residence", "at_work", "contributions", "since_offence", "at_school", "seasons", "settled")
"""clocks of which a promotion may ask a least time"""
_SETTINGS = ("temporary", "circular", "settlement")


def national(
    seed: int,
    statuses: int = STATUSES,
    attributes: int = ATTRIBUTES,
    clocks: int = CLOCKS,
    properties: int = PROPERTIES,
) -> str:
    """The text of the law with this seed. At least 20 statuses, 20 attributes, 12 clocks; more clocks are times in
    which a flag held."""
    return "\n".join(_Legislator(random.Random(seed), statuses, attributes, clocks, properties).lines(seed)) + "\n"


@dataclass
class _Legislator:
    draw: random.Random
    statuses: int
    attributes: int
    clocks: int
    properties: int
    tracks: dict[str, list[list[str]]] = field(default_factory=dict)
    flags: Sequence[str] = ()
    more_clocks: Sequence[str] = ()

    def lines(self, seed: int) -> Iterator[str]:
        self.tracks = self._tracks()
        self.flags = _FLAGS[: self.attributes - len(_FIXED) - len(_LEVELS)]
        self.more_clocks = [f"while_{flag}" for flag in self.flags[6 : 6 + self.clocks - len(_CLOCKS)]]
        yield from (f'policy national_{seed} "Residence law {seed}"', "  time in months")
        yield from (f"layer {layer}" for layer in ("outside", *_SETTINGS, "permanent", "citizenship", "irregular"))
        yield from ("actor authority", "actor employer", "actor relative")
        yield from self._declared()
        yield from self._statuses()
        yield from self._entries()
        yield from self._promotions()
        yield from self._permanence()
        yield from self._setbacks()
        yield from self._events()
        yield from self._limits()
        yield from ("start in abroad",)
        yield from self._properties()

    def _tracks(self) -> dict[str, list[list[str]]]:
        left = self.statuses - 10
        settling, circling = left * 4 // 13, left * 3 // 13
        sizes = {"temporary": left - settling - circling, "circular": circling, "settlement": settling}
        short = {"temporary": "work", "circular": "season", "settlement": "settle"}
        return {
            layer: [
                [f"{short[layer]}{first // STAGES}_{k}" for k in range(1, min(STAGES, size - first) + 1)]
                for first in range(0, size, STAGES)
            ]
            for layer, size in sizes.items()
        }

    # --- what there is ---

    def _declared(self) -> Iterator[str]:
        yield from (f"attribute {name}: {kind}" for name, kind in _FIXED.items())
        for name, levels in _LEVELS.items():
            yield f"attribute {name}: {' < '.join(levels)}, starts {levels[-1 if name in _BEST_FIRST else 0]}"
        yield from (f"attribute {name}: yes or no, starts no" for name in self.flags)
        for name, clauses in _CLOCKS.items():
            yield from (f"clock {name}", *(f"  {clause}" for clause in clauses))
        for name in self.more_clocks:
            yield from (f"clock {name}", f"  runs while {name.removeprefix('while_')}")

    def _statuses(self) -> Iterator[str]:
        yield from ("status abroad in outside", "status visa in outside", "  at most 6 months, then abroad")
        yield from ("status barred in outside", f"  at most {self._years(1, 5)}, then abroad")
        for layer, tracks in self.tracks.items():
            for track in tracks:
                for stage, name in enumerate(track):
                    yield f"status {name} in {layer}"
                    if layer != "settlement" and (stage == 0 or self.draw.random() < 0.6):
                        yield f"  at most {self._months(10, 60)}, then departure"
        yield from ("status resident in permanent", "status resident_eu in permanent")
        yield from ("status resident_kin in permanent", "status resident_old in permanent")
        yield from ("status citizen in citizenship", "status departure in irregular")
        yield from ("  at most 1 month, then overstay", "status overstay in irregular")

    # --- ways up ---

    def _entries(self) -> Iterator[str]:
        yield from ("transition issue from abroad to visa by authority", "  when registered")
        for layer in ("temporary", "circular"):
            for number, track in enumerate(self.tracks[layer]):
                yield f"transition enter_{track[0]} from {'visa' if number % 2 else 'abroad'} to {track[0]} by employer"
                group = self.draw.choice(("nationality is not other", "degree", "sector is not office", "not refuge"))
                yield f"  when {group}"
                if self.draw.random() < 0.5:
                    yield f"   and age less than {self.draw.randint(28, 40)} years"
                yield "  set employed = yes"
        yield f"transition enter_family from abroad to {self.tracks['settlement'][-1][0]} by relative"
        yield from ("  when kin", f"   and age at most {self.draw.randint(20, 24)} years")

    def _promotions(self) -> Iterator[str]:
        """Along each track, and from its last two stages into the next layer."""
        for layer, tracks in self.tracks.items():
            for number, track in enumerate(tracks):
                for lower, upper in itertools.pairwise(track):
                    yield f"transition to_{upper} from {lower} to {upper} by {self._helper()}"
                    yield from self._when(self._requirements(2, 0.5, 6, 24))
                if layer == "settlement":
                    continue
                onwards = self.tracks["settlement" if layer == "temporary" else "temporary"]
                target = onwards[(number + self.draw.randrange(2)) % len(onwards)][0]
                yield f"transition on_from_{track[-1]} from {', '.join(track[-2:])} to {target} by authority"
                yield from self._when([*self._requirements(3, 1, 24, 72), *self._before_an_age(0.3)])

    def _permanence(self) -> Iterator[str]:
        targets = ("resident", "resident_eu", "resident_kin", "resident_old")
        for number, track in enumerate(self.tracks["settlement"]):
            yield f"transition grant_{number} from {track[-1]} to {targets[number % len(targets)]} by authority"
            yield from self._when(
                [
                    f"residence at least {self._years(5, 10)}",
                    f"settled at least {self._years(2, 5)}",
                    *self._requirements(3, 1, 36, 84),
                    "record is clean",
                    "dues at least late",
                ]
            )
        yield from ("transition naturalise from permanent to citizen by authority", "  when language is b2")
        yield from (f"   and residence at least {self._years(8, 12)}", "   and since_offence at least 5 years")

    # --- ways down ---

    def _setbacks(self) -> Iterator[str]:
        for number, track in enumerate(self.tracks["temporary"]):
            yield f"transition dismissed_{number} from {', '.join(track)} to departure by employer, adverse"
            yield from ("  when not employed", f"   and jobless at least {self.draw.randint(1, 3)} months")
        for number, track in enumerate(self.tracks["settlement"]):
            down = self.draw.choice(self.tracks["temporary"])[-1]
            yield f"transition revoke_{number} from {', '.join(track)} to {down} by authority, adverse"
            yield from self._when(
                [self.draw.choice(("record is sentenced", "dues is unpaid", f"owing at least {self._months(6, 24)}"))]
            )
            yield f"transition leave_{number} from {track[-1]} to abroad by person"
            yield f"transition re_enter_{number} from abroad to {track[0]} by person"
            yield from self._when(
                [f"absent at most {self._months(6, 24)}", f"contributions at least {self._years(2, 4)}"]
            )
        yield from ("transition revoke from permanent to departure by authority, adverse", "  when record is sentenced")
        yield from ("transition expel from overstay to barred by authority, adverse",)
        yield from ("transition go_home from departure, overstay to abroad by person",)
        yield from (f"transition regularise from overstay to {self.tracks['temporary'][0][0]} by authority",)
        yield from ("  when (refuge or kin)", f"   and at_work at least {self._years(2, 4)}", "  set employed = yes")
        for track in self.tracks["circular"]:
            yield f"transition home_{track[0]} from {', '.join(track)} to abroad by person"

    def _events(self) -> Iterator[str]:
        inside = ", ".join(_SETTINGS)
        for name, levels in _LEVELS.items():
            yield from (f"event raise_{name} in {inside} by person", f"  when {name} is not {levels[-1]}")
            yield f"  set {name} = next {name}"
            yield f"event lower_{name} in {inside} by {self._adversary()}, adverse"
            yield from (f"  when {name} is not {levels[0]}", f"  set {name} = previous {name}")
            if name == "record":
                yield "  set since_offence = 0 months"
        for name in self.flags:
            bad = name == "in_debt"
            where = "outside, " + inside if name in ("registered", "enrolled") else inside
            yield f"event get_{name} in {where} by {self._adversary() + ', adverse' if bad else self._helper()}"
            yield from (f"  when not {name}", f"  set {name} = yes")
            if name not in self.flags[:8] and self.draw.random() < 0.5:
                continue
            yield f"event lose_{name} in {inside} by {'person' if bad else self._adversary() + ', adverse'}"
            yield from (f"  when {name}", f"  set {name} = no")
        yield from ("event extend in temporary by authority", "  when registered")
        yield from ("   and dues at least late", f"   and permit at least {self._months(6, 12)}")
        yield from (f"   and residence less than {self._years(8, 10)}", "  set permit = 0 months")

    def _limits(self) -> Iterator[str]:
        yield from ("limit permit_ends in temporary", f"  while permit at most {self._years(3, 5)}, then departure")
        yield from (
            "limit out_of_work in temporary",
            f"  while not employed and jobless at most {self._months(3, 9)}, then departure",
        )
        yield from ("limit season_over in circular", f"  while seasons at most {self._years(4, 6)}, then departure")
        yield from (
            "limit debtor in settlement",
            f"  while in_debt and owing at most {self._years(2, 3)}, then departure",
        )

    # --- requirements ---

    def _when(self, requirements: Sequence[str]) -> Iterator[str]:
        yield from (f"  {'when' if index == 0 else ' and'} {item}" for index, item in enumerate(requirements))

    def _requirements(self, count: int, timed: float, least: int, most: int) -> list[str]:
        """That many about attributes; with probability `timed` one about a clock, too."""
        names = [*self.flags, "language", "income", "skill", "language", "income"]
        found = dict.fromkeys(self._atom(name) for name in self.draw.sample(names, count))
        if self.draw.random() < timed:
            clock = self.draw.choice((*_ASKED, *self.more_clocks, "time_in_status"))
            found[f"{clock} at least {self._months(least, most)}"] = None
        return list(found)

    def _atom(self, name: str) -> str:
        levels = _LEVELS.get(name)
        if levels is None:
            return f"not {name}" if name == "in_debt" else name
        return f"{name} at least {self.draw.choice(levels[1:])}"

    def _before_an_age(self, chance: float) -> list[str]:
        return [f"age less than {self.draw.randint(30, 50)} years"] if self.draw.random() < chance else []

    def _helper(self) -> str:
        return self.draw.choice(("person", "authority", "employer", "relative"))

    def _adversary(self) -> str:
        return self.draw.choice(("employer", "authority", "law"))

    def _months(self, least: int, most: int) -> str:
        months = self.draw.randint(least, most)
        return f"{months} month{'s' if months > 1 else ''}"

    def _years(self, least: int, most: int) -> str:
        years = self.draw.randint(least, most)
        return f"{years} year{'s' if years > 1 else ''}"

    # --- properties ---

    def _properties(self) -> Iterator[str]:
        for number in range(self.properties):
            yield from (f"property p{number}:", f"  {self._sentence(number % 14)}")

    def _sentence(self, kind: int) -> str:
        track, up = self._status("temporary"), self._status("settlement")
        atom, flag = self._atom(self.draw.choice(("language", "income", "skill"))), self.draw.choice(self.flags[5:])
        top = "permanent"
        sentences = (
            lambda: f"every person in {track} can reach {up}",
            lambda: (
                f"no person in {up} with at_work more than residence"
                f" and age less than {self.draw.randint(20, 24)} years"
            ),
            lambda: f"every person in {track} with {atom} can reach {top}",
            lambda: f"every person entering {top} has residence at least {self._years(4, 6)}",
            lambda: f"every person in {track} can reach settlement within {self._years(6, 14)}",
            lambda: f"every person in {up} has settled at most residence",
            lambda: f"every person in settlement with {atom} can reach {top} by person, authority",
            lambda: (
                f"every person in {up} with {flag} can reach {top} despite {self.draw.randint(1, 2)} adverse events"
            ),
            lambda: f"every person in departure must reach overstay, outside within {self._months(1, 6)}",
            lambda: f"some person can reach {top} within {self._years(6, 12)}",
            lambda: f"{top} only after language at least {self.draw.choice(('a1', 'a2'))}",
            lambda: f"better {self.draw.choice(('language', 'income'))} never blocks {top}",
            lambda: f"path to {up} does not depend on {self.draw.choice(tuple(_FIXED))}",
            lambda: f"every person in circular with seasons at most {self._years(1, 2)} can reach temporary",
        )
        return sentences[kind]()

    def _status(self, layer: str) -> str:
        return self.draw.choice([name for track in self.tracks[layer] for name in track])
