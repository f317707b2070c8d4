import { suite } from "uvu";
import * as assert from "uvu/assert";
import { GraphBuilder } from "./builder.js";
import { LOAD_UNFINISHED } from "./graph.js";
import { distributionGroups, originGroups } from "./groups.js";

const test = suite("graph/groups");

function graph() {
  const builder = new GraphBuilder({ language: "python", evidence: "tree" });
  builder.addProcess();
  const yaml = builder.addDistribution("PyYAML", "6.0");
  const rows = [
    ["app", "application", -1, 10, 0],
    ["json", "stdlib", -1, 30, 0],
    ["yaml", "dependency", yaml, 40, 0],
    ["yaml.nodes", "dependency", yaml, 20, 0],
    ["unknown", "dependency", -1, 0, 0],
    ["(unfinished)", "dependency", -1, 0, LOAD_UNFINISHED],
  ] as const;
  for (const [name, origin, distribution, us, flags] of rows)
    builder.addLoad(builder.addModule(name, { origin, distribution }), 0, -1, us, flags);
  return builder.finish();
}

test("origins: heaviest first, with what they are of the whole; origins that do not occur are left out", () => {
  assert.equal(originGroups(graph()), [
    { origin: "dependency", us: 60, modules: 3, share: 0.6 },
    { origin: "stdlib", us: 30, modules: 1, share: 0.3 },
    { origin: "application", us: 10, modules: 1, share: 0.1 },
  ]);
});

test("distributions: modules without one are a group for each origin", () => {
  assert.equal(
    distributionGroups(graph()).map(({ distribution, version, origin, us, modules, firstLoad }) => [
      distribution,
      version,
      origin,
      us,
      modules,
      firstLoad,
    ]),
    [
      ["PyYAML", "6.0", "dependency", 60, 2, 2],
      [null, null, "stdlib", 30, 1, 1],
      [null, null, "application", 10, 1, 0],
      [null, null, "dependency", 0, 1, 4],
    ],
  );
});

test("where nothing took time no share is made up", () => {
  const builder = new GraphBuilder({ language: "python", evidence: "tree" });
  builder.addProcess();
  builder.addLoad(builder.addModule("app"), 0, -1, 0);
  assert.equal(originGroups(builder.finish()), [{ origin: "dependency", us: 0, modules: 1, share: 0 }]);
});

test.run();
