"""Work done by the workers of a Dask cluster that is there already: its address is all that is known of it.

What is sent is the name of a function of this package and its arguments, so the package must be installed there in the
same version. What comes back is asked for its form before anything is made of it; but Dask reads it by `pickle`, so
only a cluster that is trusted may be named. A worker that dies leaves its work to the others.
"""

from __future__ import annotations

import itertools
import logging
import re
import socket
import threading
import time
import traceback
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from queue import Empty, Queue
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from uuid import uuid4

from bcm_formal import __version__
from bcm_formal.processes.allowance import NO_LIMITS, Allowance
from bcm_formal.processes.sharing import Done, Event, Failed, Said, Stopped, is_lack_of_memory
from bcm_formal.records import dataclass

if TYPE_CHECKING:
    from distributed import Client, Future

T = TypeVar("T")

PATIENCE = 30.0
"""seconds in which a cluster must answer, and have a worker"""
_KNOCK = 5.0
"""seconds in which somebody must listen at the address"""
_TICK = 0.2
_LOOK = 2.0
"""seconds between two questions who the workers are"""
_AHEAD = 3
"""pieces of work for each thread of the workers that are sent before any has come back"""
_RIGHT_ADDRESS = "name the address that `dask scheduler` tells when it starts"
_LOGGERS = ("distributed", "tornado", "asyncio")
_ADDRESS = re.compile(r"(?:(tcp|tls)://)?(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9._-]+)):(\d{1,5})", re.ASCII)


class ClusterError(Exception):
    """The cluster does not do the work: why, and what helps."""

    def __init__(self, why: str, remedy: str) -> None:
        super().__init__(why)
        self.why, self.remedy = why, remedy


@dataclass(frozen=True, slots=True)
class Address:
    """Where the scheduler of a cluster listens."""

    scheme: str
    host: str
    port: int

    def __str__(self) -> str:
        return f"{self.scheme}://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"


def address_of(text: str) -> Address | None:
    """The address that `HOST:PORT`, `tcp://HOST:PORT` or `tls://HOST:PORT` is; None if it is none of them."""
    found = _ADDRESS.fullmatch(text)
    if found is None or not 0 < int(found[4]) < 65536:
        return None
    return Address(found[1] or "tcp", found[2] or found[3], int(found[4]))


def events_on(
    address: Address,
    arguments: Sequence[tuple[Any, ...]],
    work: Callable[..., T],
    fits: Callable[[object], bool],
    allowance: Allowance = NO_LIMITS,
) -> Generator[Event[T]]:
    """What comes of `work` with each of these arguments, by number, as it comes: Said and Done, Stopped or Failed.

    `fits`: whether something that came back is a result. Closing the iterator takes back all that is not done. Of the
    allowance only the limit for the whole run holds. Raises `ClusterError`.
    """
    _knock(address)
    with _quiet():
        client = _client(address)
        try:
            yield from _Far(client, arguments, work, fits, allowance).events()
        finally:
            with suppress(Exception):  # it may be gone
                client.close(timeout=_LOOK)


@contextmanager
def _quiet() -> Iterator[None]:
    """Dask logs nothing meanwhile: what it has to say is said by us."""
    all_of_them = [logging.getLogger(name) for name in logging.root.manager.loggerDict]
    ours = [logger for logger in all_of_them if logger.name.split(".")[0] in _LOGGERS and not logger.disabled]
    try:
        for logger in ours:
            logger.disabled = True
        yield
    finally:
        for logger in ours:
            logger.disabled = False


