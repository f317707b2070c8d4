import type { Warning } from "../graph/profile.js";
import { type Aspect, differences, type Outcome, unsteady } from "../optimize/verify/compare.js";
import { normalised } from "../optimize/verify/normalise.js";
import type { PlacedBundle } from "./builds.js";
import type { CheckRoom } from "./check-room.js";
import { CONDITIONS, type Condition, type Started } from "./conditions.js";
import type { BundleCheck } from "./document.js";
import { lastError } from "./last-error.js";

export interface CheckOptions {
  readonly room: CheckRoom;
  /** What starts the program without a bundle, before its arguments. */
  readonly plain: readonly string[];
  /** The arguments of each start. */
  readonly args: readonly (readonly string[])[];
  readonly environment: Started["environment"];
  /** Where the user is. */
  readonly cwd: string;
  /** What the program is called. */
  readonly name: string;
  /** Folders of the sources and of what is installed for them, to be taken away. */
  readonly sources: readonly string[];
  /** Folders that may stand in outputs, with what stands for them. */
  readonly folders: readonly (readonly [string, string])[];
  /** A bare start of what bundles need, where that may be out of another user's reach; null for nothing. */
  readonly runtime: readonly string[] | null;
  readonly stop: AbortSignal;
}

const SHOWN = 120;
/** Runs of the program itself, so that what differs from run to run is known. */
const PLAIN_RUNS = 2;
/** Under a condition under which a bundle does something else than as usual. */
const MOST_UNDER = 4;

/** Compares what bundles do with what the program does, under one condition after the other. */
export class Checks {
  /** By arguments, and by condition and arguments. */
  private readonly usual = new Map<readonly string[], Promise<Outcome[]>>();
  private readonly under = new Map<string, Outcome[]>();

  constructor(private readonly options: CheckOptions) {}

  /** @returns one for each condition; those after an interruption are missing */
  async of(bundle: PlacedBundle): Promise<BundleCheck[]> {
    const checks: BundleCheck[] = [];
    for (const condition of CONDITIONS) {
      if (this.options.stop.aborted) break;
      const isBroken = checks[0]?.ok === false;
      const check = isBroken ? { ok: null, detail: "it does not work as usual" } : await this.check(condition, bundle);
      checks.push({ name: condition.name, ...check });
    }
    return checks;
  }

  /** What the program itself does that leaves doubts about the comparison. */
  async doubts(): Promise<Warning[]> {
    const found: Warning[] = [];
    for (const args of this.options.args) {
      const runs = await this.plain(args);
      const [first] = runs;
      const command = [this.options.name, ...args].join(" ");
      if (first !== undefined && first.exitCode !== 0) found.push(fails(command, first));
      const plain = runs.map((run) => this.normal(run, null));
      const [place] = unsteady(plain);
      if (place !== undefined) found.push(varies(command, place));
    }
    return found;
  }

  private async check(condition: Condition, bundle: PlacedBundle): Promise<Omit<BundleCheck, "name">> {
    const { room, args, environment, cwd, sources } = this.options;
    for (const each of args) {
      const started: Started = { words: [...bundle.command, ...each], environment, cwd };
      const start = condition.of(started, bundle, { room, sources });
      if ("why" in start) return { ok: null, detail: start.why };
      const why = start.isolation === undefined ? null : room.cannot(start.isolation.kind);
      if (why !== null) return { ok: null, detail: why };
      const ran = await room.run(start);
      if ("why" in ran) return { ok: null, detail: ran.why };
      const found = await this.difference(condition, each, ran, bundle);
      if (found === null) continue;
      if (start.isolation?.kind === "own-user" && !(await this.isReachable()))
        return { ok: null, detail: `another user can't start ${this.options.runtime?.[0] ?? "it"} here` };
      return { ok: false, detail: args.length > 1 ? `${each.join(" ")}: ${found}` : found };
    }
    return { ok: true, detail: null };
  }

  private async isReachable(): Promise<boolean> {
    const { runtime, room } = this.options;
    return runtime === null || room.startsForOthers(runtime);
  }

  /** The first thing that the program does neither as usual nor under the same condition; null for none. */
  private async difference(condition: Condition, args: readonly string[], ran: Outcome, bundle: PlacedBundle) {
    const befores = (await this.plain(args)).map((each) => this.normal(each, bundle));
    const after = this.normal(ran, bundle);
    const [first] = compared(befores, after);
    if (first === undefined) return null;
    for (let runs = 1; condition.plain !== undefined && runs <= MOST_UNDER; runs++) {
      const same = await this.plainUnder(condition, args, runs);
      if (same === null) break;
      if (
        compared(
          same.map((each) => this.normal(each, bundle)),
          after,
        ).length === 0
      )
        return null;
    }
    return described(first, ran);
  }

