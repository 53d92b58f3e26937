"""Texts of policies as checked models."""

from __future__ import annotations

from pathlib import Path

from bcm_formal.diagnostics import render_all
from bcm_formal.model.as_of import AsOf
from bcm_formal.model.load import load
from bcm_formal.model.model import Model


def model_of(text: str | Path, on: AsOf = None) -> Model:
    """The model of a text or file; fails the test with the findings if it has errors."""
    model, found = load(text, on)
    assert model is not None, render_all(found)
    return model
