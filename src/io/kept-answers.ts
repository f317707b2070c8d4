import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { listingText, type Witnesses } from "./witnesses.js";

/** An answer as it was given, of bytes. */
export interface KeptAnswer {
  readonly text: Buffer;
  readonly isFinding: boolean;
}

/** All of them together; the oldest go first. */
const MOST_BYTES = 256 * 1024 * 1024;
/** Beyond the coarsest clock of a file system (FAT): a file that was written so lately may change and show the same times. */
const YOUNG_MS = 2000;
const MAGIC = "importperf answer 1\n";
/** Inode, size, times of the last change of content and of anything; all NaN: not to be trusted, look inside. */
const NUMBERS = 4;

interface Head {
  readonly key: string;
  readonly isFinding: boolean;
  readonly paths: readonly string[];
  readonly folders: readonly string[];
  /** Of the folders' listings. */
  readonly checksums: readonly number[];
  readonly interpreters: readonly (readonly [exe: string, answer: string | null])[];
  readonly textLength: number;
}

/**
 * Answers of earlier calls in the user's cache folder, each given again only while everything that it was made from is the same: every file
 * has the inode, size and both times that it had (the time of the inode's change can't be set by a program), every listed folder the same
 * entries, every interpreter the same path. A file that changed less than two seconds before an answer began is never trusted: the answer is
 * not kept. A checksum covers each answer; whatever is damaged counts as not there. Each is written to a file of its own that then takes the
 * name, so that calls at the same time don't meet. Never throws: without a cache everything is as before, later.
 */
export class KeptAnswers {
  constructor(private readonly folder: string) {}

  /**
   * @param key what was asked, with all that is not in files
   * @param interpreter asks one for its path, as it was asked for the answer
   */
  async find(key: string, interpreter: (exe: string) => Promise<string | null>): Promise<KeptAnswer | null> {
    try {
      const kept = opened(readFileSync(this.fileOf(key)));
      if (kept === null || kept.head.key !== key) return null;
      const { head, numbers, text } = kept;
      // While they start, files are looked at.
      const asked = head.interpreters.map(([exe]) => interpreter(exe));
      const isSame =
        head.paths.every((path, at) => isAsBefore(path, numbers, at)) &&
        head.folders.every((folder, at) => isListedAsBefore(folder, numbers, head, at));
      const answers = await Promise.all(asked);
      if (!isSame || !head.interpreters.every(([, answer], at) => answer === answers[at])) return null;
      return { text, isFinding: head.isFinding };
    } catch {
      return null;
    }
  }

  /**
   * What keeps an answer that was made from these witnesses; they are looked at now, before the answer is written anywhere.
   *
   * @param began when the first of the witnesses was looked at, in ms since 1970
   */
  keeper(key: string, witnesses: Witnesses, began: number): (answer: KeptAnswer) => void {
    const listings = [...witnesses.listings];
    const folders = listings.map(([folder]) => folder);
    const paths = [...witnesses.paths].filter((path) => !witnesses.listings.has(path));
    const numbers = new Float64Array((paths.length + folders.length) * NUMBERS);
    for (const [at, path] of paths.entries()) if (isYoung(note(path, numbers, at), began)) return () => {};
    for (const [at, folder] of folders.entries()) {
      const place = paths.length + at;
      if (isYoung(note(folder, numbers, place), began)) {
        numbers.fill(Number.NaN, place * NUMBERS, (place + 1) * NUMBERS);
      }
    }
    const checksums = listings.map(([, listing]) => crc32(listing));
    const interpreters = [...witnesses.interpreters];
    return ({ text, isFinding }) => {
      const head: Head = { key, isFinding, paths, folders, checksums, interpreters, textLength: text.length };
      try {
        this.write(this.fileOf(key), pieces(head, numbers, text));
        this.prune();
      } catch {
        // No room, no folder to write to: the answer was given anyway.
      }
    };
  }

  private fileOf(key: string): string {
    return join(this.folder, `${crc32(key).toString(16).padStart(8, "0")}-${key.length}.answer`);
  }

