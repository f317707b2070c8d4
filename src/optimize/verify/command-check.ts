import type { CopySide, Sandbox, SandboxReport, SandboxRun } from "../../io/sandbox.js";
import { type Aspect, differences, type Outcome, unsteady } from "./compare.js";
import { normalised, type Varying } from "./normalise.js";

/** More runs before the edits, where one after them differs: what is seldom is learned so. */
const MORE_BEFORES = 3;
const SHOWN = 120;

/** One command, run before and after the edits. */
export class CommandCheck {
  private readonly befores: Outcome[] = [];
  readonly reports: SandboxReport[] = [];

  /**
   * @param varying asked for each run
   * @param label what it is called in messages
   */
  constructor(
    private readonly sandbox: Sandbox,
    readonly words: readonly string[],
    private readonly varying: () => Varying,
    readonly label: string = words.join(" "),
  ) {}

  /** Two runs before the edits. */
  async prepare(): Promise<void> {
    for (let time = 0; time < 2; time++) await this.before();
  }

  /** The interpreters' exit code before the edits. */
  get exitCode(): number {
    return this.befores[0]?.exitCode ?? 0;
  }

  /** What runs before the edits do not agree on. */
  get unsteady(): string[] {
    return unsteady(this.befores);
  }

  /** @returns what differs after the edits; null for nothing */
  async after(): Promise<{ readonly why: string | null; readonly report: SandboxReport }> {
    const { outcome, report } = await this.run("new");
    let found = differences(this.befores, outcome);
    for (let time = 0; time < MORE_BEFORES && found.length > 0; time++) {
      await this.before();
      found = differences(this.befores, outcome);
    }
    const [first] = found;
    return { why: first === undefined ? null : this.describe(first, outcome), report };
  }

  private describe({ place, before, after }: Aspect, { stderr }: Outcome): string {
    const shown = (text: string): string => JSON.stringify(text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);
    const last = place === "exit code" ? stderr.trim().split("\n").at(-1) : "";
    return `${this.label}: ${place} was ${shown(before)}, is ${shown(after)}${last === "" ? "" : ` (${last})`}`;
  }

  private async before(): Promise<void> {
    const { outcome, report } = await this.run("old");
    this.befores.push(outcome);
    this.reports.push(report);
  }

  private async run(side: CopySide): Promise<{ outcome: Outcome; report: SandboxReport }> {
    const run = await this.sandbox.run(side, this.words);
    return { outcome: this.outcomeOf(run), report: run.report };
  }

  private outcomeOf({ run, stdout, stderr, files }: SandboxRun): Outcome {
    const varying = this.varying();
    const plain = (text: string): string => normalised(text, varying);
    return {
      exitCode: run.ending === "timeout" ? -1 : run.exitCode,
      stdout: plain(stdout),
      stderr: plain(stderr),
      files: new Map([...files].map(([name, text]) => [name, text === null ? null : plain(text)])),
    };
  }
}
