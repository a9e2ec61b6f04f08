"""The county's own figures: how many people have an open case, and how many of them were in touch in the period; for
the whole county and for each municipality."""

import json
from typing import Optional

from dates import key
from schema import SCHEMA
from wit_world.exports.description import About, ExtensionPoint, Text
from wit_world.exports.indicators import Figure, Request, Row

# By position: a key that never changes, and the name in both languages.
FIGURES = [
    Text("people-with-open-case", "Menschen mit offenem Fall", "People with an open case"),
    Text("people-in-touch", "Davon mit Kontakt im Zeitraum", "Of these in touch in the period"),
]


def count(figure: int, municipality: Optional[int], rows: list[Row]) -> Figure:
    """People, not cases: somebody with two cases counts once."""
    persons = len({row.person for row in rows})
    return Figure(figure, municipality, persons * 100, persons)


class Indicators:
    """Each figure once for the county and once for each municipality."""

    def compute(self, request: Request) -> list[Figure]:
        contacts_from = json.loads(request.parameters)["contacts_from"]
        today = key(request.as_of)
        rows = [row for row in request.rows if row.closed is None or key(row.closed) > today]
        figures = []
        for place in [None, *range(len(request.municipalities))]:
            here = [row for row in rows if place is None or row.municipality == place]
            in_touch = [row for row in here if row.contacts >= contacts_from]
            figures += [count(0, place, here), count(1, place, in_touch)]
        return figures


class Description:
    def describe(self) -> About:
        return About(
            name=Text("rule-key", "Offene Fälle und Kontakte", "Open cases and contacts"),
            version="1.0.0",
            point=ExtensionPoint.INDICATORS,
            # From parameters.schema.json, read when the component is built.
            parameters_schema=SCHEMA,
            reasons=[],
            figures=FIGURES,
        )
