"""`python -m tests.mutation [FILE …]`: changes the trusted code, all of it or these files, and prints a table.

Ends with 1 if a change survives that is not argued, or an argument has no survivor any more.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

import pytest

from tests.mutation.argued import ARGUED, Argument, arguments, unfounded
from tests.mutation.running import MutationRun, Result, Target, say
from tests.mutation.trusted import FILES, LEFT_OUT, PACKAGE, ROOT, TESTS, module_of


def main() -> int:
    reader = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    reader.add_argument("files", nargs="*", metavar="FILE", help="such as trust/kinds.py")
    reader.add_argument("--lines", type=int, nargs="*", default=(), help="only changes of these lines")
    reader.add_argument("--tests", nargs="*", default=TESTS, help="instead of those that belong to it")
    asked = reader.parse_args()
    if unknown := sorted(set(asked.files) - set(FILES)):
        reader.error(f"{', '.join(unknown)}: no trusted file; there are {', '.join(FILES)}")
    files = [name for name in FILES if not asked.files or name in asked.files]
    targets = [Target(name, module_of(PACKAGE / name), PACKAGE / name) for name in files]
    run = MutationRun(targets, LEFT_OUT, asked.lines)
    tests = [str(ROOT / name) for name in asked.tests]
    pytest.main(["-s", "-q", "-n", "0", "-p", "no:cacheprovider", "--rootdir", str(ROOT), *tests], plugins=[run])
    if run.failures or not run.results:
        say("\n".join(("these tests fail without any change:", *run.failures)))
        return 1
    entries = [entry for entry in arguments(ARGUED.read_text(encoding="utf-8")) if entry.file in files]
    return report(run.results, entries, is_whole=not asked.lines)


def report(results: Sequence[Result], entries: Sequence[Argument], *, is_whole: bool) -> int:
    """Print the table; the exit code."""
    survivors = [result for result in results if result.killer is None]
    open_ones = [r for r in survivors if not any(entry.covers(r.target.name, r.change) for entry in entries)]
    names = list(dict.fromkeys(result.target.name for result in results))
    print(f"{'':24}{'sites':>8}{'changes':>9}{'killed':>8}{'argued':>8}{'survived':>10}")
    for name in [*names, "all"]:
        own = [r for r in results if name in (r.target.name, "all")]
        sites = len({(r.target.name, r.change.node) for r in own})
        killed, left = sum(r.killer is not None for r in own), sum(r in open_ones for r in own)
        print(f"{name:24}{sites:8}{len(own):9}{killed:8}{len(own) - killed - left:8}{left:10}")
    for r in open_ones:
        print(
            f"survived: {r.target.name}:{r.change.line}: {r.change.what} | {r.change.text} ({r.reached} tests reach it)"
        )
    stale = unfounded(entries, [(r.target.name, r.change) for r in survivors]) if is_whole else []
    for words in stale:
        print(f"argued, but it does not survive: {words}")
    return 1 if open_ones or stale else 0


if __name__ == "__main__":
    sys.exit(main())
