import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { rehearse } from "../src/languages/python/scan/rehearsal.js";
import { scanPython } from "../src/languages/python/scan/scan.js";
import { median } from "./statistics.js";

const ROUNDS = 7;
const AST = `
import ast, sys, time, warnings
warnings.simplefilter("ignore")
texts = [open(line.rstrip("\\n"), "rb").read() for line in sys.stdin]
began = time.process_time()
for text in texts:
    try: ast.parse(text)
    except (SyntaxError, ValueError): pass
print((time.process_time() - began) * 1000)
`;

interface ScanningRow {
  readonly what: string;
  readonly megabytes: number;
  /** Processor time of this process, its compiling and collecting threads included. */
  readonly ms: number;
  readonly megabytesPerSecond: number;
}

/** The scanner on the standard library of `python3`, beside CPython's `ast`; and how its time grows with a file. */
export function benchScanning(): ScanningRow[] {
  const asked = spawnSync("python3", ["-c", "import sysconfig; print(sysconfig.get_path('stdlib'))"], {
    encoding: "utf8",
  });
  const files = sources(asked.stdout.trim());
  const texts = files.map((file) => readFileSync(file));
  const rows = [row("standard library, first time", texts, 1, rehearse), row("standard library, warm", texts, ROUNDS)];
  const parsed = spawnSync("python3", ["-c", AST], { encoding: "utf8", input: `${files.join("\n")}\n` });
  rows.push(rowOf("standard library, CPython's ast", bytesOf(texts), Number(parsed.stdout)));
  const largest = texts.reduce((a, b) => (a.length < b.length ? b : a));
  for (const times of [1, 10, 100]) {
    rows.push(row(`largest file ${times} x`, [Buffer.concat(Array.from({ length: times }, () => largest))], ROUNDS));
  }
  return rows;
}

export function scanningTable(rows: readonly ScanningRow[]): string {
  const line = (mb: string, ms: string, speed: string, what: string) =>
    `${mb.padStart(8)}${ms.padStart(10)}${speed.padStart(8)}  ${what}`;
  const body = rows.map(({ what, megabytes, ms, megabytesPerSecond }) =>
    line(megabytes.toFixed(1), ms.toFixed(1), megabytesPerSecond.toFixed(0), what),
  );
  return [line("MB", "CPU ms", "MB/s", "sources"), ...body].join("\n");
}

function row(what: string, texts: readonly Buffer[], rounds: number, before?: () => void): ScanningRow {
  const times = Array.from({ length: rounds }, () => {
    const began = process.cpuUsage();
    before?.();
    for (const text of texts) scanPython(text);
    const { user, system } = process.cpuUsage(began);
    return (user + system) / 1000;
  });
  return rowOf(what, bytesOf(texts), median(times));
}

function rowOf(what: string, bytes: number, ms: number): ScanningRow {
  return { what, megabytes: bytes / 1e6, ms, megabytesPerSecond: bytes / 1000 / ms };
}

function bytesOf(texts: readonly Buffer[]): number {
  return texts.reduce((sum, text) => sum + text.length, 0);
}

function sources(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(".py") && !entry.parentPath.includes("site-packages"))
    .map((entry) => join(entry.parentPath, entry.name));
}
