import { spawn } from "node:child_process";
import type { FullParser, ScannedFile } from "../languages/python/scan/scanned.js";

/** Deeply nested files take CPython's parser some seconds; one that hangs is given up. */
const TIMEOUT_MS = 120_000;

/**
 * CPython's own parser, in one process a call.
 *
 * @param exe a Python 3.9 or later
 * @param script full_parser.py
 * @throws Error when the interpreter fails
 */
export function fullParser(exe: string, script: string): FullParser {
  return { parse: (files) => ask(exe, script, files) };
}

function ask(exe: string, script: string, files: readonly string[]): Promise<readonly ScannedFile[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(exe, ["-I", "-S", script], { timeout: TIMEOUT_MS, killSignal: "SIGKILL", windowsHide: true });
    const pieces: Buffer[] = [];
    let said = "";
    child.stdout.on("data", (piece: Buffer) => pieces.push(piece));
    child.stderr.on("data", (piece: Buffer) => {
      said = `${said}${piece}`.slice(-2000);
    });
    child.on("error", reject);
    child.on("close", (code) => {
      const lines = Buffer.concat(pieces).toString("utf8").split("\n");
      if (code === 0 && lines.length === files.length + 1) {
        resolve(lines.slice(0, -1).map((line) => JSON.parse(line) as ScannedFile));
      } else reject(new Error(`${exe} read ${lines.length - 1} of ${files.length} files (exit: ${code})\n${said}`));
    });
    child.stdin.on("error", () => {});
    child.stdin.end(files.map((file) => `${JSON.stringify(file)}\n`).join(""));
  });
}
