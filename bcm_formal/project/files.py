"""How models are found: which files a search takes, which it leaves out, and where it gives up.

A search stays in the folder that was named: no symbolic link leads it out, and none to a folder is followed. What looks
like a model and is left out is said, by a warning for each.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from pathlib import Path

from bcm_formal.diagnostics import (
    MAX_BYTES,
    Diagnostic,
    DiagnosticError,
    UnreadableFileError,
    file_head,
    is_below,
    read_source,
)
from bcm_formal.diagnostics.reading import size_words
from bcm_formal.language.fences import may_hold_blocks, overlooked, regions
from bcm_formal.language.files import is_markdown_name, is_policy_name
from bcm_formal.project.parts import asks, is_part, is_reform_file, without_parts
from bcm_formal.records import dataclass

MAX_ENTRIES = 200_000
"""so many files and folders are looked at in one search"""
MAX_LEVELS = 60
"""of folders within folders"""
MAX_MODELS = 2_000
MAX_MARKDOWN = 20_000_000
"""characters of Markdown with `bcm` blocks"""
MAX_TOGETHER = 100_000_000
"""bytes of all models"""
MAX_LEFT_OUT = 20
"""so many files that look like models and are none are named"""
MAX_ASIDE = 20_000
"""so many files and folders are looked at in hidden folders and installed packages, only to say what is left out"""
_MAX_GLANCES = 2_000
_GLANCE = 20_000

_NOT_LOOKED_INTO = frozenset({".git", ".hg", ".svn"})
_INSTALLED = frozenset({"node_modules", "site-packages", "__pycache__"})
_TEXTS = frozenset({"", ".txt", ".text", ".rst", ".adoc", ".html", ".htm", ".bak", ".orig", ".old"})
_POLICY = re.compile(rb"^(\xef\xbb\xbf)?[ \t>]*policy[ \t]+[^\s\"#]+[ \t]*(\"|\r?$)", re.MULTILINE)
_CERTIFICATE = b"bcm-formal certificate"
"""how a certificate begins, which names a policy, too"""


@dataclass(frozen=True, slots=True)
class Found:
    """The models of a search in order, and warnings about what looks like a model and was left out."""

    models: tuple[Path, ...]
    left_out: tuple[Diagnostic, ...]
    questions: tuple[Path, ...] = ()
    """files of properties in the folders that were searched: no models"""


def find_models(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The files named, and in folders all models, by name. Raises `DiagnosticError` (BCM901, BCM932)."""
    return search(paths).models


def search(paths: Sequence[Path], *, parts: bool = False) -> Found:
    """The files named, and in folders all `.bcm` files and all Markdown files with `bcm` blocks, by name; none twice.

    What a model among them includes is none itself, and left out unless `parts` are asked for.
    Raises `DiagnosticError`: BCM901 if a folder holds none, BCM932 if there is too much to look through.
    """
    found: dict[str, Path] = {}
    left_out: list[Diagnostic] = []
    for path in paths:
        if not is_folder(path):
            found.setdefault(os.path.realpath(path), path)
            continue
        looked = _Search(path)
        looked.run()
        left_out += looked.told()
        if not looked.models:
            message = f"there is no model in `{path}`"
            nothing = Diagnostic("BCM901", message, help="name a .bcm file, or begin one: bcm new NAME")
            raise DiagnosticError((*left_out, nothing))
        for model in sorted(looked.models) if parts else without_parts(sorted(looked.models)):
            found.setdefault(os.path.realpath(model), model)
    return _apart(found, [path for path in paths if not is_folder(path)], left_out, parts=parts)


def _apart(found: dict[str, Path], named: Iterable[Path], left_out: Iterable[Diagnostic], *, parts: bool) -> Found:
    """What was found, files of properties apart from models and without reforms, unless they were named."""
    given = set(named)
    found_there = [path for path in found.values() if not parts and path not in given]
    asking = [path for path in found_there if asks(path)]
    reforms = [path for path in found_there if is_reform_file(path)]
    models = tuple(path for path in found.values() if path not in asking and path not in reforms)
    return Found(models, tuple(left_out), tuple(asking))


def is_model(path: Path) -> bool:
    """True iff a file is called like a policy file and no part nor reform of another, or is Markdown with blocks."""
    if is_policy_name(path):
        return not is_part(path) and not asks(path) and not is_reform_file(path)
    try:
        return is_markdown_name(path) and bool(regions(read_source(path)))
    except DiagnosticError:
        return False


def lone_model(folder: Path) -> Path | None:
    """The only `.bcm` file at or below a folder that is no reform and no part of another; None if there is none, or
    several.

    Raises `DiagnosticError`.
    """
    looked = _Search(folder)
    looked.run()
    wholes = (path for path in without_parts(looked.models) if is_policy_name(path))
    inside = [path for path in wholes if not asks(path) and not is_reform_file(path)]
    return inside[0] if len(inside) == 1 else None


def is_folder(place: Path | str) -> bool:
    """True iff it is a folder; a name that is too long is none, and neither is one in a folder that is closed."""
    return os.path.isdir(place)  # noqa: PTH112  # a Path raises there


def policy_at(place: Path | str) -> Path:
    """The file that a place names: itself, or the only policy of a folder, if it has one. Raises `DiagnosticError`."""
    folder = Path(place) if is_folder(place) else None
    return (folder and lone_model(folder)) or Path(place)


def same_name(policy: str, paths: Iterable[str]) -> Diagnostic:
    """That several files declare one policy."""
    places = ", ".join(f"`{path}`" for path in paths)
    message = f"the policy `{policy}` is declared in several files: {places}"
    return Diagnostic("BCM931", message, help="give each a name of its own, or name the one file that is meant")


