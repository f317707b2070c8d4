import type { EditedFile } from "../../io/overlay-folder.js";
import { isFolderWith } from "../../io/paths.js";
import { Sandbox } from "../../io/sandbox.js";
import { withSources } from "../edited-files.js";
import type { Verification } from "../plan.js";
import { CommandCheck } from "./command-check.js";
import { Coverage, ranElsewhere } from "./coverage.js";
import { smallestFailing } from "./fault.js";
import { measureCopies } from "./measure-copies.js";
import type { Verified, VerifyLimits, VerifyOptions } from "./options.js";
import { type ProjectNames, projectNames } from "./project-names.js";
import { type FailedTests, TestCheck } from "./test-check.js";

const LIMITS: VerifyLimits = { testSeconds: 120, faultSeconds: 900, pairs: 12, measureSeconds: 60 };

/**
 * Whether a program does the same with edited sources as without: its commands and tests run in two copies of the project,
 * one unedited. Proposals at fault for a difference are found and dropped, and the rest is verified again.
 *
 * `loaded` of a command is false where it ran other files than the copies', and where an edited file ran nowhere: what
 * was compared then says nothing of the edits.
 */
export async function verify(options: VerifyOptions): Promise<Verified> {
  const files = await options.edits(options.ids);
  const names = projectNames(options.root, files, options.modules, isFolderWith);
  options.say("copies the project");
  const sandbox = new Sandbox({
    ...names,
    root: options.root,
    cwd: options.cwd ?? options.root,
    environment: options.environment,
    packageRoot: options.packageRoot,
    isInstalled: options.isInstalled ?? false,
    timeoutS: options.timeoutS,
    stop: options.stop,
  });
  try {
    return await new Verifying(options, sandbox, names).verify();
  } finally {
    sandbox.remove();
  }
}

/** What differed, and can be tried again with other edits. */
interface Failure {
  readonly why: string;
  /** Whether it is still there with the edits that the copy now has. */
  again(): Promise<boolean>;
}

class Verifying {
  private readonly limits: VerifyLimits;
  private readonly commands: CommandCheck[];
  private readonly tests: TestCheck | null;
  private readonly coverage = new Coverage();
  private readonly astray = new Map<CommandCheck, string>();
  private testsAstray: string | null = null;
  private readonly dropped: Verification["dropped"] = [];
  private readonly notes: string[] = [];
  private edited: readonly EditedFile[] = [];

  constructor(
    private readonly options: VerifyOptions,
    private readonly sandbox: Sandbox,
    private readonly names: ProjectNames,
  ) {
    this.limits = { ...LIMITS, ...options.limits };
    this.commands = options.commands.map(({ words }) => this.command(words));
    const touching = names.editable.map(({ path }) => sandbox.pathIn("old", path));
    this.tests =
      options.test === undefined
        ? null
        : new TestCheck(sandbox, options.test, options.environment, touching, { moreSeconds: this.limits.testSeconds });
  }

  async verify(): Promise<Verified> {
    await this.prepare();
    const began = performance.now();
    let kept = [...this.options.ids];
    let failure = await this.check(kept);
    while (failure !== null && kept.length > 0 && !this.options.stop.aborted) {
      const isLate = performance.now() - began > this.limits.faultSeconds * 1000;
      const fault = isLate ? kept : await this.fault(kept, failure);
      const why = isLate ? `it took too long to find the proposal at fault for this: ${failure.why}` : failure.why;
      const others = fault.length > 1 && !isLate ? ` (together with ${fault.length - 1} more)` : "";
      for (const id of fault) this.dropped.push({ id, why: `${why}${others}` });
      kept = kept.filter((id) => !fault.includes(id));
      failure = kept.length === 0 ? null : await this.check(kept);
    }
    const result = await this.result(kept, failure);
    const holds = failure === null && result.commands.every(({ loaded }) => loaded);
    return { ...result, kept: holds ? kept : [] };
  }

  private async prepare(): Promise<void> {
    for (const command of this.commands) {
      this.options.say(`runs ${command.label} twice as it is`);
      await command.prepare();
      if (command.exitCode !== 0) this.notes.push(`${command.label} ends with ${command.exitCode} before any change`);
      if (command.unsteady.length > 0) {
        this.notes.push(`${command.label} is not deterministic, left out: ${command.unsteady.slice(0, 5).join("; ")}`);
      }
      for (const report of command.reports) this.note(command, ranElsewhere(report));
    }
    if (this.tests === null) return;
    this.options.say("runs the tests as they are");
    await this.tests.prepare();
  }

