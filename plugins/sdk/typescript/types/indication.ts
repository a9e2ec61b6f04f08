// The types of the extension point `indication`; what the fields mean stands in indication.wit.

import type { CivilDate } from "../dates";

export type Constellation = "brief-intervention" | "process-support" | "case-management";

export type Answer = "open" | "yes" | "no";

export interface Criteria {
  complexNeed: Answer;
  severalProviders: Answer;
  regularPathsFail: Answer;
  lackingOwnResources: Answer;
  consent: Answer;
}

export interface Intake {
  criteria: Criteria;
  needs: number;
}

export interface Request {
  asOf: CivilDate;
  parameters: string;
  lifeAreas: string[];
  intakes: Intake[];
}

export interface Reason {
  code: number;
  first: number;
  second: number;
}

export interface Proposal {
  constellation?: Constellation;
  met: number;
  unmet: number;
  open: number;
  reason: Reason;
}
