// Whom the county serves: people of certain ages, all in the county's first stage; and how much of a municipality's
// share is kept free for that stage.

import { ageOn, type CivilDate } from "../kit/sdk/typescript/dates";
import type {
  Floor,
  FloorRequest,
  Person,
  Placement,
  Request,
  Residence,
  Usage,
} from "../kit/sdk/typescript/types/target-group";
import schema from "../parameters.schema.json" with { type: "text" };

/** Why an answer is as it is: the position among the texts. */
enum Why {
  InAge,
  OtherAge,
  AgeUnknown,
  FloorKept,
  FloorBroken,
}

/** A key that never changes, and the sentence in both languages. */
const reasons = [
  {
    key: "in-age",
    de: "Gehört zur Zielgruppe: {first} Jahre, {second:residence}",
    en: "In the target group: {first} years, {second:residence}",
  },
  {
    key: "other-age",
    de: "Nicht in der Zielgruppe: {first} Jahre",
    en: "Not in the target group: {first} years",
  },
  {
    key: "age-unknown",
    de: "Nicht zu beurteilen: das Geburtsdatum fehlt",
    en: "Cannot be judged: the day of birth is missing",
  },
  {
    key: "floor-kept",
    de: "Für die erste Stufe bleiben {first:hundredths} von {second:hundredths} Stellen",
    en: "{first:hundredths} of {second:hundredths} posts are left for the first stage",
  },
  {
    key: "floor-broken",
    de: "Der ersten Stufe stehen {first:hundredths} Stellen zu; andere nutzen {second:hundredths} zu viel",
    en: "The first stage is due {first:hundredths} posts; others use {second:hundredths} too much",
  },
];

/** The positions of the fixed choices, as in the contract: reasons name them by number. */
const RESIDENCES: Residence[] = [
  "unknown",
  "german",
  "eu-free-movement",
  "settlement-permit",
  "humanitarian-permit",
  "temporary-protection",
  "residence-permit",
  "asylum-seeker",
  "tolerated",
  "other",
];

/** As in parameters.schema.json; the platform has checked them against it. */
interface Parameters {
  age_from: number;
  age_to: number;
  core_percent: number;
}

function parseParameters(text: string): Parameters {
  const parameters: Parameters = JSON.parse(text);
  if (parameters.age_from > parameters.age_to) throw { tag: "parameters", val: "age_from is greater than age_to" };
  return parameters;
}

function place(person: Person, parameters: Parameters, asOf: CivilDate): Placement {
  const second = RESIDENCES.indexOf(person.residence);
  if (!person.born) return { eligible: false, reason: { code: Why.AgeUnknown, first: 0, second }, further: 0 };
  const age = ageOn(person.born, asOf);
  const eligible = parameters.age_from <= age && age <= parameters.age_to;
  const code = eligible ? Why.InAge : Why.OtherAge;
  // The first of the county's stages, or none.
  return { stage: eligible ? 0 : undefined, eligible, reason: { code, first: age, second }, further: 0 };
}

function weigh(usage: Usage, percent: number): Floor {
  const share = usage.shareCentiFte;
  // Rounded up: in doubt for the first stage.
  const core = Math.ceil((share * percent) / 100);
  const allowed = share - core;
  let others = 0;
  usage.usedCentiFte.forEach((used, stage) => (others += stage > 0 ? used : 0));
  const kept = others <= allowed;
  const reason = kept
    ? { code: Why.FloorKept, first: share - others, second: share }
    : { code: Why.FloorBroken, first: core, second: others - allowed };
  return { coreCentiFte: core, openCentiFte: Math.max(allowed - others, 0), kept, reason };
}

export const targetGroup = {
  /** One answer for each person, in the same order. */
  classify(request: Request): Placement[] {
    const parameters = parseParameters(request.parameters);
    if (request.stages.length === 0) throw { tag: "data", val: "the county has no stages" };
    return request.persons.map((person) => place(person, parameters, request.asOf));
  },
  /** One answer for each municipality, in the same order. */
  floors(request: FloorRequest): Floor[] {
    const percent = parseParameters(request.parameters).core_percent;
    return request.usages.map((usage) => weigh(usage, percent));
  },
};

export const description = {
  describe: () => ({
    name: { key: "rule-key", de: "Zielgruppe nach Alter", en: "Target group by age" },
    version: "1.0.0",
    point: "target-group",
    parametersSchema: schema,
    reasons,
    figures: [],
  }),
};
