import { realpathSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { TruthProgram } from "../../optimize/javascript/testing/truth-program.js";
import { truthProgram } from "../../optimize/javascript/testing/truth-programs.js";
import { planRecorded } from "../../optimize/optimize.js";
import type { Plan } from "../../optimize/plan.js";
import { asRecorded } from "../../optimize/recordings.js";
import { PLAN_OPTIONS } from "../../optimize/testing/plan-options.js";
import { LeanRecorder } from "../../record/testing/lean-recorder.js";
import { ended, patched, projectOf } from "./tried-project.js";

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
  private readonly recorder = new LeanRecorder(".");

  /** @param nodes executables, of which the first is planned with */
  constructor(private readonly nodes: readonly string[]) {}

  close(): void {
    this.recorder.close();
  }

  async check(seed: number): Promise<Checked> {
    const program = truthProgram(seed);
    const root = realpathSync(projectOf(program.files));
    const folders = [root];
    try {
      const plan = await this.planned(root, program.entry);
      const after = realpathSync(patched(root, plan));
      folders.push(after);
      return { ...marked(program, plan), problem: await this.problem(program, plan, root, after) };
    } finally {
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    }
  }

  private async planned(root: string, entry: string): Promise<Plan> {
    const words = [this.nodes[0] ?? process.execPath, join(root, entry)];
    const graph = await this.recorder.record(words, root, process.env);
    const command = { words, weight: 1 };
    const options = { ...PLAN_OPTIONS, project: root, folder: root, environment: process.env, commands: [command] };
    return (await planRecorded(options, [asRecorded(command, graph, [])])).plan;
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
    const { entry } = program;
    for (const node of this.nodes) {
      for (const run of program.runs) {
        const [was, is] = [
          await this.said(node, join(root, entry), run),
          await this.said(node, join(after, entry), run),
        ];
        if (was !== is) return `${node} ${run.join(" ")}\nbefore: ${was}\nafter: ${is}\n${plan.patch}\n${shown}`;
      }
    }
    return null;
  }

  private async said(node: string, file: string, run: readonly string[]): Promise<string> {
    const folder = dirname(file);
    const { code, stdout, stderr } = await ended(node, [file, ...run], folder);
    const complaint = /^\w*Error.*$/m.exec(stderr)?.[0] ?? "";
    return `${code} ${stdout}${complaint}`.replaceAll(folder, dirname(folder));
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
