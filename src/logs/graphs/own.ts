import { UserError } from "../../errors.js";
import { MANNERS, ORIGINS, WHENS } from "../../graph/vocabulary.js";
import type { LogReading } from "../format.js";
import type { FieldChecks, Fields } from "../profile/json-fields.js";
import { FoundGraph } from "./found-graph.js";
import { type GraphFormat, graphFormat } from "./reader.js";

const VERSION = 1;

/** `perf graph --json`. */
const format: GraphFormat = {
  name: "graph",
  made: "perf graph --json TARGET > graph.json",
  fits: ({ kind, keys }) =>
    kind === null ? ["unresolved", "unread"].every((key) => keys[1]?.has(key)) : kind === "graph",
  read,
};

export const own = graphFormat(format);

function read(document: unknown, checks: FieldChecks): LogReading {
  const fields = checks.fields(document, "the document");
  checks.word(fields.kind, ["graph"] as const, "kind");
  // Interfaces of the first versions leave it out.
  if (fields.version !== undefined && fields.version !== VERSION) {
    const found = checks.integer(fields.version, 1, "version");
    const hint = "Read it with the importperf that wrote it or a newer one (npm install importperf@latest).";
    throw new UserError("unknown-version", `graph version ${found} is not known here, only ${VERSION}`, hint);
  }
  const graph = new FoundGraph(
    {
      root: checks.textOrNull(fields.root, "root"),
      language: checks.word(fields.language, ["python", "javascript"] as const, "language"),
      runtime: checks.textOrNull(fields.runtime, "runtime"),
    },
    false,
  );
  const list = checks.list(fields.modules, "modules");
  const places = (field: "entries" | "launched"): ReadonlySet<number> => {
    const given = fields[field] === undefined ? [] : checks.list(fields[field], field);
    return new Set(given.map((entry, at) => checks.index(entry, list.length, `${field}[${at}]`)));
  };
  const entries = places("entries");
  const launched = places("launched");
  const modules = list.map((row, at) =>
    addModule(graph, row, at, { isEntry: entries.has(at), isLaunched: launched.has(at) }, checks),
  );
  checks.enter("");
  for (const [at, row] of checks.list(fields.imports, "imports").entries()) {
    checks.enter("imports", at);
    addImport(graph, checks.fields(row, ""), modules, checks);
  }
  checks.enter("");
  for (const what of ["unread", "unresolved"] as const) {
    const left = fields[what] === undefined ? 0 : checks.list(fields[what], what).length;
    if (left > 0) graph.warnings.push({ code: what, message: `${SAYS[what]}: ${left}` });
  }
  return graph.finish();
}

const SAYS = {
  unread: "files that perf graph could not read",
  unresolved: "imports that perf graph could not resolve and that may load more",
};

function addModule(
  graph: FoundGraph,
  row: unknown,
  at: number,
  start: { readonly isEntry: boolean; readonly isLaunched: boolean },
  checks: FieldChecks,
): number {
  checks.enter("modules", at);
  const { name, file, origin, distribution, distributionVersion, bytes } = checks.fields(row, "");
  const project = checks.textOrNull(distribution, "distribution");
  const version = checks.textOrNull(distributionVersion, "distributionVersion");
  return graph.module(checks.text(name, "name"), {
    file: checks.textOrNull(file, "file"),
    origin: checks.word(origin, ORIGINS, "origin"),
    ...(project === null ? {} : { distribution: graph.distribution(project, version) }),
    bytes: bytes === undefined || bytes === null ? null : checks.integer(bytes, 0, "bytes"),
    ...start,
  });
}

function addImport(graph: FoundGraph, row: Fields, modules: readonly number[], checks: FieldChecks): void {
  const place = (field: "line" | "column"): number | null =>
    row[field] === null || row[field] === undefined ? null : checks.int32(row[field], 1, field);
  const names = row.names === undefined ? [] : checks.texts(row.names, "names");
  const end = (field: "importer" | "imported"): number => modules[checks.index(row[field], modules.length, field)] ?? 0;
  graph.import(end("importer"), end("imported"), {
    line: place("line"),
    column: place("column"),
    when: checks.word(row.when, WHENS, "when"),
    manner: checks.list(row.manner, "manner").map((word, at) => checks.word(word, MANNERS, `manner[${at}]`)),
    ...(names.length === 0 ? {} : { names }),
    ...(row.inEntry === undefined ? {} : { inEntry: checks.flag(row.inEntry, "inEntry") }),
  });
}
