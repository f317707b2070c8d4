// Runs benchmarks by name, prints their tables and writes bench/results/NAME.json.
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { benchGraph, graphTable } from "./graph.js";
import { benchGraphMemory, graphMemoryTable } from "./graph-memory.js";
import { benchPlanning, planningTable } from "./planning.js";
import { benchReading, readingTable } from "./reading.js";
import { benchRecording, recordingTable } from "./recording.js";
import { benchRecordingNode, recordingNodeTable } from "./recording-node.js";
import { benchScanning, scanningTable } from "./scanning.js";
import { benchStart, startTable } from "./start.js";
import { benchView, viewTable } from "./view.js";

const BENCHES: Record<string, () => Promise<{ rows: unknown; table: string }> | { rows: unknown; table: string }> = {
  start: () => {
    const rows = benchStart();
    return { rows, table: startTable(rows) };
  },
  recording: () => {
    const rows = benchRecording();
    return { rows, table: recordingTable(rows) };
  },
  view: async () => {
    const rows = await benchView();
    return { rows, table: viewTable(rows) };
  },
  "recording-node": () => {
    const rows = benchRecordingNode();
    return { rows, table: recordingNodeTable(rows) };
  },
  reading: () => {
    const rows = benchReading();
    return { rows, table: readingTable(rows) };
  },
  graph: () => {
    const rows = benchGraph();
    return { rows, table: graphTable(rows) };
  },
  "graph-memory": () => {
    const rows = benchGraphMemory();
    return { rows, table: graphMemoryTable(rows) };
  },
  planning: () => {
    const rows = benchPlanning();
    return { rows, table: planningTable(rows) };
  },
  scanning: () => {
    const rows = benchScanning();
    return { rows, table: scanningTable(rows) };
  },
};

const machine = `${cpus().length} x ${cpus()[0]?.model ?? "unknown"}, Node ${process.version}, ${process.platform}`;
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  console.error(`no benchmark ${unknown.join(", ")}; there are ${Object.keys(BENCHES).join(", ")}`);
  process.exit(2);
}
mkdirSync("bench/results", { recursive: true });
for (const name of asked.length > 0 ? asked : Object.keys(BENCHES)) {
  const { rows, table } = (await BENCHES[name]?.()) ?? { rows: [], table: "" };
  console.log(`${name} (${machine})\n${table}\n`);
  writeFileSync(`bench/results/${name}.json`, `${JSON.stringify({ bench: name, machine, rows }, null, 2)}\n`);
}
