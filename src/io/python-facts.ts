import type { FactsReader, FileFacts, UnreadFile } from "../languages/python/judge/facts.js";
import { scriptLines } from "./script-lines.js";

/**
 * CPython's own parser asked for names and scopes, in one process a call.
 *
 * @param exe a Python 3.8 or later
 * @param script facts.py
 * @param run how a process is started
 * @throws Error when the interpreter fails
 */
export function pythonFacts(exe: string, script: string, run: typeof scriptLines = scriptLines): FactsReader {
  return {
    async read(files, words) {
      if (files.length === 0) return [];
      return run<FileFacts | UnreadFile>(exe, script, JSON.stringify({ files, words }), files.length);
    },
  };
}
