import {
  IMPORT_LOADED,
  IMPORT_NOT_RUN,
  IMPORT_RAN,
  type ImportGraph,
  LOAD_FAILED,
  LOAD_NOT_RUN_LATER,
  LOAD_PLACED,
  LOAD_RAN_LATER,
  LOAD_UNFINISHED,
} from "../graph/graph.js";
import type { ProfileImport, ProfileModule } from "../graph/profile.js";
import { treeImports } from "../graph/tree-imports.js";
import { MANNERS, ORIGINS, WHENS } from "../graph/vocabulary.js";
import type { Analysis, ReportFormat } from "./format.js";
import { inPieces } from "./pieces.js";

/** The profile, `schemas/profile.schema.json`: one row of a table a line, so that a large one can be cut and compared. */
export const profile: ReportFormat = {
  name: "profile",
  extension: ".profile.json",
  *render(analysis) {
    yield* inPieces(document(analysis));
  },
};

function* document({ graph, tool, warnings }: Analysis): Iterable<string> {
  const { root, language, runtime, command, evidence, unit, recorded } = graph;
  const { anatomy, runs, caches, measuring, importRuns, linesRun, linesCalled } = recorded ?? {};
  const started = { anatomy, runs, caches, measuring, importRuns };
  const head = { kind: "profile", version: 1, tool, root, language, runtime, command, evidence, unit, ...started };
  yield JSON.stringify(head).slice(0, -1);
  yield* table("processes", texts(graph.processes));
  yield* table("modules", modules(graph));
  yield* table("loads", loads(graph));
  yield* table("imports", imports(graph));
  if (linesRun !== undefined) yield `,\n"linesRun":${JSON.stringify(linesRun)}`;
  if (linesCalled !== undefined) yield `,\n"linesCalled":${JSON.stringify(linesCalled)}`;
  yield* table("warnings", texts(warnings));
  yield "}\n";
}

function* table(name: string, rows: Iterable<string>): Iterable<string> {
  yield `,\n"${name}":[`;
  let before = "\n";
  for (const row of rows) {
    yield before + row;
    before = ",\n";
  }
  yield "]";
}

function* texts(rows: readonly object[]): Iterable<string> {
  for (const row of rows) yield JSON.stringify(row);
}

function* modules({ modules, distributions }: ImportGraph): Iterable<string> {
  for (let module = 0; module < modules.count; module++) {
    const distribution = distributions[modules.distribution[module] ?? -1];
    const row: ProfileModule = {
      name: modules.name[module] ?? "",
      origin: ORIGINS[modules.origin[module] ?? 0] ?? "dependency",
      distribution: distribution?.name ?? null,
      distributionVersion: distribution?.version ?? null,
      file: modules.file?.[module] ?? null,
    };
    yield JSON.stringify(row);
  }
}

function* loads({ loads, recorded }: ImportGraph): Iterable<string> {
  for (let load = 0; load < loads.count; load++) {
    const importer = loads.importer[load] ?? -1;
    const more = recorded?.loads?.get(load);
    // Written by hand: this row is the most frequent one and holds numbers alone.
    yield `{"module":${loads.module[load]},"process":${loads.process[load]},"importer":${importer < 0 ? null : importer}` +
      `,"selfUs":${loads.selfUs[load]},"cumulativeUs":${loads.cumulativeUs[load]}${marks(loads.flags[load] ?? 0)}` +
      (more === undefined ? "}" : afterComma(more));
  }
}

function marks(flags: number): string {
  if (flags === 0) return "";
  return (
    (flags & LOAD_FAILED ? ',"failed":true' : "") +
    (flags & LOAD_UNFINISHED ? ',"unfinished":true' : "") +
    (flags & LOAD_RAN_LATER ? ',"ranLater":true' : "") +
    (flags & LOAD_NOT_RUN_LATER ? ',"ranLater":false' : "") +
    (flags & LOAD_PLACED ? ',"placed":true' : "")
  );
}

/** The fields of an object as they follow others in a row, with the row's closing brace. */
function afterComma(fields: object): string {
  const text = JSON.stringify(fields).slice(1);
  return text === "}" ? text : `,${text}`;
}

/** The tree's imports, of which no place is known, then those that the graph holds. */
function* imports(graph: ImportGraph): Iterable<string> {
  const { loads, imports } = graph;
  for (const load of treeImports(graph)) {
    const importer = loads.module[loads.importer[load] ?? 0];
    yield `{"importer":${importer},"imported":${loads.module[load]},"process":${loads.process[load]},"line":null,"column":null` +
      ',"when":"eager","manner":[],"names":[],"ran":true,"loaded":true}';
  }
  for (let row = 0; row < imports.count; row++) {
    const importer = imports.importer[row] ?? -1;
    const flags = imports.flags[row] ?? 0;
    const during = imports.during?.[row] ?? null;
    const written: ProfileImport = {
      importer: importer < 0 ? null : importer,
      imported: imports.imported[row] ?? 0,
      process: imports.process[row] ?? 0,
      line: imports.line[row] || null,
      column: imports.column[row] || null,
      when: WHENS[imports.when[row] ?? 0] ?? "eager",
      manner: MANNERS.filter((_, bit) => ((imports.manner[row] ?? 0) & (1 << bit)) !== 0),
      names: [...(imports.names?.[row] ?? [])],
      ran: flags & IMPORT_RAN ? true : flags & IMPORT_NOT_RUN ? false : null,
      loaded: (flags & IMPORT_LOADED) !== 0,
      ...(during === null ? {} : { during: [...during] }),
    };
    yield JSON.stringify(written);
  }
}
