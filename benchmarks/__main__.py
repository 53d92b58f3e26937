"""`python -m benchmarks [SECTION …]`: measure, and write all sections to `benchmarks/RESULTS.md`.

Single sections are only printed, unless `--output` names a file. CPU seconds, memory and verdicts of all sections are
also written to `benchmarks/RESULTS.json`, those of single ones with `--store`; `--compare` prints what they are now
beside those, as ratios that a fixed piece of work measured meanwhile makes comparable. The machine should be quiet:
targets are about the time a user waits. What is compared is compared in CPU seconds, in turns.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from benchmarks import changes, growth, maps, parts, peer, sweeps, whole
from benchmarks.calibration import calibrated
from benchmarks.commands import ROOT, Files
from benchmarks.stored import Stored, compared, figures_of, from_json, here, kept_beside, to_json
from benchmarks.tables import PICTURES, Section, targets_table, to_markdown

SECTIONS: Mapping[str, Callable[[Files, int], Section]] = {
    "start": whole.start,
    "invariants": whole.invariants,
    "models": whole.models,
    "steps": whole.steps,
    "residence": whole.family,
    "random": whole.random_policies,
    "beyond": whole.beyond,
    "sentences": parts.sentences,
    "findings": parts.findings,
    "certificates": parts.certificates,
    "proofs": parts.proofs,
    "changes": changes.changes,
    "sweeps": sweeps.sweeps,
    "maps": maps.maps,
    "growth": growth.growth,
    "peer": peer.peer,
}
MISSED = ROOT / "benchmarks" / "missed.toml"
RESULTS, FIGURES = ROOT / "benchmarks" / "RESULTS.md", ROOT / "benchmarks" / "RESULTS.json"
PACKAGES = ("bcm-formal", "z3-solver", "cvc5", "oxidd", "networkx", "lark", "click")


def main() -> None:
    options = _options().parse_args()
    os.environ["BCM_CACHE"] = "off"  # what an earlier run found is not measured
    stored = from_json(FIGURES.read_text(encoding="utf-8")) if FIGURES.exists() else None
    if options.compare and stored is None:
        sys.exit(f"there is nothing to compare with: {FIGURES} is missing")
    names = options.sections or list(stored.figures if options.compare and stored else SECTIONS)
    unknown = [name for name in names if name not in SECTIONS]
    if unknown:
        sys.exit(f"there is no section {', '.join(unknown)}: there are {', '.join(SECTIONS)}")
    os.chdir(ROOT)
    load = os.getloadavg()[0]
    sections, now = _measured(names, options.runs, small=options.small)
    if options.compare and stored is not None:
        print(compared(stored, now))
        return
    if options.store or not options.sections:
        kept = now if stored is None else kept_beside(stored, now)
        FIGURES.write_text(to_json(kept), encoding="utf-8")
        print(f"wrote {FIGURES}", file=sys.stderr)
    if not options.sections:
        _told_of_old_reasons(list(sections.values()))
    text = _page(list(sections.values()), options.runs, options.date, load)
    output = options.output or (None if options.sections else RESULTS)
    if output is None:
        print(text)
    else:
        _write(output, text, list(sections.values()))


def _measured(names: Sequence[str], runs: int, *, small: bool) -> tuple[dict[str, Section], Stored]:
    """The sections, and their figures with the calibration before and after each."""
    sections: dict[str, Section] = {}
    calibration = [calibrated(runs).cpu]
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            began = time.monotonic()
            sections[name] = SECTIONS[name](Files(Path(folder), small), runs)
            calibration.append(calibrated(1).cpu)
            print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr)
    return sections, here(figures_of(sections), statistics.median(calibration))


def _write(output: Path, text: str, sections: Sequence[Section]) -> None:
    """The page, and its pictures beside it."""
    output.write_text(text, encoding="utf-8")
    print(f"wrote {output}", file=sys.stderr)
    pictures = {name: svg for section in sections for name, svg in section.pictures.items()}
    folder = output.parent / PICTURES
    if pictures:
        folder.mkdir(exist_ok=True)
    for name, svg in pictures.items():
        (folder / f"{name}.svg").write_text(svg, encoding="utf-8")
        print(f"wrote {folder / name}.svg", file=sys.stderr)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=f"of {', '.join(SECTIONS)}; default: all")
    parser.add_argument("--runs", type=int, default=3, help="how often each command is run at most (default 3)")
    parser.add_argument("--small", action="store_true", help="of what grows, only the two smallest sizes")
    parser.add_argument("--date", help="a date to print into the results")
    parser.add_argument("--store", action="store_true", help="put the figures of these sections into RESULTS.json")
    parser.add_argument("--compare", action="store_true", help="print the figures beside those of RESULTS.json, only")
    parser.add_argument("--output", type=Path, help="the file to write")
    return parser


def _page(sections: list[Section], runs: int, date: str | None, load: float) -> str:
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    about = (
        f"Python {platform.python_version()}, {versions}; {platform.system()} on {platform.machine()}, "
        f"{os.cpu_count()} cores, load {load:.1f} at the beginning{f'; {date}' if date else ''}."
    )
    how = (
        f"Written by `make bench`. Every figure is the median of up to {runs} runs, each in a new process, with files "
        "in the system's cache and modules compiled. Commands that are compared take turns, and a ratio is the median "
        "of the ratios within each round. *CPU s* is user and system time of the process and its children; *elapsed s* "
        "depends on what else the machine does. A process that has not ended after 60 seconds (or what is said "
        "otherwise) is stopped. A target that was missed is marked **no**, with the reason where it is known."
    )
    targets = [target for section in sections for target in section.targets]
    start = ["# Benchmarks", how, about, "## Targets", targets_table(targets, _reasons())]
    return "\n\n".join([*start, *(to_markdown(section) for section in sections)]).rstrip() + "\n"


def _reasons() -> dict[str, str]:
    return {name: str(reason) for name, reason in tomllib.loads(MISSED.read_text(encoding="utf-8")).items()}


def _told_of_old_reasons(sections: Sequence[Section]) -> None:
    known = {target.what for section in sections for target in section.targets}
    for name in _reasons().keys() - known:
        print(f"{MISSED.name} has a reason for `{name}`, and there is no such target", file=sys.stderr)


if __name__ == "__main__":
    main()
