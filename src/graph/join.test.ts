import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { graphs } from "../report/arbitrary-graph.js";
import { checkGraph } from "./check.js";
import type { ImportGraph } from "./graph.js";
import { distributionGroups } from "./groups.js";
import { joinGraphs } from "./join.js";
import { medianOfRuns, sameProgram } from "./runs.js";
import { totals } from "./totals.js";

const test = suite("graph/join and graph/runs");

const several = fc.tuple(graphs, graphs, graphs);

function names({ loads, modules }: ImportGraph): string[] {
  return [...loads.module].map((module) => modules.name[module] ?? "");
}

test("joined graphs keep every load, its time and its importer, and stay a graph", () => {
  fc.assert(
    fc.property(several, (parts) => {
      const joined = joinGraphs(parts);
      checkGraph(joined);
      assert.equal(names(joined), parts.flatMap(names));
      assert.equal(
        [...joined.loads.selfUs],
        parts.flatMap(({ loads }) => [...loads.selfUs]),
      );
      assert.equal(
        [...joined.loads.cumulativeUs],
        parts.flatMap(({ loads }) => [...loads.cumulativeUs]),
      );
      assert.is(
        totals(joined).us,
        parts.reduce((sum, part) => sum + totals(part).us, 0),
      );
      assert.is(
        totals(joined).processes,
        parts.reduce((sum, part) => sum + part.processes.length, 0),
      );
      assert.is(new Set(joined.modules.name).size, joined.modules.count);
      assert.is(
        distributionGroups(joined).reduce((sum, { us }) => sum + us, 0),
        totals(joined).us,
      );
      assert.is(
        joined.imports.count,
        parts.reduce((sum, part) => sum + part.imports.count, 0),
      );
      for (const module of joined.imports.imported) assert.ok(module >= 0 && module < joined.modules.count);
      for (const process of joined.imports.process) assert.ok(process < joined.processes.length);
    }),
  );
});

test("one graph is joined to itself", () => {
  fc.assert(fc.property(graphs, (graph) => assert.is(joinGraphs([graph]), graph)));
});

test("a module's origin and distribution are those of the first graph that has it, distributions keep their names", () => {
  fc.assert(
    fc.property(graphs, graphs, (a, b) => {
      const joined = joinGraphs([a, b]);
      const known = new Set(joined.distributions.map(({ name, version }) => JSON.stringify([name, version])));
      assert.is(known.size, joined.distributions.length, "a distribution of both is one");
      for (const [module, name] of b.modules.name.entries()) {
        const first = a.modules.name.indexOf(name);
        const [graph, row] = first < 0 ? [b, module] : [a, first];
        const at = joined.modules.name.indexOf(name);
        assert.is(joined.modules.origin[at], graph.modules.origin[row]);
        assert.equal(
          joined.distributions[joined.modules.distribution[at] ?? -1],
          graph.distributions[graph.modules.distribution[row] ?? -1],
        );
      }
    }),
  );
});

test("any graph is the same program as itself, and its own median with a spread of 0", () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      assert.ok(sameProgram(graph, graph));
      const { graph: median, notInAll } = medianOfRuns([graph, graph, graph]);
      checkGraph(median);
      assert.is(notInAll, 0);
      assert.equal([...median.loads.selfUs], [...graph.loads.selfUs]);
      for (const load of median.recorded?.loads?.values() ?? []) assert.is(load.spreadUs, 0);
    }),
  );
});

test("the median of three runs lies between the smallest and the largest of each load", () => {
  const factors = fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: 9 }), fc.nat({ max: 9 }));
  fc.assert(
    fc.property(graphs, factors, (graph, factors) => {
      const runs = factors.map((factor) => scaled(graph, factor)) as [ImportGraph, ImportGraph, ImportGraph];
      const { graph: median, notInAll } = medianOfRuns(runs);
      checkGraph(median);
      assert.is(notInAll, 0);
      const middle = [...factors].sort((a, b) => a - b)[1] ?? 0;
      assert.equal(
        [...median.loads.selfUs],
        [...graph.loads.selfUs].map((us) => us * middle),
      );
    }),
  );
});

function scaled(graph: ImportGraph, factor: number): ImportGraph {
  const times = (us: number): number => us * factor;
  const { selfUs, cumulativeUs } = graph.loads;
  return { ...graph, loads: { ...graph.loads, selfUs: selfUs.map(times), cumulativeUs: cumulativeUs.map(times) } };
}

test.run();
