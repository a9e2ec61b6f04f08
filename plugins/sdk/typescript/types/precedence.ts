// The types of the extension point `precedence`; what the fields mean stands in precedence.wit.

import type { CivilDate } from "../dates";

export type Residence =
  | "unknown"
  | "german"
  | "eu-free-movement"
  | "settlement-permit"
  | "humanitarian-permit"
  | "temporary-protection"
  | "residence-permit"
  | "asylum-seeker"
  | "tolerated"
  | "other";

export interface Person {
  born?: CivilDate;
  residence: Residence;
  servedBy: number;
}

export interface Need {
  person: number;
  lifeArea: number;
  responsible: number;
  canServe: number;
  cannotServe: number;
}

export interface Request {
  asOf: CivilDate;
  parameters: string;
  lifeAreas: string[];
  services: string[];
  persons: Person[];
  needs: Need[];
}

export interface Reason {
  code: number;
  first: number;
  second: number;
}

export type Step = "refer" | "ask-first" | "keep";

export interface Direction {
  step: Step;
  service?: number;
  resultReturns: boolean;
  reason: Reason;
}
