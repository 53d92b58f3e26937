"""What happens, written above the axis: each block of words right of its line, as low as its neighbours let it."""

from __future__ import annotations

from collections.abc import Sequence

from bcm_formal.answers.timelines.timeline import Mark
from bcm_formal.records import dataclass
from bcm_formal.views.picture import Element, Font, Ink, Text, broken
from bcm_formal.views.timeline.marks import sign

PAD, BESIDE = 4.0, 9.0


@dataclass(frozen=True, slots=True)
class Row:
    """A line of text of a block."""

    text: str
    font: Font
    ink: Ink
    mark: Mark | None = None
    """what it begins to tell of: its sign stands on the line"""


@dataclass(frozen=True, slots=True)
class Block:
    """What is written about one moment, at its place on the axis."""

    x: float
    rows: tuple[Row, ...]

    @property
    def width(self) -> float:
        return BESIDE + max((Text(0, 0, row.text, row.font, row.ink).width for row in self.rows), default=0.0)

    @property
    def height(self) -> float:
        return sum(row.font.height for row in self.rows) + PAD

    def elements(self, bottom: float) -> list[Element]:
        """The texts with their signs on the line, the last of them ending at `bottom`."""
        found: list[Element] = []
        y = bottom - self.height + PAD / 2
        for row in self.rows:
            if row.mark is not None:
                found.append(sign(row.mark, self.x, y + row.font.size * 0.62))
            found.append(Text(self.x + BESIDE, y + row.font.size * 0.95, row.text, row.font, row.ink))
            y += row.font.height
        return found


def heights(blocks: Sequence[Block]) -> list[float]:
    """How far above the axis each block begins: no block lies upon another or upon a line down to the axis. The
    blocks are in the order of their places."""
    found = [0.0] * len(blocks)
    for place in reversed(range(len(blocks))):
        block = blocks[place]
        reach = block.x + block.width + 2 * PAD
        for later in range(place + 1, len(blocks)):
            if blocks[later].x >= reach:
                break
            found[place] = max(found[place], found[later] + blocks[later].height)
    return found


def rows_of(text: str, font: Font, ink: Ink, width: float, most: int, mark: Mark | None = None) -> list[Row]:
    """A text in lines of a block, the sign of the mark before the first."""
    lines = broken(text, font, width, most)
    return [Row(line, font, ink, None if place else mark) for place, line in enumerate(lines)]
