"""The policy that a reform changes: which file a reform may name, and what stands in it.

It lies beside the reform or below, as a file that is included does; and a reform in a folder called `reforms` may name
one in the folder above, as `of "../residence.bcm"`. No link leads to it, and nothing but `.bcm` files is read.
"""

from __future__ import annotations

import os
from pathlib import Path

from bcm_formal.diagnostics import (
    MAX_BYTES,
    Diagnostic,
    DiagnosticError,
    Source,
    UnreadableFileError,
    file_bytes,
    source_of_bytes,
    visible,
)
from bcm_formal.language.from_text import parse
from bcm_formal.language.includes import Joined, is_allowed, joined
from bcm_formal.language.tree.policy import PolicyDecl
from bcm_formal.language.tree.reforms import ReformDecl
from bcm_formal.records import dataclass

FOLDER = "reforms"
"""the folder whose reforms may name a policy in the folder above it"""
ABOVE = "../"


@dataclass(frozen=True, slots=True)
class Base:
    """The policy of a reform with all that it includes."""

    source: Source
    joined: Joined


def place_of(head: ReformDecl) -> Path:
    """The file that a reform names. Raises `DiagnosticError` (BCM161, BCM162)."""
    return _place_and_root(head)[0]


def base_of(head: ReformDecl) -> Base:
    """The policy that a reform changes. Raises `DiagnosticError` (BCM161, BCM162) if it cannot be read or is none."""
    path, root = _place_and_root(head)
    name, span = visible(head.of.value), head.of.span
    try:
        source = source_of_bytes(file_bytes(path, MAX_BYTES, root), str(path))
    except UnreadableFileError as error:
        message = f"the policy `{name}` cannot be read: {error}"
        raise _refused("BCM162", message, head, "check the path; it is seen from the folder of the reform") from None
    except DiagnosticError as error:
        wrong = error.diagnostics[0]
        raise _refused(
            "BCM162", f"the policy `{name}` cannot be read: {wrong.message}", head, wrong.help or ""
        ) from None
    found = joined(parse(source))
    if not any(isinstance(item, PolicyDecl) for item in found.tree.declarations) and not found.tree.unread:
        message, remedy = f"`{name}` declares no policy", "name the file that begins with `policy`"
        raise DiagnosticError((Diagnostic("BCM162", message, span, remedy),))
    return Base(source, found)


def _place_and_root(head: ReformDecl) -> tuple[Path, Path]:
    """The file that a reform names, and the folder in which it lies once links are followed."""
    name, within = head.of.value, head.span.source.path
    if within.startswith("<"):
        remedy = "put it into a file, beside the policy or in a folder `reforms` below it"
        raise _refused("BCM161", "a reform that stands in no folder changes no policy", head, remedy)
    folder = Path(within).parent
    if name.startswith(ABOVE) and is_allowed(rest := name.removeprefix(ABOVE)) and "/" not in rest:
        here = Path(os.path.abspath(folder))  # noqa: PTH100  # resolve follows links
        if here.name == FOLDER and not here.is_symlink():
            above = folder.parent if folder.name == FOLDER else folder / ".."
            return above / rest, above
        message = f"`{visible(name)}` lies in the folder above, which only a reform in a folder `{FOLDER}` can name"
        raise _refused("BCM162", message, head, f"put the reform into a folder `{FOLDER}`, or beside the policy")
    if not is_allowed(name):
        remedy = 'name a .bcm file of this folder, or from a folder `reforms` one of the folder above: `"../NAME.bcm"`'
        raise _refused("BCM162", f"`{visible(name)}` is no policy that a reform can change", head, remedy)
    return folder / name, folder


def _refused(code: str, message: str, head: ReformDecl, remedy: str) -> DiagnosticError:
    return DiagnosticError((Diagnostic(code, message, head.of.span, remedy),))
