// What the rule says about itself, and its reasons by code.

import schema from "../../parameters.schema.json" with { type: "text" };

export enum Why {
  Core,
  CoreChild,
  SpecialNeed,
  AfterProgramme,
  InProgramme,
  ServedByJmd,
  ServedByMbe,
  FurtherGroup,
  FurtherGroupLater,
  OtherAge,
  NotArrived,
  AgeUnknown,
  FloorKept,
  FloorBroken,
}

const reasons = [
  {
    key: "core-group",
    de: "Stufe 1a: {first} Jahre, {second:residence}, von keinem vorrangigen Dienst betreut",
    en: "Stage 1a: {first} years, {second:residence}, served by no service that goes first",
  },
  {
    key: "child-of-core-group",
    de: "Stufe 1a: Kind ({first} Jahre) einer Person der Kernzielgruppe",
    en: "Stage 1a: child ({first} years) of a person of the core group",
  },
  {
    key: "special-need",
    de: "Stufe 1b: besonderer Bedarf im Sozialraum",
    en: "Stage 1b: special need in the social space",
  },
  {
    key: "after-state-programme",
    de: "Stufe 2: {first} Jahre, {second:residence}, nach Ende der Landesinitiative",
    en: "Stage 2: {first} years, {second:residence}, after the end of the state programme",
  },
  {
    key: "in-state-programme",
    de: "Noch nicht: {first} Jahre, {second:residence}, in „Durchstarten in Ausbildung und Arbeit“",
    en: "Not yet: {first} years, {second:residence}, in the state programme",
  },
  {
    key: "served-by-jmd",
    de: "Nicht in der Zielgruppe: {first} Jahre, vom Jugendmigrationsdienst betreut",
    en: "Not in the target group: {first} years, served by the youth migration service",
  },
  {
    key: "served-by-mbe",
    de: "Nicht in der Zielgruppe: {first} Jahre, von der Migrationsberatung (MBE) betreut",
    en: "Not in the target group: {first} years, served by the migration advice for adults",
  },
  {
    key: "further-group",
    de: "Stufe 3: gute Integrationschancen",
    en: "Stage 3: good chances of integration",
  },
  {
    key: "further-group-later",
    de: "Noch nicht: gute Integrationschancen, Stufe 3 hat nicht begonnen",
    en: "Not yet: good chances of integration, stage 3 has not begun",
  },
  {
    key: "other-age",
    de: "Nicht in der Zielgruppe: {first} Jahre",
    en: "Not in the target group: {first} years",
  },
  {
    key: "not-arrived",
    de: "Nicht in der Zielgruppe: weder geflüchtet noch neu zugewandert",
    en: "Not in the target group: neither a refugee nor newly arrived",
  },
  {
    key: "age-unknown",
    de: "Nicht zu beurteilen: das Geburtsdatum fehlt",
    en: "Cannot be judged: the day of birth is missing",
  },
  {
    key: "floor-kept",
    de: "Für die Kernzielgruppe bleiben {first:hundredths} von {second:hundredths} Stellen frei",
    en: "{first:hundredths} of {second:hundredths} posts stay free for the core group",
  },
  {
    key: "floor-broken",
    de: "Der Kernzielgruppe stehen {first:hundredths} Stellen zu; andere nutzen {second:hundredths} zu viel",
    en: "The core group is due {first:hundredths} posts; others use {second:hundredths} too much",
  },
];

export const about = {
  name: {
    key: "rhein-kreis-neuss-target-group",
    de: "Zielgruppe in Stufen (Rhein-Kreis Neuss)",
    en: "Target group in stages (Rhein-Kreis Neuss)",
  },
  version: "1.0.0",
  point: "target-group",
  parametersSchema: schema,
  reasons,
  figures: [],
};
