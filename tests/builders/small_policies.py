"""Policies with few states whose properties have evidence of every kind, and the questions they ask."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from bcm_formal.model.model import Model
from bcm_formal.system.questions import Question
from bcm_formal.trust.certificate import Certificate
from bcm_formal.trust.check import obligations_of
from bcm_formal.trust.claim import Outcome
from bcm_formal.trust.obligations import MalformedCertificateError
from bcm_formal.trust.solvers import discharge
from bcm_formal.trust.trace import ReplayError
from bcm_formal.trust.verdict import Holds, Violated
from tests.builders.policies import verdicts

OFFICE = """policy office "An office"
  time in years
layer out
layer within
actor office
attribute ok: yes or no, starts any
attribute n: 0 to 2, starts 0
attribute kin: one of near, far, fixed
clock stay
  runs in within
  zero in out
status a in out
status b in within
  at most 2 years, then z
status c in within
status z in out
start in a
transition enter from a to b by office
event grow in b by person
  when n less than 2
  set n = n + 1
event swap in a by person
  set ok = any
event hit in b by office, adverse
  when n at least 1
  set n = n - 1
transition rise from b to c by office
  when n at least 1
  and ok
transition back from z to a by person
  when kin is near
property has_grown: every person in c has n at least 1
property nobody_rises: no person in c
property can_rise: every person in a can reach c
property all_rise: every person can reach c
property in_time: every person in a can reach c within 1 year
property alone: every person in b with ok can reach c by person
property returns: some person in z can reach c
property jumps: some person in z with kin is far can reach a
property leaves: every person in b must reach c, z within 3 years
property leaves_soon: every person in b must reach c, z within 1 year
property rises: every person in b must reach c
property once: every person in b with ok can reach c despite 1 adverse events
property in_z: every person in z can reach a despite 1 adverse events
property fair: path to c does not depend on kin
property better: better n never blocks c
property entering: every person entering c has n at least 1
property after: c only after ok and n at least 1
property before: z only after ok
property not_stuck: no dead ends
"""

ROUND = """policy round "A round and a dead end"
  time in months
layer all
actor other
attribute key: yes or no, fixed
attribute m: 0 to 2, starts 0
attribute p: 0 to 2, fixed
clock rest
status s in all
status t in all
  at most 1 month, then s
status g in all
start in s
start in t
  with p at least 1
event go in s by person
  set rest = 0 months
transition step from s to t by person
  when rest at least 1 month
transition pay from s to g by other
  when m at least 1
  and key
transition open from t to g by person
  when key
event earn in s by person
  when m less than 2
  set m = m + 1
transition steal from g to s by other, adverse
  when m at least 1
  set m = m - 1
transition drop from t to s by other, adverse
  when m at least 1
  set m = m - 1
property no_key: path to g does not depend on key
property higher: better p never blocks g
property opens: every person with key can reach g
property by_self: every person with key can reach g by person
property despite: every person with key can reach g despite 2 adverse events
property despite_more: every person in t with key can reach g by other despite 1 adverse events
property keyless: every person in s can reach g
property must: every person in s must reach t
property must_go: every person in t must reach g, s within 1 month
property some: some person in s with p at least 2 can reach g within 1 month
property none: some person in s with not key can reach g
property key_first: g only after key
"""

ADVANCE = """policy advance "What may be chosen"
  time in years
layer all
attribute free: 0 to 3, starts 0
attribute had: 0 to 1, starts 0
status u in all
status v in all
status w in all
start in u
event draw in u by person
  set free = any
event spoil in u by person, adverse
  when had less than 1
  set free = any
  set had = had + 1
transition take from u to v by person
  when free at least 2
transition lose from v to w by person, adverse
  when had less than 1
  set had = had + 1
property drawn: every person in u can reach v
property spoiled: every person in u can reach v despite 1 adverse events
property lost: every person in v can reach u despite 1 adverse events
property same: path to v does not depend on had
"""

STUCK = """policy stuck "A dead end"
  time in months
layer all
actor office
attribute n: 0 to 1, starts 1
attribute m: 0 to 1, fixed
clock since
status a in all
  at most 2 months, then d
status b in all
status d in all
limit end in d
  while time_in_status at most 1 month, then a
  set n = n + 1
status f in all
  at most 3 months, then b
start in a
transition go from a to b by person
transition leave from b to f by office
  when m is 1
event begin in a, f by person
  set since = 0 months
property must: every person in a must reach b
property must_within: every person in a must reach b within 2 months
property falls: every person in a must reach b, d within 2 months
property falls_at_last: every person in a must reach b, d
property comes_back: every person in f must reach b within 3 months
property comes_back_late: every person in f must reach b within 5 months
property stays: every person in b must reach d
property not_stuck: no dead ends
property nobody_back: some person in d can reach a
property to_b: every person in a can reach b within 3 months
property no_later: no person in d with time_in_status at least 2 months
"""

TEXTS = {"stuck": STUCK, "office": OFFICE, "round": ROUND, "advance": ADVANCE}


@dataclass(frozen=True)
class Evidence:
    """A property of a policy with the evidence of some engine."""

    name: str
    question: Question
    outcome: Outcome
    certificate: Certificate

    @property
    def model(self) -> Model:
        return self.question.system.model


@cache
def evidence(policy: str) -> tuple[Evidence, ...]:
    """Every property of a policy that is answered with a certificate for its own question."""
    found = []
    for asked, verdict in verdicts(TEXTS[policy]):
        assert isinstance(verdict, Holds | Violated), asked.property.name
        assert verdict.certificate is not None, asked.property.name
        found.append(Evidence(asked.property.name, asked.question, verdict.outcome, verdict.certificate))
    return tuple(found)


def is_accepted(outcome: Outcome, certificate: Certificate, question: Question) -> bool:
    """Whether the obligations can be written and are all proved."""
    try:
        work = obligations_of(outcome, certificate, question, None)
    except (MalformedCertificateError, ReplayError):
        return False
    return work is None or discharge(work, "z3").first_open is None
