import type { CopySide, Sandbox, SandboxReport } from "../../io/sandbox.js";
import type { TestCounts } from "../plan.js";
import { type ChangedTest, changedTests, runTests, type TestManner, type TestRun, testCounts } from "./test-runs.js";

export interface TestLimits {
  /** Seconds for tests in random order and one by one, beside the plain runs. */
  readonly moreSeconds: number;
}

/** A way in which tests failed, to be tried again with other edits. */
export interface FailedTests {
  readonly why: string;
  readonly manner: TestManner;
}

const ORDER = 20;
const MOST_ALONE = 20;

/** The project's tests, before and after the edits: in their own order, in a random one, and one by one. */
export class TestCheck {
  private plain: TestRun | null = null;
  private random: TestRun | null = null;
  private last: TestRun | null = null;
  /** Outcomes that differ without any edit. */
  private readonly unsteady = new Set<string>();
  private left: number;
  /** Of the runs with the edits. */
  readonly reports: SandboxReport[] = [];

  /** @param touching files of the unedited copy, as its code names them */
  constructor(
    private readonly sandbox: Sandbox,
    private readonly words: readonly string[],
    private readonly environment: Readonly<Record<string, string | undefined>>,
    private readonly touching: readonly string[],
    limits: TestLimits,
  ) {
    this.left = limits.moreSeconds;
  }

  async prepare(): Promise<void> {
    this.plain = await this.run("old");
    if (this.plain.tool !== "pytest" || this.plain.seconds * 2 > this.left) return;
    this.random = await this.spend(() => this.run("old", { order: ORDER, touching: this.touching }));
  }

  get counts(): { before: TestCounts; after: TestCounts } | null {
    if (this.plain === null) return null;
    return { before: testCounts(this.plain), after: testCounts(this.last ?? this.plain) };
  }

  /** What there is to say of the tests themselves. */
  get notes(): string[] {
    const { plain } = this;
    if (plain === null) return [];
    const failed = [...plain.outcomes].filter(([, { outcome }]) => outcome === "failed" || outcome === "error");
    return [
      ...(failed.length === 0
        ? []
        : [
            `${failed.length === 1 ? "1 test fails" : `${failed.length} tests fail`} before any change: ${some(failed.map(([id]) => id))}`,
          ]),
      ...(this.unsteady.size === 0
        ? []
        : [`tests whose outcome changes from run to run are left out: ${some([...this.unsteady])}`]),
      ...(plain.tool === "pytest"
        ? []
        : [
            `the tests are not pytest's: they ran in their own order alone${plain.tool === "other" ? ", and only their counts are compared" : ""}`,
          ]),
      ...(plain.tool === "pytest" && this.random === null
        ? ["the tests take too long to run them in random order too"]
        : []),
    ];
  }

  /** @returns the first way in which outcomes differ; null where none does */
  async after(): Promise<FailedTests | null> {
    return (await this.own()) ?? (await this.inRandomOrder()) ?? (await this.oneByOne());
  }

  /** Whether outcomes still differ in a way in which they did. */
  async failsAgain({ manner }: FailedTests): Promise<boolean> {
    const [old, now] = [await this.run("old", manner), await this.run("new", manner)];
    return this.steady(changedTests(old, now)).length > 0;
  }

  private async own(): Promise<FailedTests | null> {
    if (this.plain === null) return null;
    this.last = await this.run("new");
    return this.failure(await this.confirmed(this.plain, this.last, {}), this.plain, this.last, {});
  }

  private async inRandomOrder(): Promise<FailedTests | null> {
    const { random } = this;
    if (random === null) return null;
    const manner = { order: ORDER };
    const after = await this.spend(() => this.run("new", manner));
    return this.failure(await this.confirmed(random, after, manner), random, after, manner);
  }

  private async oneByOne(): Promise<FailedTests | null> {
    for (const id of this.random?.touching ?? []) {
      const expected = this.plain?.outcomes.get(id)?.outcome;
      if (this.left <= 0 || this.unsteady.has(id)) continue;
      const manner = { only: [id] };
      const after = await this.spend(() => this.run("new", manner));
      if (after.outcomes.get(id)?.outcome === expected) continue;
      const before = await this.spend(() => this.run("old", manner));
      const failed = this.failure(this.steady(changedTests(before, after)), before, after, manner);
      if (failed !== null) return { ...failed, why: `${failed.why} when it runs alone` };
    }
    return null;
  }

  /** What differs in another run before the edits too says nothing of them. */
  private async confirmed(before: TestRun, after: TestRun, manner: TestManner): Promise<ChangedTest[]> {
    const changed = this.steady(changedTests(before, after));
    if (changed.length === 0) return [];
    // Alone first, which is quick where few differ: what then comes out as it did is steady enough.
    const only = changed.map(({ id }) => id);
    if (before.tool === "pytest" && manner.order === undefined && only.length <= MOST_ALONE) {
      const alone = await this.run("old", { only });
      if (only.every((id) => alone.outcomes.get(id)?.outcome === before.outcomes.get(id)?.outcome)) return changed;
    }
    const again = await this.run("old", manner);
    for (const { id } of changedTests(before, again)) this.unsteady.add(id);
    return this.steady(changed);
  }

  private steady(changed: readonly ChangedTest[]): ChangedTest[] {
    return changed.filter(({ id }) => !this.unsteady.has(id));
  }

  private failure(
    changed: readonly ChangedTest[],
    before: TestRun,
    after: TestRun,
    manner: TestManner,
  ): FailedTests | null {
    const [first] = changed;
    if (first !== undefined) {
      const more = changed.length > 1 ? ` (and ${changed.length - 1} more tests)` : "";
      const message = first.message === "" ? "" : `: ${first.message}`;
      const order = manner.order === undefined ? "" : " in random order";
      // Only those that changed are tried again, where that is possible, since each try takes long.
      const only =
        before.tool === "pytest" && manner.order === undefined ? { only: changed.map(({ id }) => id) } : manner;
      return {
        why: `${first.id} ${first.before}, now ${first.after}${order}${message}${more}`,
        manner: manner.only === undefined ? only : manner,
      };
    }
    if (before.exitCode === after.exitCode || this.unsteady.size > 0) return null;
    return { why: `${this.words.join(" ")} ended with ${before.exitCode}, now with ${after.exitCode}`, manner };
  }

  private async run(side: CopySide, manner: TestManner = {}): Promise<TestRun> {
    const run = await runTests(this.sandbox, side, this.words, this.environment, manner);
    if (side === "new") this.reports.push(run.run.report);
    return run;
  }

  private async spend(run: () => Promise<TestRun>): Promise<TestRun> {
    const made = await run();
    this.left -= made.seconds;
    return made;
  }
}

function some(names: readonly string[]): string {
  return `${names.slice(0, 3).join(", ")}${names.length > 3 ? ` and ${names.length - 3} more` : ""}`;
}
