import { realpathSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { planRecorded } from "../../optimize/optimize.js";
import type { Plan } from "../../optimize/plan.js";
import { asRecorded } from "../../optimize/recordings.js";
import { PLAN_OPTIONS } from "../../optimize/testing/plan-options.js";
import { LeanRecorder } from "../../record/testing/lean-recorder.js";
import { ended, patched, projectOf } from "./tried-project.js";

/** A Node program. */
export interface TriedProgram {
  readonly files: ReadonlyMap<string, string>;
  /** The file that is started. */
  readonly entry: string;
  /** Arguments of each run; the plan is for a start without any. */
  readonly runs: readonly (readonly string[])[];
}

export interface TriedResult {
  /** What the rewritten program does otherwise; null for nothing. */
  readonly problem: string | null;
  readonly proposals: number;
  /** Codes of the reasons of what was refused. */
  readonly refused: readonly string[];
}

/** Holds Node programs against what their rewritten forms print. */
export class ProgramTruth {
  private readonly recorder = new LeanRecorder(".");

  /** @param nodes executables, of which the first is planned with */
  constructor(private readonly nodes: readonly string[]) {}

  close(): void {
    this.recorder.close();
  }

  /** Null for a program that the first Node does not start. */
  async check({ files, entry, runs }: TriedProgram): Promise<TriedResult | null> {
    const root = realpathSync(projectOf(files));
    const folders = [root];
    try {
      const plan = await this.planned(root, entry).catch(() => null);
      if (plan === null) return null;
      const proposals = plan.proposals.length;
      const refused = plan.refusals.map(({ reason }) => reason.code);
      if (proposals === 0) return { problem: null, proposals, refused };
      const after = realpathSync(patched(root, plan));
      folders.push(after);
      return { problem: await this.difference(plan, entry, runs, root, after), proposals, refused };
    } finally {
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    }
  }

  /** @throws UserError for a program that can't be recorded */
  async planned(root: string, entry: string): Promise<Plan> {
    const words = [this.nodes[0] ?? process.execPath, join(root, entry)];
    const graph = await this.recorder.record(words, root, process.env);
    const command = { words, weight: 1 };
    const options = { ...PLAN_OPTIONS, project: root, folder: root, environment: process.env, commands: [command] };
    return (await planRecorded(options, [asRecorded(command, graph, [])])).plan;
  }

  /** What two forms of a program print differently, in any run on any Node; null for nothing. */
  async difference(
    plan: Plan,
    entry: string,
    runs: readonly (readonly string[])[],
    before: string,
    after: string,
  ): Promise<string | null> {
    for (const node of this.nodes) {
      for (const run of runs) {
        const was = await said(node, join(before, entry), run);
        const is = await said(node, join(after, entry), run);
        if (was !== is) return `${node} ${run.join(" ")}\nbefore: ${was}\nafter: ${is}\n${plan.patch}`;
      }
    }
    return null;
  }
}

async function said(node: string, file: string, run: readonly string[]): Promise<string> {
  const folder = dirname(file);
  const { code, stdout, stderr } = await ended(node, [file, ...run], folder);
  const complaint = /^\w*Error.*$/m.exec(stderr)?.[0] ?? "";
  return `${code} ${stdout}${complaint}`.replaceAll(folder, dirname(folder));
}
