"""Places in a text, findings about it, and how they are shown."""

from __future__ import annotations

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
from bcm_formal.diagnostics.suggest import did_you_mean, nearest

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
    "did_you_mean",
    "file_bytes",
    "file_head",
    "has_errors",
    "in_reading_order",
    "inert",
    "is_below",
    "kind_of",
    "nearest",
    "read_source",
    "render",
    "render_all",
    "source_of_bytes",
    "source_of_stdin",
    "source_of_text",
    "visible",
    "visible_lines",
]
