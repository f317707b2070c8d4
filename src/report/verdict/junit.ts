import type { Verdict } from "../../gate/verdict.js";
import { findings } from "./findings.js";
import type { VerdictFormat } from "./format.js";

/** A test suite in the form that JUnit's Ant task gave it: the comparison is one test, each budget another. */
export const junit: VerdictFormat = {
  *render(verdicts) {
    const cases = verdicts.flatMap((verdict) => [...comparison(verdict), ...budgets(verdict)]);
    const failures = cases.filter((text) => text.includes("<failure")).length;
    const skipped = cases.filter((text) => text.includes("<skipped")).length;
    yield `<?xml version="1.0" encoding="UTF-8"?>\n`;
    yield `<testsuites tests="${cases.length}" failures="${failures}">\n`;
    yield `  <testsuite name="perf gate" tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}">\n`;
    yield cases.join("");
    yield "  </testsuite>\n</testsuites>\n";
  },
};

function* comparison(verdict: Verdict): Iterable<string> {
  if (verdict.metric === null) return;
  const [finding] = findings(verdict).filter(({ rule }) => rule === "startup-time");
  const said = verdict.reasons.join("; ");
  if (finding !== undefined) yield testCase("startup time", verdict, failure(finding.message));
  else if (verdict.verdict === "inconclusive")
    yield testCase("startup time", verdict, `<skipped message="${attribute(said)}"/>`);
  else yield testCase("startup time", verdict, "");
}

function* budgets(verdict: Verdict): Iterable<string> {
  const found = new Map(findings(verdict).map((each) => [each.rule, each]));
  for (const { rule } of verdict.budgets) {
    const finding = found.get(rule);
    yield testCase(rule, verdict, finding === undefined ? "" : failure(finding.message));
  }
}

function testCase(name: string, { head }: Verdict, content: string): string {
  const seconds = ((head.wallUs ?? 0) / 1e6).toFixed(6);
  const start = `    <testcase classname="${attribute(head.command.join(" "))}" name="${attribute(name)}" time="${seconds}"`;
  return content === "" ? `${start}/>\n` : `${start}>\n      ${content}\n    </testcase>\n`;
}

function failure(message: string): string {
  return `<failure message="${attribute(message)}"/>`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is replaced
const NO_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu;

/** What XML 1.0 has no form for becomes a question mark. */
function attribute(text: string): string {
  return text.replace(NO_XML, "?").replace(/[&<>"\n\r\t]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
