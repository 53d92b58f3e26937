"""The order in which lines run up and down in a channel."""

from __future__ import annotations

from collections.abc import Sequence

from bcm_formal.views.diagram.map.stack import Net

_NEAR, _SAME_ROW = 3.0, 5
"""rows so near look like one; what it costs where two lines share a row"""


def laid(nets: Sequence[Net]) -> None:
    """Gives each line its track, few crossings first, then few tracks."""
    order = sorted(nets, key=lambda net: (sum(net.span), net.arm.number))
    cost = {(a, b): _cost(a, b) for a in order for b in order if a is not b}
    for _ in range(8):
        if not _sifted(order, cost):
            break
    for at, net in enumerate(order):
        low, high = net.span
        below = [
            other.track
            for other in order[:at]
            if (other.span[0] - 5 < high and low < other.span[1] + 5) or cost[other, net] < cost[net, other]
        ]
        net.track = max(below, default=-1) + 1


def _sifted(order: list[Net], cost: dict[tuple[Net, Net], int]) -> bool:
    """Moves each line to where it is best; true iff one moved."""
    has_moved = False
    for net in list(order):
        here = order.index(net)
        rest = order[:here] + order[here + 1 :]
        now = sum(cost[net, other] for other in rest)
        best, best_at, now_at_here = now, 0, now
        for at, other in enumerate(rest, 1):
            now += cost[other, net] - cost[net, other]
            if at == here:
                now_at_here = now
            if now < best:
                best, best_at = now, at
        if here == 0:
            now_at_here = sum(cost[net, other] for other in rest)
        if best < now_at_here:
            order[:] = [*rest[:best_at], net, *rest[best_at:]]
            has_moved = True
    return has_moved


def _cost(one: Net, other: Net) -> int:
    """What it costs to have one line left of the other: crossings, and rows that they would share."""
    ends = [port.y for port in one.ports if port.is_left]  # right of the channel
    begins = [port.y for port in other.ports if not port.is_left]
    found = sum(one.span[0] - 1 < y < one.span[1] + 1 for y in begins)
    found += sum(other.span[0] - 1 < y < other.span[1] + 1 for y in ends)
    return found + _SAME_ROW * sum(abs(a - b) < _NEAR for a in ends for b in begins)
