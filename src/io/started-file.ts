import { accessSync, closeSync, constants, openSync, readSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";

/** The file that a command's first word starts. */
export interface StartedFile {
  /** "" where it can't be found. */
  readonly path: string;
  /** Beginning with "#!"; "" for a file that is no script. */
  readonly firstLine: string;
  /** It runs as another user or group, with an environment that the system or it itself clears. */
  readonly isSetuid: boolean;
}

const NOT_FOUND: StartedFile = { path: "", firstLine: "", isSetuid: false };
const SETUID_OR_SETGID = 0o6000;

export function startedFile(program: string, path: string | undefined): StartedFile {
  const places = program.includes("/")
    ? [program]
    : (path ?? "").split(delimiter).map((folder) => join(folder, program));
  for (const place of places) {
    try {
      accessSync(place, constants.X_OK);
      const stat = statSync(place);
      if (!stat.isFile()) continue;
      return { path: place, firstLine: firstLineOf(place), isSetuid: (stat.mode & SETUID_OR_SETGID) !== 0 };
    } catch {
      // Not here.
    }
  }
  return NOT_FOUND;
}

/** A script's line that begins with "#!"; "" for any other file. */
export function firstLineOf(file: string): string {
  try {
    const head = readAt(file, 0, 512).toString("latin1");
    return head.startsWith("#!") ? (head.split("\n")[0] ?? "").trimEnd() : "";
  } catch {
    return "";
  }
}

const LONGEST_SCRIPT = 4096;

/** The text of a script of a few lines; "" for any other file. */
export function shortScript(file: string): string {
  try {
    const head = readAt(file, 0, LONGEST_SCRIPT + 1);
    return head.length <= LONGEST_SCRIPT && head.toString("latin1", 0, 2) === "#!" ? head.toString("utf8") : "";
  } catch {
    return "";
  }
}

/** What tells an executable that holds its own runtime, so that no environment reaches the program in it. */
const EMBEDDED: readonly { readonly what: string; readonly bytes: Buffer }[] = [
  { what: "PyInstaller", bytes: Buffer.from("MEI\x0c\x0b\x0a\x0b\x0e", "latin1") },
  { what: "PyInstaller", bytes: Buffer.from("_MEIPASS") },
  { what: "Nuitka", bytes: Buffer.from("NUITKA_ONEFILE") },
  { what: "Nuitka", bytes: Buffer.from("__nuitka_binary_dir") },
  { what: "PyOxidizer", bytes: Buffer.from("oxidized_importer") },
  { what: "cx_Freeze", bytes: Buffer.from("cx_Freeze") },
  // A plain node has ":0" there.
  { what: "a Node.js single executable", bytes: Buffer.from("NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2:1") },
  { what: "pkg", bytes: Buffer.from("pkg/prelude/bootstrap.js") },
  { what: "Bun", bytes: Buffer.from("---- Bun! ----") },
  { what: "Deno", bytes: Buffer.from("d3n0l4nd") },
];
const PIECE = 1 << 22;
/** Executables that hold a program are tens of megabytes. */
const MOST = 1 << 29;

/** @returns what froze an executable, or the runtime that it is; null where nothing is found */
export function embeddedIn(file: string): string | null {
  try {
    if (readAt(file, 0, 2).toString("latin1") === "#!") return null;
    const longest = Math.max(...EMBEDDED.map(({ bytes }) => bytes.length));
    for (let at = 0; at < MOST; at += PIECE) {
      const piece = readAt(file, at, PIECE + longest);
      const found = EMBEDDED.find(({ bytes }) => piece.includes(bytes));
      if (found !== undefined) return found.what;
      if (piece.length < PIECE) break;
    }
  } catch {
    // It can be started without being readable.
  }
  return null;
}

function readAt(file: string, at: number, length: number): Buffer {
  const opened = openSync(file, "r");
  try {
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, readSync(opened, bytes, 0, length, at));
  } finally {
    closeSync(opened);
  }
}
