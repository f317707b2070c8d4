import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { RecordedImport } from "../../recording.js";
import { javascriptSites } from "./sites.js";

const SOURCE = `import "./a.mjs";
import one, { two } from "./a.mjs";
export * from "./a.mjs";
const late = () => import("./a.mjs");
import fs from "fs";
import "node:fs";
`;

function row(specifier: string): RecordedImport {
  const known = { importer: "main.mjs", imported: "a.mjs", file: "/main.mjs", line: null, column: null, loaded: true };
  return { ...known, specifier, isDeferred: false, manner: [], names: [] };
}

const test = suite("the places of a Node process's imports");

test("every statement that imports the same module has its own", async () => {
  const sites = await javascriptSites(new TextEncoder().encode(SOURCE), "/main.mjs");
  assert.equal(
    sites.places(row("./a.mjs")).map(({ line, column, names }) => [line, column, names]),
    [
      [1, 1, []],
      [2, 1, ["default", "two"]],
      [3, 1, ["*"]],
    ],
  );
  assert.equal(
    sites.places(row("node:fs")).map(({ line }) => line),
    [6],
  );
  assert.equal(sites.places(row("./b.mjs")), []);
});

test.run();