@dataclass(slots=True)
class _Search:
    """One search below a folder."""

    root: Path
    models: list[Path] = field(default_factory=list)
    left_out: dict[Path, str] = field(default_factory=dict)
    """what looks like a model → why it is none"""
    _entries: int = 0
    _aside: int = 0
    _glances: int = 0
    _markdown: int = 0
    _bytes: int = 0

    def run(self) -> None:
        """Look at everything. Links to files are judged last: what they lead to may have been found by itself."""
        links: list[Path] = []
        folders = [(self.root, 0, "")]
        while folders:
            folder, level, why = folders.pop()
            if level > MAX_LEVELS and not why:
                raise _too_much(f"folders in `{self.root}` are nested more than {MAX_LEVELS} deep")
            below = []
            for entry in sorted(self._entries_of(folder, aside=bool(why)), key=lambda entry: entry.name):
                path, reason = folder / entry.name, why or _why_not(entry.name)
                if entry.is_dir(follow_symlinks=False):
                    looked_into = entry.name not in _NOT_LOOKED_INTO and level < 2 * MAX_LEVELS
                    below += [(path, level + 1, reason)] if looked_into else []
                elif reason:
                    self._leave_out(path, reason, only_policies=True)
                elif entry.is_symlink():
                    links.append(path)
                else:
                    self._take(path, regular=entry.is_file(follow_symlinks=False))
            folders += reversed(below)
        taken = {os.path.realpath(path) for path in self.models}
        for path in links:
            self._follow(path, taken)

    def told(self) -> list[Diagnostic]:
        """A warning for each file that was left out, by name; of many, the first and how many there are."""
        items = sorted(self.left_out.items())
        told = [_warning(f"`{path}` is left out: {why}") for path, why in items[:MAX_LEFT_OUT]]
        more = len(items) - MAX_LEFT_OUT
        return [*told, _warning(f"{more} more files that look like models are left out")] if more > 0 else told

    # --- one file ---

    def _take(self, path: Path, *, regular: bool) -> None:
        if not regular:
            self._leave_out(path, "it is not a regular file", only_policies=True)
        elif is_policy_name(path):
            self._add(path)
        elif is_markdown_name(path):
            self._take_markdown(path)
        elif path.suffix.lower() in _TEXTS or ".bcm" in path.name.lower():
            self._glance(path)

    def _take_markdown(self, path: Path) -> None:
        try:
            source = read_source(path)
        except DiagnosticError:
            return  # what cannot be read as a text holds no block
        self._markdown += len(source.text) if may_hold_blocks(source.text) else 0
        if self._markdown > MAX_MARKDOWN:
            raise _too_much(f"Markdown with `bcm` blocks in `{self.root}` is larger than {size_words(MAX_MARKDOWN)}")
        if regions(source):
            self._add(path)
        elif overlooked(source):
            self._leave_out(path, "what looks like a `bcm` block is none (bcm explain BCM609)")

    def _glance(self, path: Path) -> None:
        """Whether a text that is called otherwise begins like a policy somewhere near its beginning."""
        self._glances += 1
        if self._glances > _MAX_GLANCES:
            return
        try:
            text = file_head(path, _GLANCE)
        except UnreadableFileError:
            return
        if _POLICY.search(text) and not text.startswith(_CERTIFICATE):
            self._leave_out(path, "its name does not end in .bcm")

    def _follow(self, path: Path, taken: set[str]) -> None:
        """Take what a link leads to if that is a file below the root that was not found by itself."""
        try:
            if not is_below(path, self.root):
                outside = "it is a symbolic link that leads out of the folder searched"
                self._leave_out(path, outside, only_policies=not path.is_dir())
                return
        except OSError:
            self._leave_out(path, "it is a symbolic link that goes round in a circle", only_policies=True)
            return
        real = os.path.realpath(path)
        if real not in taken and not path.is_dir() and (is_policy_name(path) or is_markdown_name(path)):
            taken.add(real)
            self._take(path, regular=path.is_file())

    def _add(self, path: Path) -> None:
        if len(self.models) == MAX_MODELS:
            raise _too_much(f"there are more than {MAX_MODELS:,} models in `{self.root}`")
        self._bytes += _size(path)
        if self._bytes > MAX_TOGETHER:
            raise _too_much(f"the models in `{self.root}` are larger than {size_words(MAX_TOGETHER)} together")
        self.models.append(path)

    def _leave_out(self, path: Path, why: str, *, only_policies: bool = False) -> None:
        if is_policy_name(path) or not only_policies:
            self.left_out[path] = why

    # --- one folder ---

    def _entries_of(self, folder: Path, *, aside: bool) -> Iterator[os.DirEntry[str]]:
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    self._aside += aside
                    self._entries += not aside
                    if self._aside > MAX_ASIDE:
                        return
                    if self._entries > MAX_ENTRIES:
                        raise _too_much(f"there are more than {MAX_ENTRIES:,} files and folders in `{self.root}`")
                    yield entry
        except OSError as error:
            if not aside:
                self._leave_out(folder, f"it cannot be read: {(error.strerror or str(error)).lower()}")


def _size(path: Path) -> int:
    """How much of a file would be read."""
    try:
        return min(path.stat().st_size, MAX_BYTES)
    except OSError:
        return 0


def _why_not(name: str) -> str:
    """Why a file or folder of this name is not searched; empty: it is."""
    if name.startswith("."):
        return "what is hidden is not searched"
    return "installed packages are not searched" if name in _INSTALLED else ""


def _warning(message: str) -> Diagnostic:
    return Diagnostic("BCM608", message, help="name the file itself to have it read", severity="warning")


def _too_much(message: str) -> DiagnosticError:
    return DiagnosticError((Diagnostic("BCM932", message, help="name the folders or files that hold the models"),))
