"""`expected.toml` beside a model: the verdicts it must get, the sizes it must have, how severe its findings are.

See docs/expected.md for what the file says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from bcm_formal.diagnostics import (
    STDIN,
    Diagnostic,
    DiagnosticError,
    did_you_mean,
    in_reading_order,
    read_source,
    visible,
)
from bcm_formal.model.model import EventKind, Model
from bcm_formal.project.severities import LEVELS, Level, as_level, code_complaint, level_complaint
from bcm_formal.records import dataclass
from bcm_formal.trust.claim import Outcome
from bcm_formal.views.report.contents import Report, Wanted

if TYPE_CHECKING:
    from bcm_formal.project.toml_text import TomlText

NAME = "expected.toml"
SIZES = ("layers", "statuses", "attributes", "clocks", "transitions", "events", "limits", "properties", "scenarios")
VERDICTS = tuple(outcome.value for outcome in Outcome if outcome is not Outcome.ENGINE_FAULT)
PASSES, FAILS = "PASSES", "FAILS"
TABLES = ("properties", "scenarios", "model", "findings", "mutation")
SCORE = "score"
_MOST = 20
"""so many mistakes of a file are told at once"""

Table = Mapping[str, object]
Complaint = tuple[str, str] | None
"""a message and what to do"""


@dataclass(frozen=True, slots=True)
class Expected:
    """What the file says of one model. A scenario that it does not mention must pass."""

    path: Path
    verdicts: Mapping[str, Outcome]
    scenarios: Mapping[str, bool]
    sizes: Mapping[str, int]
    levels: Mapping[str, Level]
    score: int | None = None
    """so many percent of the mutants that change anything must be noticed at least"""


def expected_beside(model_path: Path | str, model: Model | None = None) -> Expected | None:
    """What the `expected.toml` beside a model says of it; None if there is none.

    Raises `DiagnosticError` (BCM905) with all that is wrong in it, each with its place: what is no TOML, tables, keys,
    verdicts, levels and sizes that do not exist, and, where the `model` is given, names that it does not have.
    """
    place = Path(model_path)
    path = place.parent / NAME
    if path.is_symlink() and str(model_path) != STDIN:
        raise _error(f"`{path}` is a symbolic link", "put the file itself beside the model")
    if str(model_path) == STDIN or not path.exists():
        return None
    from bcm_formal.project.toml_text import read_toml

    text = read_toml(read_source(path))
    wrong = tuple(islice(_Reader(text, place, model).complaints(), _MOST))
    if wrong:
        raise DiagnosticError(in_reading_order(wrong))
    own = _own_tables(text.content, place.name)
    return Expected(
        path,
        {name: Outcome(verdict) for name, verdict in own["properties"].items()},
        {name: outcome == PASSES for name, outcome in own["scenarios"].items()},
        {name: size for name, size in own["model"].items() if isinstance(size, int)},
        {code: as_level(level) for code, level in own["findings"].items()},
        next((score for score in own["mutation"].values() if isinstance(score, int)), None),
    )


def read_expected(model_path: Path | str, model: Model | None = None) -> Expected:
    """The same where there must be such a file. Raises `DiagnosticError` (BCM905) as well if there is none."""
    found = expected_beside(model_path, model)
    if found is None:
        path = Path(model_path).parent / NAME
        if str(model_path) == STDIN:
            raise _error(f"nothing stands beside {STDIN}", "name the file, or check without --expected")
        raise _error(f"there is no `{path}`", "let `bcm check --write-expected` write one, or check without --expected")
    return found


def _error(message: str, remedy: str) -> DiagnosticError:
    return DiagnosticError((Diagnostic("BCM905", message, help=remedy),))


def _own_tables(content: Table, name: str) -> dict[str, dict[str, object]]:
    """The tables of the model in this file, or else those at the top; of findings both, the model's own before."""
    own = content.get(name)
    result: dict[str, dict[str, object]] = {}
    for table in TABLES:
        top, mine = content.get(table, {}), own.get(table) if isinstance(own, dict) else None
        assert isinstance(top, dict)
        both = {**top, **(mine or {})} if table == "findings" else dict(top if mine is None else mine)
        result[table] = both
    return result


