"""The comparison with NuSMV (or nuXmv), where it is installed: the same policies by `bcm export smv`.

Verdicts come first: one that differs is a mistake of one of the two, and no time is worth anything then. Not counted is
what it takes to write the text. NuSMV runs with its quickest options for these questions: no counterexamples, only what
a property reads (`-coi`), searching backwards (`-df`); once with and once without reordering, of which the quicker
counts.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bcm_formal.api.loading import load
from bcm_formal.translate.to_smv.policy import Smv, to_smv
from benchmarks.commands import SHIPPED, Files, check, verdicts
from benchmarks.families.attributes import collected, levels
from benchmarks.families.clocks import in_turn, standing
from benchmarks.process import Command, Run, measure
from benchmarks.tables import Section, Table, Target, number

PROGRAMS = ("NuSMV", "nusmv", "nuXmv", "nuxmv")
OPTIONS = ("-dcx", "-coi", "-df")
LIMIT = 120
"""CPU seconds after which NuSMV is stopped"""
_ANSWER = re.compile(r"^-- (?:specification|invariant) .*?\s+is (true|false)$", re.MULTILINE | re.DOTALL)
_FEW = ("path", "witness", "earned")
GENERATED: Mapping[str, Callable[[], str]] = {
    "collected_15": lambda: collected(15, sentences=_FEW),
    "levels_3_10": lambda: levels(3, 10, sentences=_FEW),
    "in_turn_3": lambda: in_turn(3),
    "standing_3": lambda: standing(3),
}


@dataclass(frozen=True, slots=True)
class Compared:
    """Both tools on one policy. Verdicts by property; a property that was not decided has none."""

    ours: Mapping[str, str]
    theirs: Mapping[str, str]
    our_seconds: float
    their_seconds: float
    is_stopped: bool
    left_out: int

    @property
    def differing(self) -> tuple[str, ...]:
        """The properties on which they disagree."""
        return tuple(name for name, verdict in self.theirs.items() if self.ours.get(name) != verdict)


def program() -> str | None:
    """Where NuSMV is; None: nowhere."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


def peer(files: Files, runs: int) -> Section:
    """Verdicts and CPU seconds of both, for the shipped models and some generated ones."""
    del runs
    title, found = "Compared with NuSMV", program()
    if found is None:
        names = ", ".join(PROGRAMS)
        return Section(title, f"Not measured: none of {names} is installed here (looked for on the path).", (), ())
    paths = dict(SHIPPED)
    paths |= {name: files.write(name, text()) for name, text in GENERATED.items()}
    results = {name: both(found, path, files.folder) for name, path in paths.items()}
    rows = tuple((name, *_cells(result)) for name, result in results.items())
    differing = [f"{name}: {item}" for name, result in results.items() for item in result.differing]
    agreed = sum(len(result.theirs) for result in results.values()) - len(differing)
    target = Target("verdicts as NuSMV's", "all", _told(agreed, differing), not differing)
    text = (
        f"CPU seconds for all properties of a policy that SMV can say, without findings; NuSMV with "
        f"`{' '.join(OPTIONS)}`, with and without `-dynamic` (the quicker counts), stopped after {LIMIT} s, on "
        "the text of `bcm export smv`. *Left out*: what a specification cannot say. A ratio above 1 says how many "
        "times as long NuSMV took."
    )
    header = ("policy", "same verdicts", "left out", "bcm: CPU s", "NuSMV: CPU s", "ratio")
    return Section(title, text, (Table(header, rows),), (target,))


def _told(agreed: int, differing: list[str]) -> str:
    return f"{agreed} of {agreed + len(differing)}{''.join(f'; {item}' for item in differing)}"


def _cells(result: Compared) -> tuple[str, ...]:
    over = "> " if result.is_stopped else ""
    same = f"{len(result.theirs) - len(result.differing)} of {len(result.ours)}"
    ratio = f"{over}{number(result.their_seconds / result.our_seconds)}"
    seconds = (number(result.our_seconds), f"{over}{number(result.their_seconds)}")
    return (same, str(result.left_out), *seconds, ratio)


def both(found: str, path: Path, folder: Path) -> Compared:
    """The same properties by both tools.

    Raises `DiagnosticError` if the policy has no text in SMV, `RuntimeError` if NuSMV ends without an answer.
    """
    smv = to_smv(load(path))
    asked = [item.property.name for item in smv.specifications]
    ours = measure(check(path, *(part for name in asked for part in ("--property", name))))
    text, script = folder / f"{path.stem}.smv", folder / f"{path.stem}.cmd"
    text.write_text(smv.text, encoding="utf-8")
    script.write_text("\n".join(_commands(smv, text)) + "\n", encoding="utf-8")
    theirs = quicker(*(measure(command, LIMIT) for command in _ways(found, script)))
    told = answers(smv, theirs.output)
    if not theirs.is_stopped and len(told) < len(asked):
        raise RuntimeError(
            f"{found} said nothing of {len(asked) - len(told)} properties of {path.stem}: {theirs.output}"
        )
    return Compared(verdicts(ours.output), told, ours.cpu, theirs.cpu, theirs.is_stopped, len(smv.left_out))


def _ways(found: str, script: Path) -> Iterator[Command]:
    yield [found, *OPTIONS, "-source", str(script)]
    yield [found, *OPTIONS, "-dynamic", "-source", str(script)]


def quicker(one: Run, other: Run) -> Run:
    """The one that came to its end, or the one that took less."""
    return min((one, other), key=lambda run: (run.is_stopped, run.cpu))


def _commands(smv: Smv, text: Path) -> Iterator[str]:
    yield from ("set on_failure_script_quits", f'set input_file "{text}"', "go")
    yield from (f"check_property -P {name}" for name in _names(smv))
    yield "quit"


def _names(smv: Smv) -> list[str]:
    """Of the specifications in the order of their checks."""
    return [name for item in smv.specifications for name in (item.name, item.empty_name) if name is not None]


def answers(smv: Smv, output: str) -> dict[str, str]:
    """The verdicts that NuSMV's output says, of those properties of which it says all."""
    truths = {name: found == "true" for name, found in zip(_names(smv), _ANSWER.findall(output), strict=False)}
    told = [item for item in smv.specifications if {item.name, item.empty_name} - {None} <= truths.keys()]
    return {item.property.name: item.verdict(truths) for item in told}
