"""Which files hold models: by their names, and by what stands in them. Of a file that holds none nothing is quoted."""

from __future__ import annotations

import os
import re
from pathlib import Path

from bcm_formal.diagnostics import Diagnostic, DiagnosticError, Source, read_source
from bcm_formal.language.fences import MARKDOWN_SUFFIXES, regions
from bcm_formal.language.reading.letters import composed, is_name

POLICY_SUFFIX = ".bcm"
_POLICY = re.compile(r"policy[ \t]+(?P<name>[^\s\"#]+)[ \t]*(?:[\"#]|$)")
_LINE_END = re.compile(r"\r\n?|\n")


def is_policy_name(path: Path) -> bool:
    """True iff the name is that of a policy file, in small or capital letters."""
    return path.suffix.lower() == POLICY_SUFFIX


def is_markdown_name(path: Path) -> bool:
    """True iff the name is that of a Markdown file."""
    return path.suffix.lower() in MARKDOWN_SUFFIXES


def source_of_file(path: Path | str) -> Source:
    """The text of a file that is taken for a model.

    A file that is called otherwise, or to which a symbolic link leads, has to name a policy; else it may be anything,
    and what stands in it is nobody's business. Raises DiagnosticError: BCM930 for such a file, BCM101, BCM102, BCM103.
    """
    source = read_source(path)
    if not (_is_plain(Path(path)) or policies_in(source)):
        message = f"`{path}` is no model: no line of it begins with `policy`"
        raise DiagnosticError((Diagnostic("BCM930", message, help="name a .bcm file, or Markdown with `bcm` blocks"),))
    return source


def states_shared_properties(source: Source) -> bool:
    """True iff a line begins with the word `properties`, where policy text stands, and none declares a policy."""
    return _begins_a_line("properties", source) and not policies_in(source)


def is_reform(source: Source) -> bool:
    """True iff a line begins with the word `reform`, where policy text stands, and none declares a policy."""
    return _begins_a_line("reform", source) and not policies_in(source)


def _begins_a_line(word: str, source: Source) -> bool:
    lines = (line for start, end, _ in regions(source) for line in _LINE_END.split(source.text[start:end]))
    return any(line.startswith((f"{word} ", f"{word}\t")) for line in lines)


def policies_in(source: Source) -> tuple[str, ...]:
    """The names that follow the word `policy` at the beginning of lines, where policy text stands."""
    found: dict[str, None] = {}
    for start, end, margin in regions(source):
        for line in _LINE_END.split(source.text[start:end]):
            space = len(line) - len(line.lstrip(" \t"))
            named = _POLICY.match(line[min(space, margin) :])
            if named and is_name(composed(named["name"])):
                found[composed(named["name"])] = None
    return tuple(found)


def _is_plain(path: Path) -> bool:
    """True iff the file is called like a model and stands where its path says."""
    named = is_policy_name(path) or is_markdown_name(path)
    return named and os.path.realpath(path) == os.path.abspath(path)  # noqa: PTH100  # resolve follows links