class _Reader:
    """Looks at everything that the file says."""

    def __init__(self, text: TomlText, place: Path, model: Model | None) -> None:
        self.text, self.place, self.model = text, place, model

    def complaints(self) -> Iterator[Diagnostic]:
        own = self.text.content.get(self.place.name)
        mine = own if isinstance(own, dict) else {}
        for key, value in self.text.content.items():
            if key in TABLES:
                yield from self._table((key,), value, is_own=key not in mine or key == "findings")
            elif key == self.place.name or self._is_beside(key):
                yield from self._file(key, value)
            else:
                beside = [file.name for file in self.place.parent.iterdir() if file.suffix.lower() in _ENDINGS]
                near = did_you_mean(key, [*TABLES, *beside])
                known = f"there are {', '.join(f'[{name}]' for name in TABLES)}, and tables of a file beside it"
                yield self._wrong(f"there is no table `{key}`", near or f'{known}: ["file.bcm".properties]', key)

    def _is_beside(self, key: str) -> bool:
        """True iff a model's file of that name lies beside; nothing else is looked for."""
        plain = Path(key).name == key and Path(key).suffix.lower() in _ENDINGS and "\0" not in key
        return plain and (self.place.parent / key).is_file()

    def _file(self, name: str, tables: object) -> Iterator[Diagnostic]:
        if not isinstance(tables, dict):
            yield self._wrong(f"`{name}` is no table", f'write ["{name}".properties] and the names below it', name)
            return
        for key, value in tables.items():
            if key in TABLES:
                yield from self._table((name, key), value, is_own=name == self.place.name)
            else:
                near = did_you_mean(key, TABLES) or f"there are {', '.join(TABLES)}"
                yield self._wrong(f"`{name}` has no table `{key}`", near, name, key)

    def _table(self, path: tuple[str, ...], table: object, *, is_own: bool) -> Iterator[Diagnostic]:
        """`is_own`: whether the table is about the model at hand, so that its names must be those of the model."""
        kind = path[-1]
        if not isinstance(table, dict):
            yield self._wrong(f"`{kind}` is no table", f"write [{kind}] and a line for each of its names", *path)
            return
        for key, value in table.items():
            complaint = _KEYS[kind](self.model if is_own else None, key)
            if complaint:
                yield self._wrong(*complaint, *path, key)
            elif complaint := _VALUES[kind](key, value):
                yield self._wrong(*complaint, *path, key, at_value=True)

    def _wrong(self, message: str, remedy: str, *path: str, at_value: bool = False) -> Diagnostic:
        span = self.text.value(*path) if at_value else self.text.key(*path)
        return Diagnostic("BCM905", visible(message), span, visible(remedy))


_ENDINGS = (".bcm", ".md", ".markdown")


def _property_complaint(model: Model | None, name: str) -> Complaint:
    return _name_complaint(model, name, "property", [] if model is None else [item.name for item in model.properties])


def _scenario_complaint(model: Model | None, name: str) -> Complaint:
    return _name_complaint(model, name, "scenario", [] if model is None else [item.name for item in model.scenarios])


def _name_complaint(model: Model | None, name: str, kind: str, names: list[str]) -> Complaint:
    if model is None or name in names:
        return None
    other = '; several models in one folder have a table each, as ["other.bcm".properties]'
    return f"`{model.name}` has no {kind} `{name}`", did_you_mean(name, names) or f"remove the line{other}"


def _size_key_complaint(_: Model | None, name: str) -> Complaint:
    if name in SIZES:
        return None
    return f"a model has no size `{name}`", did_you_mean(name, SIZES) or f"give numbers for {', '.join(SIZES)}"


