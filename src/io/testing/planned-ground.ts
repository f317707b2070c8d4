import { readFileSync } from "node:fs";
import { join } from "node:path";
import { applyPatch, parsePatch } from "diff";
import { planRecorded } from "../../optimize/optimize.js";
import { asRecorded } from "../../optimize/recordings.js";
import { PLAN_OPTIONS } from "../../optimize/testing/plan-options.js";
import type { Ground, Rewritten } from "../../optimize/testing/static-ground.js";
import { LeanRecorder } from "../../record/testing/lean-recorder.js";
import { KeptPython } from "../kept-python.js";
import { namesIn } from "./whole-ground.js";

/** Plans as `perf optimize --no-run --min-saving 0` does, many programs in this process, one after the other, each recorded by two runs. */
export class PlannedGround implements Ground {
  readonly canChoose = false;
  private readonly python: KeptPython;
  private readonly recorder = new LeanRecorder(".");

  constructor(private readonly exe: string) {
    this.python = new KeptPython(exe, join("dist", "python"), 1);
  }

  close(): void {
    this.python.close();
    this.recorder.close();
  }

  async rewritten(root: string): Promise<Rewritten> {
    const environment = { ...process.env, PYTHONHASHSEED: "0", PYTHONDONTWRITEBYTECODE: "1" };
    const words = [this.exe, "-m", "app"];
    const graph = await this.recorder.record(words, root, { ...environment, PYTHONPATH: root });
    const command = { words, weight: 1 };
    const { plan } = await planRecorded(
      { ...PLAN_OPTIONS, project: root, folder: root, environment, commands: [command] },
      [asRecorded(command, graph, [])],
      (script, head, lines) => this.python.ask(script, head, lines),
    );
    return { files: patched(root, plan.patch), ...namesIn(plan) };
  }
}

/** Files as a patch changes them. @throws Error where it does not fit */
function patched(root: string, patch: string): Map<string, Uint8Array> {
  return new Map(
    parsePatch(patch).flatMap((file): [string, Uint8Array][] => {
      const name = (file.newFileName ?? "").replace(/^b\//, "");
      if (file.hunks.length === 0) return [];
      const text = applyPatch(readFileSync(join(root, name), "utf8"), file);
      if (text === false) throw new Error(`the patch of ${name} does not fit`);
      return [[name, Buffer.from(text, "utf8")]];
    }),
  );
}
