import { UserError } from "../errors.js";
import type { PythonEntry } from "./bundler.js";

/** What is to be bundled, as the user named it. */
export type Entry =
  | { readonly language: "python"; readonly entry: PythonEntry; readonly name: string | null }
  | { readonly language: "javascript"; readonly file: string; readonly name: string | null };

/** What the machine knows of entries. */
export interface EntryPlaces {
  /** Of `[project.scripts]` in pyproject.toml: name to `module:function`. */
  readonly scripts: ReadonlyMap<string, string>;
  /** Of `bin` in package.json, and of what is installed beside it: name to an absolute path. */
  readonly bins: ReadonlyMap<string, string>;
  /** @returns the absolute path of a file; null where there is none */
  file(path: string): string | null;
  /** Beginning with "#!"; "" for a file that is no script. */
  firstLine(file: string): string;
}

const FUNCTION = /^([\p{L}_][\p{L}\p{N}_.]*):([\p{L}_][\p{L}\p{N}_.]*)$/u;
const JAVASCRIPT = /\.(?:[cm]?js|[cm]?ts)$/;
const NODE = /^#!.*\b(?:node|nodejs)\b/;
const NEXT = "name MODULE:FUNCTION, a file, or a script of pyproject.toml or package.json with --entry";

/**
 * @param given undefined for the only script that the project names
 * @throws UserError `entry-missing` or `entry-unclear`
 */
export function entryOf(given: string | undefined, places: EntryPlaces): Entry {
  if (given === undefined) return only(places);
  const script = places.scripts.get(given);
  if (script !== undefined) return python(script, given);
  const bin = places.bins.get(given);
  if (bin !== undefined) return { language: "javascript", file: bin, name: given };
  const file = places.file(given);
  if (file === null) return python(given, null);
  if (JAVASCRIPT.test(file) || NODE.test(places.firstLine(file))) return { language: "javascript", file, name: null };
  return { language: "python", entry: { file }, name: null };
}

function only({ scripts, bins }: EntryPlaces): Entry {
  const [script, ...others] = scripts;
  const [bin, ...otherBins] = bins;
  if (script !== undefined && others.length === 0 && bin === undefined) return python(script[1], script[0]);
  if (bin !== undefined && otherBins.length === 0 && script === undefined)
    return { language: "javascript", file: bin[1], name: bin[0] };
  const names = [...scripts.keys(), ...bins.keys()];
  if (names.length === 0) throw new UserError("entry-missing", "nothing says what is to be bundled", NEXT);
  const message = `the project has ${names.length} scripts: ${names.slice(0, 8).join(", ")}${names.length > 8 ? "…" : ""}`;
  throw new UserError("entry-unclear", message, `name one: --entry ${names[0]}`);
}

/** @throws UserError `entry-missing` for what names no function */
function python(text: string, name: string | null): Entry {
  // "module:function [extra]" of entry points.
  const [, module, called] = FUNCTION.exec(text.replace(/\s*\[.*\]$/, "").replace(/\s*:\s*/, ":")) ?? [];
  if (module !== undefined && called !== undefined)
    return { language: "python", entry: { module, function: called }, name };
  const isFile = /[/\\]|\.\w+$/.test(text);
  const message = isFile ? `there is no file ${text}` : `${text} is no MODULE:FUNCTION, no file and no script's name`;
  throw new UserError("entry-missing", message, NEXT);
}
