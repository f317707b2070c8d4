import { IMPORT_NOT_RUN } from "../graph/graph.js";
import { WHENS } from "../graph/vocabulary.js";
import type { ImportedName } from "../languages/rewriting.js";
import { runsForItself } from "./start-imports.js";
import { goneOf, type ModuleNumbers, type RecordedStart, removableStart } from "./starts.js";

/** An import statement that ran while its module loaded, as the recording saw it. */
export interface Statement {
  /** Relative to the root. */
  readonly file: string;
  readonly importer: string;
  readonly line: number;
  readonly column: number;
  /** All that it asked for, in any start. */
  readonly imported: readonly string[];
}

const EAGER = WHENS.indexOf("eager");

/**
 * Every statement of the project's own files that ran in one of the starts while its module loaded.
 *
 * @param isOwn of a file as the graph names it
 * @param inFunctions whether those of functions count too, where they ran for no other module's load
 */
export function eagerStatements(
  starts: readonly RecordedStart[],
  isOwn: (file: string) => boolean,
  inFunctions = false,
): Statement[] {
  const found = new Map<string, { statement: Statement; imported: Set<string> }>();
  for (const { graph, process } of starts) {
    const { imports, modules } = graph;
    for (let row = 0; row < imports.count; row++) {
      const from = imports.importer[row] ?? -1;
      const line = imports.line[row] ?? 0;
      const file = modules.file?.[from] ?? null;
      if (from < 0 || line === 0 || file === null || imports.process[row] !== process) continue;
      if (((imports.flags[row] ?? 0) & IMPORT_NOT_RUN) !== 0 || !isOwn(file)) continue;
      if (imports.when[row] !== EAGER && !(inFunctions && runsForItself(graph, row))) continue;
      const importer = modules.name[from] ?? "";
      const column = imports.column[row] ?? 0;
      const key = `${file} ${line} ${column}`;
      let known = found.get(key);
      if (known === undefined) {
        const imported = new Set<string>();
        known = { statement: { file, importer, line, column, imported: [] }, imported };
        found.set(key, known);
      }
      known.imported.add(modules.name[imports.imported[row] ?? 0] ?? "");
    }
  }
  return [...found.values()].map(({ statement, imported }) => ({ ...statement, imported: [...imported] }));
}

/**
 * The statements that can matter: were all of them taken away, something that they ask for would be loaded no more. The rest
 * need not be judged.
 */
export function worthJudging(
  starts: readonly RecordedStart[],
  numbers: ModuleNumbers,
  statements: readonly Statement[],
): Statement[] {
  const removables = statements.map((statement) => ({ name: asName(statement), runsAnyway: () => false }));
  const all = new Set(removables.map((_, index) => index));
  const gone = new Set<string>();
  for (const start of starts) {
    for (const name of goneOf(removableStart(start, numbers, removables), numbers, all)) gone.add(name);
  }
  return statements.filter(({ imported }) => imported.some((name) => gone.has(name)));
}

/** A statement as a whole, as if it had one name. */
function asName({ file, importer, line, column, imported }: Statement): ImportedName {
  return { file, importer, line, column, imported, index: 0, text: "", from: null, bound: "" };
}
