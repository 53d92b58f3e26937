"""Files of git revisions, read from the repository without touching it: nothing is checked out and nothing in it runs.

`git cat-file` alone is asked, and of it only for whole objects: commits, then the trees below them entry by entry, then
contents. So there are no filters, no external diff, no textconv, no hooks and no index; links and submodules are no
files. What is missing is not fetched. Names that a user gives are sent as lines of stdin, never as arguments.
"""

from __future__ import annotations

import os
import re
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

_MOST_OF_COMMIT, _MOST_OF_FOLDER = 1_000_000, 10_000_000
"""bytes"""
_FOLDERS_KEPT = 20
"""so many are remembered at once"""
_COMMIT = "^{commit}"
"""after a name: the commit, and not the tag that it may be the name of"""
_ID = re.compile(rb"[0-9a-f]+")
_LISTED = "git log --first-parent"
_DAMAGED = "look at what `git fsck` says"
_NOT_THERE = "it is not in this repository, and nothing is fetched"
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
    is_file = os.path.exists(place)  # noqa: PTH110  # a Path raises where a name is too long
    return (revision, path) if colon and revision and not is_drive and not is_file else None


class Repository:
    """The git repository of a folder, to be used in a `with`."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or Path()
        self._process: subprocess.Popen[bytes] | None = None
        self._answers = False
        """whether git has answered anything"""
        self._trees: dict[str, dict[str, tuple[str, str]]] = {}

    def __enter__(self) -> Repository:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._end()

    def commit(self, revision: str) -> str:
        """The id of the commit that a revision is. Raises `DiagnosticError` (BCM805)."""
        found = self._commit_called(revision + _COMMIT) if _is_name(revision) else None
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
        """The content of a file of a commit. Raises `UnreadableFileError`, and `DiagnosticError` where git ends."""
        parts = PurePosixPath(path).parts
        if not parts or path.startswith("/") or ".." in parts or "\\" in path or "\0" in path:
            raise UnreadableFileError(Unreadable.OUTSIDE)
        here = self._object(f"{commit}^{{tree}}", "tree", _MOST_OF_FOLDER)
        if here is None:
            raise UnreadableFileError(Unreadable.MISSING, _NOT_THERE)
        tree = here.id
        for number, part in enumerate(parts):
            mode, found = self._tree(tree).get(part, ("", ""))
            if not mode:
                raise UnreadableFileError(Unreadable.MISSING)
            is_last = number == len(parts) - 1
            if mode not in (_FILE if is_last else _FOLDER):
                raise UnreadableFileError(Unreadable.SYSTEM, "it is a link, a folder or another repository there")
            tree = found
        blob = self._object(tree, "blob", MAX_BYTES)
        if blob is None:
            raise UnreadableFileError(Unreadable.MISSING, _NOT_THERE)
        return blob.content

    def line(self, begin: str, end: str) -> tuple[str, ...]:
        """The ids of the commits from `begin` to `end`, both of them too: each is the first parent of the next.

        Raises `DiagnosticError` (BCM805) where the first parents of `end` do not lead to `begin`.
        """
        first, waiting = self.commit(begin), self.commit(end)
        found = {waiting: None}
        while waiting != first:
            parent = self._first_parent(waiting)
            if parent is None or parent in found:
                message = f"the first parents of `{visible(end)}` do not lead to `{visible(begin)}`"
                raise _refused(message, f"name first an earlier commit of those that `{_LISTED} {visible(end)}` lists")
            found[parent] = None
            waiting = parent
        return tuple(reversed(found))

    def _first_parent(self, commit: str) -> str | None:
        """The id of the first commit that a commit follows; None: it follows none. Raises `DiagnosticError`."""
        found = self._commit_called(commit)
        if found is None:
            message = f"the commit `{commit}` is not in this repository: its history was fetched in part only"
            raise _refused(message, "fetch the rest with `git fetch --unshallow`, or begin with a later commit")
        after_tree = found.content.partition(b"\n")[2]
        if not after_tree.startswith(b"parent "):
            return None
        parent = after_tree[len(b"parent ") :].partition(b"\n")[0]
        if len(parent) != len(commit) or not _ID.fullmatch(parent):
            raise _refused(f"the commit `{commit}` is damaged: its parent has no id", _DAMAGED)
        return parent.decode("ascii")

    def _commit_called(self, name: str) -> _Object | None:
        """A commit by its name or id; None: there is none. Raises `DiagnosticError` (BCM805)."""
        try:
            return self._object(name, "commit", _MOST_OF_COMMIT)
        except UnreadableFileError as error:
            called = visible(name.removesuffix(_COMMIT))
            raise _refused(f"the commit `{called}` cannot be read: {error}", _DAMAGED) from None

    # --- objects ---

    def _tree(self, tree: str) -> dict[str, tuple[str, str]]:
        """The entries of a folder: for each name its mode and id. Raises `DiagnosticError`, `UnreadableFileError`."""
        if tree not in self._trees:
            found = self._object(tree, "tree", _MOST_OF_FOLDER)
            if found is None:
                raise UnreadableFileError(Unreadable.MISSING, _NOT_THERE)
            if len(self._trees) == _FOLDERS_KEPT:
                self._trees.clear()
            self._trees[tree] = dict(_entries(found.content, len(tree) // 2))
        return self._trees[tree]

    def _object(self, name: str, kind: str, most: int) -> _Object | None:
        """An object by its name or id; None: there is none.

        Raises `DiagnosticError` (BCM805) where git answers nothing, and `UnreadableFileError` for an object that is
        larger than `most` bytes or of another kind.
        """
        try:
            return self._answer(name, kind, most)
        finally:
            if kind == "blob":
                self._end()

    def _answer(self, name: str, kind: str, most: int) -> _Object | None:
        """What git answers to a name; of a blob it answers nothing more. Raises as `_object`."""
        stdin, stdout = self._pipes()
        try:
            stdin.write(name.encode("utf-8", "surrogateescape") + b"\n")
            stdin.flush()
            if kind == "blob":
                stdin.close()  # git sends less of a damaged one than it says, and would wait for the next question
            head = stdout.readline().decode("utf-8", "replace").split()
        except OSError:
            head = []
        if not head:
            raise self._silent()
        self._answers = True
        if len(head) != 3 or not head[2].isdecimal():
            return None
        size = int(head[2])
        if size > most or head[1] != kind:
            self._end()  # what is not read would be taken for the answer to the next question
            raise UnreadableFileError(Unreadable.LARGE) if size > most else _damaged(f"it is no {kind}")
        content = stdout.read(size + 1)[:size]
        if len(content) != size:
            raise self._silent()
        return _Object(head[0], content)

    def _silent(self) -> DiagnosticError:
        """That git has ended; it has no repository if it has never answered."""
        self._end()
        if self._answers:
            return _refused("git stopped while it read the repository of this folder", _DAMAGED)
        return _refused("git found no repository in this folder", "run it where the policies are kept by git")

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
    """What stands in a folder, as git keeps it: a mode, a name, a zero and an id of so many bytes, and so on.

    Raises `UnreadableFileError` where something else stands there.
    """
    place = 0
    while place < len(content):
        end = content.find(b"\0", place)
        mode, _, name = content[place:end].partition(b" ")
        place = end + 1 + length
        if end < 0 or place > len(content):
            raise _damaged("a folder of it is damaged")
        yield name.decode("utf-8", "surrogateescape"), (mode.decode("ascii", "replace"), content[end + 1 : place].hex())


def _is_name(revision: str) -> bool:
    """True iff it can be the name of a revision: one line, and no range or path."""
    return bool(revision) and not revision.startswith("-") and revision.isprintable() and ":" not in revision


def _damaged(words: str) -> UnreadableFileError:
    return UnreadableFileError(Unreadable.SYSTEM, words)


def _refused(message: str, remedy: str) -> DiagnosticError:
    return DiagnosticError((Diagnostic("BCM805", message, help=remedy),))
