import type { LogReading } from "../format.js";
import type { FieldChecks } from "../profile/json-fields.js";
import { FoundGraph } from "./found-graph.js";
import { type GraphFormat, graphFormat } from "./reader.js";
import { scriptPath } from "./script-path.js";

/** esbuild's metafile (https://esbuild.github.io/api/#metafile): the sources' bytes, and imports in their order. */
const format: GraphFormat = {
  name: "esbuild metafile",
  made: "esbuild ENTRY --bundle --metafile=graph.json --outfile=out.js",
  fits: ({ outermost, keys }) =>
    outermost === "{" && keys[1]?.has("inputs") === true && keys[3]?.has("bytes") === true && keys[3].has("imports"),
  read,
};

export const esbuild = graphFormat(format);

/** Imports of scripts; of styles and files that only have an address there is none. */
const KINDS: Readonly<Record<string, "eager" | "deferred" | undefined>> = {
  __proto__: null as never,
  "import-statement": "eager",
  "require-call": "eager",
  "dynamic-import": "deferred",
  "import-rule": "eager",
};

function read(document: unknown, checks: FieldChecks): LogReading {
  const { inputs, outputs } = checks.fields(document, "the document");
  const graph = new FoundGraph({ language: "javascript" });
  const rows = Object.entries(checks.fields(inputs, "inputs"));
  const entries = entryPoints(outputs, checks);
  const deferred = new Set<string>();
  for (const [path, row] of rows) {
    checks.enter("inputs", path);
    addFile(graph, path, false, checks.integer(checks.fields(row, "").bytes, 0, "bytes"));
  }
  for (const [path, row] of rows) {
    checks.enter("inputs", path);
    const importer = graph.module(scriptPath(path));
    for (const [at, found] of checks.list(checks.fields(row, "").imports, "imports").entries()) {
      const { path: imported, kind, external } = checks.fields(found, `imports[${at}]`);
      const when = KINDS[checks.text(kind, `imports[${at}].kind`)];
      const file = checks.text(imported, `imports[${at}].path`);
      // "<runtime>" is esbuild's own help, written into the output.
      if (when === undefined || file === "<runtime>") continue;
      if (when === "deferred") deferred.add(file);
      const manner = when === "deferred" ? { manner: ["dynamic" as const] } : {};
      graph.import(importer, addFile(graph, file, external === true, null), { when, ...manner });
    }
  }
  // With splitting what is imported dynamically begins an output too.
  const first = entries.filter((entry) => !deferred.has(entry));
  const known = new Set(rows.map(([path]) => path));
  for (const entry of first.length > 0 ? first : entries)
    if (known.has(entry)) graph.module(scriptPath(entry), { isEntry: true });
  graph.sayWhenUnknown("esbuild");
  return graph.finish();
}

function entryPoints(outputs: unknown, checks: FieldChecks): string[] {
  if (outputs === undefined) return [];
  return Object.entries(checks.fields(outputs, "outputs")).flatMap(([path, output]) => {
    checks.enter("outputs", path);
    const { entryPoint } = checks.fields(output, "");
    return entryPoint === undefined ? [] : [checks.text(entryPoint, "entryPoint")];
  });
}

/** What is external is written as it is imported, "node:fs" or "react". */
function addFile(graph: FoundGraph, path: string, external: boolean, bytes: number | null): number {
  return graph.module(scriptPath(path), external ? {} : { file: scriptPath(path), bytes });
}
