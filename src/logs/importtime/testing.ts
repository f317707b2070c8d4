import fc from "fast-check";
import type { LogReading } from "../format.js";
import { importtime } from "./reader.js";

/** For tests: a load with its loads, as a program would make them. */
export interface Load {
  readonly name: string;
  readonly selfUs: number;
  readonly loads: readonly Load[];
}

export const HEADER = "import time: self [us] | cumulative | imported package";

/** A row as CPython prints it. */
export function row(selfUs: number, cumulativeUs: number, depth: number, name: string): string {
  return `import time: ${String(selfUs).padStart(9)} | ${String(cumulativeUs).padStart(10)} | ${"  ".repeat(depth)}${name}`;
}

/** The rows of a load and its loads in post-order. */
export function rowsOf(load: Load, depth = 0): string[] {
  return [
    ...load.loads.flatMap((inner) => rowsOf(inner, depth + 1)),
    row(load.selfUs, cumulative(load), depth, load.name),
  ];
}

export function cumulative(load: Load): number {
  return load.selfUs + load.loads.reduce((sum, inner) => sum + cumulative(inner), 0);
}

/** The loads in the order in which loading began, with the index of each one's importer. */
export function inOrder(
  loads: readonly Load[],
  importer = -1,
  into: { name: string; selfUs: number; importer: number }[] = [],
) {
  for (const load of loads) {
    const index = into.push({ name: load.name, selfUs: load.selfUs, importer }) - 1;
    inOrder(load.loads, index, into);
  }
  return into;
}

/** The same of a reading. */
export function loadsOf({ graph }: LogReading, process?: number) {
  const loads: { name: string; selfUs: number; importer: number }[] = [];
  let first = -1;
  for (let load = 0; load < graph.loads.count; load++) {
    if (process !== undefined && graph.loads.process[load] !== process) continue;
    if (first < 0) first = load;
    const importer = graph.loads.importer[load] ?? -1;
    loads.push({
      name: graph.modules.name[graph.loads.module[load] ?? -1] ?? "",
      selfUs: graph.loads.selfUs[load] ?? 0,
      importer: importer < 0 ? -1 : importer - first,
    });
  }
  return loads;
}

/** Reads a text or bytes, cut into pieces of the given sizes in turn. */
export function read(input: string | Uint8Array, sizes: readonly number[] = [1 << 20]): LogReading {
  const bytes = typeof input === "string" ? Buffer.from(input) : input;
  const reader = importtime.open("test.log");
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    // A copy that is overwritten afterwards, as a caller may that reuses its buffer.
    const piece = Uint8Array.from(bytes.subarray(at, at + size));
    reader.push(piece);
    piece.fill(0);
    at += size;
  }
  return reader.finish();
}

const letters = fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz_0123456789");
export const moduleName = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .array(fc.string({ unit: letters, minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 4 })
      .map((parts) => parts.join(".")),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "ünïcode.模块",
      "__proto__",
      "constructor",
      "<b>html</b>",
      "a b",
      "names with | bars",
      "x".repeat(300),
    ),
  },
);

/** Forests of loads, wide and deep, with times as machines have them. */
export const forest: fc.Arbitrary<readonly Load[]> = fc
  .letrec<{ load: Load; loads: readonly Load[] }>((tie) => ({
    load: fc.record({ name: moduleName, selfUs: fc.nat({ max: 200_000 }), loads: tie("loads") }),
    loads: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.constant([]),
      fc.array(tie("load"), { maxLength: 4 }),
    ),
  }))
  .loads.filter((loads) => loads.length > 0);

/** A line that a program might print and that is no row. */
export const noise = fc.oneof(
  fc.constantFrom(
    "Traceback (most recent call last):",
    '  File "<string>", line 1, in <module>',
    "ModuleNotFoundError: No module named 'cfnlint.__main__'",
    "import time: truncated output",
    "import time:  120 |  120",
    "import time:       120 |",
    "import time: x | y | z",
    "\u001b[31mred\u001b[0m",
    " 50%|█████     | 1/2\r100%|██████████| 2/2",
    "<stdin>:1: DeprecationWarning: it is deprecated",
  ),
  fc
    .string({ maxLength: 60 })
    .map((text) => text.replace(/[\n]/g, " "))
    .filter((text) => text.trim() !== "" && !text.includes("import time")),
);
