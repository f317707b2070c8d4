import { test } from "uvu";
import * as assert from "uvu/assert";
import { GraphBuilder } from "./builder.js";
import { importersOf } from "./importers.js";

test("importers of a module carry their line, or null where it is not known", () => {
  const builder = new GraphBuilder({ language: "python", evidence: "traced" });
  builder.addProcess();
  const [app, json, re] = ["app", "json", "re"].map((name) => builder.addModule(name));
  builder.addImport({ importer: app ?? 0, imported: json ?? 0, line: 3 });
  builder.addImport({ importer: null, imported: json ?? 0, when: "deferred" });
  builder.addImport({ importer: app ?? 0, imported: re ?? 0, line: 4 });
  assert.equal(importersOf(builder.finish(), json ?? 0), [
    { module: 0, line: 3, when: "eager" },
    { module: -1, line: null, when: "deferred" },
  ]);
});

test.run();
