import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { UserError } from "../errors.js";

const CHUNK = 1 << 18;

/**
 * Reads a file, or standard input for `-`, in chunks that are only valid until the next one is asked for.
 *
 * @throws UserError when there is no such file, it is a folder, or it can't be read
 */
export async function* readChunks(file: string): AsyncGenerator<Uint8Array> {
  if (file === "-") {
    if (process.stdin.isTTY) {
      throw new UserError(
        "stdin-is-a-terminal",
        "nothing is piped into standard input",
        "name a file, or pipe one: cat import.log | perf analyze -",
      );
    }
    yield* process.stdin;
    return;
  }
  yield* readFileChunks(file);
}

/** The chunks of a file; see `readChunks`. Synchronous: at start that is several times faster than streams. */
export function* readFileChunks(file: string): Generator<Uint8Array> {
  const descriptor = attempt(file, () => openSync(file, "r"));
  try {
    if (fstatSync(descriptor).isDirectory()) {
      throw new UserError("is-a-folder", "this is a folder, not an import log", "name a file in it", { file });
    }
    const buffer = Buffer.allocUnsafe(CHUNK);
    for (;;) {
      const length = attempt(file, () => readSync(descriptor, buffer, 0, CHUNK, null));
      if (length === 0) return;
      yield buffer.subarray(0, length);
    }
  } finally {
    closeSync(descriptor);
  }
}

function attempt<Value>(file: string, action: () => Value): Value {
  try {
    return action();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    if (code === "ENOENT" || code === "ENOTDIR")
      throw new UserError("no-such-file", "no such file", "check the path; `-` reads standard input", { file });
    if (code === "EACCES" || code === "EPERM")
      throw new UserError("no-permission", "permission denied", "change its permissions, or copy it", { file });
    throw new UserError("unreadable", error instanceof Error ? error.message : String(error), "check the file", {
      file,
    });
  }
}
