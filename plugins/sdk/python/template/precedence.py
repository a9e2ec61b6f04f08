"""Which service goes first: those named in the parameters, in that order, if they are responsible and have not said
that they cannot serve. What none of them serves, the county's case management keeps."""

import json
from enum import IntEnum

from schema import SCHEMA
from wit_world.exports.description import About, ExtensionPoint, Text
from wit_world.exports.precedence import Direction, Need, Reason, Request, Step


class Why(IntEnum):
    """Why an answer is as it is: the position among the texts."""

    GOES_FIRST = 0
    TO_BE_ASKED = 1
    NOBODY_ELSE = 2


# A key that never changes, and the sentence in both languages.
REASONS = [
    Text(
        "goes-first",
        "{first:services} geht vor und kann helfen: verweisen",
        "{first:services} goes first and can serve: refer",
    ),
    Text(
        "to-be-asked",
        "{first:services} geht vor und ist noch nicht gefragt",
        "{first:services} goes first and has not been asked",
    ),
    Text(
        "nobody-else",
        "Kein vorrangiger Dienst kann helfen: das Case Management behält den Bedarf",
        "No service that goes first can serve: case management keeps the need",
    ),
]


def direct_one(need: Need, services: list[int]) -> Direction:
    # Services come as sets: bit n stands for the service at position n.
    can_be_asked = need.responsible & ~need.cannot_serve
    for service in services:
        if can_be_asked >> service & 1:
            if need.can_serve >> service & 1:
                step, why = Step.REFER, Why.GOES_FIRST
            else:
                step, why = Step.ASK_FIRST, Why.TO_BE_ASKED
            return Direction(step, service, True, Reason(int(why), service, 0))
    return Direction(Step.KEEP, None, False, Reason(int(Why.NOBODY_ELSE), 0, 0))


class Precedence:
    """One answer for each need, in the same order."""

    def direct(self, request: Request) -> list[Direction]:
        go_first = json.loads(request.parameters)["go_first"]
        # Services that the county does not record can be responsible for nothing.
        known = [service for service in go_first if service in request.services]
        services = [request.services.index(service) for service in known]
        return [direct_one(need, services) for need in request.needs]


class Description:
    def describe(self) -> About:
        return About(
            name=Text("rule-key", "Vorrangige Dienste", "Services that go first"),
            version="1.0.0",
            point=ExtensionPoint.PRECEDENCE,
            # From parameters.schema.json, read when the component is built.
            parameters_schema=SCHEMA,
            reasons=REASONS,
            figures=[],
        )
