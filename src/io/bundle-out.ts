import {
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../errors.js";
import { isAlive } from "./is-alive.js";
import { makeFolders } from "./make-folders.js";

/** In each folder that we made: what has it may be replaced. */
const MARK = ".importperf-bundle.json";
const TEMPORARY = /^\.importperf-(\d+)-/;

/**
 * The folder in which the user wants bundles, one folder for each kind; each appears there whole, and only ever replaces one
 * of ours.
 */
export class BundleOut {
  /** @param folder absolute */
  constructor(readonly folder: string) {}

  /**
   * Before anything is built.
   *
   * @throws UserError `output-not-writable`, or `output-not-ours` where something else has the name of a kind
   */
  prepare(kinds: readonly string[]): void {
    try {
      makeFolders(this.folder);
      const probe = join(this.folder, `.importperf-${process.pid}-probe`);
      mkdirSync(probe);
      rmSync(probe, { recursive: true });
    } catch (error) {
      throw unwritable(error, this.folder);
    }
    for (const kind of kinds) {
      const place = join(this.folder, kind);
      if (!existsSync(place) || isOurs(place)) continue;
      const message = "is in the way: it was not made by perf bundle";
      throw new UserError("output-not-ours", message, "move it, or choose another folder with --out", { file: place });
    }
    this.removeDead();
  }

  /** Where what a bundler says is written. */
  log(kind: string): string {
    return join(this.folder, `${kind}.log`);
  }

  /**
   * Copies a folder to its kind's place.
   *
   * @returns that place, absolute
   * @throws UserError `output-not-writable`; what was there is then as it was
   */
  async take(kind: string, from: string, about: Readonly<Record<string, unknown>>): Promise<string> {
    const place = join(this.folder, kind);
    const fresh = join(this.folder, `.importperf-${process.pid}-new-${kind}`);
    const old = join(this.folder, `.importperf-${process.pid}-old-${kind}`);
    try {
      // Waiting for it, other bundlers' commands are heard.
      await cp(from, fresh, {
        recursive: true,
        verbatimSymlinks: true,
        preserveTimestamps: true,
        mode: constants.COPYFILE_FICLONE,
      });
      writeFileSync(join(fresh, MARK), `${JSON.stringify(about)}\n`);
      if (existsSync(place)) renameSync(place, old);
      renameSync(fresh, place);
    } catch (error) {
      if (!existsSync(place) && existsSync(old)) renameSync(old, place);
      throw unwritable(error, place);
    } finally {
      for (const left of [fresh, old]) await rm(left, { recursive: true, force: true });
    }
    return place;
  }

  /** What calls that were killed left. */
  private removeDead(): void {
    for (const name of readdirSync(this.folder)) {
      const pid = Number(TEMPORARY.exec(name)?.[1]);
      if (pid > 0 && !isAlive(pid)) rmSync(join(this.folder, name), { recursive: true, force: true });
    }
  }
}

/** Whether we made a folder. */
function isOurs(folder: string): boolean {
  try {
    return "importperf" in JSON.parse(readFileSync(join(folder, MARK), "utf8"));
  } catch {
    return false;
  }
}

/** The mark is no part of what a bundler built. */
export function isMark(name: string): boolean {
  return name === MARK;
}

const SAID: Readonly<Record<string, string>> = {
  ENOSPC: ", the disk is full",
  EDQUOT: ", the disk is full",
  EROFS: ", it is on a read-only file system",
  EACCES: ", it is not yours to write to (EACCES)",
  EPERM: ", it is not yours to write to (EPERM)",
  ENOTDIR: ", a file is in its way",
  EEXIST: ", a file is in its way",
  // Of a folder directly in one that is there.
  ENOENT: ", no folder can be made there",
};

/** What the machine said of a place that the user chose; an error that is none of its own as it is. */
export function unwritable(error: unknown, file: string): unknown {
  if (!(error instanceof Error && "code" in error)) return error;
  const isFull = error.code === "ENOSPC" || error.code === "EDQUOT";
  const code = String(error.code);
  const message = `can't be written${SAID[code] ?? ` (${code})`}`;
  const hint = isFull ? "make room, or choose a folder elsewhere with --out" : "choose another folder with --out";
  return new UserError("output-not-writable", message, hint, { file });
}
