"""`bcm sweep --cluster`: points that the workers of a Dask cluster check."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.builders.clusters import SECONDS, Cluster, cluster, until
from tests.builders.running import Ran, bcm, started
from tests.builders.texts import NUMBERS

pytestmark = pytest.mark.slow

FEW = ("--vary", "after=2..6years", "--vary", "cap=4..5years", "--property", "reach", "--property", "slow")
MANY = ("--vary", "after=1..9years", "--vary", "cap=1..8years", "--property", "slow")
POINTS = 9 * 8
IMPATIENT = "from bcm_formal.processes import cluster\ncluster.PATIENCE = cluster._KNOCK = 2"

Here = Callable[..., Ran]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "n.bcm").write_text(NUMBERS)
    return tmp_path


@pytest.fixture
def here(folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Here:
    """`bcm sweep` in this process: threads of Dask would live on in it, so only for what never reaches a cluster."""
    monkeypatch.chdir(folder)
    return lambda *args: bcm(monkeypatch, capfd, "sweep", "n.bcm", "--format", "csv", *args)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A cluster for what does it no harm."""
    with cluster(tmp_path_factory.mktemp("shared")) as there:
        yield there


@pytest.fixture
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A cluster that a test may harm."""
    with cluster(tmp_path_factory.mktemp("cluster")) as there:
        yield there


def command(*args: str, before: str = "") -> list[str]:
    """`bcm sweep ARGS` as a process of its own, after some lines of Python."""
    run = f"import sys\n{before}\nfrom bcm_formal.cli.app import run\nsys.exit(run())"
    return [sys.executable, "-c", run, "sweep", "n.bcm", "--format", "csv", *args]


def apart(folder: Path, *args: str, before: str = "") -> Ran:
    done = subprocess.run(
        command(*args, before=before), cwd=folder, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def without_the_last_column(table: str) -> str:
    return "".join(row.rpartition(",")[0] + "\n" for row in table.splitlines())


def lines(path: Path) -> int:
    return path.read_text().count("\n") if path.exists() else 0


def test_a_cluster_finds_what_is_found_here_and_either_goes_on_where_the_other_was(
    folder: Path, here: Here, shared: Cluster
) -> None:
    found = here(*FEW, "--resume", "done").out
    assert apart(folder, *FEW, "--cluster", shared.address).out == without_the_last_column(found)
    kept = (folder / "done").read_text().splitlines(keepends=True)[:4]
    (folder / "done").write_text("".join(kept))
    said = apart(folder, *FEW, "--cluster", shared.address, "--resume", "done")
    assert (said.code, said.err) == (0, "")
    assert without_the_last_column(said.out) == without_the_last_column(found)
    assert [row.endswith(",yes") for row in said.out.splitlines()[1:]].count(True) == len(kept) - 1
    assert here(*FEW, "--resume", "done").out == found.replace(",no\n", ",yes\n")


def test_a_worker_that_is_killed_in_the_middle_loses_nothing(folder: Path, here: Here, dask: Cluster) -> None:
    with started(
        command(*MANY, "--cluster", dask.address, "--resume", "done"),
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as run:
        until(lambda: lines(folder / "done") > 5)
        dask.workers[0].kill()
        assert lines(folder / "done") < POINTS, "it was not in the middle"
        out, err = run.communicate(timeout=SECONDS)
    assert (run.returncode, err) == (0, b"")
    assert lines(folder / "done") == POINTS + 1
    assert without_the_last_column(out.decode()) == here(*MANY).out


def test_a_cluster_that_dies_ends_the_run_and_what_was_found_is_kept(folder: Path, here: Here, dask: Cluster) -> None:
    with started(
        command(*MANY, "--cluster", dask.address, "--resume", "done"), cwd=folder, stderr=subprocess.PIPE
    ) as run:
        until(lambda: lines(folder / "done") > 5)
        dask.scheduler.kill()
        _, err = run.communicate(timeout=SECONDS)
    assert run.returncode == 2
    assert "error[BCM936]" in err.decode()
    assert "does not answer any more" in " ".join(err.decode().split())
    found = lines(folder / "done")
    assert 5 < found < POINTS
    rows = (folder / "done").read_text().splitlines()
    assert here(*MANY, "--resume", "done").out.count(",yes\n") == found - 1, "no point is asked again"
    assert (folder / "done").read_text().splitlines()[:found] == rows


def test_a_cluster_without_workers_is_not_waited_for(folder: Path, tmp_path: Path) -> None:
    with cluster(tmp_path, workers=0) as empty:
        said = apart(folder, *FEW, "--cluster", empty.address, before=IMPATIENT)
    assert (said.code, said.out) == (2, "")
    assert "the cluster had no worker for 2 seconds" in " ".join(said.err.split())


def test_the_limit_for_the_run_holds_on_a_cluster(folder: Path, shared: Cluster) -> None:
    said = apart(folder, *MANY, "--cluster", shared.address, "--timeout", "1s", "--resume", "done")
    assert said.code == 3
    assert said.out.count("UNKNOWN") == POINTS - (lines(folder / "done") - 1) > 0


def test_who_listens_and_is_no_scheduler_is_not_waited_for(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        said = apart(
            folder,
            *FEW,
            "--cluster",
            f"127.0.0.1:{silent.getsockname()[1]}",
            before=IMPATIENT,
        )
    assert (said.code, said.out) == (2, "")
    assert "no scheduler of Dask answers there" in " ".join(said.err.split())


def test_where_nobody_listens_is_said_at_once(here: Here) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    said = here(*FEW, "--cluster", f"127.0.0.1:{port}", "--resume", "done")
    assert (said.code, said.out) == (2, "")
    assert "nobody listens at the address" in " ".join(said.err.split())
