import type { Anatomy, Caches, ImportRun, LineRange, MeasuringCost, ProfileLoad, ProfileRun } from "./profile.js";

/** What only a recorded start knows beside modules, loads and imports. */
export interface Recorded {
  readonly anatomy?: Anatomy;
  readonly runs?: readonly ProfileRun[];
  readonly caches?: Caches;
  readonly measuring?: MeasuringCost;
  readonly importRuns?: readonly ImportRun[];
  /** By file, relative to the root where inside it. */
  readonly linesRun?: Readonly<Record<string, readonly LineRange[]>>;
  /** Of those the ones that functions ran on the line of their own header. */
  readonly linesCalled?: Readonly<Record<string, readonly LineRange[]>>;
  /** By load, for the loads of which more is known than their times. */
  readonly loads?: ReadonlyMap<number, RecordedLoad>;
}

export type RecordedLoad = Pick<ProfileLoad, "spreadUs" | "phases" | "waitingUs" | "objects" | "effects">;
