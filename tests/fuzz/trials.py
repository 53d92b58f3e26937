"""What is asked of the tool for each input, and what it may answer."""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from tests.fuzz import texts

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120.0
"""seconds after which no answer is a fault: a hang, and no slow proof"""
SOUND = """\
policy ladder "Ladder"
  time in months
layer outside
layer inside
actor office
attribute skill: 0 to 3, starts 0
attribute sector: one of food, care, fixed
clock stay
  runs in inside
status abroad in outside
status worker in inside
  at most 5 years, then abroad
status settled in inside
transition enter from abroad to worker by office
transition settle from worker to settled by office
  when skill at least 2
   and stay at least 2 years
event train in worker by person
  when skill less than 3
  set skill = skill + 1
event forget in worker by person, adverse
  when skill more than 0
  set skill = skill - 1
start in abroad
property path: every person in worker can reach settled
property soon: every person in abroad can reach settled within 2 years
property late: every person in worker can reach settled within 1 year
property safe: every person in settled has stay at least 2 years
property sure: every person in worker must reach abroad, settled within 5 years
property hit: every person in worker can reach settled despite 1 adverse event
property same: path to settled does not depend on sector
"""
EXPECTED = """\
# kept
[properties]
path = "HOLDS"
soon = "HOLDS"
late = "VIOLATED"
safe = "HOLDS"
sure = "HOLDS"
hit = "HOLDS"
same = "HOLDS"
[model]
statuses = 3
[severity]
BCM613 = "off"
"""


COPIES = ("one", "two")
"""the folders below that of an input, one for each process"""


class FaultFoundError(Exception):
    """The tool did what it must not do; the message says what."""


class Tool:
    """The command line in two processes with different hash seeds."""

    def __init__(self) -> None:
        self._processes = [_started(seed) for seed in ("1", "2")]

    def close(self) -> None:
        for process in self._processes:
            process.kill()
            process.communicate()

    def ask(self, folder: Path, *args: str) -> dict[str, Any]:
        """What both say. Raises `FaultFoundError`."""
        for process, own in zip(self._processes, COPIES, strict=True):
            assert process.stdin is not None
            request = json.dumps({"folder": str(folder / own), "args": args}) + "\n"
            process.stdin.write(request.encode())
            process.stdin.flush()
        lines = [self._line(process, args) for process in self._processes]
        first, second = (json.loads(line) for line in lines)
        if first["code"] == 70 or "Traceback" in first["err"]:
            raise FaultFoundError(
                f"bcm {' '.join(args)}: exit {first['code']}\n{first['err']}{''.join(first['faults'])}"
            )
        if first != second:
            raise FaultFoundError(f"bcm {' '.join(args)}: two runs differ\n{first}\n{second}")
        answer: dict[str, Any] = first
        return answer

    def _line(self, process: subprocess.Popen[bytes], args: Sequence[str]) -> bytes:
        assert process.stdout is not None
        ready, _, _ = select.select([process.stdout], [], [], PATIENCE)
        line = process.stdout.readline() if ready else b""
        if not line:
            what = "the process died" if ready else f"no answer within {PATIENCE:.0f} s"
            self.close()
            self._processes = [_started(seed) for seed in ("1", "2")]
            raise FaultFoundError(f"bcm {' '.join(args)}: {what}")
        return line


def _started(seed: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    environment["BCM_CACHE"] = "off"
    command = [sys.executable, "-m", "tests.fuzz.runner"]
    return subprocess.Popen(
        command, env=environment, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
    )


@contextmanager
def tool() -> Iterator[Tool]:
    """The tool, ended with the block."""
    found = Tool()
    try:
        yield found
    finally:
        found.close()


@dataclass(frozen=True, slots=True)
class Trial:
    """One input: files in a folder (name → content), its kind, and the number it was made from."""

    kind: str
    number: int
    files: dict[str, str]


def trial(kind: str, number: int, seeds: tuple[str, ...], certificate: str) -> Trial:
    """The input of this number, the same each time."""
    random = Random(f"{kind} {number}")
    match kind:
        case "text":
            text = texts.spliced(seeds, random) if random.random() < 0.2 else random.choice(seeds)
            return Trial(kind, number, {"m.bcm": texts.changed(text, random)})
        case "expected":
            return Trial(kind, number, {"m.bcm": SOUND, "expected.toml": texts.changed(EXPECTED, random)})
        case "certificate":
            return Trial(kind, number, {"m.bcm": SOUND, "path.txt": texts.changed(certificate, random)})
        case _:
            raise ValueError(kind)


def run(asked: Tool, item: Trial, folder: Path) -> None:
    """Put the input into the folder and ask everything of it. Raises `FaultFoundError`."""
    for own in COPIES:
        for name, content in item.files.items():
            path = folder / own / ("proofs/ladder" if item.kind == "certificate" and name != "m.bcm" else "") / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode("utf-8", "surrogatepass"))
    match item.kind:
        case "text":
            _text(asked, folder)
        case "expected":
            _expected(asked, folder)
        case _:
            _certificate(asked, folder)


