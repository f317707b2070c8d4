import type { Count, Microseconds, Position, Warning } from "../graph/profile.js";
import type { Evidence, Language } from "../graph/vocabulary.js";

/** What `perf optimize` proposes, refuses and advises; all times are wall times, weighted over the commands. */
export interface Plan {
  kind: "plan";
  version: 1;
  tool: string;
  root: string;
  language: Language;
  evidence: Evidence;
  commands: PlanCommand[];
  before: { us: Microseconds; modules: Count };
  /** Best first. */
  proposals: Proposal[];
  /** By what they keep in startup, the most first. */
  refusals: Refusal[];
  /** What accepting reasons would save, by a model, the most first. */
  accepting: Accepting[];
  advice: Advice[];
  /** Null where the imports that are proposed save what is worth speaking of. */
  instead: Instead | null;
  predicted: Range & {
    us: Microseconds;
    /** "measured": the edited code ran, in memory; "model": nothing ran, or it could not. */
    ground: "measured" | "model";
  };
  /** As `git apply` takes it; "" where nothing is proposed. */
  patch: string;
  verification: Verification | null;
  /** Files that were changed on disk, relative to `root`. */
  written: string[];
  warnings: Warning[];
}

/** Of repeated measurements. */
export interface Range {
  loUs: Microseconds;
  hiUs: Microseconds;
}

export interface PlanCommand {
  command: string[];
  weight: number;
  before: { wallUs: Microseconds; modules: Count };
  predicted: Range & { wallUs: Microseconds; modules: Count };
}

export interface Proposal {
  id: string;
  file: string;
  line: Position;
  importer: string;
  imported: string[];
  names: string[];
  edit: string;
  /** Its share of what all chosen proposals save together: the shares sum to it. */
  savingUs: Microseconds;
  savingAloneUs: Microseconds;
  /** Proposals without which it saves less. */
  with: string[];
  proof: { rule: string; ground?: "static" | "observed" }[];
  places: { line: Position; scope: string; block: string | null }[];
  /** What else it costs, in words; absent for edits that cost nothing. */
  price?: string;
  chosen: boolean;
}

export interface Refusal {
  file: string;
  line: Position;
  importer: string;
  imported: string[];
  names: string[];
  /** What would go if this and all that is proposed were deferred, beyond what is proposed. */
  savingUs: Microseconds;
  reason: { code: string; message: string; file: string; line: Position };
}

/** Codes that `--accept` would have to take, all of them together. */
export interface Accepting {
  codes: string[];
  /** Beyond what is proposed. */
  savingUs: Microseconds;
  /** What would be accepted then. */
  reasons: { code: string; message: string; file: string; line: Position }[];
}

export interface Advice {
  file: string;
  line: Position;
  savingUs: Microseconds;
  message: string;
  /** The imports that could go then. */
  blocks: { importer: string; imported: string }[];
}

/** What helps a start of which little or no import can be deferred: only what was measured or counted. */
export interface Instead {
  load: FilesLoaded;
  /** Of the edit where the program begins; null where none was asked for. */
  entry: EntryGain | null;
  /** What the garbage collector takes, where the runtime tells it, it is worth an edit and nothing was asked about it. */
  collectorUs: Microseconds | null;
}

/** Of the modules that are files, the runtime's library too; means over the commands by their weights. */
export interface FilesLoaded {
  files: Count;
  us: Microseconds;
  /** Of the start's wall time: 0 to 1; null where the runs differed so much that the part is longer than the whole. */
  share: number | null;
  /** What of it finding and reading them takes, which one file would mostly save; null where that was not timed. */
  foundUs: Microseconds | null;
  /** "one-file": one file takes nearly all of it, and "little": it takes too little, so that a bundle gains nothing. */
  bundle: "may-help" | "one-file" | "little";
  /** The file that takes most. */
  largest: { file: string; us: Microseconds } | null;
}

export interface EntryGain {
  edit: string;
  /** As measured; null where it could not be tried. */
  savingUs: Microseconds | null;
  /** What it can save at most. */
  atMostUs: Microseconds;
  /** The variable of the environment that it was measured with; null where the edited entry was. */
  setting: string | null;
  /** Why it is not proposed; null where it is. */
  reason: { code: string; message: string } | null;
}

export interface Verification {
  commands: { command: string[]; same: boolean; loaded: boolean; why?: string }[];
  tests: { before: TestCounts; after: TestCounts } | null;
  measured: { beforeUs: Microseconds; afterUs: Microseconds; ratio: number; lo: number; hi: number } | null;
  dropped: { id: string; why: string }[];
  /** What was left out, or could not be tried, one sentence each without a full stop. */
  notes: string[];
}

export interface TestCounts {
  passed: Count;
  failed: Count;
}
