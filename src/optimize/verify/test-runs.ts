import { delimiter, join } from "node:path";
import { type CopySide, type Sandbox, type SandboxRun, takeText, writeList } from "../../io/sandbox.js";
import { listedReport } from "../../languages/javascript/verify/test-report.js";
import { pytestReport, unittestReport, verboseUnittest } from "../../languages/python/verify/test-report.js";
import { countedReport, type TestReport } from "../../languages/test-report.js";

/** Which tests run, and how. */
export interface TestManner {
  /** A seed for their order; their own order without one. */
  readonly order?: number | undefined;
  readonly only?: readonly string[] | undefined;
  /** Which of them run code of these files is noted. */
  readonly touching?: readonly string[] | undefined;
}

export interface TestRun extends TestReport {
  /** All but "other" name each test ("listed" are those of JavaScript's runners); only pytest can run them in another manner. */
  readonly tool: "pytest" | "unittest" | "listed" | "other";
  readonly exitCode: number;
  readonly seconds: number;
  readonly run: SandboxRun;
}

/** The project's test command in a copy. */
export async function runTests(
  sandbox: Sandbox,
  side: CopySide,
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  { order, only, touching }: TestManner = {},
): Promise<TestRun> {
  const out = join(sandbox.beside("tests"), "outcomes");
  const began = performance.now();
  const run = await sandbox.run(side, verboseUnittest(words) ?? words, {
    PYTEST_ADDOPTS: `-p importperf_pytest ${environment.PYTEST_ADDOPTS ?? ""}`.trim(),
    IMPORTPERF_TESTS_OUT: out,
    ...(order === undefined ? {} : { IMPORTPERF_TESTS_ORDER: `${order}` }),
    ...(only === undefined ? {} : { IMPORTPERF_TESTS_ONLY: writeList(sandbox.beside("tests"), "only.json", only) }),
    ...(touching === undefined ? {} : { IMPORTPERF_TESTS_FILES: touching.join(delimiter) }),
  });
  const seconds = (performance.now() - began) / 1000;
  const { exitCode } = run.run;
  const text = takeText(out);
  if (text !== "") return { ...pytestReport(text), tool: "pytest", exitCode, seconds, run };
  const named = unittestReport(run.stderr);
  if (named.outcomes.size > 0) return { ...named, tool: "unittest", exitCode, seconds, run };
  const listed = listedReport(run.stdout);
  // An exit code that its tests do not explain is an outcome too.
  if (listed.outcomes.size > 0) return { ...listed, tool: "listed", exitCode, seconds, run };
  return { ...countedReport(`${run.stdout}\n${run.stderr}`, exitCode), tool: "other", exitCode, seconds, run };
}

/** One test whose outcome is another. */
export interface ChangedTest {
  readonly id: string;
  readonly before: string;
  readonly after: string;
  readonly message: string;
}

/** Tests with another outcome, those that ran on one side only included. */
export function changedTests(before: TestReport, after: TestReport): ChangedTest[] {
  const found: ChangedTest[] = [];
  for (const id of new Set([...before.outcomes.keys(), ...after.outcomes.keys()])) {
    const [old, now] = [before.outcomes.get(id), after.outcomes.get(id)];
    if (old?.outcome === now?.outcome) continue;
    const message = now?.message || old?.message || "";
    found.push({ id, before: old?.outcome ?? "not run", after: now?.outcome ?? "not run", message });
  }
  return found.sort((a, b) => (a.id < b.id ? -1 : 1));
}

export function testCounts({ outcomes, tool }: TestRun): { passed: number; failed: number } {
  const all = [...outcomes].filter(([id]) => tool !== "other" || id === "exit code").map(([, { outcome }]) => outcome);
  return {
    passed: all.filter((outcome) => outcome === "passed" || outcome === "xpassed").length,
    failed: all.filter((outcome) => outcome === "failed" || outcome === "error").length,
  };
}
