/** What became of each test, by its id. */
export interface TestReport {
  readonly outcomes: ReadonlyMap<string, TestOutcome>;
  /** Tests that ran code of the files that were asked about. */
  readonly touching: readonly string[];
}

export interface TestOutcome {
  readonly outcome: "passed" | "failed" | "error" | "skipped" | "xfailed" | "xpassed";
  readonly message: string;
}

/** Of any other tool all that its last lines say: "3 passed, 1 failed", "Ran 12 tests". */
export function countedReport(text: string, exitCode: number): TestReport {
  const outcomes = new Map<string, TestOutcome>();
  outcomes.set("exit code", { outcome: exitCode === 0 ? "passed" : "failed", message: `it ended with ${exitCode}` });
  for (const [, count = "", word = ""] of text
    .slice(-4000)
    .matchAll(/\b(\d+) (passed|failed|passing|failing|errors?|skipped|tests?)\b/g)) {
    outcomes.set(`${count} ${word}`, { outcome: "passed", message: "" });
  }
  return { outcomes, touching: [] };
}
