import { createHash } from "node:crypto";
import {
  chownSync,
  closeSync,
  existsSync,
  fchmodSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { UserError } from "../errors.js";
import { isAlive } from "./is-alive.js";

/**
 * Files are written so that a stop at any moment leaves each of them old or new, and that the old ones can be brought back.
 * A journal with the old bytes is complete on disk before the first file changes: a folder `N` in the
 * journals' folder with `journal.json` and the old bytes of file M as `M`. Each file then changes by the renaming of a
 * finished one beside it.
 */

/** A file to write, its path absolute with links followed; `before` is null for one that is not there yet. */
export interface Change {
  readonly path: string;
  readonly before: Uint8Array | null;
  readonly after: Uint8Array;
}

interface Entry {
  readonly path: string;
  /** The finished file that takes its name. */
  readonly temporary: string;
  /** SHA-256 of what it held, null for a new file, and of what it holds now. */
  readonly before: string | null;
  readonly after: string;
}

/**
 * @param folder the journals' folder; made if need be
 * @throws the system's error; all files are then as they were, as far as that could be done
 */
export function writeChanges(changes: readonly Change[], folder: string): void {
  if (changes.length === 0) return;
  makeJournals(folder);
  const last = journals(folder).at(-1) ?? 0;
  // Of a write that was killed.
  if (last > 0) removeTemporaries(entriesOf(join(folder, `${last}`, "journal.json")));
  const number = last + 1;
  const entries = changes.map(({ path, before, after }): Entry => {
    const temporary = join(dirname(path), `.${basename(path)}.importperf-${number}.tmp`);
    return { path, temporary, before: before === null ? null : hash(before), after: hash(after) };
  });
  const made = join(folder, `${number}-${process.pid}.tmp`);
  mkdirSync(made);
  changes.forEach(({ before }, at) => {
    if (before !== null) writeWhole(join(made, `${at}`), before);
  });
  writeWhole(join(made, "journal.json"), Buffer.from(`${JSON.stringify({ version: 1, entries }, null, 1)}\n`));
  syncFolder(made);
  renameSync(made, join(folder, `${number}`));
  syncFolder(folder);
  try {
    replaceAll(entries.map(({ path, temporary }, at) => ({ path, temporary, bytes: changes[at]?.after ?? null })));
  } catch (error) {
    restore(folder, number);
    throw error;
  }
}

/**
 * Brings back what the last `writeChanges` of these journals replaced, or began to.
 *
 * @returns the files that changed
 * @throws UserError `nothing-to-revert`, or `edited-since` with the names of files that hold neither the old nor the new
 *   bytes: nothing is changed then
 */
export function revertChanges(folder: string): string[] {
  const number = journals(folder).at(-1);
  if (number === undefined) {
    throw new UserError(
      "nothing-to-revert",
      "nothing was written here that could be reverted",
      "perf optimize --write writes",
    );
  }
  return restore(folder, number);
}

function restore(folder: string, number: number): string[] {
  const journal = join(folder, `${number}`);
  const entries = entriesOf(join(journal, "journal.json"));
  const states = entries.map((entry) => stateOf(entry));
  const edited = entries.filter((_, at) => states[at] === "edited").map(({ path }) => path);
  if (edited.length > 0) {
    const them = edited.length === 1 ? "it" : "them";
    throw new UserError(
      "edited-since",
      `edited since they were written: ${edited.join(", ")}`,
      `nothing was reverted: undo those edits, or bring ${them} back by hand from ${journal}`,
      { file: edited[0] ?? "" },
    );
  }
  removeTemporaries(entries);
  const changed = entries.flatMap((entry, at) =>
    states[at] === "new"
      ? [{ ...entry, bytes: entry.before === null ? null : readFileSync(join(journal, `${at}`)) }]
      : [],
  );
  replaceAll(changed);
  renameSync(journal, `${journal}-${process.pid}.tmp`);
  syncFolder(folder);
  rmSync(`${journal}-${process.pid}.tmp`, { recursive: true, force: true });
  return changed.map(({ path }) => path);
}

function entriesOf(file: string): Entry[] {
  try {
    const { entries } = JSON.parse(readFileSync(file, "utf8")) as { entries: Entry[] };
    if (Array.isArray(entries)) return entries;
  } catch {
    // Said below.
  }
  throw new UserError("bad-journal", "this is no journal of ours", "it was damaged: bring the files back by git", {
    file,
  });
}

function stateOf({ path, before, after }: Entry): "old" | "new" | "edited" {
  const now = existsSync(path) ? hash(readFileSync(path)) : null;
  if (now === before) return "old";
  return now === after ? "new" : "edited";
}

interface Replacement {
  readonly path: string;
  readonly temporary: string;
  /** Null: it goes. */
  readonly bytes: Uint8Array | null;
}

/** What can fail for lack of space or rights is done for all files before the first one changes. */
function replaceAll(replacements: readonly Replacement[]): void {
  try {
    for (const { path, temporary, bytes } of replacements) if (bytes !== null) prepare(temporary, path, bytes);
    for (const { path, temporary, bytes } of replacements) {
      if (bytes === null) rmSync(path);
      else renameSync(temporary, path);
    }
  } finally {
    removeTemporaries(replacements);
  }
  for (const folder of new Set(replacements.map(({ path }) => dirname(path)))) syncFolder(folder);
}

function removeTemporaries(all: readonly { readonly temporary: string }[]): void {
  for (const { temporary } of all) rmSync(temporary, { force: true });
}

function prepare(temporary: string, path: string, bytes: Uint8Array): void {
  const found = statSync(path, { throwIfNoEntry: false });
  rmSync(temporary, { force: true });
  writeWhole(temporary, bytes, found?.mode);
  const { uid, gid } = statSync(temporary);
  if (found === undefined || (found.uid === uid && found.gid === gid)) return;
  try {
    chownSync(temporary, found.uid, found.gid);
  } catch {
    // Only root may give files away.
  }
}

function writeWhole(file: string, bytes: Uint8Array, mode?: number): void {
  const opened = openSync(file, "wx");
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(opened, bytes, at);
    // Not by opening it so: what it may be is then cut by the umask.
    if (mode !== undefined) fchmodSync(opened, mode & 0o7777);
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}

function makeJournals(folder: string): void {
  if (!existsSync(folder)) {
    mkdirSync(folder, { recursive: true });
    // No matter where it lies: it is no part of the project.
    writeFileSync(join(folder, ".gitignore"), "*\n");
  }
  for (const name of readdirSync(folder)) {
    const owner = /-(\d+)\.tmp$/.exec(name)?.[1];
    if (owner !== undefined && !isAlive(Number(owner))) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/** Numbers of complete journals, the last one last. */
function journals(folder: string): number[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .sort((a, b) => a - b);
}

/** So that a new name outlives a loss of power; not every system can. */
function syncFolder(folder: string): void {
  try {
    const opened = openSync(folder, "r");
    try {
      fsyncSync(opened);
    } finally {
      closeSync(opened);
    }
  } catch {
    // Windows.
  }
}

function hash(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
