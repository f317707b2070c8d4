// What planning costs beside the runs that a plan rests on: from a recorded profile, without runs.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { childrenCpuUs } from "../src/io/children-cpu.js";
import { writePlannedNodeProject } from "./planned-node-project.js";
import { writePlannedProject } from "./planned-project.js";
import { median } from "./statistics.js";

const ROUNDS = 3;
const PERF = resolve("bin", "run.js");
const SIZES = [100, 1000];

interface Planned {
  readonly language: "Python" | "Node";
  readonly write: (folder: string, modules: number) => void;
  readonly command: readonly string[];
}

const PLANNED: readonly Planned[] = [
  { language: "Python", write: writePlannedProject, command: ["python3", "-m", "app"] },
  { language: "Node", write: writePlannedNodeProject, command: ["node", "main.js"] },
];

interface PlanningRow {
  readonly language: Planned["language"];
  readonly modules: number;
  /** Whether an earlier plan's cache was there. */
  readonly again: boolean;
  readonly wallMs: number;
  /** Of perf and of the interpreters that it asks. */
  readonly cpuMs: number;
  readonly proposals: number;
}

/** `perf optimize` of generated projects all of whose modules load, the first time and again. */
export function benchPlanning(): PlanningRow[] {
  return PLANNED.flatMap((planned) => SIZES.flatMap((modules) => benchOne(planned, modules)));
}

function benchOne(planned: Planned, modules: number): PlanningRow[] {
  const folder = mkdtempSync(join(tmpdir(), "importperf-bench-"));
  try {
    planned.write(join(folder, "project"), modules);
    return measured(folder, modules, planned);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export function planningTable(rows: readonly PlanningRow[]): string {
  const line = (words: readonly string[]) => words.map((word) => word.padStart(10)).join("");
  const body = rows.map(({ language, modules, again, wallMs, cpuMs, proposals }) =>
    line([
      language,
      String(modules),
      again ? "again" : "first",
      wallMs.toFixed(0),
      cpuMs.toFixed(0),
      String(proposals),
    ]),
  );
  return [line(["language", "modules", "plan", "wall ms", "cpu ms", "proposals"]), ...body].join("\n");
}

function measured(folder: string, modules: number, { language, command }: Planned): PlanningRow[] {
  const profile = join(folder, "profile.json");
  perf(folder, ["record", "-n", "1", "-o", profile, "--", ...command]);
  const cache = join(folder, "cache");
  const words = ["optimize", "--project", ".", "--no-run", "--profile", profile, "--json", "-o", join(folder, "plan")];
  const times: Record<"first" | "again", { wallMs: number; cpuMs: number }[]> = { first: [], again: [] };
  for (let round = 0; round < ROUNDS; round++) {
    if (existsSync(cache)) rmSync(cache, { recursive: true });
    times.first.push(perf(folder, words));
    times.again.push(perf(folder, words));
  }
  const { proposals } = JSON.parse(readFileSync(join(folder, "plan"), "utf8")) as { proposals: unknown[] };
  return (["first", "again"] as const).map((plan) => ({
    language,
    modules,
    again: plan === "again",
    wallMs: median(times[plan].map(({ wallMs }) => wallMs)),
    cpuMs: median(times[plan].map(({ cpuMs }) => cpuMs)),
    proposals: proposals.length,
  }));
}

function perf(folder: string, words: readonly string[]): { wallMs: number; cpuMs: number } {
  const env = { ...process.env, XDG_CACHE_HOME: join(folder, "cache") };
  const [began, cpu] = [performance.now(), childrenCpuUs()];
  const done = spawnSync(process.execPath, [PERF, ...words], { cwd: join(folder, "project"), env, encoding: "utf8" });
  if (done.status !== 0) throw new Error(`perf ${words.join(" ")}: ${done.stderr}`);
  return { wallMs: performance.now() - began, cpuMs: (childrenCpuUs() - cpu) / 1000 };
}
