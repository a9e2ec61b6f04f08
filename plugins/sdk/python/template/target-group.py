"""Whom the county serves: people of certain ages, all in the county's first stage; and how much of a municipality's
share is kept free for that stage."""

import json
from enum import IntEnum

from componentize_py_types import Err
from dates import age_on
from schema import SCHEMA
from wit_world.exports.description import About, ExtensionPoint, Text
from wit_world.exports.target_group import (
    Date,
    Floor,
    FloorRequest,
    Person,
    Placement,
    Reason,
    Request,
    RuleError_Data,
    RuleError_Parameters,
    Usage,
)


class Why(IntEnum):
    """Why an answer is as it is: the position among the texts."""

    IN_AGE = 0
    OTHER_AGE = 1
    AGE_UNKNOWN = 2
    FLOOR_KEPT = 3
    FLOOR_BROKEN = 4


# A key that never changes, and the sentence in both languages.
REASONS = [
    Text(
        "in-age",
        "Gehört zur Zielgruppe: {first} Jahre, {second:residence}",
        "In the target group: {first} years, {second:residence}",
    ),
    Text(
        "other-age",
        "Nicht in der Zielgruppe: {first} Jahre",
        "Not in the target group: {first} years",
    ),
    Text(
        "age-unknown",
        "Nicht zu beurteilen: das Geburtsdatum fehlt",
        "Cannot be judged: the day of birth is missing",
    ),
    Text(
        "floor-kept",
        "Für die erste Stufe bleiben {first:hundredths} von {second:hundredths} Stellen",
        "{first:hundredths} of {second:hundredths} posts are left for the first stage",
    ),
    Text(
        "floor-broken",
        "Der ersten Stufe stehen {first:hundredths} Stellen zu; andere nutzen {second:hundredths} zu viel",
        "The first stage is due {first:hundredths} posts; others use {second:hundredths} too much",
    ),
]


def parse_parameters(text: str) -> dict[str, int]:
    """As in parameters.schema.json; the platform has checked them against it."""
    parameters = json.loads(text)
    if parameters["age_from"] > parameters["age_to"]:
        raise Err(RuleError_Parameters("age_from is greater than age_to"))
    return parameters


def place(person: Person, parameters: dict[str, int], as_of: Date) -> Placement:
    age = None if person.born is None else age_on(person.born, as_of)
    if age is None:
        stage, why = None, Why.AGE_UNKNOWN
    elif parameters["age_from"] <= age <= parameters["age_to"]:
        # The first of the county's stages.
        stage, why = 0, Why.IN_AGE
    else:
        stage, why = None, Why.OTHER_AGE
    reason = Reason(int(why), age or 0, person.residence.value)
    return Placement(stage, stage is not None, reason, 0)


def weigh(usage: Usage, percent: int) -> Floor:
    share = usage.share_centi_fte
    # Rounded up: in doubt for the first stage.
    core = -(-share * percent // 100)
    allowed = share - core
    others = sum(usage.used_centi_fte[1:])
    kept = others <= allowed
    if kept:
        reason = Reason(int(Why.FLOOR_KEPT), share - others, share)
    else:
        reason = Reason(int(Why.FLOOR_BROKEN), core, others - allowed)
    return Floor(core, max(allowed - others, 0), kept, reason)


class TargetGroup:
    """One answer for each person and for each municipality, in the same order."""

    def classify(self, request: Request) -> list[Placement]:
        parameters = parse_parameters(request.parameters)
        if not request.stages:
            raise Err(RuleError_Data("the county has no stages"))
        return [place(person, parameters, request.as_of) for person in request.persons]

    def floors(self, request: FloorRequest) -> list[Floor]:
        percent = parse_parameters(request.parameters)["core_percent"]
        return [weigh(usage, percent) for usage in request.usages]


class Description:
    def describe(self) -> About:
        return About(
            name=Text("rule-key", "Zielgruppe nach Alter", "Target group by age"),
            version="1.0.0",
            point=ExtensionPoint.TARGET_GROUP,
            # From parameters.schema.json, read when the component is built.
            parameters_schema=SCHEMA,
            reasons=REASONS,
            figures=[],
        )