  private write(file: string, parts: readonly Uint8Array[]): void {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    const temporary = `${file}.${process.pid}-${Date.now().toString(36)}.tmp`;
    const descriptor = openSync(temporary, "wx", 0o600);
    try {
      try {
        for (const part of parts) for (let at = 0; at < part.length; ) at += writeSync(descriptor, part, at);
      } finally {
        closeSync(descriptor);
      }
      renameSync(temporary, file);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  }

  private prune(): void {
    const found = readdirSync(this.folder).map((name) => {
      const { size, mtimeMs } = statSync(join(this.folder, name));
      return { name, size, mtimeMs };
    });
    let total = found.reduce((sum, { size }) => sum + size, 0);
    for (const { name, size } of found.sort((a, b) => a.mtimeMs - b.mtimeMs)) {
      if (total <= MOST_BYTES) return;
      rmSync(join(this.folder, name), { force: true });
      total -= size;
    }
  }
}

function pieces(head: Head, numbers: Float64Array, text: Buffer): Uint8Array[] {
  const json = Buffer.from(JSON.stringify(head));
  const raw = new Uint8Array(numbers.buffer);
  const sizes = Buffer.alloc(12);
  sizes.writeUInt32LE(json.length, 0);
  sizes.writeUInt32LE(raw.length, 4);
  // zlib begins anew at an empty piece.
  const parts = [json, raw, text].filter(({ length }) => length > 0);
  sizes.writeUInt32LE(
    parts.reduce((sum, part) => crc32(part, sum), 0),
    8,
  );
  return [Buffer.from(MAGIC), sizes, ...parts];
}

function opened(bytes: Buffer): { head: Head; numbers: Float64Array; text: Buffer } | null {
  const start = MAGIC.length + 12;
  if (bytes.length < start || bytes.toString("latin1", 0, MAGIC.length) !== MAGIC) return null;
  const [jsonLength, rawLength] = [bytes.readUInt32LE(MAGIC.length), bytes.readUInt32LE(MAGIC.length + 4)];
  if (crc32(bytes.subarray(start)) !== bytes.readUInt32LE(MAGIC.length + 8)) return null;
  const head = JSON.parse(bytes.toString("utf8", start, start + jsonLength)) as Head;
  // A copy, since numbers must lie at a multiple of eight.
  const raw = Uint8Array.prototype.slice.call(bytes, start + jsonLength, start + jsonLength + rawLength);
  const text = bytes.subarray(start + jsonLength + rawLength);
  return text.length === head.textLength ? { head, numbers: new Float64Array(raw.buffer), text } : null;
}

function statOf(path: string): Stats | null {
  return statSync(path, { throwIfNoEntry: false }) ?? null;
}

/** What can't be looked at (a link in a circle, a folder without permission) is as if it were not there. */
function tryStat(path: string): Stats | null {
  try {
    return statOf(path);
  } catch {
    return null;
  }
}

function note(path: string, numbers: Float64Array, at: number): Stats | null {
  const found = tryStat(path);
  if (found !== null) numbers.set([found.ino, found.size, found.mtimeMs, found.ctimeMs], at * NUMBERS);
  return found;
}

function isAsBefore(path: string, numbers: Float64Array, at: number): boolean {
  const found = tryStat(path);
  const [ino, size, mtimeMs, ctimeMs] = numbers.subarray(at * NUMBERS);
  if (found === null) return ctimeMs === 0;
  return found.ctimeMs === ctimeMs && found.mtimeMs === mtimeMs && found.size === size && found.ino === ino;
}

function isListedAsBefore(folder: string, numbers: Float64Array, { paths, checksums }: Head, at: number): boolean {
  if (isAsBefore(folder, numbers, paths.length + at)) return true;
  return crc32(listingText(readdirSync(folder, { withFileTypes: true }))) === checksums[at];
}

function isYoung(found: Stats | null, began: number): boolean {
  return found !== null && Math.max(found.mtimeMs, found.ctimeMs) > began - YOUNG_MS;
}
