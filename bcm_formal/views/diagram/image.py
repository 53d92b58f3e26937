"""From DOT text to a picture: by the `dot` program where there is one, else by the library that pygraphviz brings."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from typing import Literal

from bcm_formal.isolation import program
from bcm_formal.processes.attached import attached

ImageFormat = Literal["svg", "png", "pdf"]
PNG_DPI = "144"
_DAY, _EPOCH = b"20000101000000", "946684800"
"""when every picture says that it was drawn: the same model, the same bytes"""


class DrawingError(Exception):
    """Graphviz did not draw; the message says why."""


def to_image(dot: str, form: ImageFormat) -> bytes:
    """The picture. Raises `DrawingError` if there is no Graphviz, or if it fails."""
    found = program("dot")
    with _timeless():
        picture = _by_program(found, dot, form) if found else _by_library(dot, form)
    return re.sub(rb"(?<=Date \(D:)\d{14}", _DAY, picture) if form == "pdf" else picture


@contextlib.contextmanager
def _timeless() -> Iterator[None]:
    """Newer libraries ask this variable for the time to write down; older ones do not, and write it uncompressed."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = _EPOCH
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before


def _by_program(path: str, dot: str, form: ImageFormat) -> bytes:
    arguments = [path, f"-T{form}", *([f"-Gdpi={PNG_DPI}"] if form == "png" else [])]
    try:
        done = subprocess.run(attached(arguments), input=dot.encode(), capture_output=True, check=True)
    except subprocess.CalledProcessError as error:
        raise DrawingError(f"dot failed: {error.stderr.decode(errors='replace').strip()}") from error
    except OSError as error:
        raise DrawingError(f"dot cannot be started: {error}") from error
    return done.stdout


def _by_library(dot: str, form: ImageFormat) -> bytes:
    try:
        import pygraphviz
    except ImportError as error:
        raise DrawingError("there is no `dot` on the PATH, and pygraphviz is not installed") from error
    arguments = f"-Gdpi={PNG_DPI}" if form == "png" else ""
    graph = pygraphviz.AGraph(string=dot)
    try:
        with _without_complaints_of_fonts():
            return bytes(graph.draw(format=form, prog="dot", args=arguments))
    except (ValueError, OSError) as error:
        raise DrawingError(f"Graphviz failed: {error}") from error
    finally:
        graph.close()


@contextlib.contextmanager
def _without_complaints_of_fonts() -> Iterator[None]:
    """What foreign code says on stderr within, without what Fontconfig says about the machine's own settings."""
    sys.stderr.flush()
    real = os.dup(2)
    with tempfile.TemporaryFile() as said:
        os.dup2(said.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(real, 2)
            os.close(real)
            said.seek(0)
            for line in said:
                if not line.startswith(b"Fontconfig "):
                    os.write(2, line)
