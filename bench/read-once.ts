// Reads one log and prints the process's peak memory in bytes; without a file it only prints.
import { existsSync, readFileSync } from "node:fs";
import { readFileChunks } from "../src/io/input.js";
import { importtime } from "../src/logs/importtime/reader.js";

/** On Linux `maxRSS` is never below the peak of the process that started this one; `VmHWM` is this one's own. */
function peakBytes(): number {
  const own = existsSync("/proc/self/status")
    ? /^VmHWM:\s+(\d+) kB/m.exec(readFileSync("/proc/self/status", "utf8"))
    : null;
  return (own === null ? process.resourceUsage().maxRSS : Number(own[1])) * 1024;
}

const file = process.argv[2] ?? "";
let reading: unknown = null;
if (file !== "") {
  const reader = importtime.open(file);
  for (const chunk of readFileChunks(file)) reader.push(chunk);
  reading = reader.finish();
}
process.stdout.write(String(peakBytes()));
process.exitCode = reading === undefined ? 1 : 0;
