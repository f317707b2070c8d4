// How long a whole command takes to tell the import graph of a tree of sources: ours beside the tools that users have, in
// turn, in one run. Files are in the system's cache, tools without their own.
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { type GraphCommand, javascriptTrees, pythonTrees, type Tree } from "./graph-tools.js";
import { median } from "./statistics.js";

export interface GraphRow {
  readonly tree: string;
  readonly tool: string;
  readonly medianMs: number;
  /** Median over the rounds of this tool's time over ours in the same round. */
  readonly ratio: number;
}

const ROUNDS = 9;
/** Beyond this a tool is run once more, not every round. */
const SLOW_MS = 10_000;

export function benchGraph(): GraphRow[] {
  return [...pythonTrees(), ...javascriptTrees()].flatMap(measured);
}

function measured({ name, commands }: Tree): GraphRow[] {
  const times = commands.map(() => [] as number[]);
  const first = commands.map(timed);
  for (let round = 0; round < ROUNDS; round++) {
    const order = commands.map((_, index) => index).sort(() => Math.random() - 0.5);
    for (const index of order) {
      const command = commands[index];
      if (command === undefined || ((first[index] ?? 0) > SLOW_MS && round > 0)) continue;
      times[index]?.push(timed(command));
    }
  }
  const own = times[0] ?? [];
  return commands.map(({ tool }, index) => {
    const all = times[index] ?? [];
    const ratio = median(all.map((ms, round) => ms / (own[round] ?? Number.NaN)));
    return { tree: name, tool, medianMs: median(all), ratio };
  });
}

function timed({ tool, program, args, cwd }: GraphCommand): number {
  const started = process.hrtime.bigint();
  const { status, stderr, error } = spawnSync(program, args, {
    cwd,
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
    env: { ...process.env, CI: "1", XDG_CACHE_HOME: resolve("bench", ".cache", "answers") },
    timeout: 600_000,
  });
  const ms = Number(process.hrtime.bigint() - started) / 1e6;
  if (status !== 0) throw new Error(`${tool} failed: ${error?.message ?? stderr}`);
  return ms;
}

export function graphTable(rows: readonly GraphRow[]): string {
  return [
    "   median ms   ratio  tree               tool",
    ...rows.map(({ tree, tool, medianMs, ratio }) =>
      [medianMs.toFixed(0).padStart(12), ratio.toFixed(2).padStart(8), `  ${tree.padEnd(18)} `, tool].join(""),
    ),
  ].join("\n");
}
