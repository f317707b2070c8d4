import type { LogReading } from "../format.js";
import type { FieldChecks } from "../profile/json-fields.js";
import { DottedImports } from "./dotted.js";
import { FoundGraph } from "./found-graph.js";
import { type GraphFormat, graphFormat } from "./reader.js";

/** `pydeps --show-deps` (https://pydeps.readthedocs.io): module to its path and the names that it imports. */
const format: GraphFormat = {
  name: "pydeps graph",
  made: "pydeps PACKAGE --show-deps --no-output > graph.json",
  fits: ({ outermost, keys }) =>
    outermost === "{" &&
    keys[2]?.has("bacon") === true &&
    keys[2].has("name") &&
    (keys[2].has("imports") || keys[2].has("imported_by")),
  read,
};

export const pydeps = graphFormat(format);

function read(document: unknown, checks: FieldChecks): LogReading {
  const graph = new FoundGraph({ language: "python" });
  const rows = Object.entries(checks.fields(document, "the document")).flatMap(([key, row]) => {
    checks.enter("the document", key);
    const { name, path, imports } = checks.fields(row, "");
    const file = checks.textOrNull(path, "path");
    // pydeps writes a program of its own that imports all that it is asked about.
    if (key === "__main__" && file === null) return [];
    const imported = imports === undefined ? [] : checks.texts(imports, "imports");
    return [{ name: name === undefined ? key : checks.text(name, "name"), file, imported }];
  });
  for (const { name, file } of rows) graph.module(name, { file });
  const imports = new DottedImports(graph, new Set(rows.map(({ name }) => name)));
  for (const { name, imported } of rows) for (const other of imported) imports.add(name, other);
  graph.sayWhenUnknown("pydeps");
  return graph.finish();
}
