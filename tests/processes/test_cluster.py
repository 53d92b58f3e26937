"""What is made of the answers of a cluster, which a pretended one gives here. Real ones: `tests/cli`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

import pytest

from bcm_formal import __version__
from bcm_formal.processes import cluster
from bcm_formal.processes.cluster import Address, ClusterError, events_on
from bcm_formal.processes.sharing import Done, Failed, Said, Stopped

if TYPE_CHECKING:
    from distributed import Client

Answer = Callable[[int], Any]


class KilledWorker(Exception):  # noqa: N818
    """As Dask calls it."""


class Told:
    """A future that has an answer: what a function of how often it was asked gives, or raises."""

    def __init__(self, answer: Answer, status: str) -> None:
        self._answer, self.status, self._asked = answer, status, 0

    def done(self) -> bool:
        return True

    def result(self, timeout: float) -> Any:
        self._asked += 1
        return self._answer(self._asked)


class Pretended:
    """A cluster with one thread."""

    def __init__(self, answer: Answer, status: str = "finished") -> None:
        self.status, self.scheduler = "running", self
        self.ncores = {"a": 1}
        self.closed, self.most, self._answer, self._of_each = False, 0, answer, status
        self.open = 0

    def sync(self, asked: dict[str, int], callback_timeout: float) -> dict[str, int]:
        return asked

    def submit(self, *_: Any, **__: Any) -> Told:
        self.open += 1
        self.most = max(self.most, self.open)

        def answered(asked: int) -> Any:
            found = self._answer(asked)
            self.open -= 1
            return found

        return Told(answered, self._of_each)

    def close(self, timeout: float) -> None:
        self.closed = True


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[Any]]:
    def events(there: Pretended, count: int = 1) -> list[Any]:
        monkeypatch.setattr(cluster, "_knock", lambda _: None)
        monkeypatch.setattr(cluster, "_client", lambda _: cast("Client", there))
        work = [(number,) for number in range(count)]
        return list(events_on(Address("tcp", "a", 1), work, int, lambda said: said == 7))

    return events


def raising(error: Exception, times: int = 1) -> Answer:
    def answer(asked: int) -> Any:
        if asked <= times:
            raise error
        return "said", 7

    return answer


def test_what_is_found_is_told_and_little_is_sent_ahead(asked: Callable[..., list[Any]]) -> None:
    there = Pretended(lambda _: ("said", 7))
    assert sorted(asked(there, 9), key=lambda event: (event.number, type(event).__name__)) == [
        event for number in range(9) for event in (Done(number), Said(number, 7))
    ]
    assert (there.closed, there.most, there.open) == (True, 3, 0)


@pytest.mark.parametrize("forged", [("said", 8), ("said",), ("said", 7, 7), ("done", 7), 7, None, ("stopped", 7), "is"])
def test_what_is_no_result_is_not_believed(asked: Callable[..., list[Any]], forged: object) -> None:
    there = Pretended(lambda _: forged)
    with pytest.raises(ClusterError, match="gave back what is no result"):
        asked(there)
    assert there.closed


def test_another_version_is_refused(asked: Callable[..., list[Any]]) -> None:
    with pytest.raises(ClusterError, match=r"a worker has bcm-formal 9\.9, and this is"):
        asked(Pretended(lambda _: ("is", "9.9")))


def test_what_ends_on_a_worker_is_told(asked: Callable[..., list[Any]]) -> None:
    assert asked(Pretended(lambda _: ("stopped", "no memory"))) == [Stopped(0, "no memory")]
    (event,) = asked(Pretended(lambda _: ("failed", "Traceback: here")))
    assert isinstance(event, Failed)
    assert "Traceback: here" in str(event.error)


def test_work_of_which_every_worker_dies_is_left_open(asked: Callable[..., list[Any]]) -> None:
    there = Pretended(raising(KilledWorker("w")), "error")
    assert asked(there) == [Stopped(0, "one worker after the other died of it")]


def test_what_a_worker_that_died_had_done_is_asked_for_again(asked: Callable[..., list[Any]]) -> None:
    assert asked(Pretended(raising(TimeoutError(), 3), "lost")) == [Said(0, 7), Done(0)]


@pytest.mark.parametrize(
    ("status", "words"), [("error", "cannot do the work: no module"), ("cancelled", "does not answer any more")]
)
def test_a_cluster_that_cannot_is_an_error(asked: Callable[..., list[Any]], status: str, words: str) -> None:
    with pytest.raises(ClusterError, match=words):
        asked(Pretended(raising(ImportError("no module")), status))


def test_a_lost_connection_is_an_error(asked: Callable[..., list[Any]]) -> None:
    there = Pretended(lambda _: ("said", 7))
    there.status = "closed"
    with pytest.raises(ClusterError, match="the connection was lost"):
        asked(there)


@pytest.mark.parametrize(
    ("error", "answer"),
    [(MemoryError(), ("stopped", "its worker had no memory")), (ValueError("x"), ("failed", "ValueError: x"))],
)
def test_on_a_worker_an_exception_becomes_words(error: Exception, answer: tuple[str, str]) -> None:
    kind, words = cluster._done_there(__version__, raising(error), (1,))
    assert kind == answer[0]
    assert answer[1] in words


def test_on_a_worker_another_version_does_nothing() -> None:
    assert cluster._done_there("0", raising(ValueError()), (1,)) == ("is", __version__)
