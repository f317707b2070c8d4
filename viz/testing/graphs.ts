import { GraphBuilder } from "../../src/graph/builder.js";
import { type ImportGraph, LOAD_UNFINISHED } from "../../src/graph/graph.js";
import type { Origin } from "../../src/graph/vocabulary.js";

/** A load by its row from the top, module, self time in microseconds, and origin. */
export type Row = readonly [depth: number, name: string, selfUs: number, origin?: Origin, flags?: number];

export function graphOf(processes: readonly (readonly Row[])[]): ImportGraph {
  const builder = new GraphBuilder({ language: "python", evidence: "tree", runtime: "CPython 3.12.1" });
  for (const rows of processes) {
    const process = builder.addProcess();
    const open: number[] = [];
    for (const [depth, name, selfUs, origin = "dependency", flags = 0] of rows) {
      const top = name.split(".")[0] ?? name;
      const distribution = origin === "dependency" ? { distribution: builder.addDistribution(top, "1.0") } : {};
      const module = builder.addModule(name, { origin, file: `/site-packages/${name}.py`, ...distribution });
      open.length = depth;
      open.push(builder.addLoad(module, process, open[depth - 1] ?? -1, selfUs, flags));
    }
  }
  return builder.finish();
}

/** Twelve modules and an unfinished one, 100 ms: wide enough to be clicked on. */
export const SMALL: readonly Row[] = [
  [0, "site", 2000, "stdlib"],
  [1, "os", 3000, "stdlib"],
  [0, "tool", 10_000, "application"],
  [1, "tool.config", 5000, "application"],
  [2, "yaml", 8000],
  [3, "yaml.loader", 12_000],
  [3, "yaml.dumper", 4000],
  [1, "json", 1000, "stdlib"],
  [2, "json.decoder", 5000, "stdlib"],
  [1, "requests", 20_000],
  [2, "urllib3", 26_000],
  [2, "_ssl", 4000, "builtin"],
  [2, "cut.off", 0, "dependency", LOAD_UNFINISHED],
];

const HOSTILE_NAMES = [
  "<img src=x onerror=alert(1)>",
  "</script><script>alert(2)</script>",
  "__proto__",
  "constructor",
  "nul\u0000 and \u001b[31mred",
  "\u202eturned\u202c",
  "\u05e9\u05dc\u05d5\u05dd.\u05e2\u05d5\u05dc\u05dd",
  "slash/ed name",
  "tilde~2",
  "half \ud800 pair",
  "%2F?#:0-1",
  "",
  "{{data}}",
  "w".repeat(2000),
];

/** Names as they must never be trusted, each loading the next. */
export const HOSTILE: readonly Row[] = HOSTILE_NAMES.map((name, depth) => [depth, name, 1000 + 100 * depth]);

/** Every so many loads a new one begins at depth 1, 2, 3 and 4, as packages that hold packages do. */
const BEGINS = [20_000, 2500, 300, 40];

/** As many loads as asked for, the same each time: one root, packages of packages, up to thirty rows deep. */
export function manyRows(count: number): Row[] {
  const tops = ["app", "kubernetes", "google", "numpy", "pandas", "botocore"];
  let seed = 20;
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const rows: Row[] = [[0, "app", 1000, "application"]];
  let depth = 1;
  for (let load = 1; load < count; load++) {
    const begins = BEGINS.findIndex((every) => load % every === 1);
    if (begins >= 0) depth = begins + 1;
    const top = tops[Math.floor(load / 977) % tops.length] ?? "app";
    const name = `${top}.package_${load % 211}.module_${load}`;
    rows.push([depth, name, Math.floor(random() * 400), top === "app" ? "application" : "dependency"]);
    const up = random();
    if (up < 0.5 && depth < 29) depth++;
    else if (up > 0.7) depth = Math.max(Math.min(5, depth), depth - Math.floor(random() * 5));
  }
  return rows;
}
