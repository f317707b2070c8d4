import { type AskedInCalls, askedInCalls } from "../../modules/asked-in-calls.js";
import { type EnvironmentWrites, environmentWrites } from "./environment-writes.js";
import type { PlainFacts } from "./facts.js";
import { loadFacts } from "./load-facts.js";

/** What follows from one file's text and path alone: plain data, which can be kept and handed to other threads. */
export interface FileFacts {
  readonly load: PlainFacts;
  readonly environment: EnvironmentWrites;
  readonly calls: AskedInCalls;
}

/** @param path absolute, for its dialect */
export function fileFacts(text: string, path: string): FileFacts {
  return { load: loadFacts(text, path), environment: environmentWrites(text, path), calls: askedInCalls(text, path) };
}