  private plain(args: readonly string[]): Promise<Outcome[]> {
    const known = this.usual.get(args);
    if (known !== undefined) return known;
    const runs = this.plainRuns(args);
    this.usual.set(args, runs);
    return runs;
  }

  private async plainRuns(args: readonly string[]): Promise<Outcome[]> {
    const { room, plain, environment, cwd } = this.options;
    const runs: Outcome[] = [];
    for (let time = 0; time < PLAIN_RUNS; time++) {
      const ran = await room.run({ words: [...plain, ...args], environment, cwd });
      if (!("why" in ran)) runs.push(ran);
    }
    return runs;
  }

  /** So many runs of the program itself under a condition; null where it can't be started so. */
  private async plainUnder(condition: Condition, args: readonly string[], count: number): Promise<Outcome[] | null> {
    const { room, plain, environment, cwd, sources } = this.options;
    const key = JSON.stringify([condition.name, args]);
    const start = condition.plain?.({ words: [...plain, ...args], environment, cwd }, { room, sources });
    const runs = this.under.get(key) ?? [];
    this.under.set(key, runs);
    while (start !== undefined && runs.length < count) {
      const ran = await room.run(start);
      if ("why" in ran) return null;
      runs.push(ran);
    }
    return runs;
  }

  /** Without what differs though nothing else does: times, places, and what the program's own file is called. */
  private normal(ran: Outcome, bundle: PlacedBundle | null): Outcome {
    const { folders, name, plain, room } = this.options;
    const places = bundle === null ? [] : [bundle.folder, room.copied(bundle.folder)];
    const varying = { folders: [...folders, ...places.map((each) => [each, "<program>"] as const)], edited: [] };
    const files = [plain.at(-1) ?? "", ...(bundle === null ? [] : [bundle.path, bundle.command.at(-1) ?? ""])];
    const names = new Set([name, ...files.map((file) => file.slice(file.lastIndexOf("/") + 1))]);
    const text = (said: string): string =>
      withoutNames(normalised(said, varying).replace(MODULES, "<program>"), names).replaceAll(ARCHIVE, FROM);
    return { ...ran, stdout: text(ran.stdout), stderr: text(ran.stderr) };
  }
}

/** The folder of a program's modules, wherever a bundle has it: programs tell where they are installed with their version. */
const MODULES = /<(?:program|ours)>[^\s"'()]*?\/(?:site-packages|lib\/modules\.zip|_internal)(?![\w.-])/g;

/** "app 1.0 from PLACE (Python 3.13)": an archive that is started is itself that place. */
const [ARCHIVE, FROM] = [" from <name> (", " from <program> ("];

function fails(command: string, { exitCode, stderr }: Outcome): Warning {
  return {
    code: "fails",
    message: `${command} ends with exit code ${exitCode} without a bundle too${lastError(stderr)}`,
  };
}

function varies(command: string, place: string): Warning {
  return { code: "output-differs", message: `${command}: ${place} differs from run to run, and is not compared` };
}

/** "usage: python3.14 app.pyz" and "usage: app" name the same program. */
function withoutNames(text: string, names: ReadonlySet<string>): string {
  const escaped = [...names]
    .filter((name) => name !== "")
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const named = new RegExp(
    `(?:\\bpython[\\d.]*(?:\\.exe)? (?:-m )?)?(?<![\\w.])(?:<program>/)?(?:renamed-)?(?:${escaped.join("|")})(?!\\w)`,
    "g",
  );
  return text.replace(named, "<name>");
}

/**
 * What differs. Where lines break depends on how long the program's name is: it is enough that all is the same without
 * blanks, where that is the same from run to run.
 */
function compared(befores: readonly Outcome[], after: Outcome): Aspect[] {
  const found = differences(befores, after);
  const [first, ...others] = befores.map(solid);
  if (found.length === 0 || first === undefined || others.some((other) => differences([first], other).length > 0))
    return found;
  return differences([first], solid(after)).length === 0 ? [] : found;
}

function solid(outcome: Outcome): Outcome {
  const text = (lines: string): string => lines.replace(/\s+/g, "");
  return { ...outcome, stdout: text(outcome.stdout), stderr: text(outcome.stderr) };
}

function described({ place, before, after }: Aspect, { stderr }: Outcome): string {
  const shown = (text: string): string => JSON.stringify(text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);
  return `${place} was ${shown(before)}, is ${shown(after)}${place === "exit code" ? lastError(stderr) : ""}`;
}
