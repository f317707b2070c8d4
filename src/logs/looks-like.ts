import { encodingOf } from "./importtime/encoding.js";

/** Files that users have by mistake where an import log was meant, each with what to say instead. */
const KNOWN: readonly { pattern: RegExp; name: string; hint: string }[] = [
  {
    pattern: /speedscope\.app\/file-format-schema/,
    name: "a speedscope file",
    hint: "open it at speedscope; perf analyze writes such files: --format speedscope",
  },
  {
    pattern: /^\s*\{\s*"nodes"\s*:\s*\[\s*\{\s*"id"/,
    name: "a V8 CPU profile (.cpuprofile)",
    hint: "it holds samples, not imports",
  },
  {
    pattern: /^\s*\{\s*"head"\s*:\s*\{\s*"callFrame"/,
    name: "a V8 heap profile",
    hint: "it holds allocations, not imports",
  },
  {
    pattern: /"traceEvents"\s*:|^\s*\[\s*\{\s*"(?:name|cat|ph)"/,
    name: "a Chrome trace",
    hint: "open it in Perfetto; perf analyze writes such files: --format chrome",
  },
  {
    pattern: /^Traceback \(most recent call last\):/m,
    name: "a Python traceback",
    hint: "the program failed before it imported anything; run it until it starts",
  },
  {
    pattern: /^\s+at .+\(.+:\d+:\d+\)$/m,
    name: "a Node.js stack trace",
    hint: "the program failed; run it until it starts",
  },
  { pattern: /^<!doctype html|^<html/i, name: "an HTML page", hint: "save the log itself, not the page that shows it" },
  { pattern: /^import time:/m, name: "an import log without a complete row", hint: "it was cut; record it again" },
  { pattern: /^\s*[{[]/, name: "JSON", hint: "none of the JSON formats that perf analyze reads" },
];

const MAKE_ONE = "make an import log: python -X importtime -m PROGRAM 2> import.log";

/** What a file that holds no row of an import log looks like, and the next step. */
export function looksLike(head: Uint8Array): { what: string; hint: string } {
  if (head.length === 0) return { what: "an empty file", hint: `the program wrote nothing to stderr; ${MAKE_ONE}` };
  const { encoding, mark } = encodingOf(head);
  const rest = Buffer.from(head.subarray(mark));
  // Not a TextDecoder for "latin1": from Node 22 on that is windows-1252, as the web has it.
  const text = encoding === "utf-8" ? rest.toString("latin1") : new TextDecoder(encoding).decode(rest);
  const known = KNOWN.find(({ pattern }) => pattern.test(text));
  if (known !== undefined) return { what: known.name, hint: `${known.hint}; ${MAKE_ONE}` };
  if (text.startsWith("\u007fELF") || text.startsWith("MZ")) return { what: "a program", hint: MAKE_ONE };
  if (text.startsWith("PK\u0003\u0004") || text.startsWith("\u001f\u008b"))
    return { what: "an archive", hint: `unpack it first, or ${MAKE_ONE}` };
  if (text.includes("\u0000")) return { what: "a binary file", hint: MAKE_ONE };
  return { what: "text without a row of an import log", hint: MAKE_ONE };
}
