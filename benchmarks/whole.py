"""Sections that measure whole processes, as a user starts them."""

from __future__ import annotations

import statistics

from benchmarks.commands import SHIPPED, Files, bcm, check, counted, engines, remembering, verdicts
from benchmarks.memory import peak_of_all
from benchmarks.process import Sample, in_turns, ratio
from benchmarks.random_policies import Scale, random_policy
from benchmarks.rescaled import in_days, in_months, in_one_file, in_years
from benchmarks.residence import SIZES, residence
from benchmarks.savings import TEXT as SAVINGS
from benchmarks.tables import SECONDS, Section, Table, Target, at_most, measured_of, number, seconds

_INVARIANTS = {
    "germany": "p02_language_always",
    "bcm": "p01_no_entitlement",
    "japan": "ssw1_never_beyond_six_years",
}
SEEDS = 20
DENSE_SEEDS = 5
DENSE_LIMIT = 20
"""CPU seconds for a policy with a clock in every requirement, which are many"""


def start(files: Files, runs: int) -> Section:
    """What is paid before anything is decided."""
    empty = files.write(
        "smallest",
        'policy smallest "Smallest"\n  time in months\nlayer all\nstatus only in all\n'
        "start in only\nproperty fine:\n  no dead ends\n",
    )
    samples = in_turns({"bcm --help": bcm("--help"), "the smallest model": check(empty)}, runs)
    rows = tuple((name, *seconds(sample)) for name, sample in samples.items())
    targets = (
        at_most("bcm --help: elapsed", samples["bcm --help"].wall, 0.2, " s"),
        at_most("the smallest model: elapsed", samples["the smallest model"].wall, 0.3, " s"),
    )
    text = "What every command costs before it decides anything."
    return Section("Starting", text, (Table(("command", *SECONDS), rows),), targets, measured_of(samples))


def invariants(files: Files, runs: int) -> Section:
    """One sentence of a kind that needs no path, on every shipped model."""
    del files
    commands = {f"{name}, {item}": check(SHIPPED[name], "--property", item) for name, item in _INVARIANTS.items()}
    samples = in_turns(commands, runs)
    rows = tuple((name, *seconds(sample), counted(verdicts(sample.output))) for name, sample in samples.items())
    targets = tuple(at_most(f"{name}: elapsed", sample.wall, 0.4, " s") for name, sample in samples.items())
    text = "`bcm check --fresh --property NAME` for one invariant of each shipped model."
    table = Table(("property", *SECONDS, "verdict"), rows)
    return Section("One invariant", text, (table,), targets, measured_of(samples))


_ELAPSED = {
    "germany, --fresh": 0.6,
    "bcm, --fresh": 1.2,
    "japan, --fresh": 2.5,
    "germany, again": 0.5,
    "bcm, again": 0.6,
    "japan, again": 0.8,
    "germany": 1.0,
    "bcm": 2.0,
    "japan": 4.0,
}
"""seconds, on two cores"""


def models(files: Files, runs: int) -> Section:
    """Every shipped model, all properties."""
    first = {name: bcm("check", path, "--format", "json") for name, path in SHIPPED.items()}
    again = {f"{name}, again": remembering(command, files.folder / "cache") for name, command in first.items()}
    fresh = {f"{name}, --fresh": check(path) for name, path in SHIPPED.items()}
    commands = {**first, **again, **fresh}
    in_turns(again, 1)
    samples = in_turns(commands, runs)
    rows: list[tuple[str, ...]] = []
    targets: list[Target] = []
    for name, sample in samples.items():
        together = peak_of_all(commands[name]) or sample.peak
        rows.append((name, *seconds(sample), number(together), counted(verdicts(sample.output))))
        targets.append(at_most(f"{name}: elapsed", sample.wall, _ELAPSED[name], " s"))
        targets.append(at_most(f"{name}: peak memory of all its processes", together, 300, " MB"))
    text = (
        "`bcm check MODEL`: the whole process from its start, all properties and findings; as the models are shipped, "
        "stored evidence is checked again, and only what has none, or none that holds, is looked for. *Again*: with "
        "what an earlier run left in the user's own cache. With `--fresh` everything is looked for. CPU seconds are "
        "those of all its processes together, so elapsed time can be less. "
        "*All MB* counts memory that its processes share once."
    )
    header = ("model", *SECONDS, "all MB", "verdicts")
    return Section("The shipped models", text, (Table(header, tuple(rows)),), tuple(targets), measured_of(samples))


_SCALES = {
    "years": Scale("years", "years", 1, 9),
    "months": Scale("months", "years", 1, 9),
    "days": Scale("days", "years", 1, 9),
}


