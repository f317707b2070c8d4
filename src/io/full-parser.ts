import type { FullParser, ScannedFile } from "../languages/python/scan/scanned.js";
import { scriptLines } from "./script-lines.js";

/**
 * CPython's own parser, in one process a call.
 *
 * @param exe a Python 3.9 or later
 * @param script full_parser.py
 * @throws Error when the interpreter fails
 */
export function fullParser(exe: string, script: string): FullParser {
  return {
    parse(files) {
      const paths = files.map((file) => `${JSON.stringify(file)}\n`).join("");
      return scriptLines<ScannedFile>(exe, script, paths, files.length);
    },
  };
}
