// What recording costs a program: each way in turn, in one run, as ratios of processor time.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { hookEnvironment } from "../src/io/hook-environment.js";
import { HookFolder } from "../src/io/hook-folder.js";
import { HOOK_FILES, hookPrefixes } from "../src/languages/python/record/hooks.js";
import { median } from "./statistics.js";

interface RecordingRow {
  program: string;
  runtime: string;
  /** Of the program alone. */
  cpuMs: number;
  /** Of each way: the median of its processor time over that of the program alone; null where it failed. */
  ratios: Record<string, number | null>;
}

interface Program {
  readonly name: string;
  readonly minor: number;
  readonly python: string;
  readonly words: readonly string[];
}

interface Way {
  readonly words: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const ROUNDS = 5;
const PROGRAMS = ["pip", "httpie"];
const WATERFALL = resolve("bench", ".cache", "waterfall");

/** @throws Error when the programs can't be installed */
export function benchRecording(): RecordingRow[] {
  const made = execFileSync(process.execPath, [join(".ci", "corpus-record.mjs"), "--environments", ...PROGRAMS], {
    encoding: "utf8",
  });
  const programs = made
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Program | { missing: string })
    .filter((program) => "python" in program);
  return programs.map(measure);
}

function measure({ name, minor, python, words }: Program): RecordingRow {
  const timed = new HookFolder("dist", HOOK_FILES);
  const traced = new HookFolder("dist", HOOK_FILES);
  const folder = mkdtempSync(join(tmpdir(), "importperf-bench-"));
  try {
    const ways: Record<string, Way> = {
      plain: { words, env: {} },
      timed: { words, env: hookEnvironment(timed, "time", hookPrefixes(timed.path, "time", ":"), process.env) },
      traced: { words, env: hookEnvironment(traced, "trace", hookPrefixes(traced.path, "trace", ":"), process.env) },
      "-X importtime": { words, env: { PYTHONPROFILEIMPORTTIME: "1" } },
      waterfall: { words: waterfall(python, minor, words), env: {} },
    };
    const script = join("fixtures", "proofs", "python", "measure.py");
    const input = JSON.stringify(Object.values(ways));
    const done = spawnSync(python, [resolve(script), String(ROUNDS)], { input, encoding: "utf8", cwd: folder });
    if (done.status !== 0) throw new Error(`measure.py: ${done.stderr}`);
    const found = JSON.parse(done.stdout) as { cpuUs: number[]; status: number[] }[];
    const plain = median(found[0]?.cpuUs ?? []);
    const ratios = Object.keys(ways).map((way, at) => {
      const { cpuUs = [], status = [] } = found[at] ?? {};
      return [way, status.every((each) => each === 0) ? median(cpuUs) / plain : null] as const;
    });
    return { program: name, runtime: `3.${minor}`, cpuMs: plain / 1000, ratios: Object.fromEntries(ratios) };
  } finally {
    for (const hooks of [timed, traced]) hooks.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * importtime-waterfall takes a module, not a command: it imports it in a new process, six times over, with -X
 * importtime. Its words for the module that a program's command imports first.
 */
function waterfall(python: string, minor: number, words: readonly string[]): string[] {
  const folder = `${WATERFALL}-3.${minor}`;
  if (!existsSync(join(folder, "importtime_waterfall.py"))) {
    mkdirSync(folder, { recursive: true });
    const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target", folder];
    execFileSync(python, [...pip, "importtime-waterfall"], { stdio: "inherit" });
  }
  const module = words.includes("pip") ? "pip._internal.cli.main" : "httpie.core";
  return [python, join(folder, "importtime_waterfall.py"), module, "--har"];
}

export function recordingTable(rows: readonly RecordingRow[]): string {
  const ways = Object.keys(rows[0]?.ratios ?? {});
  const line = (cells: readonly string[]): string =>
    cells.map((cell, at) => (at === 0 ? cell.padEnd(14) : cell.padStart(15))).join("");
  return [
    line(["program", "cpu ms", ...ways]),
    ...rows.map(({ program, runtime, cpuMs, ratios }) =>
      line([`${program} ${runtime}`, cpuMs.toFixed(0), ...ways.map((way) => ratios[way]?.toFixed(2) ?? "failed")]),
    ),
  ].join("\n");
}
