import type { PackedColumn } from "./pack-column.js";

/** A plan of edits as the view's page carries it, with what it needs to ask the starts again; times are microseconds. */
export interface ViewPlan {
  readonly commands: readonly ViewCommand[];
  /** Of all proposals together: measured by running the edited code, or a model's number. */
  readonly ground: "measured" | "model";
  /** Best first. */
  readonly proposals: readonly ViewProposal[];
  /** Parts of the diff that proposals name by index. */
  readonly hunks: readonly string[];
  /** By what they keep in startup, the most first. */
  readonly refused: readonly ViewRefused[];
  readonly advice: readonly ViewAdvice[];
  readonly starts: readonly PackedPart[];
}

export interface ViewCommand {
  readonly text: string;
  readonly weight: number;
  /** Wall times. */
  readonly beforeUs: number;
  readonly afterUs: number;
  readonly modules: number;
}

export interface ViewProposal {
  readonly id: string;
  /** "app/cli.py:7" */
  readonly place: string;
  /** What the import binds. */
  readonly names: string;
  /** The kind of edit, and where to. */
  readonly edit: string;
  /** What else it costs, in words; "" for nothing. */
  readonly price: string;
  readonly to: readonly string[];
  readonly importer: string;
  readonly imported: readonly string[];
  /** Proposals without which it saves less; "" for none. */
  readonly with: string;
  /** Names of the rules that hold. */
  readonly proof: readonly string[];
  /** Indices of `hunks`. */
  readonly hunks: readonly number[];
}

/** Imports that are refused for the same reasons. */
export interface ViewRefused {
  readonly savingUs: number;
  readonly imports: readonly { readonly place: string; readonly names: string; readonly importer: string }[];
  readonly reasons: readonly { readonly code: string; readonly message: string; readonly place: string }[];
  /** What a person could do; "" where nothing general can be said. */
  readonly hint: string;
}

export interface ViewAdvice {
  readonly savingUs: number;
  readonly place: string;
  readonly message: string;
}

/** A `RemovableStart` of what proposals can take out of one process; imports go through proposals, by their index. */
export interface PackedPart {
  /** Index in `commands`. */
  readonly command: number;
  /** Index in the page's processes. */
  readonly process: number;
  readonly nodes: number;
  /** The page's module of each node; -1 for node 0, all that stays. */
  readonly module: PackedColumn;
  /** Whole microseconds. */
  readonly cost: PackedColumn;
  readonly imports: number;
  readonly importer: PackedColumn;
  readonly imported: PackedColumn;
  readonly through: PackedColumn;
}
