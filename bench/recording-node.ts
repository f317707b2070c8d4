// What recording costs a Node program's start: the tools that people use today beside the program left alone, in turn,
// in one run, as ratios. Programs and tools are npm packages, put into bench/.cache on first use.
import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { hookEnvironment } from "../src/io/hook-environment.js";
import { HookFolder } from "../src/io/hook-folder.js";
import { HOOK_FILES, hookPrefixes } from "../src/languages/javascript/record/hooks.js";
import type { HookMode } from "../src/languages/recording.js";
import { installedFromNpm } from "./installed.js";
import { median } from "./statistics.js";

export interface NodeRecordingRow {
  readonly program: string;
  readonly tool: string;
  readonly medianMs: number;
  /** Median over the rounds of the time with this tool over the time without any in the same round. */
  readonly ratio: number;
}

/** One way to record: what stands between `node` and the program. */
export interface NodeRecorder {
  readonly name: string;
  readonly flags: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

const ROUNDS = 15;
const CACHE = join("bench", ".cache", "node");
const PROGRAMS = [
  { name: "eslint", spec: "eslint@10", script: "node_modules/eslint/bin/eslint.js" },
  { name: "lerna", spec: "lerna@9", script: "node_modules/lerna/dist/cli.js" },
  { name: "firebase", spec: "firebase-tools@15", script: "node_modules/firebase-tools/lib/bin/firebase.js" },
] as const;

/**
 * require-times wraps the compiling of CommonJS files and knows no ES modules; --cpu-prof samples functions and names no import.
 * time-require (0.1.2) is left out: on Node 20 to 24 eslint and firebase-tools end in its own TypeError, since their
 * first load has no importer.
 */
export function rivals(): NodeRecorder[] {
  const tools = installedFromNpm("tools", "require-times@1.1.0");
  const preload = join(tools, "preload-require-times.cjs");
  writeFileSync(
    preload,
    'const times = require("require-times")([".js", ".json", ".node"]);\ntimes.start();\nprocess.on("exit", () => times.end(1));\n',
  );
  const profiles = join(tools, "profiles");
  return [
    { name: "node --cpu-prof", flags: ["--cpu-prof", `--cpu-prof-dir=${profiles}`] },
    { name: "require-times", flags: ["-r", preload] },
  ];
}

/** @returns a row for each program and tool, the program alone first */
export function benchRecordingNode(): NodeRecordingRow[] {
  const folders = [new HookFolder("dist", HOOK_FILES), new HookFolder("dist", HOOK_FILES)] as const;
  try {
    const ours = [hooks("perf record, timed", folders[0], "time"), hooks("perf record, traced", folders[1], "trace")];
    const recorders: NodeRecorder[] = [{ name: "nothing", flags: [] }, ...ours, ...rivals()];
    return PROGRAMS.flatMap(({ name, spec, script }) =>
      measured(name, join(installedFromNpm(name, spec), script), recorders),
    );
  } finally {
    for (const folder of folders) folder.remove();
    rmSync(resolve(CACHE, "tools", "profiles"), { recursive: true, force: true });
  }
}

/** Our own hooks, as `perf record` puts them in; "timed" gives the times, "traced" the imports. */
function hooks(name: string, folder: HookFolder, mode: HookMode): NodeRecorder {
  return { name, flags: [], environment: hookEnvironment(folder, mode, hookPrefixes(folder.path, mode), process.env) };
}

function measured(program: string, script: string, recorders: readonly NodeRecorder[]): NodeRecordingRow[] {
  const times = recorders.map(() => [] as number[]);
  for (let round = -1; round < ROUNDS; round++) {
    const order = recorders.map((_, index) => index).sort(() => Math.random() - 0.5);
    for (const index of order) {
      const { flags = [], environment = {} } = recorders[index] ?? {};
      const started = process.hrtime.bigint();
      const { status, stderr } = spawnSync(process.execPath, [...flags, script, "--version"], {
        stdio: ["ignore", "pipe", "pipe"],
        encoding: "utf8",
        env: { ...process.env, CI: "1", NO_UPDATE_NOTIFIER: "1", ...environment },
        timeout: 60_000,
      });
      const ms = Number(process.hrtime.bigint() - started) / 1e6;
      if (status !== 0) throw new Error(`${program} with ${recorders[index]?.name} failed: ${stderr}`);
      if (round >= 0) times[index]?.push(ms);
    }
  }
  const bare = times[0] ?? [];
  return recorders.map(({ name }, index) => {
    const own = times[index] ?? [];
    const ratio = median(own.map((ms, round) => ms / (bare[round] ?? Number.NaN)));
    return { program, tool: name, medianMs: median(own), ratio };
  });
}

export function recordingNodeTable(rows: readonly NodeRecordingRow[]): string {
  return [
    "   median ms   ratio  program     recorded with",
    ...rows.map(({ program, tool, medianMs, ratio }) =>
      [medianMs.toFixed(1).padStart(12), ratio.toFixed(2).padStart(8), `  ${program.padEnd(12)}`, tool].join(""),
    ),
  ].join("\n");
}
