"""Difference-bound matrices, row by row: closed, and kept closed when bounds are added."""

from __future__ import annotations

import math
from collections.abc import Iterable

Bound = float
"""an `int`, or infinity"""
INFINITY = math.inf
Difference = tuple[int, int, Bound]
"""(i, j, b): xᵢ - xⱼ ≤ b"""


def is_closed_by(matrix: list[Bound], size: int) -> bool:
    """Make all bounds as tight as they can be; false iff a cycle is negative, so that no point is left."""
    rows = range(size)
    for k in rows:
        row_k = matrix[k * size : k * size + size]
        for i in rows:
            first = matrix[i * size + k]
            if first == INFINITY:
                continue
            base = i * size
            for j in rows:
                through = first + row_k[j]
                if through < matrix[base + j]:
                    matrix[base + j] = through
    return all(matrix[i * size + i] >= 0 for i in rows)


def is_tightened_by(matrix: list[Bound], size: int, differences: Iterable[Difference]) -> bool:
    """Add bounds to a closed matrix, which stays closed; false iff no point is left, and then the matrix is spoilt.

    Only rows and columns that come nearer to each other by a new bound itself are gone through: to all others there is
    a way as short already.
    """
    for i, j, bound in differences:
        if matrix[i * size + j] <= bound:
            continue
        row_i, row_j = matrix[i * size : i * size + size], matrix[j * size : j * size + size]
        if row_j[i] + bound < 0:
            return False
        columns = [(b, bound + further) for b, further in enumerate(row_j) if bound + further < row_i[b]]
        for base in range(0, size * size, size):
            first = matrix[base + i]
            if first + bound < matrix[base + j]:
                for b, further in columns:
                    through = first + further
                    if through < matrix[base + b]:
                        matrix[base + b] = through
    return True
