// How long our own commands take from exec to exit, next to Node doing nothing: in turn, in one run, as ratios.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { median } from "./statistics.js";

interface StartRow {
  command: string;
  medianMs: number;
  /** Median over the rounds of this command's time over Node's in the same round. */
  ratio: number;
}

const ROUNDS = 40;
const RUN = join("bin", "run.js");
const LOG = join("fixtures", "logs", "gefyra-3.11.log");

const COMMANDS: readonly (readonly string[])[] = [
  ["-e", "0"],
  [RUN, "--version"],
  [RUN, "analyze", LOG, "--json"],
  [RUN, "analyze", LOG],
  [RUN, "--help"],
];

export function benchStart(): StartRow[] {
  const times = COMMANDS.map(() => [] as number[]);
  for (let round = -2; round < ROUNDS; round++) {
    const order = COMMANDS.map((_, index) => index).sort(() => Math.random() - 0.5);
    for (const index of order) {
      const started = process.hrtime.bigint();
      const { status, stderr } = spawnSync(process.execPath, COMMANDS[index] ?? [], {
        stdio: ["ignore", "pipe", "pipe"],
        encoding: "utf8",
        env: { ...process.env, CI: "1" },
      });
      const ms = Number(process.hrtime.bigint() - started) / 1e6;
      if (status !== 0) throw new Error(`node ${COMMANDS[index]?.join(" ")} failed: ${stderr}`);
      if (round >= 0) times[index]?.push(ms);
    }
  }
  const bare = times[0] ?? [];
  return COMMANDS.map((command, index) => {
    const own = times[index] ?? [];
    return {
      command: `node ${command.join(" ")}`,
      medianMs: median(own),
      ratio: median(own.map((ms, round) => ms / (bare[round] ?? Number.NaN))),
    };
  });
}

export function startTable(rows: readonly StartRow[]): string {
  return [
    "   median ms   ratio  command",
    ...rows.map((row) => `${row.medianMs.toFixed(1).padStart(12)}${row.ratio.toFixed(2).padStart(8)}  ${row.command}`),
  ].join("\n");
}
