import type { FactsReader, FileFacts, UnreadFile } from "../languages/python/judge/facts.js";
import type { AskPython } from "./python-batch.js";

/** Megabytes of answers come of a large project: a part is read while the interpreters make the next. */
const READ_AT_ONCE = 128;

/** CPython's own parser asked for names and scopes, by facts.py. @param ask asks a Python 3.8 or later */
export function pythonFacts(ask: AskPython): FactsReader {
  return {
    async read(files, words) {
      if (files.length === 0) return [];
      const head = [JSON.stringify({ words })];
      const asked: Promise<readonly unknown[]>[] = [];
      for (let at = 0; at < files.length; at += READ_AT_ONCE) {
        const some = files.slice(at, at + READ_AT_ONCE).map((file) => JSON.stringify({ file }));
        asked.push(ask("facts.py", head, some));
      }
      return (await Promise.all(asked)).flat() as (FileFacts | UnreadFile)[];
    },
  };
}