def _knock(address: Address) -> None:
    """Raises `ClusterError` if Dask is not there to ask, or nobody listens at the address."""
    try:
        import distributed  # noqa: F401
    except ImportError:
        remedy = "pip install 'bcm-formal[cluster]', or leave `--cluster` away"
        raise ClusterError("the package `distributed` is not installed", remedy) from None
    try:
        socket.create_connection((address.host, address.port), _KNOCK).close()
    except (OSError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise ClusterError(f"nobody listens at the address: {why.lower()}", _RIGHT_ADDRESS) from None


def _client(address: Address) -> Client:
    from distributed import Client

    made: Queue[Client | Exception] = Queue()

    def make() -> None:
        try:
            made.put(Client(str(address), timeout=PATIENCE, set_as_default=False))
        except Exception as error:  # of many kinds: no TLS, no scheduler, another version
            made.put(error)

    threading.Thread(target=make, daemon=True).start()  # its own limit does not hold for who listens and says nothing
    try:
        found = made.get(timeout=PATIENCE + _KNOCK)
    except Empty:
        found = TimeoutError("it says nothing")
    if isinstance(found, Exception):
        raise ClusterError(f"no scheduler of Dask answers there: {_one_line(found)}", _RIGHT_ADDRESS) from None
    return found


class _Far(Generic[T]):
    """A run on a cluster: what is open, what was sent and has not come back."""

    def __init__(
        self,
        client: Client,
        arguments: Sequence[tuple[Any, ...]],
        work: Callable[..., T],
        fits: Callable[[object], bool],
        allowance: Allowance,
    ) -> None:
        self._client, self._arguments, self._work = client, arguments, work
        self._fits, self._allowance = fits, allowance
        self._open = iter(range(len(arguments)))
        self._sent: dict[int, Future] = {}
        self._threads, self._looked, self._seen = 0, float("-inf"), time.monotonic()

    def events(self) -> Iterator[Event[T]]:
        while True:
            if time.monotonic() >= self._allowance.until:
                for number in (*self._sent, *self._open):
                    yield Stopped(number, self._allowance.time_is_over)
                return
            self._look()
            self._send()
            if not self._sent:
                return
            back = [number for number, future in self._sent.items() if future.done()]
            for number in back:
                yield from self._heard(number, self._sent.pop(number))
            if not back:
                time.sleep(_TICK)

    def _look(self) -> None:
        """Ask who the workers are, unless that was asked just now. Raises `ClusterError` where none are left."""
        now = time.monotonic()
        if self._client.status != "running":
            raise _is_gone("the connection was lost")
        if now - self._looked < _LOOK:
            return
        try:
            workers = self._client.sync(self._client.scheduler.ncores, callback_timeout=PATIENCE)
        except Exception as error:  # no answer, or the end of the connection, in many kinds
            raise _is_gone(_one_line(error)) from None
        self._threads, self._looked = sum(workers.values()), time.monotonic()
        if workers:
            self._seen = self._looked
        elif self._looked - self._seen > PATIENCE:
            raise ClusterError(
                f"the cluster had no worker for {PATIENCE:g} seconds", "start some with `dask worker ADDRESS`"
            )

    def _send(self) -> None:
        for number in itertools.islice(self._open, max(0, _AHEAD * max(1, self._threads) - len(self._sent))):
            self._sent[number] = self._client.submit(
                _done_there, __version__, self._work, self._arguments[number], key=f"bcm-{uuid4()}", pure=False
            )

    def _heard(self, number: int, future: Future) -> Iterator[Event[T]]:
        try:
            answer = future.result(timeout=PATIENCE)
        except Exception as error:
            if future.status == "error" and type(error).__name__ == "KilledWorker":
                yield Stopped(number, "one worker after the other died of it")
                return
            if future.status == "error":
                why = f"the cluster cannot do the work: {_one_line(error)}"
                raise ClusterError(why, f"install bcm-formal {__version__} for its scheduler and its workers") from None
            if future.status in ("pending", "lost") and self._client.status == "running":
                self._sent[number] = future  # who had it died, and it is done again
                return
            raise _is_gone(_one_line(error)) from None
        match answer:
            case ("said", found) if self._fits(found):
                yield Said(number, found)
                yield Done(number)
            case ("stopped", str(why)):
                yield Stopped(number, why)
            case ("failed", str(trace)):
                yield Failed(number, RuntimeError(trace))
            case ("is", str(other)):
                remedy = f"install bcm-formal {__version__} there"
                raise ClusterError(f"a worker has bcm-formal {other}, and this is {__version__}", remedy)
            case _:
                remedy = "look whether its workers are yours, and have the same bcm-formal"
                raise ClusterError("a worker gave back what is no result", remedy)


def _is_gone(why: str) -> ClusterError:
    remedy = "look whether its scheduler runs; with `--resume FILE` what was found is not lost"
    return ClusterError(f"the cluster does not answer any more: {why}", remedy)


def _one_line(error: BaseException) -> str:
    """What an exception says, in a line of no great length."""
    return (" ".join(str(error).split()) or type(error).__name__)[:300]


# --- on the worker ---

_ONE_AT_A_TIME = threading.Lock()


def _done_there(version: str, work: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[str, Any]:
    """What comes of a piece of work, and whether anything does, as data. However many threads a worker has, one
    computes."""
    if version != __version__:
        return "is", __version__
    with _ONE_AT_A_TIME:
        try:
            return "said", work(*arguments)
        except Exception as error:
            if is_lack_of_memory(error):
                return "stopped", "its worker had no memory"
            return "failed", "".join(traceback.format_exception(error))
