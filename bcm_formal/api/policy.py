"""The library: a policy, which is a checked model with what can be asked of it."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from bcm_formal.diagnostics import DiagnosticError
from bcm_formal.model.as_read import must_be_as_read, read_again
from bcm_formal.model.model import Model
from bcm_formal.project.preparing import met

if TYPE_CHECKING:
    import networkx as nx

    from bcm_formal.translate.to_z3 import Constraints


class Policy(Model):
    """A checked model as `load` gives it. Everything that takes a `Model` takes it."""

    def with_parameters(self, **values: object) -> Policy:
        """The policy of the same text in which these parameters have other values.

        A value is a number, `True` or `False`, or text in the words of the policy, as `"5 years"`. Raises
        `DiagnosticError` if there is no such parameter, if the value is not of its kind or not within its bounds, and
        if this policy is no longer as its text says.
        """
        found = met(read_again(self, values))
        if found.model is None:
            raise DiagnosticError(found.diagnostics)
        return policy_of(found.model)

    def graph(self) -> nx.MultiDiGraph:
        """The policy as a graph of networkx, a `MultiDiGraph` made anew by each call.

        Nodes are the statuses, by name, with `title`, `layer` and `start` (whether a life course may begin there).
        Edges are the rules: one from each status in which a rule acts to where it leads (to the same status for an
        event), whose key is the name of the rule, with `title`, `kind` (`transition`, `event` or `limit`), `actor`,
        `adverse`, `requirements` (their words, in order), `sets` (words by attribute or clock) and `yields_to`. Nodes
        and edges have `sources` (pairs of a source and a pinpoint or None), `quotes`, `confidence` and `notes`. The
        graph has `name`, `title`, `time_in`, `layers`, `actors` and `sources` (titles by name).

        What can happen in a status depends on requirements: a path in the graph need not be a life course. Raises
        `DiagnosticError` (BCM917) if parts of the model were replaced that its rules already contain.
        """
        from bcm_formal.translate.to_networkx import graph_of

        must_be_as_read(self)
        return graph_of(self)

    def constraints(self) -> Constraints:
        """What the policy allows, as formulas of Z3 over named variables: see `Constraints`.

        Raises `DiagnosticError` (BCM917) as `graph` does.
        """
        from bcm_formal.translate.to_z3 import Constraints

        must_be_as_read(self)
        return Constraints(self)

    def __repr__(self) -> str:
        rules = len(self.events) + len(self.own_limits)
        return f"<Policy {self.name}: {len(self.statuses)} statuses, {rules} rules, {len(self.properties)} properties>"

    def _repr_svg_(self) -> str | None:
        """What a notebook shows: the diagram, as `draw` makes it; None, and so the name, where it cannot be drawn
        (BCM909)."""
        from bcm_formal.api.drawing import draw

        try:
            return draw(self, "svg").decode("utf-8")
        except DiagnosticError as error:
            if any(item.code != "BCM909" for item in error.diagnostics):
                raise
            return None


def policy_of(model: Model) -> Policy:
    """The policy that a model is."""
    return model if isinstance(model, Policy) else Policy(*(getattr(model, item.name) for item in fields(model)))
