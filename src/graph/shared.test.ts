import { suite } from "uvu";
import * as assert from "uvu/assert";
import { GraphBuilder } from "./builder.js";
import { heaviestShared } from "./shared.js";

const test = suite("heaviestShared");

function built(rows: readonly (readonly [importer: string, imported: string, when: "eager" | "deferred"])[]) {
  const builder = new GraphBuilder({ language: "python", evidence: "traced" });
  const process = builder.addProcess();
  const names = ["app", "heavy", "heavy.part", "light"];
  const index = new Map(names.map((name) => [name, builder.addModule(name)]));
  const app = builder.addLoad(index.get("app") ?? 0, process, -1, 1);
  const heavy = builder.addLoad(index.get("heavy") ?? 0, process, app, 50);
  builder.addLoad(index.get("heavy.part") ?? 0, process, heavy, 40);
  builder.addLoad(index.get("light") ?? 0, process, app, 2);
  for (const [importer, imported, when] of rows) {
    builder.addImport({ importer: index.get(importer) ?? 0, imported: index.get(imported) ?? 0, when });
  }
  const graph = builder.finish();
  const found = heaviestShared(graph);
  if (found === null) return null;
  return [graph.loads.module[found.load], ...found.importers].map((module) => names[module ?? -1]);
}

test("names the heaviest module that two others import eagerly", () => {
  const rows = [
    ["app", "heavy", "eager"],
    ["light", "heavy", "eager"],
    ["app", "light", "eager"],
    ["heavy", "light", "eager"],
  ] as const;
  assert.equal(built(rows), ["heavy", "app", "light"]);
});

test("deferred imports and those of a package's own modules do not count", () => {
  const rows = [
    ["app", "heavy", "eager"],
    ["light", "heavy", "deferred"],
    ["heavy.part", "heavy", "eager"],
    ["app", "heavy", "eager"],
  ] as const;
  assert.is(built(rows), null);
});

test.run();
