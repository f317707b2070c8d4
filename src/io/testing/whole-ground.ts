import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Plan } from "../../optimize/plan.js";
import type { Ground, NameAt, Rewritten } from "../../optimize/testing/static-ground.js";

/** Plans as a user does: `perf optimize --no-run --json`, and the patch that it writes. */
export class WholeGround implements Ground {
  readonly canChoose = false;

  constructor(private readonly exe: string) {}

  async rewritten(root: string): Promise<Rewritten> {
    const work = mkdtempSync(join(tmpdir(), "truth-whole-"));
    const folder = join(work, "before");
    cpSync(root, folder, { recursive: true });
    try {
      const patch = join(work, "patch");
      const said = await output(
        process.execPath,
        [
          resolve("bin/run.js"),
          ...[
            "optimize",
            "--no-run",
            "--json",
            "--runs",
            "1",
            "--min-saving",
            "0",
            "--project",
            folder,
            "--patch",
            patch,
          ],
          ...["--", this.exe, "-m", "app"],
        ],
        folder,
      );
      const plan = JSON.parse(said) as Plan;
      const { chosen, all } = namesIn(plan);
      if (plan.patch !== "") {
        writeFileSync(patch, plan.patch);
        await output("git", ["init", "-q"], folder);
        await output("git", ["apply", patch], folder);
      }
      const files = new Map(
        [...new Set(chosen.map(({ file }) => file))].map((file) => [file, readFileSync(join(folder, file))]),
      );
      return { files, chosen, all };
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  }
}

/** The names that a plan moves, and all that it speaks of. */
export function namesIn(plan: Plan): Pick<Rewritten, "chosen" | "all"> {
  const names = (each: { file: string; line: number; names: string[] }, refused: string | null): NameAt[] =>
    each.names.map((bound) => ({ file: each.file, line: each.line, bound, refused }));
  const chosen = plan.proposals.filter((each) => each.chosen).flatMap((each) => names(each, null));
  const refused = plan.refusals.flatMap((each) => names(each, `${each.reason.code}: ${each.reason.message}`));
  return { chosen, all: [...chosen, ...refused] };
}

function output(program: string, words: readonly string[], cwd: string): Promise<string> {
  return new Promise((done, fail) => {
    const env = { ...process.env, PYTHONHASHSEED: "0", PYTHONDONTWRITEBYTECODE: "1" };
    const child = spawn(program, words, { cwd, env, timeout: 120_000 });
    let said = "";
    let complaint = "";
    child.stdout.on("data", (piece) => {
      said += piece;
    });
    child.stderr.on("data", (piece) => {
      complaint += piece;
    });
    child.on("error", fail);
    child.on("close", (code) => {
      if (code === 0) done(said);
      else fail(new Error(`${program} ${words.join(" ")}: ${code}\n${complaint}`));
    });
  });
}
