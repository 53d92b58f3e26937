"""Sections about what one sentence costs against another, and what checking evidence costs against finding it."""

from __future__ import annotations

import statistics
from collections.abc import Mapping

from benchmarks.commands import SHIPPED, Files, bcm, check, inside
from benchmarks.families.statuses import statuses
from benchmarks.inside import Cost, from_lines
from benchmarks.process import Run, Sample, in_turns
from benchmarks.tables import SECONDS, Section, Table, Target, at_most, measured_of, number, seconds

WITHIN, DESPITE, TWO_PERSONS = 3.0, 10.0, 3.0
PARTS_LIMIT = 40
"""CPU seconds of one process that decides all sentences of one kind"""


def sentences(files: Files, runs: int) -> Section:
    """`within` and `despite` against the plain sentence; two persons against the path they compare."""
    del files
    runs = max(1, runs // 2)
    rows: list[tuple[str, ...]] = []
    targets: list[Target] = []
    for name, path in SHIPPED.items():
        plain_and_others = ("plain", "within", "despite")
        samples = in_turns({kind: inside(path, kind) for kind in plain_and_others}, runs, PARTS_LIMIT)
        for kind, asked in (("within", WITHIN), ("despite", DESPITE)):
            row, measured = _row(name, kind, samples["plain"], samples[kind])
            rows.append(row)
            targets.append(at_most(f"{name}: `{kind}` against plain", measured, asked, " times"))
        samples = in_turns({kind: inside(path, kind) for kind in ("path", "better", "depends")}, runs, PARTS_LIMIT)
        for kind in ("better", "depends"):
            row, measured = _two_persons(name, kind, samples["path"], samples[kind])
            rows.append(row)
            targets.append(at_most(f"{name}: `{kind}` against the path", measured, TWO_PERSONS, " times"))
    text = (
        "CPU seconds to find and check the answers, without starting Python and reading the model, in processes of "
        "their own. `within`, `despite`: all `can reach` sentences of the model, written plainly, with `within 10 "
        "years`, with `despite 2 adverse events`. `better`, `depends`: for each attribute `better A never blocks T` "
        "and `path to T does not depend on A`, against `every person can reach T`, each decided on its own (T: what "
        "the model's sentences ask for most often); the figure is the median attribute. Sentences whose verdict is "
        "UNKNOWN on either side, or that were not reached in time, are left out of both and counted in the last column."
    )
    header = ("model", "sentence", "plain: CPU s", "this: CPU s", "ratio", "sentences", "left out")
    return Section("Later sentences", text, (Table(header, tuple(rows)),), tuple(targets))


def _row(model: str, kind: str, plain: Sample, other: Sample) -> tuple[tuple[str, ...], float | None]:
    """Over the sentences that both decided: sums in each round, and the median of their ratio."""
    rounds = [(_decided(a), _decided(b)) for a, b in zip(plain.runs, other.runs, strict=False)]
    names = set.intersection(*({*a} & {*b} for a, b in rounds))
    left_out = len(from_lines(plain.output)) - len(names)
    if not names:
        return (model, f"`{kind}`", "—", "—", "—", "0", str(left_out)), None
    below = [sum(a[name].total for name in names) for a, _ in rounds]
    above = [sum(b[name].total for name in names) for _, b in rounds]
    measured = statistics.median(y / x for x, y in zip(below, above, strict=True))
    times = (number(statistics.median(below)), number(statistics.median(above)))
    return (model, f"`{kind}`", *times, number(measured), str(len(names)), str(left_out)), measured


def _two_persons(model: str, kind: str, path: Sample, other: Sample) -> tuple[tuple[str, ...], float | None]:
    """The median over rounds of the median attribute."""
    pairs = [(_decided(a), _decided(b)) for a, b in zip(path.runs, other.runs, strict=False)]
    rounds = [(a["path"].total, [cost.total for cost in b.values()]) for a, b in pairs if "path" in a and b]
    known = from_lines(other.output)
    unknown = sum(cost.verdict == "UNKNOWN" for cost in known.values())
    if not rounds:
        return (model, f"`{kind}`", "—", "—", "—", "0", str(unknown)), None
    plain = statistics.median(a for a, _ in rounds)
    typical = statistics.median(statistics.median(b) for _, b in rounds)
    measured = statistics.median(statistics.median(b) / a for a, b in rounds)
    times = (number(plain), number(typical), number(measured))
    return (model, f"`{kind}`", *times, str(len(known) - unknown), str(unknown)), measured


def _decided(run: Run) -> Mapping[str, Cost]:
    whole = run.output[: run.output.rfind("\n") + 1]
    return {name: cost for name, cost in from_lines(whole).items() if cost.verdict != "UNKNOWN"}


def findings(files: Files, runs: int) -> Section:
    """What is found without any sentence against deciding the sentences."""
    paths = {**SHIPPED, "100 statuses in layers": files.write("layers_100", statuses("layers", 100))}
    samples = in_turns({name: inside(path, "findings") for name, path in paths.items()}, max(1, runs // 2))
    rows: list[tuple[str, ...]] = []
    targets: list[Target] = []
    for name, sample in samples.items():
        rounds = [from_lines(run.output) for run in sample.runs if not run.is_stopped]
        pairs = [(costs["deciding"].total, costs["findings"].total) for costs in rounds]
        rows.append((name, *(_middle(pairs) if pairs else ("—", "—", "—"))))
        if name in SHIPPED:
            measured = statistics.median(found / decided for decided, found in pairs) if pairs else None
            targets.append(at_most(f"{name}: findings against deciding", measured, 1, " times"))
    text = (
        "CPU seconds in one process, without starting Python and reading the model: to decide all properties, and to "
        "find what is never in use and what goes wrong (BCM610 to 619). The generated policy has faults and hardly any "
        "properties."
    )
    header = ("model", "deciding: CPU s", "findings: CPU s", "ratio")
    return Section("Findings against deciding", text, (Table(header, tuple(rows)),), tuple(targets))


def certificates(files: Files, runs: int) -> Section:
    """Checking evidence against finding it, on the shipped models taken together."""
    del files
    samples = in_turns({name: inside(path, "stated") for name, path in SHIPPED.items()}, runs)
    rows: list[tuple[str, ...]] = []
    together: list[list[tuple[float, float]]] = []
    for name, sample in samples.items():
        costs = [_decided(run).values() for run in sample.runs]
        times = [(sum(c.total - c.check for c in run), sum(c.check for c in run)) for run in costs]
        together.append(times)
        rows.append((name, *_middle(times)))
    sums = [(sum(t[0] for t in r), sum(t[1] for t in r)) for r in zip(*together, strict=False)]
    rows.append(("together", *_middle(sums)))
    measured = statistics.median(checked / found for found, checked in sums) if sums else None
    target = at_most("checking against finding, together", measured, 1, " times")
    text = (
        "CPU seconds in one process for all properties of a model. *Checking* is timed by checking accepted evidence "
        "once more with Z3 (traces are replayed, everything else becomes obligations); *finding* is all the rest of "
        "deciding."
    )
    header = ("model", "finding: CPU s", "checking: CPU s", "ratio")
    return Section("Checking evidence against finding it", text, (Table(header, tuple(rows)),), (target,))


def _middle(times: list[tuple[float, float]]) -> tuple[str, str, str]:
    found = statistics.median(t[0] for t in times)
    checked = statistics.median(t[1] for t in times)
    return number(found), number(checked), number(statistics.median(t[1] / t[0] for t in times))


def proofs(files: Files, runs: int) -> Section:
    """Writing proofs of the shipped models, checking them with cvc5, using them again."""
    kept = files.folder / "proofs"
    written = {name: in_turns({name: bcm("prove", path, "--out", kept)}, 1)[name] for name, path in SHIPPED.items()}
    rows = [(f"bcm prove {name}", *seconds(sample)) for name, sample in written.items()]
    verify = bcm("verify-proofs", kept, *(part for path in SHIPPED.values() for part in ("--model", path)))
    again = {
        f"bcm check {name}, with stored proofs": bcm("check", path, "--proofs", kept, "--format", "json")
        for name, path in SHIPPED.items()
    }
    fresh = {f"bcm check {name}, without": check(path) for name, path in SHIPPED.items()}
    samples = in_turns({"bcm verify-proofs": verify, **again, **fresh}, max(1, runs // 2))
    rows += [(name, *seconds(sample)) for name, sample in samples.items()]
    verified = samples["bcm verify-proofs"]
    text = "The proofs of all shipped models, written into an empty folder and checked again with cvc5."
    works = verified.runs[-1].code == 0
    target = at_most("bcm verify-proofs, cvc5: elapsed", verified.wall if works else None, 20, " s")
    table = Table(("command", *SECONDS), tuple(rows))
    return Section("Stored proofs", text, (table,), (target,), measured_of({**written, **samples}))
