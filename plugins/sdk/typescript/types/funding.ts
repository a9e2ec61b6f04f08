// The types of the extension point `funding`; what the fields mean stands in funding.wit.

import type { CivilDate } from "../dates";

export type RateUnit = "per-fte-year" | "cap-per-year" | "cap-per-day" | "days-per-year";

export interface Rate {
  line: number;
  unit: RateUnit;
  amount: number;
  validFrom: CivilDate;
  validTo?: CivilDate;
}

export interface Post {
  module: number;
  drawsOn: number;
  centiFte: number;
  validFrom: CivilDate;
  validTo?: CivilDate;
}

export interface Expense {
  line: number;
  on: CivilDate;
  days: number;
  cents: number;
}

export interface Line {
  key: string;
  module: number;
}

export interface Request {
  asOf: CivilDate;
  parameters: string;
  firstYear: number;
  lastYear: number;
  lines: Line[];
  rates: Rate[];
  posts: Post[];
  expenses: Expense[];
}

export interface Reason {
  code: number;
  first: number;
  second: number;
}

export interface Grant {
  grantedCents: number;
  claimedCents: number;
  reason: Reason;
}
