import type { LogReading } from "../format.js";
import type { FieldChecks } from "../profile/json-fields.js";
import { adjacency, keysOf } from "./adjacency.js";
import { FoundGraph } from "./found-graph.js";
import { packagesAbove, pythonNames } from "./python-names.js";
import { type GraphFormat, graphFormat } from "./reader.js";

/**
 * `ruff analyze graph`: files and the files that they import, of the project alone
 * (https://docs.astral.sh/ruff/settings/#analyze). Its `--direction dependents` has the same form and can't be told apart.
 */
const format: GraphFormat = {
  name: "ruff graph",
  made: "ruff analyze graph > graph.json",
  fits: (shape) => keysOf(shape) === "python-files",
  read,
};

export const ruff = graphFormat(format);

function read(document: unknown, checks: FieldChecks): LogReading {
  const rows = adjacency(document, checks);
  const graph = new FoundGraph({ language: "python" });
  const files = new Set<string>();
  for (const [file, imported] of rows) {
    files.add(file);
    for (const other of imported) files.add(other);
  }
  const names = pythonNames(files);
  const module = (file: string): number =>
    graph.module(names.get(file) ?? file, { file: file.replaceAll("\\", "/"), origin: "application" });
  for (const [file] of rows) module(file);
  const known = new Set(names.values());
  for (const [file, imported] of rows) {
    const importer = names.get(file) ?? file;
    const above = new Set(imported.flatMap((other) => packagesAbove(names.get(other) ?? "", importer, known)));
    // A package loads before its modules, whichever of them the statement names.
    for (const name of above) graph.import(module(file), graph.module(name), { manner: ["implicit"] });
    for (const other of imported) {
      const name = names.get(other) ?? other;
      if (name !== importer && !above.has(name)) graph.import(module(file), module(other));
    }
  }
  graph.sayWhenUnknown("ruff");
  return graph.finish();
}
