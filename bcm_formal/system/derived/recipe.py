"""Recipes: from which status graph, and by which steps, another was made.

Trusted. A recipe is what travels and what is written down; the status graph is made again from it. Equal recipes
give the same object while anybody holds it, so that all who ask about it share what was computed.
"""

from __future__ import annotations

from weakref import WeakKeyDictionary, WeakValueDictionary

from bcm_formal.model.model import Model
from bcm_formal.records import dataclass
from bcm_formal.system.derived.steps import Derivation, Observed, Unobserved, made
from bcm_formal.system.transition_system import TransitionSystem


@dataclass(frozen=True)
class Derived:
    """The steps that lead from `base`, which was made by none, to a status graph."""

    base: TransitionSystem
    steps: tuple[Derivation, ...] = ()

    @property
    def system(self) -> TransitionSystem:
        """What the recipe makes."""
        system = self.base
        for step in self.steps:
            system = derived(system, step)
        return system


class DerivedSystem(TransitionSystem):
    """A status graph that was made by a recipe. It travels as that."""

    def __init__(self, model: Model, recipe: Derived) -> None:
        super().__init__(model, recipe.base.policy)
        self.recipe = recipe

    def __reduce__(self) -> tuple[object, ...]:
        return _made_again, (self.recipe.base, self.recipe.steps)


_Made = WeakValueDictionary[tuple[Derivation, ...], DerivedSystem]
_MADE: WeakKeyDictionary[TransitionSystem, _Made] = WeakKeyDictionary()


def derived(system: TransitionSystem, step: Derivation) -> TransitionSystem:
    """The status graph after one more step."""
    before = recipe_of(system)
    recipe = Derived(before.base, (*before.steps, step))
    known = _MADE.setdefault(recipe.base, WeakValueDictionary())
    found = known.get(recipe.steps)
    if found is None:
        known[recipe.steps] = found = DerivedSystem(made(system.model, step), recipe)
        if isinstance(step, Observed | Unobserved):  # of which much is asked
            system.companions.append(found)
    return found


def recipe_of(system: TransitionSystem) -> Derived:
    """How the status graph was made: by no steps, if it was not made here."""
    return system.recipe if isinstance(system, DerivedSystem) else Derived(system)


def _made_again(base: TransitionSystem, steps: tuple[Derivation, ...]) -> TransitionSystem:
    return Derived(base, steps).system
