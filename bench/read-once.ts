// Reads one log and prints the process's peak memory in bytes; without a file it only prints.
import { readFileChunks } from "../src/io/input.js";
import { importtime } from "../src/logs/importtime/reader.js";

const file = process.argv[2] ?? "";
let reading: unknown = null;
if (file !== "") {
  const reader = importtime.open(file);
  for (const chunk of readFileChunks(file)) reader.push(chunk);
  reading = reader.finish();
}
process.stdout.write(String(process.resourceUsage().maxRSS * 1024));
process.exitCode = reading === undefined ? 1 : 0;
