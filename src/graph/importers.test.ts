import { test } from "uvu";
import * as assert from "uvu/assert";
import { GraphBuilder } from "./builder.js";
import { importersOf } from "./importers.js";

test("importers of a module carry their place, when and manner, and whether they loaded it", () => {
  const builder = new GraphBuilder({ language: "python", evidence: "traced" });
  builder.addProcess();
  const [app, json, re] = ["app", "json", "re"].map((name) => builder.addModule(name));
  builder.addImport({ importer: app ?? 0, imported: json ?? 0, line: 3, column: 5, loaded: true, ran: true });
  builder.addImport({ importer: null, imported: json ?? 0, when: "deferred", manner: ["dynamic"], ran: false });
  builder.addImport({ importer: app ?? 0, imported: re ?? 0, line: 4 });
  assert.equal(importersOf(builder.finish(), json ?? 0), [
    { module: 0, process: 0, line: 3, column: 5, when: "eager", manner: [], loaded: true, ran: true },
    {
      ...{ module: -1, process: 0, line: null, column: null },
      ...{ when: "deferred", manner: ["dynamic"], loaded: false, ran: false },
    },
  ]);
});

test.run();
