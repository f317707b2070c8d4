// How fast an import log is read, next to tuna's own parser: same logs, same run, warm, in process.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readFileChunks } from "../src/io/input.js";
import { importtime } from "../src/logs/importtime/reader.js";
import { writeMadeLog } from "./made-log.js";
import { median } from "./statistics.js";
import { tunaPrograms } from "./tuna.js";

interface ReadingRow {
  rows: number;
  bytes: number;
  /** Medians, milliseconds. */
  oursMs: number;
  tunaMs: number;
  ratio: number;
  rowsPerSecond: number;
  /** Peak memory of a process that reads the log, less that of an empty one, over the file's size. */
  memoryRatio: number;
}

const TUNA = `
import json, logging, sys, time
from tuna._import_profile import read_import_profile
logging.disable(logging.CRITICAL)
times = []
for _ in range(int(sys.argv[2])):
    start = time.perf_counter()
    read_import_profile(sys.argv[1])
    times.append((time.perf_counter() - start) * 1000)
print(json.dumps(times))
`;

function read(file: string): number {
  const start = performance.now();
  const reader = importtime.open(file);
  for (const chunk of readFileChunks(file)) reader.push(chunk);
  reader.finish();
  return performance.now() - start;
}

function tuna(file: string, times: number): number[] {
  const output = execFileSync(join(tunaPrograms(), "python"), ["-c", TUNA, file, String(times)], { encoding: "utf8" });
  return JSON.parse(output) as number[];
}

/** Peak resident memory in bytes of a new process that reads the log, or of one that reads nothing. */
function peakMemory(file: string): number {
  const output = execFileSync(process.execPath, [join("build", "bench", "read-once.js"), file], { encoding: "utf8" });
  return Number(output);
}

function measure(file: string, rows: number): ReadingRow {
  const bytes = statSync(file).size;
  const rounds = rows > 500_000 ? 3 : 7;
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let warm = 0; warm < 5; warm++) read(file);
  for (let round = 0; round < rounds; round++) {
    // In turn, so that both meet the same machine; the first of two readings warms it, for both.
    theirs.push(...tuna(file, 2).slice(1));
    read(file);
    ours.push(read(file));
  }
  const oursMs = median(ours);
  const tunaMs = median(theirs);
  const memory = peakMemory(file) - peakMemory("");
  return {
    rows,
    bytes,
    oursMs,
    tunaMs,
    ratio: tunaMs / oursMs,
    rowsPerSecond: (rows / oursMs) * 1000,
    memoryRatio: memory / bytes,
  };
}

export function benchReading(): ReadingRow[] {
  const folder = mkdtempSync(join(tmpdir(), "importperf-bench-"));
  try {
    const real = join("fixtures", "logs", "gefyra-3.11.log");
    const results = [measure(real, readFileSync(real, "utf8").split("\n").length - 2)];
    for (const rows of [100_000, 1_000_000]) {
      const file = join(folder, `${rows}.log`);
      writeMadeLog(file, rows);
      results.push(measure(file, rows));
    }
    return results;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function readingTable(rows: readonly ReadingRow[]): string {
  const head = ["rows", "ours ms", "tuna ms", "ratio", "M rows/s", "memory/file"]
    .map((text) => text.padStart(12))
    .join("");
  const lines = rows.map((row) =>
    [
      row.rows.toLocaleString("en"),
      row.oursMs.toFixed(1),
      row.tunaMs.toFixed(1),
      `${row.ratio.toFixed(1)} x`,
      (row.rowsPerSecond / 1e6).toFixed(2),
      row.memoryRatio.toFixed(2),
    ]
      .map((text) => text.padStart(12))
      .join(""),
  );
  return [head, ...lines].join("\n");
}
