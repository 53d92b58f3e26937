"""Dask clusters of this machine's own, that listen on its loopback only and live no longer than a test."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.builders.running import started

LOOPBACK = "127.0.0.1"
AS_QUIET = ("--host", LOOPBACK, "--no-dashboard", "--dashboard-address", f"{LOOPBACK}:0")
"""for schedulers and workers: nobody else hears them, and there is no page to look at"""
SECONDS = 60


@dataclass(frozen=True, slots=True)
class Cluster:
    """The processes of a cluster, and where its scheduler listens."""

    address: str
    scheduler: subprocess.Popen[bytes]
    workers: tuple[subprocess.Popen[bytes], ...]


@contextmanager
def cluster(folder: Path, workers: int = 2) -> Iterator[Cluster]:
    """A scheduler and some workers, each with one thread; they keep what they write in the folder."""
    told = folder / "scheduler.json"
    with ExitStack() as stack:
        command = _python("dask_scheduler", *AS_QUIET, "--port", "0", "--scheduler-file", str(told))
        scheduler = stack.enter_context(_quiet(command, folder))
        until(lambda: told.exists() and told.read_text().endswith("}"))
        address = json.loads(told.read_text())["address"]
        options = (*AS_QUIET, "--no-nanny", "--nthreads", "1", "--memory-limit", "0", "--local-directory", str(folder))
        command = _python("dask_worker", address, *options)
        yield Cluster(address, scheduler, tuple(stack.enter_context(_quiet(command, folder)) for _ in range(workers)))


def until(is_so: object) -> None:
    """Wait until a function says true; fail if it never does."""
    assert callable(is_so)
    end = time.monotonic() + SECONDS
    while not is_so():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


@contextmanager
def _quiet(command: list[str], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    with (folder / "log").open("ab") as log, started(command, stdout=log, stderr=log, cwd=folder) as process:
        yield process


def _python(module: str, *args: str) -> list[str]:
    importlib.import_module("distributed")
    return [sys.executable, "-m", f"distributed.cli.{module}", *args]
