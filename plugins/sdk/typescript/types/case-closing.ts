// The types of the extension point `case-closing`; what the fields mean stands in case-closing.wit.

import type { CivilDate } from "../dates";

export type Constellation = "brief-intervention" | "process-support" | "case-management";

export interface OpenCase {
  constellation: Constellation;
  opened: CivilDate;
  lastContact?: CivilDate;
  openReferrals: number;
  nextAppointment?: CivilDate;
}

export interface Request {
  asOf: CivilDate;
  parameters: string;
  cases: OpenCase[];
}

export interface Reason {
  code: number;
  first: number;
  second: number;
}

export type Verdict = "keep" | "close" | "ask";

export interface Closing {
  verdict: Verdict;
  due?: CivilDate;
  reason: Reason;
}
