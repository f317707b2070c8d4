import type { TestOutcome, TestReport } from "../../test-report.js";

/** @param text what pytest_plugin.py wrote */
export function pytestReport(text: string): TestReport {
  const outcomes = new Map<string, TestOutcome>();
  const touching: string[] = [];
  for (const line of text.split("\n")) {
    const [id, phase, outcome, message = ""] = rowOf(line);
    if (id === undefined) continue;
    if (phase === "touches") touching.push(id);
    else if (outcome === "failed") outcomes.set(id, { outcome: phase === "call" ? "failed" : "error", message });
    // A test that passed may still fail while it is taken down.
    else if (!outcomes.has(id)) outcomes.set(id, { outcome: outcome as TestOutcome["outcome"], message });
  }
  return { outcomes, touching };
}

/** A line that a killed process did not finish is none. */
function rowOf(line: string): string[] {
  try {
    return JSON.parse(line) as string[];
  } catch {
    return [];
  }
}

const UNITTEST =
  /^(\w+) \(([\w.<>]+)\)(?:\n[^\n]*?)??(?: \[.*?\])? \.\.\. (ok|FAIL|ERROR|skipped|expected failure|unexpected success)/gm;
const WORDS: Readonly<Record<string, TestOutcome["outcome"]>> = {
  ok: "passed",
  FAIL: "failed",
  ERROR: "error",
  skipped: "skipped",
  "expected failure": "xfailed",
  "unexpected success": "xpassed",
};

/** @param text what `unittest -v` writes; until 3.10 a test is named without its method's name behind the class */
export function unittestReport(text: string): TestReport {
  const outcomes = new Map<string, TestOutcome>();
  for (const [, method = "", place = "", word = ""] of text.matchAll(UNITTEST)) {
    const id = place.endsWith(`.${method}`) ? place : `${place}.${method}`;
    outcomes.set(id, { outcome: WORDS[word] ?? "error", message: "" });
  }
  return { outcomes, touching: [] };
}

/** A unittest command that names each test; null for another command. */
export function verboseUnittest(words: readonly string[]): readonly string[] | null {
  const at = words.findIndex((word, at) => word === "unittest" && words[at - 1] === "-m");
  return at < 0 ? null : [...words.slice(0, at + 1), "-v", ...words.slice(at + 1)];
}
