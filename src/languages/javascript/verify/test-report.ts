import { stripVTControlCharacters } from "node:util";
import type { TestOutcome, TestReport } from "../../test-report.js";

/** Marks of mocha, jest, vitest, tape, and `node --test` before a test's name; or a line of TAP; or jest's of a whole file. */
const MARKED = /^(\s*)(?:([\u2714\u2713\u221a])|([\u2716\u2715\u00d7\u2717])|([\u25cb\u25a1\ufe63\u2193]))\s+(\S.*)$/;
const TAP = /^(\s*)(?:(ok)|(not ok))\s+\d+(?:\s+-)?\s+(\S.*)$/;
const OF_FILE = /^(?:(PASS)|(FAIL))\s+(\S+\.[cm]?[jt]sx?)\b/;
/** mocha numbers what failed, at its place and again below. */
const NUMBERED = /^(\s{2,})(\d+)\) (\S.*)$/;
/** Of the heading of a suite. */
const HEADING = /^(\s*)(?:\u25b6 |# Subtest: )?(\S.*)$/;
const END = /^\s*(?:\d+ (?:passing|failing)\b|\u2716 failing tests:|Summary of all failing tests)/;
const LEFT_OUT = / # (?:SKIP|TODO)\b.*$/i;
/** How long it took, which is another time in each run. */
const TOOK = /\s*(?:\((?:\d+(?:\.\d+)?\s?m?s)\)|\s\d+(?:\.\d+)?\s?m?s)\s*$/;

/**
 * What runners of JavaScript's tests say of each, line by line: a test is named by the headings that it stands under.
 *
 * @param text what they print; those that print no line for each test give no outcomes
 */
export function listedReport(text: string): TestReport {
  const outcomes = new Map<string, TestOutcome>();
  const headings: { readonly indent: number; readonly name: string }[] = [];
  const add = (indent: number, name: string, outcome: TestOutcome["outcome"]): void => {
    while ((headings.at(-1)?.indent ?? -1) >= indent) headings.pop();
    const plain = name.replace(LEFT_OUT, "").replace(TOOK, "").trim();
    const id = [...headings.map(({ name }) => name), plain].join(" > ");
    let [own, times] = [id, 1];
    while (outcomes.has(own)) own = `${id} (${++times})`;
    outcomes.set(own, { outcome, message: "" });
  };
  for (const coloured of text.split(/\r?\n/)) {
    const line = stripVTControlCharacters(coloured);
    // What failed is told again behind all, with where and why.
    if (outcomes.size > 0 && END.test(line)) break;
    const file = OF_FILE.exec(line);
    const marked = MARKED.exec(line);
    const tap = TAP.exec(line);
    const numbered = NUMBERED.exec(line);
    if (file !== null) {
      headings.length = 0;
      add(0, file[3] ?? "", file[1] === undefined ? "failed" : "passed");
      headings.push({ indent: 0, name: file[3] ?? "" });
    } else if (marked !== null) {
      const [, indent = "", passed, failed, , name = ""] = marked;
      const isLeftOut = LEFT_OUT.test(name) || (passed === undefined && failed === undefined);
      add(indent.length, name, isLeftOut ? "skipped" : passed === undefined ? "failed" : "passed");
    } else if (tap !== null) {
      const [, indent = "", passed, , name = ""] = tap;
      add(indent.length, name, LEFT_OUT.test(name) ? "skipped" : passed === undefined ? "failed" : "passed");
    } else if (numbered !== null) {
      add((numbered[1] ?? "").length, numbered[3] ?? "", "failed");
    } else if (line.trim() !== "") {
      const [, indent = "", name = ""] = HEADING.exec(line) ?? [];
      while ((headings.at(-1)?.indent ?? -1) >= indent.length) headings.pop();
      headings.push({ indent: indent.length, name: name.replace(TOOK, "").trim() });
    }
  }
  return { outcomes, touching: [] };
}
