/** What `perf bundle` is asked for. */
export interface BundleHereOptions {
  readonly tool: string;
  /** Our package's folder. */
  readonly packageRoot: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where the user is, absolute. */
  readonly folder: string;
  /** Undefined for the only script that the project names. */
  readonly entry: string | undefined;
  /** As `--with` has them; none for those that are built by default. */
  readonly kinds: readonly string[];
  readonly python: string | undefined;
  readonly name: string | undefined;
  readonly requirements: string | undefined;
  readonly distribution: string | null;
  readonly excludeUnreached: boolean;
  readonly freeze: boolean;
  /** Our own bundles defer imports in copies of everything. */
  readonly optimize: boolean;
  /** The project's tests, which have to end as they do without the deferred imports; null for none. */
  readonly test: readonly string[] | null;
  /** Our own bundles start without asserts. */
  readonly withoutAsserts: boolean;
  /** Absolute. */
  readonly out: string;
  /** The arguments of each start that is checked; the first are those of the starts that are timed. */
  readonly args: readonly (readonly string[])[];
  /** Undefined for the usual one, null for none. */
  readonly yardstick: readonly string[] | null | undefined;
  readonly isTimed: boolean;
  readonly isCold: boolean;
  readonly pairs: number | null;
  readonly seconds: number;
  readonly timeoutS: number;
  readonly buildTimeoutS: number;
  readonly atOnce: number | undefined;
  readonly isCached: boolean;
  /** Starts have the user's own home. */
  readonly keepsHome: boolean;
  readonly stop: AbortSignal;
  readonly say: (text: string) => void;
  /** A timed run has ended, of how many. */
  readonly onRun: (run: number, of: string) => void;
}
