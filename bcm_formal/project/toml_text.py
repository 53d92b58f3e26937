"""A TOML text as values, with the place of every key and value in it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping

from bcm_formal.diagnostics import Diagnostic, DiagnosticError, Source, Span
from bcm_formal.records import dataclass

MAX_CHARACTERS, MAX_COLUMNS = 200_000, 1_000
"""what is read at all: with longer lines the library takes time that grows with the square of a line"""

Path = tuple[str, ...]

_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*"
    r"|[A-Za-z0-9_-]+"
    r"|\n"
    r"|[^\S\n]+"
    r"|.",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class TomlText:
    """What a text says, and where: `keys` and `values` by the path of a key from the top."""

    source: Source
    content: Mapping[str, object]
    keys: Mapping[Path, Span]
    values: Mapping[Path, Span]

    def key(self, *path: str) -> Span:
        """Where the key stands, or the innermost part of it that has a place; the beginning of the text if none has."""
        return _innermost(self.keys, path) or self.source.span(0, 0)

    def value(self, *path: str) -> Span:
        """Where the value stands, or else the key."""
        return self.values.get(path) or self.key(*path)


def _innermost(places: Mapping[Path, Span], path: Path) -> Span | None:
    return next((places[path[:end]] for end in range(len(path), 0, -1) if path[:end] in places), None)


def read_toml(source: Source) -> TomlText:
    """The content of a TOML text.

    Raises `DiagnosticError` (BCM905) with the place if it is not TOML, or too long, or too deeply nested.
    """
    if len(source.text) > MAX_CHARACTERS:
        message = f"`{source.path}` has more than {MAX_CHARACTERS:,} characters"
        raise DiagnosticError((Diagnostic("BCM905", message, source.span(0, 0), "keep only what is expected"),))
    for number in range(1, len(source.line_starts) + 1):
        if len(source.line_text(number)) > MAX_COLUMNS:
            start = source.line_starts[number - 1]
            message = f"this line has more than {MAX_COLUMNS:,} characters"
            raise DiagnosticError((Diagnostic("BCM905", message, source.span(start, start + 1), "shorten it"),))
    reader = _Places(source)
    try:
        content = tomllib.loads(source.text)
        reader.document()
    except RecursionError:
        message = f"`{source.path}` is nested too deeply"
        raise DiagnosticError((Diagnostic("BCM905", message, source.span(0, 0), "use tables of names"),)) from None
    except ValueError as error:  # not only what is no TOML, also numbers of absurd length
        raise DiagnosticError((_invalid(source, str(error)),)) from None
    return TomlText(source, content, reader.keys, reader.values)


def _invalid(source: Source, reason: str) -> Diagnostic:
    """The library's complaint, on the place that it names."""
    found = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", reason)
    words = reason[: found.start()] if found else reason
    start = len(source.text)
    if found and found[1]:
        start = source.line_starts[int(found[1]) - 1] + int(found[2]) - 1
    elif not found:
        start = 0
    message = f"this is not TOML: {words[:1].lower()}{words[1:]}"
    return Diagnostic("BCM905", message, source.span(start, start), 'write tables and lines such as `name = "HOLDS"`')


class _Places:
    """Goes through a text that is known to be TOML and notes where keys and values stand."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.keys: dict[Path, Span] = {}
        self.values: dict[Path, Span] = {}
        self.tokens: list[tuple[int, str]] = []
        self.at = 0

    def document(self) -> None:
        self.tokens = [(found.start(), found[0]) for found in _TOKEN.finditer(self.source.text)]
        table: Path = ()
        while self._skip("\n"):
            if self._sees("["):
                while self._sees("["):
                    self._next()
                table = self._key(())
                while self._sees("]"):
                    self._next()
            else:
                self._pair(table)

    def _pair(self, table: Path) -> None:
        path = self._key(table)
        if self._sees("="):
            self._next()
        self._value(path)

    def _key(self, table: Path) -> Path:
        """A key with its dots, which begins here; every part of it gets its place."""
        path = table
        while self._skip() and not any(map(self._sees, ("]", "=", "\n"))):
            start, text = self._next()
            if text != ".":
                path = (*path, _name(text))
                self.keys.setdefault(path, self.source.span(start, start + len(text)))
        return path

    def _value(self, path: Path) -> None:
        """A value up to its end; keys of an inline table get their places as well."""
        self._skip()
        start = end = self._offset()
        depth = 0
        while self._skip("\n" if depth else "") and not (depth == 0 and any(map(self._sees, ("\n", ",", "}")))):
            if self._sees("{") and depth == 0:
                self._inline(path)
            else:
                _, text = self._next()
                depth += (text in "[{") - (text in "]}")
            end = self._offset()
        self.values[path] = self.source.span(start, len(self.source.text[start:end].rstrip()) + start)

    def _inline(self, path: Path) -> None:
        self._next()
        while self._skip("\n") and not self._sees("}"):
            if self._sees(","):
                self._next()
            else:
                self._pair(path)
        self._next()

    def _skip(self, also: str = "") -> bool:
        """Go on to what is no space and no comment, nor one of `also`; false at the end of the text."""
        while self.at < len(self.tokens):
            text = self.tokens[self.at][1]
            if text.startswith("#") or (text.isspace() and (text != "\n" or text == also)):
                self.at += 1
            else:
                return True
        return False

    def _sees(self, text: str) -> bool:
        return self.at < len(self.tokens) and self.tokens[self.at][1] == text

    def _next(self) -> tuple[int, str]:
        if self.at == len(self.tokens):
            return len(self.source.text), ""
        self.at += 1
        return self.tokens[self.at - 1]

    def _offset(self) -> int:
        return self.tokens[self.at][0] if self.at < len(self.tokens) else len(self.source.text)


def _name(text: str) -> str:
    """The name that a part of a key stands for."""
    if text[:1] not in "\"'" or not text:
        return text
    return str(next(iter(tomllib.loads(f"{text} = 0"))))
