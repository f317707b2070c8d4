import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { GraphBuilder } from "./builder.js";
import { neighbourhood } from "./neighbours.js";
import { staticTree } from "./static-tree.js";
import { WHENS } from "./vocabulary.js";

const test = suite("graph/neighbours");

test("imports of the tree are neighbours too, once, and those with a line stand for them", () => {
  const builder = new GraphBuilder({ language: "python", evidence: "cached-rows" });
  const [a, b, c] = ["a", "b", "c"].map((name) => builder.addModule(name)) as [number, number, number];
  for (const process of [builder.addProcess(), builder.addProcess()]) {
    const first = builder.addLoad(a, process, -1, 1);
    const second = builder.addLoad(b, process, first, 1);
    builder.addLoad(c, process, second, 1);
  }
  builder.addImport({ importer: a, imported: c, line: 3, ran: true, loaded: false });
  builder.addImport({ importer: a, imported: b, line: 2, ran: true, loaded: true });
  const graph = builder.finish();
  const told = (side: "importers" | "imported", of: number) =>
    neighbourhood(graph, of)[side].map(({ module, line, loads }) => [module, line, loads]);
  assert.equal(told("imported", a), [
    [c, 3, false],
    [b, 2, true],
  ]);
  assert.equal(told("importers", c), [
    [a, 3, false],
    [b, null, true],
  ]);
});

test("who imports whom is the same from both ends, and nothing is left out", () => {
  const row = fc.tuple(fc.nat(7), fc.nat(7), fc.integer({ min: 1, max: 5 }), fc.constantFrom(...WHENS));
  fc.assert(
    fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
      const builder = new GraphBuilder({ language: "python", evidence: "static" });
      builder.addProcess();
      for (let module = 0; module < 8; module++) builder.addModule(`m${module}`);
      for (const [importer, imported, line, when] of rows) builder.addImport({ importer, imported, line, when });
      const graph = staticTree(builder.finish(), [0], new Float64Array(8));
      const from: string[] = [];
      const to: string[] = [];
      for (let module = 0; module < 8; module++) {
        const { importers, imported } = neighbourhood(graph, module);
        for (const { module: other, line, when } of imported) from.push(`${module} ${other} ${line} ${when}`);
        for (const { module: other, line, when } of importers) to.push(`${other} ${module} ${line} ${when}`);
      }
      const truth = new Set(rows.filter(([a, b]) => a !== b).map((each) => each.join(" ")));
      assert.equal(from.sort(), [...truth].sort());
      assert.equal(to.sort(), [...truth].sort());
    }),
  );
});

test.run();
