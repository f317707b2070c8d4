import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { GraphBuilder } from "./builder.js";
import type { ImportGraph } from "./graph.js";
import { packGraph } from "./pack.js";
import { unpackGraph } from "./unpack.js";
import { EVIDENCES, MANNERS, ORIGINS, WHENS } from "./vocabulary.js";

const us = fc.nat(1e9);

const recorded = fc.option(
  fc.record(
    {
      spreadUs: us,
      waitingUs: us,
      objects: us,
      phases: fc.record({ resolveUs: us, readUs: us, compileUs: us, evaluateUs: us }),
      effects: fc.array(
        fc.record({
          kind: fc.string(),
          what: fc.string(),
          of: fc.option(fc.string()),
          confined: fc.boolean(),
          file: fc.string(),
          line: fc.nat(),
        }),
      ),
    },
    { requiredKeys: [] },
  ),
  { nil: undefined },
);

const runs = fc.option(fc.array(fc.record({ wallUs: us, cpuUs: us, exitCode: fc.nat(255) })), { nil: undefined });

const graphs: fc.Arbitrary<ImportGraph> = fc
  .record({
    evidence: fc.constantFrom(...EVIDENCES),
    processes: fc.integer({ min: 1, max: 3 }),
    modules: fc.array(
      fc.record({
        name: fc.string(),
        origin: fc.constantFrom(...ORIGINS),
        file: fc.option(fc.string()),
        distribution: fc.option(fc.string(), { nil: undefined }),
      }),
      { minLength: 1, maxLength: 20 },
    ),
    loads: fc.array(fc.record({ module: fc.nat(), up: fc.nat(6), selfUs: fc.nat(1e9), flags: fc.nat(31), recorded })),
    runs,
    imports: fc.array(
      fc.record({
        importer: fc.option(fc.nat()),
        imported: fc.nat(),
        line: fc.nat(9000),
        column: fc.nat(200),
        when: fc.constantFrom(...WHENS),
        manner: fc.subarray([...MANNERS]),
        ran: fc.option(fc.boolean()),
        loaded: fc.boolean(),
      }),
    ),
  })
  .map((made) => {
    const loads = new Map(
      made.loads.flatMap(({ recorded }, load) => (recorded === undefined ? [] : [[load, recorded]])),
    );
    const known = {
      ...(loads.size === 0 ? {} : { loads }),
      ...(made.runs === undefined ? {} : { runs: made.runs }),
    };
    const head = { language: "python", evidence: made.evidence, runtime: "CPython 3.12" } as const;
    const isRecorded = Object.keys(known).length > 0;
    const builder = new GraphBuilder({ ...head, ...(isRecorded ? { recorded: known } : {}) });
    for (let process = 0; process < made.processes; process++) builder.addProcess();
    const modules = made.modules.map(({ name, origin, file, distribution }) =>
      builder.addModule(name, {
        origin,
        file,
        ...(distribution === undefined ? {} : { distribution: builder.addDistribution(distribution, "1.0") }),
      }),
    );
    const pick = (number: number) => modules[number % modules.length] ?? 0;
    const open: number[] = [];
    for (const load of made.loads) {
      open.length = Math.max(0, open.length - load.up);
      open.push(builder.addLoad(pick(load.module), 0, open.at(-1) ?? -1, load.selfUs, load.flags));
    }
    for (const { importer, imported, ...row } of made.imports)
      builder.addImport({ importer: importer === null ? null : pick(importer), imported: pick(imported), ...row });
    return builder.finish();
  });

test("a graph that went through JSON comes back whole", () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      // fast-check's records have no prototype, those of JSON have one.
      assert.equal(plain(unpackGraph(JSON.parse(JSON.stringify(packGraph(graph))))), plain(graph));
    }),
  );
});

/** With its recorded loads as rows, and every object one of JSON's. */
function plain({ recorded, ...graph }: ImportGraph) {
  return { ...graph, recorded: JSON.parse(JSON.stringify({ ...recorded, loads: [...(recorded?.loads ?? [])] })) };
}

test("a column that holds one value is packed as that value", () => {
  const builder = new GraphBuilder({ language: "python", evidence: "tree" });
  builder.addProcess();
  for (const name of ["a", "b"]) builder.addLoad(builder.addModule(name), 0, -1, 5);
  const packed = packGraph(builder.finish());
  assert.is(packed.loads.selfUs, 5);
  assert.equal(packed.loads.module, [0, 1]);
});

test.run();