def _verdict_complaint(name: str, value: object) -> Complaint:
    return _word_complaint(name, value, "verdict", VERDICTS)


def _outcome_complaint(name: str, value: object) -> Complaint:
    return _word_complaint(name, value, "outcome of a scenario", (PASSES, FAILS))


def _word_complaint(name: str, value: object, what: str, words: tuple[str, ...]) -> Complaint:
    if value in words and isinstance(value, str):
        return None
    choice = " or ".join(f'"{word}"' for word in words)
    if not isinstance(value, str):
        return f"`{name}` is {_kind(value)}, not the {what}", f"write {choice}"
    return f"`{value}` is no {what}", did_you_mean(value, words) or f"write {choice}"


def _size_complaint(name: str, value: object) -> Complaint:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return None
    return f"`{name}` is {_kind(value)}, not how many there are", f"write a number, as `{name} = 12`"


def _score_key_complaint(_: Model | None, name: str) -> Complaint:
    return None if name == SCORE else (f"of mutants there is no `{name}`", f"write `{SCORE} = 75`")


def _score_complaint(name: str, value: object) -> Complaint:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 100:
        return None
    what = "more than all" if isinstance(value, int | float) and value > 100 else f"{_kind(value)}, not whole percent"
    return f"`{name}` is {what}", f"write a number from 0 to 100, as `{SCORE} = 75`"


def _level_complaint(code: str, value: object) -> Complaint:
    if isinstance(value, str):
        return level_complaint(code, value)
    choice = ", ".join(f'"{level}"' for level in LEVELS)
    return f"`{code}` is {_kind(value)}, not a level", f"write one of {choice}"


def _kind(value: object) -> str:
    """What a TOML value is, in words."""
    match value:
        case bool():
            return "a yes or no"
        case int() | float():
            return "a number below 0" if value < 0 else "a number"
        case str():
            return "a text"
        case list():
            return "a list"
        case dict():
            return "a table"
        case _:
            return "a date or time"


_KEYS: Mapping[str, Callable[[Model | None, str], Complaint]] = {
    "properties": _property_complaint,
    "scenarios": _scenario_complaint,
    "model": _size_key_complaint,
    "findings": lambda _, code: code_complaint(code),
    "mutation": _score_key_complaint,
}
_VALUES: Mapping[str, Callable[[str, object], Complaint]] = {
    "properties": _verdict_complaint,
    "scenarios": _outcome_complaint,
    "model": _size_complaint,
    "findings": _level_complaint,
    "mutation": _score_complaint,
}


def sizes_of(model: Model) -> dict[str, int]:
    """How many of each thing a model has."""
    return {
        "layers": len(model.layers),
        "statuses": len(model.statuses),
        "attributes": sum(item.name not in model.inner for item in model.attributes),
        "clocks": sum(clock.name not in model.inner for clock in model.clocks),
        "transitions": sum(event.kind is EventKind.TRANSITION for event in model.events),
        "events": sum(event.kind is EventKind.EVENT for event in model.events),
        "limits": len(model.own_limits),
        "properties": len(model.properties),
        "scenarios": len(model.scenarios),
    }


def wanted_of(expected: Expected, model: Model) -> Wanted:
    """What a report about the model is held to; sizes that differ are told in words."""
    sizes = sizes_of(model)
    others = tuple(
        f"the model has {sizes[name]} {name}, expected {size}"
        for name, size in expected.sizes.items()
        if sizes[name] != size
    )
    return Wanted(expected.verdicts, expected.scenarios, others, expected.score)


def found_as_wanted(report: Report) -> Wanted:
    """What `expected.toml` will say of a report once it is written: just what was found."""
    verdicts = {verdict.property.name: verdict.outcome for verdict in report.verdicts}
    return Wanted(verdicts, {item.scenario.name: item.passed for item in report.scenarios})
