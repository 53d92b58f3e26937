"""The library: `explain` a verdict, and `simulate` a life course."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bcm_formal.model.as_read import must_be_as_read
from bcm_formal.model.model import Model

if TYPE_CHECKING:
    from bcm_formal.views.report.life_courses import LifeCourse


def explain(model: Model, name: str, *, engine: str = "auto", width: int = 100) -> str:
    """Why the verdict on a property, or the result of a scenario, is as it is: the words of `bcm explain`.

    Lines are at most `width` characters long, where words allow it. Raises `DiagnosticError` (BCM903) if the model has
    neither of this name.
    """
    from bcm_formal.api.run import check
    from bcm_formal.views.report.formats import Format, Look, written
    from bcm_formal.views.report.standing import exit_code

    results = (check(model, (name,), engine),)
    return written(results, Format.TEXT, exit_code(results), Look(width, verbose=True))


def simulate(model: Model, steps: int = 20, *, seed: int = 0, begin: str | None = None) -> LifeCourse:
    """A life course of at most so many steps taken at random: the same seed gives the same life.

    `begin` is a condition that whoever begins it meets, as in `age is 20 years`. Raises `DiagnosticError` if it is no
    condition of the model (or nobody meets it), or if the starts cannot be listed (BCM911).
    """
    from bcm_formal.answers.stepping import Stepper, begun_with, listed
    from bcm_formal.views.report.life_courses import LifeCourse

    must_be_as_read(model)
    begun = model if begin is None else begun_with(model, begin)
    return LifeCourse(begun, listed(lambda: Stepper(begun).at_random(steps, seed)))
