import type { LogReading } from "../format.js";
import type { FieldChecks } from "../profile/json-fields.js";
import { adjacency, keysOf } from "./adjacency.js";
import { FoundGraph } from "./found-graph.js";
import { type GraphFormat, graphFormat } from "./reader.js";
import { scriptPath } from "./script-path.js";

/** `madge --json` (https://github.com/pahen/madge): files and the files that they import. */
const format: GraphFormat = {
  name: "madge graph",
  made: "madge --json ENTRY > graph.json",
  fits: (shape) => keysOf(shape) === "javascript-files",
  read,
};

export const madge = graphFormat(format);

function read(document: unknown, checks: FieldChecks): LogReading {
  const rows = adjacency(document, checks);
  const graph = new FoundGraph({ language: "javascript" });
  const module = (file: string): number => graph.module(scriptPath(file), { file: scriptPath(file) });
  for (const [importer] of rows) module(importer);
  for (const [importer, imported] of rows) for (const file of imported) graph.import(module(importer), module(file));
  graph.sayWhenUnknown("madge");
  return graph.finish();
}
