"""`python -m benchmarks [SECTION …]`: measure, and write all sections to `benchmarks/RESULTS.md`.

Single sections are only printed, unless `--output` names a file. The CPU seconds of all sections are also written to
`benchmarks/RESULTS.json`, those of single ones with `--store`; `--compare` prints what they are now beside those. The
machine should be quiet: targets are about the time a user waits. What is compared is compared in CPU seconds, in turns.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path

from benchmarks import parts, whole
from benchmarks.commands import ROOT, Files
from benchmarks.stored import compared, figures_of, from_json, here, to_json
from benchmarks.tables import Section, targets_table, to_markdown

SECTIONS: Mapping[str, Callable[[Files, int], Section]] = {
    "start": whole.start,
    "models": whole.models,
    "steps": whole.steps,
    "residence": whole.family,
    "random": whole.random_policies,
    "beyond": whole.beyond,
    "sentences": parts.sentences,
    "certificates": parts.certificates,
    "proofs": parts.proofs,
}
RESULTS, FIGURES = ROOT / "benchmarks" / "RESULTS.md", ROOT / "benchmarks" / "RESULTS.json"
PACKAGES = ("bcm-formal", "z3-solver", "cvc5", "oxidd", "networkx", "lark", "click")


def main() -> None:
    options = _options().parse_args()
    os.environ["BCM_CACHE"] = "off"  # what an earlier run found is not measured
    stored = from_json(FIGURES.read_text(encoding="utf-8")) if FIGURES.exists() else here({})
    names = options.sections or list(stored.cpu_seconds if options.compare else SECTIONS)
    unknown = [name for name in names if name not in SECTIONS]
    if unknown:
        sys.exit(f"there is no section {', '.join(unknown)}: there are {', '.join(SECTIONS)}")
    os.chdir(ROOT)
    load = os.getloadavg()[0]
    sections: dict[str, Section] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            began = time.monotonic()
            sections[name] = SECTIONS[name](Files(Path(folder)), options.runs)
            print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr)
    now = here(figures_of(sections))
    if options.compare:
        print(compared(stored, now))
        return
    if options.store or not options.sections:
        kept = stored.cpu_seconds if (stored.python, stored.cores) == (now.python, now.cores) else {}
        FIGURES.write_text(to_json(here({**kept, **now.cpu_seconds})), encoding="utf-8")
        print(f"wrote {FIGURES}", file=sys.stderr)
    text = _page(list(sections.values()), options.runs, options.date, load)
    output = options.output or (None if options.sections else RESULTS)
    if output is None:
        print(text)
    else:
        output.write_text(text, encoding="utf-8")
        print(f"wrote {output}", file=sys.stderr)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=f"of {', '.join(SECTIONS)}; default: all")
    parser.add_argument("--runs", type=int, default=5, help="how often each command is run (default 5)")
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
        "depends on what else the machine does. A process that used 60 CPU seconds (or what is said otherwise) is "
        "stopped."
    )
    targets = [target for section in sections for target in section.targets]
    start = ["# Benchmarks", how, about, "## Targets", targets_table(targets)]
    return "\n\n".join([*start, *(to_markdown(section) for section in sections)]).rstrip() + "\n"


if __name__ == "__main__":
    main()
