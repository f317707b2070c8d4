import type { EditedFile } from "../../io/overlay-folder.js";
import type { Verification } from "../plan.js";

export interface VerifyOptions {
  /** The project's folder, absolute. */
  readonly root: string;
  /** Where the commands run; `root` by default. */
  readonly cwd?: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly commands: readonly { readonly words: readonly string[]; readonly weight: number }[];
  /** Ids of all proposals to verify. */
  readonly ids: readonly string[];
  /** The files as some of the proposals change them; those that none of them changes are left out. */
  edits(ids: readonly string[]): readonly EditedFile[] | Promise<readonly EditedFile[]>;
  /** Names of modules by the paths of `edits`: where a namespace package's root is, and what is loaded from elsewhere. */
  readonly modules?: ReadonlyMap<string, string>;
  /** The project's test command. */
  readonly test?: readonly string[] | undefined;
  /** The files lie in an installed package: only the packages are copied. */
  readonly isInstalled?: boolean;
  /** Our package's folder. */
  readonly packageRoot: string;
  /** Seconds until a run of a command is stopped; tests have ten times as long. */
  readonly timeoutS?: number | undefined;
  readonly stop: AbortSignal;
  /** Says what is done next, for those who wait. */
  readonly say: (text: string) => void;
  readonly limits?: Partial<VerifyLimits>;
  readonly seed?: number;
}

export interface VerifyLimits {
  /** For tests in random order and one by one. */
  readonly testSeconds: number;
  /** For finding the proposals at fault: after it all that are left are dropped. */
  readonly faultSeconds: number;
  /** Pairs of timed runs, and how long they may go on. */
  readonly pairs: number;
  readonly measureSeconds: number;
}

export interface Verified extends Verification {
  /** Ids of the proposals that hold; none where it can't be told, as when the copy was not what ran. */
  readonly kept: readonly string[];
}
