import type { LogReading } from "../format.js";
import type { FieldChecks } from "../profile/json-fields.js";
import { adjacency, keysOf } from "./adjacency.js";
import { DottedImports } from "./dotted.js";
import { FoundGraph } from "./found-graph.js";
import { type GraphFormat, graphFormat } from "./reader.js";

const MADE =
  "json.dump([d for m in graph.modules for i in graph.find_modules_directly_imported_by(m) for d in graph.get_import_details(importer=m, imported=i)], file)";

/**
 * grimp, the graph behind import-linter (https://grimp.readthedocs.io/en/stable/usage.html). It writes no file itself;
 * users dump `get_import_details`: each import with its line.
 */
const details: GraphFormat = {
  name: "grimp graph",
  made: MADE,
  fits: ({ outermost, keys }) => outermost === "[" && keys[2]?.has("importer") === true && keys[2].has("imported"),
  read(document, checks) {
    const list = checks.list(document, "the document");
    const rows = list.map((row, at) => {
      checks.enter("the list", at);
      const fields = checks.fields(row, "");
      const { importer, imported, line_number: line, is_lazy: isLazy } = fields;
      return {
        importer: checks.text(importer, "importer"),
        imported: checks.text(imported, "imported"),
        line: line === undefined || line === null ? null : checks.int32(line, 1, "line_number"),
        when: isLazy === true ? ("deferred" as const) : ("eager" as const),
      };
    });
    const graph = new FoundGraph({ language: "python" });
    const imports = new DottedImports(graph, new Set(rows.flatMap(({ importer, imported }) => [importer, imported])));
    markOwn(graph, rows);
    for (const { importer, imported, line, when } of rows) imports.add(importer, imported, { line, when });
    graph.sayWhenUnknown("grimp");
    return graph.finish();
  },
};

/** The same graph as a plain object: module to the modules that it imports. */
const map: GraphFormat = {
  name: "grimp graph",
  made: "json.dump({m: sorted(graph.find_modules_directly_imported_by(m)) for m in graph.modules}, file)",
  fits: (shape) => keysOf(shape) === "names",
  read: readMap,
};

export const grimpDetails = graphFormat(details);
export const grimpMap = graphFormat(map);

/** grimp reads the packages that it is asked about alone: all that imports anything is of them. */
function markOwn(graph: FoundGraph, rows: readonly { readonly importer: string }[]): void {
  for (const { importer } of rows) graph.module(importer, { origin: "application" });
}

function readMap(document: unknown, checks: FieldChecks): LogReading {
  const rows = adjacency(document, checks);
  const graph = new FoundGraph({ language: "python" });
  const imports = new DottedImports(graph, new Set(rows.map(([importer]) => importer)));
  markOwn(
    graph,
    rows.flatMap(([importer, imported]) => (imported.length > 0 ? [{ importer }] : [])),
  );
  for (const [importer] of rows) graph.module(importer);
  for (const [importer, imported] of rows) for (const name of imported) imports.add(importer, name);
  graph.sayWhenUnknown("grimp");
  return graph.finish();
}
