"""Files that others include: which of the files found are only parts of a model, and of which models."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from bcm_formal.diagnostics import DiagnosticError, Source, read_source
from bcm_formal.language.files import (
    is_markdown_name,
    is_policy_name,
    is_reform,
    policies_in,
    states_shared_properties,
)
from bcm_formal.language.includes import MAX_INCLUDED, named_in

MAX_ABOVE = 20
"""in so many folders, its own and those above, the models are looked for that include a part"""
MAX_ABOVE_ELSEWHERE = 3
"""the same, where the part does not lie below the working directory"""
MAX_BESIDE = 200
"""so many files of each"""


def without_parts(found: Sequence[Path]) -> list[Path]:
    """The files without those that declare no policy and that a policy among them includes."""
    texts = {path: text for path in found if (text := _text(path)) is not None}
    roots = [text for text in texts.values() if policies_in(text)]
    if len(roots) == len(found):
        return list(found)
    parts = {real for root in roots for real in _included_by(root)}
    return [path for path in found if _declares(texts.get(path)) or os.path.realpath(path) not in parts]


def asks(path: Path) -> bool:
    """True iff the file states properties for several policies."""
    text = _text(path) if is_policy_name(path) else None
    return text is not None and states_shared_properties(text)


def is_reform_file(path: Path) -> bool:
    """True iff the file says what it changes of a policy."""
    text = _text(path) if is_policy_name(path) else None
    return text is not None and is_reform(text)


def is_part(path: Path) -> bool:
    """True iff the file declares no policy and a model near it includes it."""
    return bool(models_with(path))


def models_with(path: Path) -> tuple[Path, ...]:
    """The models that include a file which declares no policy itself: in its folder and in those above, no further than
    the working directory, or in three folders if that is none of them."""
    if not is_policy_name(path) or _declares(_text(path)):
        return ()
    real = os.path.realpath(path)
    texts = (_text(other) for folder in _above(path) for other in _models_in(folder))
    policies = (text for text in texts if text is not None and policies_in(text))
    return tuple(Path(text.path) for text in policies if real in _included_by(text))


def _above(path: Path) -> Iterator[Path]:
    """The folder of a file and those above it, as the path names them."""
    here = Path.cwd()
    inside = here in (Path.cwd() / path).parents and ".." not in path.parts
    for folder in islice(path.parents, MAX_ABOVE if inside else MAX_ABOVE_ELSEWHERE):
        yield folder
        if inside and here / folder == here:
            return


def _models_in(folder: Path) -> list[Path]:
    try:
        inside = list(islice(folder.iterdir(), MAX_BESIDE))
    except OSError:
        return []
    return sorted(path for path in inside if (is_policy_name(path) or is_markdown_name(path)) and path.is_file())


def _included_by(root: Source) -> set[str]:
    """The real paths of the files that a text includes, itself or by way of others."""
    found: set[str] = set()
    waiting = [root]
    while waiting and len(found) <= MAX_INCLUDED:
        for path in named_in(waiting.pop()):
            real = os.path.realpath(path)
            if real not in found:
                found.add(real)
                waiting += _texts([path])
    return found


def _texts(paths: Iterable[Path]) -> list[Source]:
    return [text for text in map(_text, paths) if text is not None]


def _text(path: Path) -> Source | None:
    """The text of a file; None if it cannot be read, which is said where it is checked."""
    try:
        return read_source(path)
    except DiagnosticError:
        return None


def _declares(text: Source | None) -> bool:
    """True iff a text declares a policy, or is none."""
    return text is None or bool(policies_in(text))
