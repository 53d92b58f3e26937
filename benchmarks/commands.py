"""The commands that are measured, and what their answers say."""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
SHIPPED = {name: ROOT / "models" / name / f"{name}.bcm" for name in ("bcm", "germany", "japan")}
"""the shipped models for which times are asked"""


@dataclass(frozen=True, slots=True)
class Files:
    """A folder for generated models. `small`: of what grows, only the small sizes."""

    folder: Path
    small: bool = False

    def write(self, name: str, text: str) -> Path:
        path = self.folder / f"{name}.bcm"
        path.write_text(text, encoding="utf-8")
        return path


def bcm(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "bcm_formal", *map(str, arguments)]


def check(path: Path, *options: str) -> list[str]:
    """All properties, without stored proofs; the answers as JSON."""
    return bcm("check", path, "--fresh", "--format", "json", *options)


def remembering(command: list[str], cache: Path) -> list[str]:
    """The command with a cache of its own; others have none."""
    return ["env", f"BCM_CACHE={cache}", *command]


def inside(path: Path, variant: str) -> list[str]:
    return [sys.executable, "-m", "benchmarks.inside", str(path), variant]


def verdicts(output: str) -> dict[str, str]:
    """The verdict on each property in a JSON report; nothing if it is not one."""
    try:
        report = json.loads(output)
    except json.JSONDecodeError:
        return {}
    return {item["name"]: item["verdict"] for model in report.get("models", ()) for item in model.get("properties", ())}


def engines(output: str) -> dict[str, str]:
    """The engine that answered, for each property in a JSON report."""
    try:
        report = json.loads(output)
    except json.JSONDecodeError:
        return {}
    return {item["name"]: item["engine"] or "—" for model in report["models"] for item in model.get("properties", ())}


def counted(found: dict[str, str]) -> str:
    """As `12 HOLDS, 3 VIOLATED`."""
    counts = Counter(found.values())
    return ", ".join(f"{count} {verdict}" for verdict, count in sorted(counts.items())) or "no answer"
