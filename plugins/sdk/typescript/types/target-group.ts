// The types of the extension point `target-group`; what the fields mean stands in target-group.wit.

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
  arrived?: CivilDate;
  residence: Residence;
  refugee: boolean;
  specialNeed: boolean;
  goodChances: boolean;
  municipality: number;
  programmes: number;
  family: number;
  child: boolean;
}

export interface Request {
  asOf: CivilDate;
  parameters: string;
  stages: string[];
  programmes: string[];
  municipalities: string[];
  persons: Person[];
}

export interface Reason {
  code: number;
  first: number;
  second: number;
}

export interface Placement {
  stage?: number;
  eligible: boolean;
  reason: Reason;
  further: number;
}

export interface Usage {
  municipality: number;
  shareCentiFte: number;
  usedCentiFte: number[];
}

export interface FloorRequest {
  asOf: CivilDate;
  parameters: string;
  stages: string[];
  municipalities: string[];
  usages: Usage[];
}

export interface Floor {
  coreCentiFte: number;
  openCentiFte: number;
  kept: boolean;
  reason: Reason;
}
