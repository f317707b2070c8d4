import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { checkGraph } from "../../graph/check.js";
import { totals } from "../../graph/totals.js";
import type { LogReading } from "../format.js";
import { UNFINISHED } from "./assemble.js";
import { loadsOf, read } from "./testing.js";

/** What `fixtures/second_reader.py` says of a log. */
interface SecondReading {
  file: string;
  encoding: string;
  processes: number;
  rows: { name: string; selfUs: number; importerRow: number | null; lost: boolean }[];
  cached: { name: string }[];
  ignored: number[];
  unbalanced: number[];
  totalUs: number;
}

const FOLDER = join("fixtures", "logs");
const files = readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".log"))
  .sort()
  .map((name) => join(FOLDER, name));

const second = new Map<string, SecondReading>();
for (const line of execFileSync("python3", [join("fixtures", "second_reader.py"), ...files], {
  encoding: "utf8",
  maxBuffer: 1 << 28,
})
  .trim()
  .split("\n")) {
  const reading = JSON.parse(line) as SecondReading;
  second.set(reading.file, reading);
}

/** Each load with its importer, as text, sorted: the same tree gives the same list. */
function edges(reading: LogReading): string[] {
  const loads = loadsOf(reading);
  return loads
    .filter(({ name }) => name !== UNFINISHED)
    .map(({ name, selfUs, importer }) => {
      const above = loads[importer];
      return `${name} ${selfUs} < ${above === undefined ? "" : above.name === UNFINISHED ? "lost" : `${above.name} ${above.selfUs}`}`;
    })
    .sort();
}

function secondEdges({ rows }: SecondReading): string[] {
  return rows
    .map(({ name, selfUs, importerRow, lost }) => {
      const above = importerRow === null ? undefined : rows[importerRow];
      return `${name} ${selfUs} < ${above !== undefined ? `${above.name} ${above.selfUs}` : lost ? "lost" : ""}`;
    })
    .sort();
}

const test = suite("agreement with the second reader");

test("there are logs to compare", () => {
  assert.ok(files.length > 50, `${files.length} logs`);
});

for (const file of files) {
  test(file, () => {
    const expected = second.get(file);
    if (expected === undefined) throw new Error(`the second reader said nothing of ${file}`);
    const reading = read(readFileSync(file));
    checkGraph(reading.graph);
    assert.is(totals(reading.graph).modules, expected.rows.length, "rows");
    assert.is(reading.graph.imports.count, expected.cached.length, "cached rows");
    assert.is(reading.ignored.lines, expected.ignored.length, "ignored lines");
    assert.equal(
      reading.ignored.first.map(({ line }) => line),
      expected.ignored.slice(0, 10),
    );
    assert.is(reading.dialect?.encoding, expected.encoding);
    // Threads print negative times; they count as 0 here and are warned of.
    const negative = expected.rows.reduce((sum, { selfUs }) => sum + Math.min(0, selfUs), 0);
    assert.is(totals(reading.graph).us, expected.totalUs - negative, "total");
    if (expected.processes === 1 && expected.unbalanced.length === 0) {
      assert.is(reading.graph.processes.length, 1);
      assert.equal(edges(reading), secondEdges(expected));
    } else {
      assert.ok(
        reading.warnings.some(({ code }) => code === "processes-split" || code === "processes-mixed"),
        "several processes or threads, and nothing said",
      );
    }
  });
}

test.run();
