import { type EditedFile, OverlayFolder } from "../io/overlay-folder.js";
import { runCommand } from "../io/run-command.js";
import { type Aspect, differences, type Outcome } from "./verify/compare.js";
import { smallestFailing } from "./verify/fault.js";
import { normalised } from "./verify/normalise.js";
import { type RunLines, withRunLines } from "./verify/traceback-lines.js";

export interface SameOptions {
  /** Words of each command. */
  readonly commands: readonly (readonly string[])[];
  /** The folder that they run in. */
  readonly cwd: string;
  /** The project's folder. */
  readonly root: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Ids of all proposals. */
  readonly ids: readonly string[];
  /** The files as some of the proposals change them. */
  edits(ids: readonly string[]): readonly EditedFile[];
  /** Our package's folder. */
  readonly packageRoot: string;
  readonly say: (text: string) => void;
  readonly stop: AbortSignal;
}

/**
 * Proposals with which a command does not print and end as it does without them, when the edited sources run in memory: of what fails
 * together a smallest set, found by halving, until the rest runs the same.
 *
 * @returns why each is at fault, by id
 */
export async function faultsInMemory(options: SameOptions): Promise<ReadonlyMap<string, string>> {
  const folder = new OverlayFolder(options.packageRoot);
  try {
    return await new Comparing(options, folder).faults();
  } finally {
    folder.remove();
  }
}

/** Runs before the edits: two, and more where one after them differs, to learn what is seldom. */
const BEFORES = 2;
const MORE_BEFORES = 3;
/** A run with the edits may take so many times longer than one without, and so many seconds at least. */
const LONGER = 10;
const LEAST_SECONDS = 20;
const SHOWN = 100;

class Comparing {
  private readonly befores = new Map<readonly string[], Outcome[]>();
  private longestS = 0;
  /** The edited files on both sides. */
  private lines: { readonly before: RunLines; readonly after: RunLines } = { before: new Map(), after: new Map() };

  constructor(
    private readonly options: SameOptions,
    private readonly folder: OverlayFolder,
  ) {}

  async faults(): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    let kept = this.options.ids;
    while (kept.length > 0 && !this.options.stop.aborted) {
      const failure = await this.failure(kept);
      if (failure === null) break;
      const { words, why } = failure;
      this.options.say(`looks for the proposal at fault: ${why}`);
      const fault = await smallestFailing(kept, async (ids) => {
        if (this.options.stop.aborted) return false;
        this.serve(ids);
        return (await this.difference(words)) !== null;
      });
      for (const id of fault) found.set(id, why);
      kept = kept.filter((id) => !fault.includes(id));
    }
    return found;
  }

  private async failure(ids: readonly string[]): Promise<{ words: readonly string[]; why: string } | null> {
    this.serve(ids);
    for (const words of this.options.commands) {
      this.options.say(`runs ${words.join(" ")} with and without the edits, in memory, to compare what it does`);
      const difference = await this.difference(words);
      if (difference !== null) return { words, why: `${words.join(" ")}: ${described(difference)}` };
    }
    return null;
  }

  private serve(ids: readonly string[]): void {
    const files = this.options.edits(ids);
    this.folder.serve(files);
    const named = (side: "before" | "after"): [string, readonly string[]][] =>
      files.map((file) => [file.path.slice(this.options.root.length + 1), linesOf(file[side])]);
    // Runs before the edits are compared with those of fewer edits too.
    const before = new Map([...this.lines.before, ...named("before")]);
    this.lines = { before, after: new Map([...before, ...named("after")]) };
  }

  /** With what is served now. */
  private async difference(words: readonly string[]): Promise<Aspect | null> {
    const befores = this.befores.get(words) ?? [];
    this.befores.set(words, befores);
    while (befores.length < BEFORES) befores.push(await this.run(words, "before"));
    const after = await this.run(words, "after");
    let found = differences(befores, after);
    for (let time = 0; time < MORE_BEFORES && found.length > 0; time++) {
      befores.push(await this.run(words, "before"));
      found = differences(befores, after);
    }
    return this.options.stop.aborted ? null : (found[0] ?? null);
  }

  private async run(words: readonly string[], side: "before" | "after"): Promise<Outcome> {
    const { environment, cwd, stop } = this.options;
    const [out, complaint]: [Buffer[], Buffer[]] = [[], []];
    const run = await runCommand({
      words,
      environment: this.folder.environment(`overlay-${side}`, environment),
      cwd,
      stdin: "ignore",
      stdout: "capture",
      timeoutS: side === "before" ? undefined : Math.max(LEAST_SECONDS, LONGER * this.longestS),
      onStdout: (chunk) => out.push(chunk),
      onStderr: (chunk) => complaint.push(chunk),
      stop,
    });
    if (side === "before") this.longestS = Math.max(this.longestS, (run.endedNs - run.beganNs) / 1e9);
    const lines = this.lines[side];
    const plain = (pieces: readonly Buffer[]): string => {
      const text = withRunLines(Buffer.concat(pieces).toString("utf8"), lines);
      return normalised(text, { folders: [], edited: [...lines.keys()] });
    };
    const exitCode = run.ending === "timeout" ? -1 : run.exitCode;
    return { exitCode, stdout: plain(out), stderr: plain(complaint), files: new Map() };
  }
}

function linesOf(bytes: Uint8Array | null): readonly string[] {
  return bytes === null
    ? []
    : Buffer.from(bytes)
        .toString("utf8")
        .split(/\r\n|\r|\n/);
}

function described({ place, before, after }: Aspect): string {
  const shown = (text: string): string => JSON.stringify(text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);
  return `${place} was ${shown(before)}, is ${shown(after)}`;
}
