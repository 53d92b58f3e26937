"""One process that runs the command line again and again: requests are lines of JSON on stdin, answers on stdout.

A request has `folder` and `args`; an answer has the exit code and what was said. The tool itself gets no stdin.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path


def serve() -> None:
    """Answer requests until stdin ends."""
    requests, answers = os.fdopen(os.dup(0), encoding="utf-8"), os.fdopen(os.dup(1), "w", encoding="utf-8")
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1):
        os.dup2(nothing, number)
    from bcm_formal.cli.app import run

    for line in requests:
        request = json.loads(line)
        os.chdir(request["folder"])
        answers.write(json.dumps(_answer(run, request["args"]), sort_keys=True) + "\n")
        answers.flush()


def _answer(run: object, args: Sequence[str]) -> dict[str, object]:
    assert callable(run)
    out, err = io.StringIO(), io.StringIO()
    sys.argv = ["bcm", *args]
    with tempfile.TemporaryDirectory() as folder:
        tempfile.tempdir = folder
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = run()
        faults = [path.read_text(encoding="utf-8") for path in sorted(Path(folder).iterdir()) if path.is_file()]
        tempfile.tempdir = None
    return {"code": code, "out": out.getvalue(), "err": err.getvalue(), "faults": faults}


if __name__ == "__main__":
    serve()
