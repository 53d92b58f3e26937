"""Places in a text, findings about it, and how they are shown."""

from __future__ import annotations

from bcm_formal.diagnostics.alike import difference, look_alikes, looked_at
from bcm_formal.diagnostics.columns import cells, padded
from bcm_formal.diagnostics.diagnostic import (
    Diagnostic,
    DiagnosticError,
    Edit,
    Fix,
    Label,
    Severity,
    has_errors,
    in_reading_order,
)
from bcm_formal.diagnostics.hidden import HIDDEN, inert, kind_of, visible, visible_lines
from bcm_formal.diagnostics.reading import (
    BYTE_ORDER_MARK,
    MAX_BYTES,
    STDIN,
    Unreadable,
    UnreadableFileError,
    bytes_of_file,
    file_bytes,
    file_head,
    is_below,
    read_source,
    source_of_bytes,
    source_of_stdin,
    source_of_text,
)
from bcm_formal.diagnostics.rendering import render, render_all
from bcm_formal.diagnostics.source import Source, Span
from bcm_formal.diagnostics.suggest import did_you_mean, did_you_mean_this, nearest

__all__ = [
    "BYTE_ORDER_MARK",
    "HIDDEN",
    "MAX_BYTES",
    "STDIN",
    "Diagnostic",
    "DiagnosticError",
    "Edit",
    "Fix",
    "Label",
    "Severity",
    "Source",
    "Span",
    "Unreadable",
    "UnreadableFileError",
    "bytes_of_file",
    "cells",
    "did_you_mean",
    "did_you_mean_this",
    "difference",
    "file_bytes",
    "file_head",
    "has_errors",
    "in_reading_order",
    "inert",
    "is_below",
    "kind_of",
    "look_alikes",
    "looked_at",
    "nearest",
    "padded",
    "read_source",
    "render",
    "render_all",
    "source_of_bytes",
    "source_of_stdin",
    "source_of_text",
    "visible",
    "visible_lines",
]