def steps(files: Files, runs: int) -> Section:
    """The same policy with steps of a year, a month and a day."""
    policies = {
        f"random policy {seed}": {step: random_policy(seed, scale) for step, scale in _SCALES.items()}
        for seed in range(3)
    }
    for name, path in SHIPPED.items():
        text = in_one_file(path)
        policies[name] = {"years": in_years(text), "months": in_months(text), "days": in_days(text)}
    rows: list[tuple[str, ...]] = []
    targets: list[Target] = []
    for name, texts in policies.items():
        paths = {step: files.write(f"{name.replace(' ', '_')}_{step}", text) for step, text in texts.items()}
        samples = in_turns({step: check(path) for step, path in paths.items()}, runs)
        worst = max(ratio(above, below) for above in samples.values() for below in samples.values())
        answers = {counted(verdicts(sample.output)) for sample in samples.values()}
        said = " / ".join(sorted(answers))
        rows.append((name, *(number(samples[step].cpu) for step in _SCALES), number(worst), said))
        targets.append(at_most(f"{name}: slowest step against fastest", worst, 1.5, " times"))
    text = (
        "CPU seconds of `bcm check --fresh` for the same policy with three steps of time. In the random policies every "
        "threshold is a number of years, so the three are the same policy. The shipped models have months as their "
        "step; for years, thresholds are rounded up to whole years, so that policy is not quite the same."
    )
    header = ("policy", "step of a year: CPU s", "a month", "a day", "ratio", "verdicts")
    return Section("Steps of a year, a month, a day", text, (Table(header, tuple(rows)),), tuple(targets))


def family(files: Files, runs: int) -> Section:
    """RESIDENCE(n, m)."""
    paths = {f"({n}, {m})": files.write(f"residence_{n}_{m}", residence(n, m)) for n, m in SIZES}
    samples = in_turns({name: check(path) for name, path in paths.items()}, runs)
    rows = tuple((name, *seconds(sample), counted(verdicts(sample.output))) for name, sample in samples.items())
    smallest, largest = (samples[name] for name in (next(iter(paths)), list(paths)[-1]))
    targets = (
        at_most("the slowest: elapsed", max(sample.wall for sample in samples.values()), 1, " s"),
        at_most("the largest against the smallest", ratio(largest, smallest), 1.5, " times"),
    )
    text = (
        "`every person in longterm with language at least 4 can reach permanent` for stays of up to n months and terms "
        "of m months (`benchmarks/residence.py`)."
    )
    return Section(
        "RESIDENCE(n, m)", text, (Table(("(n, m)", *SECONDS, "verdict"), rows),), targets, measured_of(samples)
    )


def random_policies(files: Files, runs: int) -> Section:
    """Twenty random policies, then some in which clocks are read nearly everywhere."""
    usual = {f"seed {seed}": files.write(f"random_{seed}", random_policy(seed)) for seed in range(SEEDS)}
    dense = {
        f"seed {seed}, clocks": files.write(f"dense_{seed}", random_policy(seed, Scale(clocked=1.0)))
        for seed in range(DENSE_SEEDS)
    }
    samples = in_turns({name: check(path) for name, path in usual.items()}, max(1, runs // 2))
    harder = in_turns({name: check(path) for name, path in dense.items()}, 1, DENSE_LIMIT)
    targets = (
        at_most("median of the twenty: elapsed", statistics.median(s.wall for s in samples.values()), 2, " s"),
        at_most("UNKNOWN among the twenty", _unknown(samples), 0),
    )
    text = (
        "30 statuses in 6 layers, 15 attributes, 5 clocks besides the time in status, 90 transitions and events, three "
        "properties; half of the ways up ask for time on a clock (`benchmarks/random_policies.py`). Below: all ways "
        f"ask for time, on five clocks that stand and run independently; stopped after {DENSE_LIMIT} s."
    )
    tables = tuple(_policies(group) for group in (samples, harder))
    return Section("Random policies", text, tables, targets, measured_of(samples))


def _policies(samples: dict[str, Sample]) -> Table:
    rows: list[tuple[str, ...]] = []
    for name, sample in samples.items():
        found = verdicts(sample.output)
        rows.append((name, *seconds(sample), *(found.get(item, "—") for item in ("path", "ladder", "earned"))))
    return Table(("policy", *SECONDS, "path", "ladder", "earned"), tuple(rows))


def _unknown(samples: dict[str, Sample]) -> int:
    found = [verdicts(sample.output) for sample in samples.values()]
    return sum("UNKNOWN" in answers.values() or not answers for answers in found)


def beyond(files: Files, runs: int) -> Section:
    """Properties that the main engine passes on."""
    path = files.write("savings", SAVINGS)
    names = [line.split()[1] for line in SAVINGS.splitlines() if line.startswith("property ")]
    samples = in_turns({name: check(path, "--property", name) for name in names}, max(1, runs // 2))
    rows: list[tuple[str, ...]] = []
    targets: list[Target] = []
    for name, sample in samples.items():
        verdict = verdicts(sample.output).get(name, "—")
        rows.append((name, verdict, engines(sample.output).get(name, "—"), *seconds(sample)))
        targets.append(at_most(f"{name}: elapsed", None if verdict == "—" else sample.wall, 5, " s"))
    text = (
        "Twelve statuses, two unbounded numbers that are compared with multiples of each other, one of which an event "
        "sets to any value (`benchmarks/savings.py`); each property in a process of its own."
    )
    header = ("property", "verdict", "engine", *SECONDS)
    return Section("Beyond the main engine", text, (Table(header, tuple(rows)),), tuple(targets), measured_of(samples))
