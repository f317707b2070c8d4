import type { BenchMachine, BenchTime } from "../bench/document.js";
import type { Count, Microseconds, Warning } from "../graph/profile.js";

/** What `perf bundle --json` prints. */
export interface BundlesDocument {
  kind: "bundles";
  version: 1;
  tool: string;
  machine: BenchMachine | null;
  language: "python" | "javascript";
  /** The program's name, its entry as the user gave it, and the arguments of the starts that were timed. */
  program: string;
  entry: string;
  args: string[];
  /** The arguments of all starts that were checked, those that were timed first. */
  checked: string[][];
  /** How it starts without a bundle. */
  unbundled: BundleTimes & { command: string[] };
  /** The name and words of what all are held against; null for nothing. */
  yardstick: { name: string; command: string[]; wall: BenchTime } | null;
  /** Those that were built and work by their start, then those that don't work, then those skipped or failed. */
  bundles: Bundle[];
  /** One sentence; null where none works. */
  recommendation: string | null;
  /** What was made of the copies in our own bundles; only where it was asked for. */
  optimized?: OptimizedCopies;
  warnings: Warning[];
}

/** Imports that our own bundles defer, in copies of the program, of its dependencies and of the standard library. */
export interface OptimizedCopies {
  /** Names of import statements that load at their first use, none where nothing was gained or left. */
  deferred: Count;
  /** Files that were changed, and those of them that are copies of the standard library. */
  files: Count;
  standardFiles: Count;
  /** Imports that would have to be deferred for more, and were refused. */
  refusals: Count;
  /** For each start that was checked. */
  starts: OptimizedStart[];
  /** The project's tests with and without the edits; only where they were asked for and ran. */
  tests?: TestedCopies;
}

/** Tests that ran the edited sources in the place of those of their environment. */
export interface TestedCopies {
  command: string[];
  before: { passed: Count; failed: Count };
  after: { passed: Count; failed: Count };
  /** Files that were changed, and those of them that the tests loaded. */
  files: Count;
  loaded: Count;
}

export interface OptimizedStart {
  args: string[];
  /** Loaded without the edits, and of those no longer. */
  modules: Count;
  saved: Count;
}

export interface BundleTimes {
  wall: BenchTime | null;
  /** The median of starts with the system's disk cache emptied; null where that isn't allowed. */
  coldUs: Microseconds | null;
  /** Wall time over the yardstick's, with its 95 % interval. */
  ratioToYardstick: number | null;
  lo: number | null;
  hi: number | null;
  /** Null where that can't be recorded; absent where nothing was timed. */
  anatomy?: BundleAnatomy | null;
}

/** Where one recorded start went, without what recording it took. */
export interface BundleAnatomy {
  /** Until the interpreter is ready: a launcher, the interpreter, what it loads by itself. */
  interpreterUs: Microseconds;
  /** From there until the program's entry begins to load; null where that is not known, and it is in the next two. */
  unpackingUs: Microseconds | null;
  /** Loads of modules from then on. */
  importsUs: Microseconds;
  /** The rest until its last line, waiting included. */
  mainUs: Microseconds;
  endUs: Microseconds | null;
}

export interface Bundle extends BundleTimes {
  with: string;
  /** The bundler's own version; null where it was skipped. */
  bundler: string | null;
  /** Absolute; null where there is none. */
  path: string | null;
  bytes: Count | null;
  files: Count | null;
  buildMs: Count | null;
  /** Built earlier from the same contents. */
  fromCache: boolean;
  command: string[];
  needs: string | null;
  /** Every command printed and ended as the program does without a bundle; null where it was not built. */
  works: boolean | null;
  /** The first thing that differed, or why it could not be built. */
  fault: string | null;
  /** What the bundler said, absolute; null where it was skipped. */
  log: string | null;
  /** The last lines of that, where it could not be built. */
  said: string[];
  checks: BundleCheck[];
  /** The first start after it was built. */
  firstStartUs: Microseconds | null;
  skipped?: string;
}

/** One condition under which the bundle was started. */
export interface BundleCheck {
  /** As usual, from another folder, without HOME, with the sources away… */
  name: string;
  /** Null where this machine can't check it. */
  ok: boolean | null;
  /** What differed, or why it wasn't checked. */
  detail: string | null;
}
