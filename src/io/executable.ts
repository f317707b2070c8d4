import { createHash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";
import { resolve } from "node:path";
import { startedFile } from "./started-file.js";

/** The file that a command's first word starts. */
export interface Executable {
  readonly path: string;
  /** Null where it can be started and not read. */
  readonly sha256: string | null;
  /** Beginning with "#!"; "" for a file that is no script. */
  readonly firstLine: string;
}

/** @returns null where there is no such file */
export function executable(program: string, path: string | undefined): Executable | null {
  const found = startedFile(program, path);
  if (found.path === "") return null;
  return { path: resolve(found.path), sha256: hashOf(found.path), firstLine: found.firstLine };
}

const PIECE = 1 << 20;

function hashOf(file: string): string | null {
  try {
    const opened = openSync(file, "r");
    try {
      const hash = createHash("sha256");
      const piece = Buffer.allocUnsafe(PIECE);
      for (let length = readSync(opened, piece); length > 0; length = readSync(opened, piece)) {
        hash.update(piece.subarray(0, length));
      }
      return hash.digest("hex");
    } finally {
      closeSync(opened);
    }
  } catch {
    return null;
  }
}
