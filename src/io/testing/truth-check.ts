import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Ground, type NameAt, StaticGround } from "../../optimize/testing/static-ground.js";
import { markKey } from "../../optimize/testing/truth-marks.js";
import { type TruthProgram, truthProgram } from "../../optimize/testing/truth-programs.js";
import { ForkServer, type Outcome } from "./fork-server.js";
import { PlannedGround } from "./planned-ground.js";
import { interpreters } from "./pythons.js";
import { WholeGround } from "./whole-ground.js";

export interface Checked {
  /** What the rewritten program does otherwise, or an unsafe import that was proposed; null for neither. */
  readonly problem: string | null;
  readonly names: number;
  readonly proposed: number;
  readonly safe: number;
  readonly safeProposed: number;
  /** Codes of what refused safe names. */
  readonly refused: readonly string[];
  readonly unsafe: number;
}

/**
 * What plans: `perf optimize --no-run` itself, a process each; all that it does, from a recording without measurements; or the parts that
 * judge, without a recording.
 */
export type TruthPlanner = "command" | "whole" | "parts";

/** Holds programs against what their rewritten forms print, on the interpreters that this machine has of 3.8 and 3.13. */
export class TruthCheck {
  private constructor(
    private readonly ground: Ground,
    private readonly judge: ForkServer,
    private readonly runs: readonly { readonly minor: number; readonly server: ForkServer }[],
  ) {}

  static async open(planner: TruthPlanner = "parts"): Promise<TruthCheck> {
    const found = interpreters().filter(({ minor }) => minor >= 8);
    const pythons = found.filter(({ minor }) => minor === 8 || minor === 13);
    const [first] = pythons.length > 0 ? pythons : found;
    if (first === undefined) throw new Error("no Python 3.8 or later is there");
    const judge = new ForkServer(first.path);
    const runs = (pythons.length > 0 ? pythons : found).map(({ path, minor }) => ({
      minor,
      server: new ForkServer(path),
    }));
    const ground =
      planner === "command"
        ? new WholeGround(first.path)
        : planner === "whole"
          ? new PlannedGround(first.path)
          : await StaticGround.of(first.path, judge);
    return new TruthCheck(ground, judge, runs);
  }

  close(): void {
    this.ground.close?.();
    this.judge.close();
    for (const { server } of this.runs) server.close();
  }

  /** @param numbers that decide about the program, and about which of its names are moved */
  async check(numbers: readonly number[]): Promise<Checked> {
    const program = truthProgram(numbers);
    const folder = mkdtempSync(join(tmpdir(), "truth-"));
    try {
      return await this.compare(program, numbers, folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  private async compare(program: TruthProgram, numbers: readonly number[], folder: string): Promise<Checked> {
    const root = join(folder, "before", "work");
    put(root, program.files);
    const whole = await this.ground.rewritten(root, () => true);
    const { all, chosen } = whole;
    const marked = ({ file, line, bound }: NameAt) => program.marks.get(markKey(file, line, bound));
    const safe = all.filter((each) => marked(each) === "safe");
    const counts = {
      names: all.length,
      proposed: chosen.length,
      safe: safe.length,
      safeProposed: safe.filter(({ refused }) => refused === null).length,
      refused: safe.flatMap(({ refused }) => refused ?? []),
      unsafe: all.filter((each) => marked(each) === "unsafe").length,
    };
    const wrong = chosen.find((each) => marked(each) === "unsafe");
    const said: string[] = [];
    if (wrong !== undefined) said.push(`unsafe, and proposed: ${wrong.file}:${wrong.line} ${wrong.bound}`);
    const isDrawn = (at: number): boolean =>
      ((numbers[(at * 7 + 3) % Math.max(1, numbers.length)] ?? 0) >> 4) % 2 === 0;
    const some =
      chosen.length < 2 || !this.ground.canChoose
        ? whole
        : await this.ground.rewritten(root, (each) => isDrawn(each.line + each.bound.length));
    const variants = [whole, ...(some.chosen.length === 0 || some.chosen.length === chosen.length ? [] : [some])];
    for (const [at, variant] of variants.entries()) {
      if (variant.chosen.length === 0) continue;
      const after = join(folder, `after${at}`, "work");
      put(after, { ...program.files, ...Object.fromEntries(variant.files) });
      const found = await Promise.all(program.arguments.map((words) => this.difference(root, after, words)));
      for (const [index, first] of found.entries()) {
        // A machine that is short of something says so now and then: what counts is there again.
        if (first !== null) this.known.clear();
        const problem = first === null ? null : await this.difference(root, after, program.arguments[index] ?? []);
        if (problem === null) continue;
        const edits = [...variant.files].map(([file, bytes]) => `--- ${file}\n${Buffer.from(bytes).toString()}`);
        said.push(
          `${problem}\n${variant.chosen.map(({ file, line, bound }) => `${file}:${line} ${bound}`).join("\n")}\n${edits.join("\n")}`,
        );
        break;
      }
    }
    const sources = Object.entries(program.files).filter(([file]) => file !== "app/reg.py");
    const text = sources.map(([file, source]) => `=== ${file}\n${source}`).join("\n");
    return { ...counts, problem: said.length === 0 ? null : `${said.join("\n")}\n${text}` };
  }

  private async difference(before: string, after: string, words: readonly string[]): Promise<string | null> {
    const found = await Promise.all(
      this.runs.map(async ({ minor, server }) => {
        const key = `${minor} ${before} ${words.join(" ")}`;
        let first = this.known.get(key);
        if (first === undefined) {
          first = server.run(before, words).then(said);
          if (this.known.size > MOST_KEPT) this.known.clear();
          this.known.set(key, first);
        }
        const [was, is] = await Promise.all([first, server.run(after, words).then(said)]);
        return was === is ? null : `3.${minor} ${words.join(" ")}\nbefore: ${was}\nafter: ${is}`;
      }),
    );
    return found.find((problem) => problem !== null) ?? null;
  }

  private readonly known = new Map<string, Promise<string>>();
}

const MOST_KEPT = 64;

/** Without what names lines, folders and addresses. */
function said({ status, stdout, stderr }: Outcome): string {
  const complaint = stderr
    .replace(/^ {2}.*\n?/gm, "")
    .replace(/:\d+:/g, ":")
    .replace(/\.? (?:Did you mean: |Or did you forget to import |Did you forget to import ).*/g, "")
    .replace(/\/(?:before|after\d)\//g, "/");
  const text = stdout.replace(/\/(?:before|after\d)\//g, "/").replace(/ at 0x[0-9a-f]+/g, "");
  return `${status}\n${text}${complaint}`;
}

function put(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [file, text] of Object.entries(files)) {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}
