import type { FullParser, ScannedFile } from "../languages/python/scan/scanned.js";
import { askPythonBatch } from "./python-batch.js";

/**
 * CPython's own parser, in one process a call.
 *
 * @param exe a Python 3.9 or later
 * @param script full_parser.py
 * @throws Error when the interpreter fails
 */
export function fullParser(exe: string, script: string): FullParser {
  return {
    parse: async (files) =>
      (await askPythonBatch(
        exe,
        script,
        [],
        files.map((file) => JSON.stringify(file)),
      )) as ScannedFile[],
  };
}