  /** Everything, with the edits of these proposals; ends at the first difference. */
  private async check(ids: readonly string[]): Promise<Failure | null> {
    await this.edit(ids);
    for (const command of this.commands) {
      this.options.say(`runs ${command.label} with the edits`);
      const failure = await this.checkCommand(command);
      if (failure !== null) return failure;
    }
    if (this.tests !== null) {
      this.options.say("runs the tests with the edits");
      const failed = await this.tests.after();
      for (const report of this.tests.reports.splice(0)) {
        this.coverage.add(report);
        if (report.isSeen) this.testsAstray ??= ranElsewhere(report);
      }
      if (failed !== null) return this.testFailure(this.tests, failed);
    }
    return this.checkUncovered();
  }

  private async checkCommand(command: CommandCheck): Promise<Failure | null> {
    const { why, report } = await command.after();
    this.coverage.add(report);
    this.note(command, ranElsewhere(report));
    return why === null ? null : { why, again: async () => (await command.after()).why !== null };
  }

  private async testFailure(tests: TestCheck, failed: FailedTests): Promise<Failure> {
    // A test that fails only after others did runs with all of them.
    const again = (await tests.failsAgain(failed)) ? failed : { ...failed, manner: {} };
    return { why: failed.why, again: () => tests.failsAgain(again) };
  }

  /** Edited files that neither the commands nor the tests loaded are imported by themselves. */
  private async checkUncovered(): Promise<Failure | null> {
    for (const path of this.uncovered()) {
      const module = this.names.editable.find((file) => file.path === path)?.module;
      const source = this.edited.find((file) => file.path === path)?.before ?? new Uint8Array();
      const words = this.sandbox.wordsToLoad(path, module, source);
      if (words === null) continue;
      const name = module ?? path;
      this.options.say(`imports ${name}, which nothing else loaded`);
      const command = this.command(words, `import ${name}`);
      await command.prepare();
      const failure = await this.checkCommand(command);
      this.astray.delete(command);
      if (failure !== null) return failure;
    }
    return null;
  }

  private async fault(kept: readonly string[], failure: Failure): Promise<readonly string[]> {
    this.options.say(`looks for the proposal at fault: ${failure.why}`);
    return smallestFailing(kept, async (ids) => {
      if (this.options.stop.aborted) return false;
      await this.edit(ids);
      return failure.again();
    });
  }

  private async result(kept: readonly string[], failure: Failure | null): Promise<Verification> {
    if (kept.length > 0) await this.edit(kept);
    const uncovered = this.uncovered();
    const missing =
      uncovered.length === 0
        ? this.testsAstray
        : `edited files that nothing loaded from the copy: ${uncovered.join(", ")}`;
    const commands = this.commands.map((command) => {
      const why = this.astray.get(command) ?? missing ?? failure?.why;
      const loaded = !this.astray.has(command) && missing === null;
      return { command: [...command.words], same: failure === null, loaded, ...(why === undefined ? {} : { why }) };
    });
    const isFine = failure === null && kept.length > 0 && commands.every(({ loaded }) => loaded);
    return {
      commands,
      tests: this.tests?.counts ?? null,
      measured: isFine ? await this.measure() : null,
      dropped: this.dropped,
      notes: [...this.notes, ...(this.tests?.notes ?? [])],
    };
  }

  private measure(): Promise<Verification["measured"]> {
    const { commands, stop, seed = 1 } = this.options;
    const { pairs, measureSeconds: seconds } = this.limits;
    this.options.say("measures before and after in turns");
    return measureCopies(this.sandbox, commands, { pairs, seconds, python: this.python, seed, stop });
  }

  private get python(): string | undefined {
    return this.sandbox.python;
  }

  private uncovered(): string[] {
    return this.coverage.uncovered(this.edited.map(({ path }) => path));
  }

  private note(command: CommandCheck, why: string | null): void {
    if (why !== null && !this.astray.has(command)) this.astray.set(command, why);
  }

  private command(words: readonly string[], label?: string): CommandCheck {
    const varying = () => ({ folders: this.sandbox.folders, edited: this.names.files });
    return new CommandCheck(this.sandbox, words, varying, label);
  }

  private async edit(ids: readonly string[]): Promise<void> {
    this.edited = await this.options.edits(ids);
    this.sandbox.edit(withSources(this.edited));
  }
}
