"""What lies upon what in a picture: texts, lines and frames that touch where they should not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from bcm_formal.views.picture import Box, Element, Group, Line, Picture, Polygon, Rectangle, Text

Segment = tuple[tuple[float, float], tuple[float, float]]
SLACK = 0.35
"""texts may come so near, in points: letters do not fill their boxes"""


def flat(elements: Iterable[Element]) -> Iterator[Element]:
    for element in elements:
        if isinstance(element, Group):
            yield from flat(element.elements)
        else:
            yield element


def texts(picture: Picture) -> list[Text]:
    return [element for element in flat(picture.elements) if isinstance(element, Text)]


def lines(picture: Picture) -> list[Line]:
    return [element for element in flat(picture.elements) if isinstance(element, Line)]


def overlaps(picture: Picture) -> list[str]:
    """Every text that another text, a line or a frame touches, or that is not within the picture."""
    boxes = [(text.text, _ink_of(text)) for text in texts(picture) if text.text.strip()]
    segments = [(f"line {line.points}", part) for line in lines(picture) for part in pairwise(line.points)]
    for element in flat(picture.elements):
        if isinstance(element, Rectangle) and element.stroke is not None:
            segments += [(f"frame {element.box}", side) for side in _sides(element.box)]
        if isinstance(element, Polygon):
            ring = (*element.points, element.points[0])
            segments += [(f"shape {element.points}", side) for side in pairwise(ring)]
    boxes.sort(key=lambda item: item[1].left)
    found = []
    for index, (one, box) in enumerate(boxes):
        for other, second in boxes[index + 1 :]:
            if second.left >= box.right:
                break
            if box.meets(second):
                found.append(f"`{one}` and `{other}`")
        found += [f"`{one}` and {what}" for what, segment in segments if crosses(segment, box)]
        if not _is_within(box, picture.view):
            found.append(f"`{one}` is not within the picture")
    return found


def crosses(segment: Segment, box: Box) -> bool:
    """True iff a part of the segment is inside the box."""
    (x1, y1), (x2, y2) = segment
    if max(x1, x2) <= box.left or min(x1, x2) >= box.right or max(y1, y2) <= box.top or min(y1, y2) >= box.bottom:
        return False
    low, high = 0.0, 1.0
    for start, by, least, most in ((x1, x2 - x1, box.left, box.right), (y1, y2 - y1, box.top, box.bottom)):
        if by == 0:
            continue
        first, last = sorted(((least - start) / by, (most - start) / by))
        low, high = max(low, first), min(high, last)
    return low < high


def _ink_of(text: Text) -> Box:
    """The box of a text without the room above capitals."""
    box, size = text.box, text.font.size
    return Box(box.left + SLACK, text.y - 0.74 * size + SLACK, box.right - SLACK, text.y + 0.2 * size - SLACK)


def _sides(box: Box) -> Iterator[Segment]:
    corners = ((box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom))
    yield from pairwise((*corners, corners[0]))


def _is_within(box: Box, view: Box) -> bool:
    return view.left <= box.left and box.right <= view.right and view.top <= box.top and box.bottom <= view.bottom
