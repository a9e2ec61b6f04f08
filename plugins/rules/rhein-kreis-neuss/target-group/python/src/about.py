"""What the rule says about itself, and its reasons by code."""

from enum import IntEnum

from schema import SCHEMA
from wit_world.exports.description import About, ExtensionPoint, Text


class Why(IntEnum):
    """Why somebody stands where they stand: the position among the texts."""

    CORE = 0
    CORE_CHILD = 1
    SPECIAL_NEED = 2
    AFTER_PROGRAMME = 3
    IN_PROGRAMME = 4
    SERVED_BY_JMD = 5
    SERVED_BY_MBE = 6
    FURTHER_GROUP = 7
    FURTHER_GROUP_LATER = 8
    OTHER_AGE = 9
    NOT_ARRIVED = 10
    AGE_UNKNOWN = 11
    FLOOR_KEPT = 12
    FLOOR_BROKEN = 13


REASONS = [
    Text(
        "core-group",
        "Stufe 1a: {first} Jahre, {second:residence}, von keinem vorrangigen Dienst betreut",
        "Stage 1a: {first} years, {second:residence}, served by no service that goes first",
    ),
    Text(
        "child-of-core-group",
        "Stufe 1a: Kind ({first} Jahre) einer Person der Kernzielgruppe",
        "Stage 1a: child ({first} years) of a person of the core group",
    ),
    Text(
        "special-need",
        "Stufe 1b: besonderer Bedarf im Sozialraum",
        "Stage 1b: special need in the social space",
    ),
    Text(
        "after-state-programme",
        "Stufe 2: {first} Jahre, {second:residence}, nach Ende der Landesinitiative",
        "Stage 2: {first} years, {second:residence}, after the end of the state programme",
    ),
    Text(
        "in-state-programme",
        "Noch nicht: {first} Jahre, {second:residence}, in „Durchstarten in Ausbildung und Arbeit“",
        "Not yet: {first} years, {second:residence}, in the state programme",
    ),
    Text(
        "served-by-jmd",
        "Nicht in der Zielgruppe: {first} Jahre, vom Jugendmigrationsdienst betreut",
        "Not in the target group: {first} years, served by the youth migration service",
    ),
    Text(
        "served-by-mbe",
        "Nicht in der Zielgruppe: {first} Jahre, von der Migrationsberatung (MBE) betreut",
        "Not in the target group: {first} years, served by the migration advice for adults",
    ),
    Text(
        "further-group",
        "Stufe 3: gute Integrationschancen",
        "Stage 3: good chances of integration",
    ),
    Text(
        "further-group-later",
        "Noch nicht: gute Integrationschancen, Stufe 3 hat nicht begonnen",
        "Not yet: good chances of integration, stage 3 has not begun",
    ),
    Text(
        "other-age",
        "Nicht in der Zielgruppe: {first} Jahre",
        "Not in the target group: {first} years",
    ),
    Text(
        "not-arrived",
        "Nicht in der Zielgruppe: weder geflüchtet noch neu zugewandert",
        "Not in the target group: neither a refugee nor newly arrived",
    ),
    Text(
        "age-unknown",
        "Nicht zu beurteilen: das Geburtsdatum fehlt",
        "Cannot be judged: the day of birth is missing",
    ),
    Text(
        "floor-kept",
        "Für die Kernzielgruppe bleiben {first:hundredths} von {second:hundredths} Stellen frei",
        "{first:hundredths} of {second:hundredths} posts stay free for the core group",
    ),
    Text(
        "floor-broken",
        "Der Kernzielgruppe stehen {first:hundredths} Stellen zu; andere nutzen {second:hundredths} zu viel",
        "The core group is due {first:hundredths} posts; others use {second:hundredths} too much",
    ),
]

ABOUT = About(
    name=Text(
        "rhein-kreis-neuss-target-group",
        "Zielgruppe in Stufen (Rhein-Kreis Neuss)",
        "Target group in stages (Rhein-Kreis Neuss)",
    ),
    version="1.0.0",
    point=ExtensionPoint.TARGET_GROUP,
    # Read when the component is built: there are no files in the sandbox.
    parameters_schema=SCHEMA,
    reasons=REASONS,
    figures=[],
)