def _text(asked: Tool, folder: Path) -> None:
    """A model may be refused; what is accepted is decided, formatted without change of meaning, exported and drawn."""
    checked = asked.ask(folder, "check", "m.bcm", "--format", "json")
    if checked["code"] not in (0, 1, 2, 3):
        raise FaultFoundError(f"check leaves with {checked['code']}")
    json.loads(checked["out"] or "null")
    exported = asked.ask(folder, "export", "json", "m.bcm")
    formatted = asked.ask(folder, "fmt", "m.bcm")
    if formatted["code"] == 0:
        again = asked.ask(folder, "fmt", "--check", "m.bcm")
        if again["code"] != 0:
            raise FaultFoundError(f"what was formatted would change again\n{again['out']}{again['err']}")
        after = asked.ask(folder, "export", "json", "m.bcm")
        if meaning(exported) != meaning(after):
            raise FaultFoundError("formatting changed the meaning")
    if exported["code"] == 0:
        asked.ask(folder, "check", "m.bcm")
        asked.ask(folder, "draw", "m.bcm", "-o", "m.mmd")


def meaning(exported: dict[str, Any]) -> object:
    """What of an exported model does not speak of places in the text."""

    def without_places(item: object) -> object:
        if isinstance(item, dict):
            return {key: without_places(value) for key, value in item.items() if key not in ("place", "line", "column")}
        return [without_places(value) for value in item] if isinstance(item, list) else item

    return exported["code"], without_places(json.loads(exported["out"] or "null"))


def _expected(asked: Tool, folder: Path) -> None:
    """Whatever is expected, the verdicts are the same; the file is used, or refused with a reason."""
    checked = asked.ask(folder, "check", "m.bcm", "--expected", "--format", "json")
    if checked["code"] not in (0, 1, 2):
        raise FaultFoundError(f"check leaves with {checked['code']}")
    if checked["code"] == 2 and not checked["err"]:
        raise FaultFoundError("refused without a reason")
    _same_verdicts(checked)


def _certificate(asked: Tool, folder: Path) -> None:
    """Whatever a stored proof says, the verdicts are the same, and no forged one is proved again."""
    checked = asked.ask(folder, "check", "m.bcm", "--format", "json")
    if checked["code"] != 1:
        raise FaultFoundError(f"check leaves with {checked['code']}")
    _same_verdicts(checked)


VERDICTS = {
    "path": "HOLDS",
    "soon": "HOLDS",
    "late": "VIOLATED",
    "safe": "HOLDS",
    "sure": "HOLDS",
    "hit": "HOLDS",
    "same": "HOLDS",
}


def _same_verdicts(checked: dict[str, Any]) -> None:
    if not checked["out"]:
        return
    for model in json.loads(checked["out"])["models"]:
        found = {item["name"]: item["verdict"] for item in model.get("properties", ())}
        if found and found != VERDICTS:
            raise FaultFoundError(f"the verdicts changed: {found}")


def certificate_of(folder: Path) -> str:
    """The certificate that the tool itself writes for `path` of `SOUND`."""
    from bcm_formal.api.proving import prove

    (folder / "m.bcm").write_text(SOUND)
    prove(folder / "m.bcm", ("path",), folder / "proofs")
    return (folder / "proofs" / "ladder" / "path.txt").read_text(encoding="utf-8")


def faults(kinds: Sequence[str], numbers: Iterable[int]) -> Iterator[tuple[Trial, str]]:
    """The inputs of these numbers on which the tool fails, and how; they end with the last number."""
    seeds = texts.seeds()
    with tool() as asked, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "first").mkdir()
        certificate = certificate_of(folder / "first")
        for number in numbers:
            for kind in kinds:
                item = trial(kind, number, seeds, certificate)
                place = folder / f"{kind}{number}"
                place.mkdir()
                try:
                    run(asked, item, place)
                except FaultFoundError as fault:
                    yield item, str(fault)
                shutil.rmtree(place)
