"""The library: what was said of people, written as policies whose properties say it, with stored proofs."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from bcm_formal.api.allowed import Progress, silent
from bcm_formal.api.loading import load
from bcm_formal.api.proving import Proved, placing, prove
from bcm_formal.system.asked import asked_of
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.translate.sentences import sentence_in_words
from bcm_formal.translate.to_bcm import to_bcm
from bcm_formal.trust.certificate import SetbackProof
from bcm_formal.trust.check import fault, judge
from bcm_formal.trust.claim import Claim, Outcome
from bcm_formal.trust.verdict import Refused
from bcm_formal.vault.archive import proofs_in
from bcm_formal.vault.making import NoProof, Proof, proof_of
from bcm_formal.vault.store import Store
from bcm_formal.versions.people.claims import ClaimedOf, claims_of
from bcm_formal.versions.people.effects import Effect

TITLE = "# bcm-formal: what a change does to people"
MODELS, PROOFS = "models", "proofs"


def store_people(effects: Sequence[Effect], home: Path, progress: Progress = silent) -> tuple[Proved, ...]:
    """Write what was claimed in the folder `models`, decide it anew, and store the proofs in the folder `proofs`; traps
    of which something else is said are stored as they were found.

    Raises `DiagnosticError` where the language cannot say it, or something cannot be written."""
    store = _models(home)
    policies = claims_of(effects, sentence_in_words)
    texts = [f"{TITLE}\n{to_bcm(policy.model)}" for policy in policies]
    for policy in policies:
        with placing(store.path(MODELS, policy.model.name)):
            store.may_be_replaced(MODELS, policy.model.name)
    found: list[Proved] = []
    for policy, text in zip(policies, texts, strict=True):
        path = store.path(MODELS, policy.model.name)
        with placing(path):
            store.write(MODELS, policy.model.name, text)
        found += _proved(policy, path, home / PROOFS, progress)
    return tuple(found)


def may_be_stored(home: Path) -> None:
    """Raises `DiagnosticError` where nothing can be written there, before anything is asked."""
    with placing(home):
        _models(home).may_be_begun()


def _models(home: Path) -> Store:
    return Store(home, TITLE, ".bcm")


def _proved(policy: ClaimedOf, path: Path, proofs: Path, progress: Progress) -> Iterator[Proved]:
    """In the order of the properties."""
    trapped = {name for name, claim in policy.claims.items() if isinstance(claim.shown.certificate, SetbackProof)}
    others = [name for name in policy.claims if name not in trapped]
    decided = prove(path, others, proofs, progress=progress) if others else ()
    by_name = {item.verdict.property.name: item for item in (*decided, *_with_traps(policy, trapped, path, proofs))}
    for name, claim in policy.claims.items():
        item = by_name[name]
        if item.verdict.outcome in _OPPOSITE[claim.shown.outcome]:
            raise AssertionError(f"`{name}` is {item.verdict.outcome.value}, and was {claim.shown.outcome.value}")
        yield item


_OPPOSITE = {
    Outcome.HOLDS: (Outcome.VIOLATED,),
    Outcome.VIOLATED: (Outcome.HOLDS, Outcome.VACUOUS),
}


def _with_traps(policy: ClaimedOf, names: set[str], path: Path, proofs: Path) -> Iterator[Proved]:
    """What the traps that were found show of the policy as it reads now."""
    if not names:
        return
    model = load(path)
    system, store = TransitionSystem(model), proofs_in(proofs)
    for item in model.properties:
        if item.name in names:
            began, shown = time.monotonic(), policy.claims[item.name].shown
            asked = asked_of(system, item)
            verdict = judge(asked, Claim(shown.outcome, shown.certificate, shown.engine))
            if isinstance(verdict, Refused):
                yield Proved(model, fault(asked, verdict), NoProof(verdict.reason), time.monotonic() - began)
                continue
            proof = proof_of(verdict, ("z3",))
            if isinstance(proof, Proof):
                with placing(store.path(model.name, item.name)):
                    store.write(model.name, item.name, proof.certificate)
            yield Proved(model, verdict, proof, time.monotonic() - began)
