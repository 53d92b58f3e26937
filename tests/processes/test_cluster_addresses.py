"""Addresses of clusters, and a machine without the package."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bcm_formal.processes.cluster import Address, ClusterError, address_of, events_on
from tests.builders.running import bcm
from tests.builders.texts import NUMBERS


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("localhost:8786", "tcp://localhost:8786"),
        ("tcp://10.0.0.1:1", "tcp://10.0.0.1:1"),
        ("tls://a-b.example:65535", "tls://a-b.example:65535"),
        ("[::1]:8786", "tcp://[::1]:8786"),
    ],
)
def test_an_address_is_a_host_and_a_port(text: str, address: str) -> None:
    assert str(address_of(text)) == address


BAD = ("", "localhost", "localhost:", ":8786", "a:0", "a:65536", "a:²", "inproc://a:1", "http://a:1", "a:1\n", "a b:1")


@pytest.mark.parametrize("text", BAD)
def test_what_is_no_address_is_refused(text: str) -> None:
    assert address_of(text) is None


def test_a_machine_without_the_package_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError) as caught:
        list(events_on(Address("tcp", "127.0.0.1", 1), [()], int, lambda _: True))
    assert "bcm-formal[cluster]" in caught.value.remedy


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--vary", "after=2..3years", "--cluster", "nowhere"), "`nowhere` is no address of a cluster"),
        (("--open", "after", "--cluster", "a:1"), "only a sweep over points runs on a cluster"),
        (("--vary", "after=2..3years", "--cluster", "a:1", "--memory", "1GB"), "of a cluster only the whole run"),
        (("--vary", "after=2..3years", "--cluster", "a:1", "--timeout-each", "1s"), "of a cluster only the whole run"),
    ],
)
def test_what_does_not_go_together_with_a_cluster_is_said(
    args: tuple[str, ...],
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "n.bcm").write_text(NUMBERS)
    monkeypatch.chdir(tmp_path)
    said = bcm(monkeypatch, capfd, "sweep", "n.bcm", *args)
    assert (said.code, said.out) == (2, "")
    assert words in " ".join(said.err.split())
