"""The library: `load` a model."""

from __future__ import annotations

from pathlib import Path

from bcm_formal.diagnostics import DiagnosticError
from bcm_formal.model.law import AsOf
from bcm_formal.model.model import Model
from bcm_formal.project.preparing import read


def load(path: Path | str, on: AsOf = None) -> Model:
    """The model of a `.bcm` or Markdown file; `on` selects the law of a day.

    Raises `DiagnosticError` with all findings if the file cannot be read or is not a sound model.
    """
    loaded = read(path, on)
    if loaded.model is None:
        raise DiagnosticError(loaded.diagnostics)
    return loaded.model
