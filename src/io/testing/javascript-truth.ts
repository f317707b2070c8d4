import { realpathSync, rmSync } from "node:fs";
import type { TruthProgram } from "../../optimize/javascript/testing/truth-program.js";
import { truthProgram } from "../../optimize/javascript/testing/truth-programs.js";
import type { Plan } from "../../optimize/plan.js";
import { ProgramTruth } from "./program-truth.js";
import { patched, projectOf } from "./tried-project.js";

export interface Checked {
  /** What the rewritten program does otherwise, or an unsafe import that was proposed; null for neither. */
  readonly problem: string | null;
  readonly proposed: number;
  readonly safe: number;
  readonly safeProposed: number;
  /** Codes of what refused safe names. */
  readonly refused: readonly string[];
  readonly unsafe: number;
}

/** Holds generated Node programs against what their rewritten forms print. */
export class JavaScriptTruth {
  private readonly truth: ProgramTruth;

  /** @param nodes executables, of which the first is planned with */
  constructor(nodes: readonly string[]) {
    this.truth = new ProgramTruth(nodes);
  }

  close(): void {
    this.truth.close();
  }

  async check(seed: number): Promise<Checked> {
    const program = truthProgram(seed);
    const root = realpathSync(projectOf(program.files));
    const folders = [root];
    try {
      const plan = await this.truth.planned(root, program.entry);
      const after = realpathSync(patched(root, plan));
      folders.push(after);
      return { ...marked(program, plan), problem: await this.problem(program, plan, root, after) };
    } finally {
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    }
  }

  private async problem(program: TruthProgram, plan: Plan, root: string, after: string): Promise<string | null> {
    const shown = [...program.files].map(([file, text]) => `=== ${file}\n${text}`).join("\n");
    // What defines a name is imported at once, whenever that is needed.
    const wrong = plan.proposals.find(
      ({ edit, file, line, names }) =>
        edit !== "barrel" && names.some((name) => program.marks.get(`${file}:${line} ${name}`) === "unsafe"),
    );
    if (wrong !== undefined) return `unsafe, and proposed: ${wrong.file}:${wrong.line}\n${plan.patch}\n${shown}`;
    if (plan.patch === "") return null;
    const found = await this.truth.difference(plan, program.entry, program.runs, root, after);
    return found === null ? null : `${found}\n${shown}`;
  }
}

function marked({ marks }: TruthProgram, plan: Plan): Omit<Checked, "problem"> {
  const proposed = new Set(
    plan.proposals.flatMap(({ file, line, names }) => names.map((name) => `${file}:${line} ${name}`)),
  );
  const reasons = new Map(
    plan.refusals.flatMap(({ file, line, names, reason }) =>
      names.map((name): [string, string] => [`${file}:${line} ${name}`, `${reason.code}: ${reason.message}`]),
    ),
  );
  // A name of which the plan says nothing costs nothing at startup, or its whole statement goes with another.
  const safe = [...marks].filter(([key, mark]) => mark === "safe" && (proposed.has(key) || reasons.has(key)));
  return {
    proposed: proposed.size,
    safe: safe.length,
    safeProposed: safe.filter(([key]) => proposed.has(key)).length,
    refused: safe.flatMap(([key]) => (proposed.has(key) ? [] : (reasons.get(key) ?? []))),
    unsafe: [...marks.values()].filter((mark) => mark === "unsafe").length,
  };
}
