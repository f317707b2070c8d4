import type { LoadCode, LoadEffect } from "./facts.js";

/** What the texts of the program's sources say, those that are loaded by the start or may be later. */
export interface ProgramText {
  /**
   * @param word what all that fits the pattern has: texts without it are soon told
   * @param except a file that is not asked
   */
  has(pattern: RegExp, word: string, except?: string): boolean;
  setsEnvironment(name: string): boolean;
  /** Whether anything may have a setter of this name. */
  hasSetter(name: string): boolean;
  /** Whether the list of the command's arguments may become another one. */
  changesArguments(): boolean;
}

/**
 * Whether what a load reads is the same whenever it is loaded, as far as nobody in the program changes it.
 *
 * @param loading the file, where this stands in its own code: nothing of it runs before its load
 */
export function isSameLater(effect: LoadEffect, texts: ProgramText, loading?: string): boolean {
  const { code, what } = effect;
  switch (code) {
    case "reads-environment":
      return what !== "*" && !(ALSO.get(what) ?? [what]).some((name) => texts.setsEnvironment(name));
    // Nobody can tell when an unforeseen number was drawn.
    case "reads-random":
      return !texts.has(/\bMath\.random\s*=(?!=)/, "Math.random");
    case "reads-argv":
      return !texts.changesArguments();
    case "reads-directory":
      return !texts.has(/\bchdir\s*\(/, "chdir");
    case "reads-terminal":
      return /isTTY$|isatty$/.test(what) && !texts.has(/\.isTTY\s*=(?!=)/, ".isTTY");
    case "reads-machine":
      return isConstantOfMachine(what) && !texts.has(/\.set(?:e?[ug]id|groups)\s*\(/, ".set");
    case "reads-global":
      if (what === "*") return !texts.has(SETS_ANY_GLOBAL, "");
      // A name that is no word stands in quotes wherever it is meant.
      if (/[.*\s]/.test(what)) return false;
      return !texts.has(/^[\w$]+$/.test(what) ? setsGlobal(what) : new RegExp(escaped(what)), what, loading);
    case "calls-setter":
      return !texts.hasSetter(what);
    default:
      return false;
  }
}

function isConstantOfMachine(what: string): boolean {
  return /^node:os\.(?:release|version|machine|totalmem)$|^process\.get\w+$/.test(what);
}

/** By a name that is computed. */
const SETS_ANY_GLOBAL =
  /\b(?:global|globalThis|window|self|root)\s*\[(?!\s*["'])[^\]]*\]\s*(?:=(?!=)|\|\|=|\?\?=)|defineProperty\(\s*(?:global|globalThis)\b|\bassign\(\s*(?:global|globalThis)\b/;

/** Where Node's functions look, by the first name. */
const ALSO: ReadonlyMap<string, readonly string[]> = new Map([
  ["TMPDIR", ["TMPDIR", "TMP", "TEMP"]],
  ["HOME", ["HOME", "USERPROFILE"]],
]);

function setsGlobal(name: string): RegExp {
  const own = escaped(name);
  return new RegExp(
    `\\b(?:global|globalThis|window|self|root)\\s*(?:\\.\\s*${own}(?![\\w$])|\\[\\s*["']${own}["']\\s*\\])\\s*=(?!=)|defineProperty\\(\\s*(?:global|globalThis)\\s*,\\s*["']${own}["']`,
  );
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** What a load does, in words that follow "it". */
export function wordsOf(code: LoadCode, what: string): string {
  const words = WORDS[code];
  return words.replace("%", () => what);
}

const WORDS: Readonly<Record<LoadCode, string>> = {
  "changes-global": "sets the global %",
  "changes-builtin": "changes %, which belongs to the engine or to Node",
  "changes-process": "changes the process (%)",
  "changes-environment": "changes the environment (%)",
  "changes-loader": "changes how modules are loaded (%)",
  "changes-other-module": "changes %, which belongs to another module",
  "calls-setter": "may call a setter that it inherits (%)",
  listens: "adds or removes a listener (%)",
  schedules: "schedules work for later (%)",
  "writes-output": "writes output (%)",
  "reads-file": "reads files (%)",
  "writes-file": "writes files (%)",
  network: "uses the network (%)",
  "starts-process": "starts a process (%)",
  "reads-clock": "reads the clock (%)",
  "reads-random": "draws random values (%)",
  "reads-environment": "reads % of the environment",
  "reads-argv": "reads the command's arguments (%)",
  "reads-directory": "reads the current directory (%)",
  "reads-terminal": "asks the terminal (%)",
  "reads-machine": "asks the machine (%)",
  "reads-global": "reads the global %",
  "throws-at-load": "may throw an error",
  "waits-at-load": "waits at its top level",
  "missing-module": "asks for a module that is not there (%)",
  "unknown-at-load": "does what its text does not tell: %",
  "reads-changing": "reads %, which functions of its module may change",
  "changes-own-module": "changes the state of the module that it calls (%)",
  "changes-argument": "changes what it is handed",
  "calls-argument": "calls what it is handed",
};
