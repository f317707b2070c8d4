import {
  accessSync,
  closeSync,
  constants,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { UserError } from "../errors.js";
import { makeFolders } from "./make-folders.js";

/** A piece of what is written: text, or bytes that are UTF-8 already. */
export type Piece = string | Uint8Array;

/** Pieces are gathered to blocks of this many characters before they are written. */
const BLOCK = 1 << 16;

/** Writes a text given in pieces to standard output. A reader that has gone (`| head`) ends it silently. */
export async function writeStdout(pieces: Iterable<Piece>): Promise<void> {
  for (const block of blocks(pieces)) {
    if (!(await written(block))) return;
  }
}

/** Writes to standard error; nobody reading it is no failure. */
export function writeStderr(pieces: Iterable<Piece>): void {
  try {
    for (const block of blocks(pieces)) {
      for (let at = 0; at < block.length; ) at += writeSync(2, block, at);
    }
  } catch {
    // Closed, or full and not blocking: the result is elsewhere.
  }
}

/**
 * Before long work: whether its result can be written at the end.
 *
 * @throws UserError `output-not-writable` or `output-folder-missing`
 */
export function assertWritable(file: string): void {
  const folder = dirname(file);
  if (statSync(folder, { throwIfNoEntry: false }) === undefined) {
    const hint = `make its folder (mkdir -p ${folder}) or choose another place with --output`;
    throw new UserError("output-folder-missing", "can't be written, there is no such folder", hint, { file });
  }
  try {
    const found = statSync(file, { throwIfNoEntry: false });
    if (found !== undefined) accessSync(file, constants.W_OK);
    if (found === undefined || found.isFile()) accessSync(folder, constants.W_OK | constants.X_OK);
    if (found?.isDirectory() !== true) return;
  } catch {
    // Said below.
  }
  throw new UserError("output-not-writable", "can't be written", "choose another place with --output", { file });
}

/** @throws UserError `output-not-writable` for a folder that can't be made or written to */
export function makeFolder(folder: string): void {
  try {
    makeFolders(folder);
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch {
    const message = "is no folder that can be made or written to";
    throw new UserError("output-not-writable", message, "choose another place", { file: folder });
  }
}

/**
 * Writes a file whole or not at all: into a temporary file beside it, which then takes its name. A link stays one, and
 * what is no file (a device, a pipe) is written to.
 *
 * @throws the system's error; the old file, if any, is then as it was
 */
export function writeFileWhole(file: string, pieces: Iterable<Piece>): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found !== undefined && !found.isFile()) {
    writeInto(file, openSync(file, "w"), pieces, false);
    return;
  }
  const place = found === undefined ? file : realpathSync(file);
  const temporary = join(dirname(place), `.importperf-${process.pid}-${Date.now().toString(36)}.tmp`);
  try {
    writeInto(file, openSync(temporary, "wx", found?.mode ?? 0o666), pieces, true);
    renameSync(temporary, place);
  } catch (error) {
    remove(temporary);
    throw error instanceof Error && "syscall" in error ? Object.assign(error, { path: file }) : error;
  }
}

function writeInto(file: string, descriptor: number, pieces: Iterable<Piece>, isFile: boolean): void {
  try {
    for (const block of blocks(pieces)) {
      for (let at = 0; at < block.length; ) at += writeSync(descriptor, block, at);
    }
    if (isFile) fsyncSync(descriptor);
  } catch (error) {
    throw error instanceof Error && "syscall" in error ? Object.assign(error, { path: file }) : error;
  } finally {
    closeSync(descriptor);
  }
}

/** As far as that is possible: why the file could not be written says more than why it can't be removed. */
function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Its folder is none, or may not be written to: then it was never made.
  }
}

function* blocks(pieces: Iterable<Piece>): Iterable<Uint8Array> {
  let block = "";
  for (const piece of pieces) {
    const isText = typeof piece === "string";
    if (isText) block += piece;
    if (block.length >= BLOCK || (!isText && block !== "")) {
      yield Buffer.from(block);
      block = "";
    }
    if (!isText) yield piece;
  }
  if (block !== "") yield Buffer.from(block);
}

/**
 * Writes to standard output; false when nobody reads any more. Written directly where that does not block:
 * `process.stdout` costs 4 ms when it is first touched.
 */
async function written(bytes: Uint8Array): Promise<boolean> {
  let at = 0;
  try {
    while (at < bytes.length) at += writeSync(1, bytes, at);
    return true;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    if (code === "EPIPE") return false;
    if (code !== "EAGAIN") throw error;
    return streamed(bytes.subarray(at));
  }
}

function streamed(bytes: Uint8Array): Promise<boolean> {
  return new Promise((resolve, reject) => {
    process.stdout.write(bytes, (error) => {
      if (error == null) resolve(true);
      else if ("code" in error && error.code === "EPIPE") resolve(false);
      else reject(error);
    });
  });
}
