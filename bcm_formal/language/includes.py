"""Policies in several files: which files an `include` may name, and the declarations of all of them together.

An included file lies below the one that includes it and stays there: no link, no `..` and no absolute path leads out of
the folder of the model. Of what is no `.bcm` file nothing is read. Each file has places of its own.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import field
from pathlib import Path
from typing import Protocol

from bcm_formal.diagnostics import (
    MAX_BYTES,
    Diagnostic,
    DiagnosticError,
    Label,
    Source,
    Span,
    UnreadableFileError,
    file_bytes,
    has_errors,
    source_of_bytes,
    visible,
)
from bcm_formal.diagnostics.reading import size_words
from bcm_formal.language.fences import regions
from bcm_formal.language.from_text import ParsedFile, parse
from bcm_formal.language.tree.policy import Declaration, IncludeDecl, PolicyDecl, PolicyFile, UnreadDeclaration
from bcm_formal.language.vocabulary import MAX_DECLARATIONS
from bcm_formal.records import dataclass

MAX_INCLUDED = 200
"""files of one policy"""
MAX_TOGETHER = 10_000_000
"""bytes of all files of one policy"""
SUFFIX = ".bcm"

_PART = re.compile(r"[^./\\:*?\"<>|\x00-\x1f][^/\\:*?\"<>|\x00-\x1f]*")
"""what stands between two `/`: nothing hidden, nothing that some file system reads otherwise"""
_INCLUDE = re.compile(r"^include[ \t]+\"([^\"\\\r\n]+)\"", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Joined:
    """A policy with all its files: no `include` is left in the tree. `included` are the texts besides its own.

    `is_whole` is false if a file could not be included: then names may be missing that are declared there.
    """

    tree: PolicyFile
    included: tuple[Source, ...]
    diagnostics: tuple[Diagnostic, ...]
    is_whole: bool


class Files(Protocol):
    """Where files are."""

    def real(self, path: Path | str) -> str:
        """The one path of a file, links followed."""
        ...

    def content(self, path: Path, root: Path) -> bytes:
        """The content of a file, at most `MAX_BYTES`, that is below a folder. Raises `UnreadableFileError`."""
        ...


class _OnDisk:
    def real(self, path: Path | str) -> str:
        return os.path.realpath(path)

    def content(self, path: Path, root: Path) -> bytes:
        return file_bytes(path, MAX_BYTES, root)


ON_DISK: Files = _OnDisk()


def joined(parsed: ParsedFile, files: Files = ON_DISK) -> Joined:
    """The file with everything that it includes. Never raises for what the files say or are."""
    if not any(isinstance(item, IncludeDecl) for item in parsed.tree.declarations):
        return Joined(parsed.tree, (), parsed.diagnostics, True)
    joining = _Joining(Path(parsed.source.path).parent, files)
    joining.taken[files.real(parsed.source.path)] = None
    declarations = tuple(joining.declarations_of(parsed))
    if len(declarations) > MAX_DECLARATIONS and not has_errors(tuple(joining.diagnostics)):
        message = f"the files of the policy have more than {MAX_DECLARATIONS:,} declarations together"
        place = declarations[-1].span
        joining.refuse(Diagnostic("BCM154", message, place, "split the policy into several models"))
    tree = PolicyFile(declarations, parsed.tree.span, tuple(joining.unread), parsed.tree.closing)
    return Joined(tree, tuple(joining.included), tuple(joining.diagnostics), joining.is_whole)


def is_allowed(path: str) -> bool:
    """True iff an `include` may name this path: parts with `/` between them, none hidden, and `.bcm` at the end."""
    parts = path.split("/")
    return path.endswith(SUFFIX) and all(_PART.fullmatch(part) and part == part.rstrip(" .") for part in parts)


def named_in(source: Source) -> Iterator[Path]:
    """The files that lines of the text include, where they may be: by their form alone, whatever else is wrong."""
    for start, end, _ in regions(source):
        for found in _INCLUDE.finditer(source.text, start, end):
            if is_allowed(found[1]):
                yield Path(source.path).parent / found[1]


@dataclass(slots=True)
class _Joining:
    """Puts files together; `open` are those that are being read, from the model inwards."""

    root: Path
    files: Files
    taken: dict[str, Span | None] = field(default_factory=dict)
    """where each file was included first, by its real path; None for the model"""
    open: list[str] = field(default_factory=list)
    included: list[Source] = field(default_factory=list)
    unread: list[UnreadDeclaration] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    size: int = 0
    is_whole: bool = True

    def declarations_of(self, parsed: ParsedFile) -> Iterator[Declaration]:
        self.diagnostics += parsed.diagnostics
        self.unread += parsed.tree.unread
        self.open.append(self.files.real(parsed.source.path))
        for item in parsed.tree.declarations:
            if not isinstance(item, IncludeDecl):
                yield item
                continue
            try:
                path = self._allowed(item, parsed.source)
                source = self._read(path, item)
            except _RefusedError as error:
                self.refuse(error.diagnostic)
            else:
                self.included.append(source)
                yield from self._inner(parse(source))
        self.open.pop()

    def _inner(self, parsed: ParsedFile) -> Iterator[Declaration]:
        for item in self.declarations_of(parsed):
            if isinstance(item, PolicyDecl) and item.span.source is parsed.source:
                remedy = "leave `policy` to the file that includes it"
                self.refuse(Diagnostic("BCM153", "an included file declares a policy", item.name.span, remedy))
            else:
                yield item

    def _allowed(self, item: IncludeDecl, within: Source) -> Path:
        """The file that may be included. Raises `_RefusedError` (BCM151, BCM152, BCM154)."""
        name, span = item.path.value, item.path.span
        if not is_allowed(name):
            remedy = 'name a .bcm file in this folder or below it, as `include "rules/points.bcm"`'
            raise _RefusedError("BCM151", f"`{visible(name)}` cannot be included", span, remedy)
        if within.path.startswith("<"):
            remedy = "put the text into a file, beside what it includes"
            raise _RefusedError("BCM151", "a text that stands in no folder includes nothing", span, remedy)
        path = Path(within.path).parent / name
        real = self.files.real(path)
        if real in self.open:
            raise _RefusedError("BCM152", f"`{name}` is the file itself, or includes it", span, "remove the line")
        if real in self.taken:
            first = self.taken[real]
            labels = () if first is None else (Label(first, "included here"),)
            raise _RefusedError("BCM152", f"`{name}` is included twice", span, "keep one of the lines", labels)
        if len(self.taken) > MAX_INCLUDED:
            raise _RefusedError("BCM154", f"more than {MAX_INCLUDED} files are included", span, "include fewer files")
        self.taken[real] = span
        return path

    def _read(self, path: Path, item: IncludeDecl) -> Source:
        """The text of a file. Raises `_RefusedError` (BCM151, BCM154)."""
        refused, span = f"`{item.path.value}` cannot be included", item.path.span
        try:
            data = self.files.content(path, self.root)
            source = source_of_bytes(data, str(path))
        except UnreadableFileError as error:
            raise _RefusedError("BCM151", f"{refused}: {error}", span, "check the path") from None
        except DiagnosticError as error:
            wrong = error.diagnostics[0]
            raise _RefusedError("BCM151", f"{refused}: {wrong.message}", span, wrong.help or "") from None
        self.size += len(data)
        if self.size > MAX_TOGETHER:
            message = f"the files that are included are larger than {size_words(MAX_TOGETHER)} together"
            raise _RefusedError("BCM154", message, span, "include fewer files")
        return source

    def refuse(self, diagnostic: Diagnostic) -> None:
        """One more error, after which the policy is not whole."""
        self.is_whole = False
        self.diagnostics.append(diagnostic)


class _RefusedError(Exception):
    """A file is not included."""

    def __init__(self, code: str, message: str, span: Span, remedy: str, labels: tuple[Label, ...] = ()) -> None:
        super().__init__(message)
        self.diagnostic = Diagnostic(code, message, span, remedy, labels)
