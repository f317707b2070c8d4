import type { Outcome } from "../optimize/verify/compare.js";

/** One start of a program under a condition. */
export interface Start {
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly isolation?: Isolation;
}

/** What a process is to be without. */
export type Isolation =
  | { readonly kind: "network" }
  | { readonly kind: "own-user" }
  /** Nobody can write below this folder. */
  | { readonly kind: "writing"; readonly folder: string }
  /** These folders are empty. */
  | { readonly kind: "folders"; readonly folders: readonly string[] };

/** What a start did, as it is; `why` where this machine could not make the condition. */
export type Ran = Outcome | { readonly why: string };

/** What checks need of the machine; a fake in tests. */
export interface CheckRoom {
  run(start: Start): Promise<Ran>;
  /** Why this machine can't make a condition; null where it can. */
  cannot(kind: Isolation["kind"]): string | null;
  /** An empty folder, that of none of the programs; absolute. */
  readonly elsewhere: string;
  /** A copy of a folder at a place whose path has a blank and letters beyond ASCII, readable by all users; absolute. */
  copied(folder: string): string;
  /** Another thing stands at a folder now: what was copied of it is no copy any more. */
  forget(folder: string): void;
  /** A link of this name in a folder of its own; absolute. */
  linked(name: string, to: string): string;
  /** An empty home of the user's own, or of the other user. */
  home(isOther: boolean): string;
  /** Whether the other user can start a program. */
  startsForOthers(words: readonly string[]): Promise<boolean>;
}
