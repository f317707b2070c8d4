import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { packGraph } from "../../src/graph/pack.js";
import { nodeOfLoad } from "../layout/icicle.js";
import type { Place } from "../layout/place.js";
import { graphOf, HOSTILE, type Row, SMALL } from "../testing/graphs.js";
import { recordedGraph } from "../testing/recorded.js";
import { addressOf, placeOf } from "./address.js";
import { asText, describe } from "./describe.js";
import { groupBy } from "./grouping.js";
import { type Model, makeModel } from "./model.js";
import { distributionRows, onlyShown, type Sort, sortedDistributions, sortedLoads } from "./rows.js";
import { matcher, matchModules } from "./search.js";

function modelOf(...processes: (readonly Row[])[]): Model {
  const graph = packGraph(graphOf(processes));
  return makeModel({ tool: "", inputs: [], graph, ignored: { lines: 0, first: [] }, warnings: [] });
}

const model = modelOf(SMALL);
const named = (name: string) => model.graph.modules.name.indexOf(name);

test("an address leads back to its place, whatever the names", () => {
  const names = fc.oneof(
    fc.string(),
    fc.string({ unit: "binary" }),
    fc.constantFrom("a", "a~2", "1", "..", "%", "a/b", ":0-1"),
  );
  const rows = fc.array(fc.tuple(names, fc.integer({ min: -2, max: 1 })), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(rows, fc.boolean(), (made, several) => {
      let depth = 0;
      const built = made.map(([name, deeper], at): Row => {
        depth = at === 0 ? 0 : Math.max(0, depth + deeper);
        return [depth, name, 10];
      });
      const { icicle } = several ? modelOf(built, built) : modelOf(built);
      for (let node = 0; node < icicle.count; node++) {
        const place: Place = { node };
        assert.equal(placeOf(icicle, addressOf(icicle, place)), place);
      }
    }),
    { numRuns: 60 },
  );
});

test("a deep path is shortened to its module, and still leads back", () => {
  const deep = Array.from({ length: 800 }, (_, depth) => [depth, `package.module_${depth % 7}`, 1] as const);
  const { icicle } = modelOf(deep);
  const address = addressOf(icicle, { node: 790 });
  assert.match(address, /^#\?package\.module_5~113$/);
  assert.equal(placeOf(icicle, address), { node: 790 });
});

test("a search text finds in any case, a pattern between slashes by its own flags", () => {
  const found = (text: string) => {
    const made = matcher(text);
    return made !== null && "matches" in made ? ["yaml", "YAML", "x.yaml"].filter(made.matches) : made;
  };
  assert.equal(found("Yaml"), ["yaml", "YAML", "x.yaml"]);
  assert.equal(found("/^yaml/"), ["yaml"]);
  assert.equal(found("/^YAML$/i"), ["yaml", "YAML"]);
  assert.equal(found("/yaml/g"), ["yaml", "x.yaml"]);
  assert.is(found("  "), null);
  assert.equal(found("/yaml"), { problem: "Close the regular expression with a /" });
  assert.equal(found("/[/"), { problem: "Not a regular expression yet: unterminated character class" });
});

test("a pattern that takes too long is given up", () => {
  const slow = modelOf(Array.from({ length: 600 }, (_, load) => [0, `m${load}`, 1] as const));
  let now = 0;
  const clock = Date.now;
  Date.now = () => now;
  const found = matchModules(slow.graph, () => {
    now += 10;
    return true;
  });
  Date.now = clock;
  assert.is(found, null);
});

test("rows stand in the order of their sort, ties in the order of loading", () => {
  const first = (sort: Sort) =>
    model.graph.modules.name[model.graph.loads.module[sortedLoads(model, sort)[0] ?? 0] ?? 0];
  assert.is(first({ key: "self", descending: true }), "urllib3");
  assert.is(first({ key: "cumulative", descending: true }), "tool");
  assert.is(first({ key: "modules", descending: false }), "os");
  assert.is(first({ key: "name", descending: false }), "_ssl");
  const shown = new Uint8Array(model.graph.loads.count);
  shown[4] = 1;
  assert.equal([...onlyShown(sortedLoads(model, { key: "self", descending: true }), shown)], [4]);
});

test("a distribution's cumulative time counts what its modules loaded", () => {
  const made = distributionRows(model);
  const names = (sort: Sort) =>
    [...sortedDistributions(made, sort, null)].map((row) => made.rows[row]?.distribution ?? made.rows[row]?.origin);
  assert.equal(names({ key: "cumulative", descending: true })[0], "application");
  assert.equal(names({ key: "name", descending: false })[0], "application");
  const requests = made.rows.find((row) => row.distribution === "requests");
  assert.is(requests?.cumulativeUs, 50_000);
});

test("every module has a group, and the groups add up to everything", () => {
  for (const by of ["origin", "distribution"] as const) {
    const many = modelOf(
      Array.from({ length: 30 }, (_, load) => [0, `dist${load}.a`, load] as const),
      SMALL,
    );
    const { groups, ofModule } = groupBy(many, by, null);
    assert.is(
      groups.reduce((sum, group) => sum + group.us, 0),
      many.totals.us,
    );
    assert.is(
      groups.reduce((sum, group) => sum + group.modules, 0),
      many.totals.modules,
    );
    assert.ok(ofModule.every((group) => group < groups.length));
    assert.ok(new Set(groups.map(({ fill }) => fill)).size === groups.length, "no two groups have one fill");
  }
});

test("a description tells the way in and the loads, heaviest first", () => {
  const told = describe(model, nodeOfLoad(model.icicle, named("requests")));
  assert.equal(
    told.loads.map((node) => model.graph.modules.name[model.icicle.load[node] ?? -1]),
    ["urllib3", "_ssl", "cut.off"],
  );
  assert.is(told.chain.length, 2);
  assert.match(asText(model, nodeOfLoad(model.icicle, named("cut.off"))), /unfinished/);
});

test("the copied text names the importers that found the module loaded, with the whole place", () => {
  const graph = recordedGraph();
  const recorded = makeModel({
    ...{ tool: "", inputs: [], ignored: { lines: 0, first: [] }, warnings: [] },
    graph: packGraph(graph),
  });
  const text = asText(recorded, nodeOfLoad(recorded.icicle, 2));
  assert.match(text, /^shared · dependencies · loaded, not used in this run: none of its code ran after its load$/m);
  assert.match(text, /\n\nAlso imported by\n {2}app {2}src\/app\.py:7, deferred, guarded\n$/);
});

test("functions are described as functions", () => {
  const data = { tool: "", inputs: [], graph: packGraph(graphOf([SMALL])), ignored: { lines: 0, first: [] } };
  const functions = makeModel({ ...data, functions: true, warnings: [] });
  const text = asText(functions, nodeOfLoad(functions.icicle, named("requests")));
  assert.match(text, /^Functions\s+4$/m);
  assert.match(text, /^Reached through\n {2}tool\n {4}requests\n\nLeads to\n/m);
  assert.not.match(text, /[Mm]odule|[Ii]mport|Loads/);
});

test("hostile names are described without their controls", () => {
  const hostile = modelOf(HOSTILE);
  for (let node = 0; node < hostile.icicle.count; node++)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
    assert.not.match(asText(hostile, node), /[\x00-\x09\x0b-\x1f\u202e]/);
});

test.run();
