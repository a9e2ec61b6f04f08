"""Which constellation fits what was heard at intake: the five criteria are counted. As long as one is open nothing is
proposed; people decide in any case."""

import json
from enum import IntEnum

from componentize_py_types import Err
from schema import SCHEMA
from wit_world.exports.description import About, ExtensionPoint, Text
from wit_world.exports.indication import (
    Answer,
    Constellation,
    Criteria,
    Intake,
    Proposal,
    Reason,
    Request,
    RuleError_Parameters,
)


class Why(IntEnum):
    """Why an answer is as it is: the position among the texts."""

    COUNTED = 0
    STILL_OPEN = 1


# A key that never changes, and the sentence in both languages.
REASONS = [
    Text(
        "counted",
        "{first} von {second} Kriterien sind erfüllt",
        "{first} of {second} criteria are met",
    ),
    Text(
        "still-open",
        "{first} von {second} Kriterien sind noch offen",
        "{first} of {second} criteria are still open",
    ),
]


def those(criteria: Criteria, answer: Answer) -> int:
    """The criteria with this answer, as a set: bit 0 is the first of them."""
    answers = [
        criteria.complex_need,
        criteria.several_providers,
        criteria.regular_paths_fail,
        criteria.lacking_own_resources,
        criteria.consent,
    ]
    return sum(1 << bit for bit, found in enumerate(answers) if found == answer)


def propose_one(intake: Intake, parameters: dict[str, int]) -> Proposal:
    criteria = intake.criteria
    met, unmet = those(criteria, Answer.YES), those(criteria, Answer.NO)
    still_open = those(criteria, Answer.OPEN)
    count = met.bit_count()
    constellation = None
    reason = Reason(int(Why.COUNTED), count, 5)
    if still_open:
        reason = Reason(int(Why.STILL_OPEN), still_open.bit_count(), 5)
    elif count >= parameters["case_management_from"]:
        constellation = Constellation.CASE_MANAGEMENT
    elif count >= parameters["process_support_from"]:
        constellation = Constellation.PROCESS_SUPPORT
    else:
        constellation = Constellation.BRIEF_INTERVENTION
    return Proposal(constellation, met, unmet, still_open, reason)


class Indication:
    """One answer for each intake, in the same order."""

    def propose(self, request: Request) -> list[Proposal]:
        parameters = json.loads(request.parameters)
        if parameters["process_support_from"] > parameters["case_management_from"]:
            text = "process_support_from is greater than case_management_from"
            raise Err(RuleError_Parameters(text))
        return [propose_one(intake, parameters) for intake in request.intakes]


class Description:
    def describe(self) -> About:
        return About(
            name=Text("rule-key", "Indikation nach Zahl der Kriterien", "Indication by number of criteria"),
            version="1.0.0",
            point=ExtensionPoint.INDICATION,
            # From parameters.schema.json, read when the component is built.
            parameters_schema=SCHEMA,
            reasons=REASONS,
            figures=[],
        )
