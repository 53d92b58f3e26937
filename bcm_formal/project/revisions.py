"""Files of git revisions, read from the repository without touching it: nothing is checked out and nothing in it runs.

`git cat-file` alone is asked, and of it only for whole objects: commits, then the trees below them entry by entry, then
contents. So there are no filters, no external diff, no textconv, no hooks and no index; links and submodules are no
files. What is missing is not fetched. Names that a user gives are sent as lines of stdin, never as arguments.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from dataclasses import field
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import IO

from bcm_formal.diagnostics import (
    MAX_BYTES,
    Diagnostic,
    DiagnosticError,
    Source,
    UnreadableFileError,
    source_of_bytes,
    visible,
)
from bcm_formal.diagnostics.reading import Unreadable
from bcm_formal.isolation import program
from bcm_formal.processes.attached import attached
from bcm_formal.records import dataclass

_MOST = 50_000_000
"""bytes of a commit or a folder"""
_FILE, _FOLDER = ("100644", "100755", "100664"), ("40000", "040000")
_NOTHING_RUNS = (
    "--no-pager",
    "--no-replace-objects",
    "--literal-pathspecs",
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "protocol.allow=never"),
)
_SETTINGS = {
    "GIT_ALLOW_PROTOCOL": "",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}


def revision_of(place: str) -> tuple[str, str] | None:
    """The revision and the path that `REV:PATH` names; None: it is a file, or no such place."""
    revision, colon, path = place.partition(":")
    is_drive = len(revision) == 1 and path[:1] in ("\\", "/")
    return (revision, path) if colon and revision and not is_drive and not Path(place).exists() else None


class Repository:
    """The git repository of a folder, to be used in a `with`."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or Path()
        self._process: subprocess.Popen[bytes] | None = None
        self._trees: dict[str, dict[str, tuple[str, str]]] = {}

    def __enter__(self) -> Repository:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._end()

    def commit(self, revision: str) -> str:
        """The id of the commit that a revision is. Raises `DiagnosticError` (BCM805)."""
        found = self._object(f"{revision}^{{commit}}", _MOST) if _is_name(revision) else None
        if found is None:
            message = f"there is no git revision `{visible(revision)}` here"
            raise _refused(message, "name a commit, a branch or a tag of the repository of this folder")
        return found.id

    def source(self, revision: str, path: str) -> Source:
        """The text of a file. Raises `DiagnosticError` (BCM805, and those of any text)."""
        commit = self.commit(revision)
        try:
            data = self.content(commit, path)
        except UnreadableFileError as error:
            message = f"`{visible(path)}` of revision `{visible(revision)}` cannot be read: {error}"
            raise _refused(message, "name a file as the revision has it, from the top of the repository") from None
        return source_of_bytes(data, f"{revision}:{path}")

    def content(self, commit: str, path: str) -> bytes:
        """The content of a file of a commit. Raises `UnreadableFileError`."""
        parts = PurePosixPath(path).parts
        if not parts or path.startswith("/") or ".." in parts or "\\" in path or "\0" in path:
            raise UnreadableFileError(Unreadable.OUTSIDE)
        here = self._object(f"{commit}^{{tree}}", _MOST)
        tree = here.id if here is not None else ""
        for number, part in enumerate(parts):
            mode, found = self._tree(tree).get(part, ("", ""))
            if not mode:
                raise UnreadableFileError(Unreadable.MISSING)
            is_last = number == len(parts) - 1
            if mode not in (_FILE if is_last else _FOLDER):
                raise UnreadableFileError(Unreadable.SYSTEM, "it is a link, a folder or another repository there")
            tree = found
        blob = self._object(tree, MAX_BYTES)
        if blob is None:
            raise UnreadableFileError(Unreadable.MISSING)
        return blob.content

    def commits(self, begin: str, end: str) -> Iterator[str]:
        """The ids of the commits that `end` has and `begin` has not, first parents only, the oldest first.

        Raises `DiagnosticError` (BCM805).
        """
        first, last = self.commit(begin), self.commit(end)
        found: list[str] = []
        waiting: str | None = last
        known = self._line(first)
        while waiting is not None and waiting not in known:
            found.append(waiting)
            waiting = next(iter(self._parents(waiting)), None)
        yield from reversed(found)

    def _line(self, commit: str) -> set[str]:
        """The commit and all that it has."""
        found: set[str] = set()
        waiting = [commit]
        while waiting:
            each = waiting.pop()
            if each not in found:
                found.add(each)
                waiting += self._parents(each)
        return found

    def _parents(self, commit: str) -> list[str]:
        found = self._object(commit, _MOST)
        head = found.content.partition(b"\n\n")[0] if found is not None else b""
        return [line[7:].decode("ascii") for line in head.splitlines() if line.startswith(b"parent ")]

    # --- objects ---

    def _tree(self, tree: str) -> dict[str, tuple[str, str]]:
        """The entries of a folder: for each name its mode and id."""
        if tree not in self._trees:
            found = self._object(tree, _MOST)
            self._trees[tree] = {} if found is None else dict(_entries(found.content, len(tree) // 2))
        return self._trees[tree]

    def _object(self, name: str, most: int) -> _Object | None:
        """An object by its name; None: there is none. Raises `DiagnosticError`, `UnreadableFileError`."""
        stdin, stdout = self._pipes()
        try:
            stdin.write(name.encode("utf-8", "surrogateescape") + b"\n")
            stdin.flush()
            head = stdout.readline().decode("utf-8", "replace").split()
        except OSError:
            head = []
        if len(head) != 3 or not head[2].isdecimal():
            if not head:
                self._end()
                raise _refused("git found no repository in this folder", "run it where the policies are kept by git")
            return None
        size = int(head[2])
        if size > most:
            self._end()  # what is not read would be taken for the answer to the next question
            raise UnreadableFileError(Unreadable.LARGE)
        content = stdout.read(size + 1)[:size]
        return _Object(head[0], content) if len(content) == size else None

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        if self._process is None:
            git = program("git")
            if git is None:
                raise _refused("the program `git` is not installed", "install it, or name files")
            kept = {name: value for name, value in os.environ.items() if not name.upper().startswith("GIT_")}
            self._process = subprocess.Popen(
                attached([git, *_NOTHING_RUNS, "cat-file", "--batch"]),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=self.folder,
                env=kept | _SETTINGS,
            )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        return self._process.stdin, self._process.stdout

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()
            process.wait()


@dataclass(frozen=True, slots=True)
class _Object:
    id: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class RevisionFiles:
    """The files of one commit, for what a policy includes: their places are `REV:PATH`."""

    repository: Repository
    commit: str
    prefix: str
    """`REV:`"""

    def real(self, path: str | Path) -> str:
        """The one name of a file: links are no files here."""
        return Path(path).as_posix()

    def content(self, path: Path, _: Path) -> bytes:
        """The content of a file. Raises `UnreadableFileError`."""
        try:
            return self.repository.content(self.commit, path.as_posix().removeprefix(self.prefix))
        except DiagnosticError as error:
            raise UnreadableFileError(Unreadable.SYSTEM, error.diagnostics[0].message) from None


def _entries(content: bytes, length: int) -> Iterator[tuple[str, tuple[str, str]]]:
    """What stands in a folder, as git keeps it: a mode, a name, a zero and an id of so many bytes, and so on."""
    place = 0
    while place < len(content):
        end = content.index(b"\0", place)
        mode, _, name = content[place:end].partition(b" ")
        place = end + 1 + length
        yield name.decode("utf-8", "surrogateescape"), (mode.decode("ascii"), content[end + 1 : place].hex())


def _is_name(revision: str) -> bool:
    """True iff it can be the name of a revision: one line, and no range or path."""
    return bool(revision) and not revision.startswith("-") and revision.isprintable() and ":" not in revision


def _refused(message: str, remedy: str) -> DiagnosticError:
    return DiagnosticError((Diagnostic("BCM805", message, help=remedy),))
