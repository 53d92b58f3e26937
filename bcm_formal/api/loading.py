"""The library: `load` a policy."""

from __future__ import annotations

from pathlib import Path
from typing import IO

from bcm_formal.api.policy import Policy, policy_of
from bcm_formal.diagnostics import DiagnosticError, source_of_bytes, source_of_text
from bcm_formal.model.as_of import AsOf
from bcm_formal.model.load import Reading, reading_of
from bcm_formal.project.preparing import met, read


def load(source: Path | str | IO[str] | IO[bytes], on: AsOf = None) -> Policy:
    """The policy of a `.bcm` or Markdown file; `on` selects the law of a day.

    `source` is a path, a folder with a single `.bcm` file, an open file, or the text itself: a string with a line end
    in it. Raises `DiagnosticError` with all findings if it cannot be read or is not a sound model.
    """
    loaded = read(source, on) if isinstance(source, str | Path) else _read_from(source, on)
    if loaded.model is None:
        raise DiagnosticError(loaded.diagnostics)
    return policy_of(loaded.model)


def _read_from(file: IO[str] | IO[bytes], on: AsOf) -> Reading:
    name, content = getattr(file, "name", None), file.read()
    path = name if isinstance(name, str) else "<file>"
    source = source_of_text(content, path) if isinstance(content, str) else source_of_bytes(content, path)
    return met(reading_of(source, on))
