import type { FactsReader, FileFacts, UnreadFile } from "../languages/python/judge/facts.js";
import type { AskPython } from "./python-batch.js";

/** CPython's own parser asked for names and scopes, by facts.py. @param ask asks a Python 3.8 or later */
export function pythonFacts(ask: AskPython): FactsReader {
  return {
    async read(files, words) {
      if (files.length === 0) return [];
      const lines = files.map((file) => JSON.stringify({ file }));
      return (await ask("facts.py", [JSON.stringify({ words })], lines)) as (FileFacts | UnreadFile)[];
    },
  };
}
