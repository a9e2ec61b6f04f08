// Whom Rhein-Kreis Neuss serves, in TypeScript; the same rule as in Rust beside it, and the same answers.

import { about, Why } from "./about";
import { ageOn, compare, parseDate, plusMonths, type CivilDate } from "../../../../../sdk/typescript/dates";
import type {
  Floor,
  FloorRequest,
  Person,
  Placement,
  Request,
  Residence,
  Usage,
} from "../../../../../sdk/typescript/types/target-group";

const CHILD_AGE_MAX = 17;

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

interface Parameters {
  core_age_from: number;
  core_age_to: number;
  newly_arrived_months: number | null;
  state_programme_ends: string | null;
  stage_3_begins: string | null;
  core_percent: number;
}

interface Stand {
  stage?: number;
  eligible: boolean;
  why: Why;
}

function parseParameters(text: string): Parameters {
  const parameters: Parameters = JSON.parse(text);
  if (parameters.core_age_from > parameters.core_age_to) {
    throw { tag: "parameters", val: "core_age_from is greater than core_age_to" };
  }
  return parameters;
}

function findStage(stages: string[], key: string): number {
  const position = stages.indexOf(key);
  if (position < 0) throw { tag: "data", val: `the county has no stage ${key}` };
  return position;
}

function findProgramme(programmes: string[], key: string): number {
  const position = programmes.indexOf(key);
  if (position < 0) throw { tag: "data", val: `no programme ${key} is recorded` };
  return 1 << position;
}

class Classifier {
  readonly parameters: Parameters;
  readonly asOf: CivilDate;
  readonly stages: { core: number; need: number; after: number; further: number };
  readonly programmes: { durchstarten: number; jmd: number; mbe: number };
  readonly programmeIsOver: boolean;
  readonly stage3HasBegun: boolean;
  readonly coreFamilies: Set<number>;

  constructor(request: Request) {
    this.parameters = parseParameters(request.parameters);
    this.asOf = request.asOf;
    this.stages = {
      core: findStage(request.stages, "stage-1a"),
      need: findStage(request.stages, "stage-1b"),
      after: findStage(request.stages, "stage-2"),
      further: findStage(request.stages, "stage-3"),
    };
    this.programmes = {
      durchstarten: findProgramme(request.programmes, "durchstarten"),
      jmd: findProgramme(request.programmes, "jmd"),
      mbe: findProgramme(request.programmes, "mbe"),
    };
    const ends = this.parameters.state_programme_ends;
    const begins = this.parameters.stage_3_begins;
    this.programmeIsOver = ends !== null && compare(parseDate(ends), this.asOf) < 0;
    this.stage3HasBegun = begins !== null && compare(parseDate(begins), this.asOf) <= 0;
    const adults = request.persons.filter((person) => person.family !== 0 && !person.child);
    this.coreFamilies = new Set(adults.filter((person) => this.isCore(person)).map((person) => person.family));
  }

  isCore(person: Person): boolean {
    if (!person.born) return false;
    const age = ageOn(person.born, this.asOf);
    return this.inCoreGroup(person, age) && this.servedFirst(person, age, person.programmes) === undefined;
  }

  inCoreGroup(person: Person, age: number): boolean {
    const { core_age_from, core_age_to } = this.parameters;
    return core_age_from <= age && age <= core_age_to && this.hasArrived(person);
  }

  hasArrived(person: Person): boolean {
    if (person.refugee) return true;
    if (person.residence === "german") return false;
    const months = this.parameters.newly_arrived_months;
    if (months === null) return true;
    return !!person.arrived && compare(plusMonths(person.arrived, months), this.asOf) > 0;
  }

  servedFirst(person: Person, age: number, programmes: number): Why | undefined {
    const tolerated = person.residence === "tolerated" || person.residence === "asylum-seeker";
    const { durchstarten, jmd, mbe } = this.programmes;
    if (tolerated && age >= 18 && age <= 27 && programmes & durchstarten) return Why.InProgramme;
    if (age >= 12 && age <= 27 && programmes & jmd) return Why.ServedByJmd;
    if (age >= 27 && age <= 35 && programmes & mbe) return Why.ServedByMbe;
    return undefined;
  }

  place(person: Person): Placement {
    if (!person.born) return placement(person, 0, { eligible: false, why: Why.AgeUnknown });
    const age = ageOn(person.born, this.asOf);
    const first = this.servedFirst(person, age, person.programmes);
    if (first === undefined) return placement(person, age, this.byGroup(person, age));
    if (first === Why.InProgramme) return placement(person, age, this.afterProgramme(person, age));
    return placement(person, age, { eligible: false, why: first });
  }

  afterProgramme(person: Person, age: number): Stand {
    const stage = this.stages.after;
    if (!this.programmeIsOver) return { stage, eligible: false, why: Why.InProgramme };
    const other = this.servedFirst(person, age, person.programmes & ~this.programmes.durchstarten);
    if (other !== undefined) return { eligible: false, why: other };
    return { stage, eligible: true, why: Why.AfterProgramme };
  }

  byGroup(person: Person, age: number): Stand {
    const { core, need, further } = this.stages;
    if (this.inCoreGroup(person, age)) return { stage: core, eligible: true, why: Why.Core };
    if (person.child && age <= CHILD_AGE_MAX && this.coreFamilies.has(person.family)) {
      return { stage: core, eligible: true, why: Why.CoreChild };
    }
    if (person.specialNeed) return { stage: need, eligible: true, why: Why.SpecialNeed };
    if (person.goodChances) {
      const eligible = this.stage3HasBegun;
      return { stage: further, eligible, why: eligible ? Why.FurtherGroup : Why.FurtherGroupLater };
    }
    return { eligible: false, why: this.hasArrived(person) ? Why.OtherAge : Why.NotArrived };
  }
}

function placement(person: Person, age: number, stand: Stand): Placement {
  const reason = { code: stand.why, first: age, second: RESIDENCES.indexOf(person.residence) };
  return { stage: stand.stage, eligible: stand.eligible, reason, further: 0 };
}

function weigh(usage: Usage, percent: number, coreStages: number[]): Floor {
  const share = usage.shareCentiFte;
  const core = Math.ceil((share * percent) / 100);
  let others = 0;
  usage.usedCentiFte.forEach((used, stage) => {
    if (!coreStages.includes(stage)) others += used;
  });
  const allowed = share - core;
  const kept = others <= allowed;
  const reason = kept
    ? { code: Why.FloorKept, first: share - others, second: share }
    : { code: Why.FloorBroken, first: core, second: others - allowed };
  return { coreCentiFte: core, openCentiFte: Math.max(allowed - others, 0), kept, reason };
}

export const description = { describe: () => about };

export const targetGroup = {
  classify(request: Request): Placement[] {
    const classifier = new Classifier(request);
    return request.persons.map((person) => classifier.place(person));
  },
  floors(request: FloorRequest): Floor[] {
    const percent = parseParameters(request.parameters).core_percent;
    const coreStages = [findStage(request.stages, "stage-1a"), findStage(request.stages, "stage-2")];
    return request.usages.map((usage) => weigh(usage, percent, coreStages));
  },
};
