import type { DistributionRow, ImportGraph } from "../../graph/graph.js";
import { ORIGINS } from "../../graph/vocabulary.js";
import type { Classification } from "../language.js";
import { ByEnvironment } from "./by-environment.js";
import { ByName } from "./by-name.js";
import { doubtsByEnvironment, doubtsByName } from "./doubts.js";
import type { PythonEnvironment } from "./environment.js";
import type { Judge, Verdict } from "./verdict.js";

/**
 * Gives every module of a Python graph its origin, distribution and file.
 *
 * Without an environment, names decide: origin `builtin` for what is compiled into, or frozen in, every
 * interpreter; `stdlib` for what is standard in all versions that the log can come from, or in some (with a
 * warning); `application` for the few names that are nobody else's; `dependency` for all others, with a guessed
 * distribution where a guess is good. With an environment its own lists and its distributions' files decide.
 *
 * @param environment what `io/python.ts` learnt of the interpreter that made the log, or null
 */
export function classifyPython(graph: ImportGraph, environment: PythonEnvironment | null): Classification {
  if (environment === null) {
    const judge = new ByName(graph);
    const classified = applied(graph, judge);
    return { graph: classified, warnings: doubtsByName(judge, classified) };
  }
  const judge = new ByEnvironment(graph, environment);
  const classified = applied(graph, judge);
  const warnings = doubtsByEnvironment(judge, graph, environment);
  const differs = warnings.some((warning) => warning.code === "environment-differs");
  return { graph: differs ? classified : { ...classified, runtime: graph.runtime ?? environment.runtime }, warnings };
}

function applied(graph: ImportGraph, judge: Judge): ImportGraph {
  const { count, name } = graph.modules;
  const origin = new Uint8Array(count);
  const distribution = new Int32Array(count);
  const file: (string | null)[] = graph.modules.file?.slice() ?? new Array<string | null>(count).fill(null);
  const rows = new DistributionRows();
  const tops = new Map<string, Verdict | null>();
  let top = "";
  let ofTop: Verdict | null = null;
  let anyFile = graph.modules.file !== null;
  let last: Verdict | undefined;
  for (let module = 0; module < count; module++) {
    const full = name[module] ?? "";
    // Modules of one package mostly follow each other, and then its name need not be cut out again.
    if (module === 0 || !full.startsWith(top) || (full.length > top.length && full[top.length] !== ".")) {
      const dot = full.indexOf(".");
      top = dot < 0 ? full : full.slice(0, dot);
      const known = tops.get(top);
      ofTop = known === undefined ? judge.ofTop(top) : known;
      if (known === undefined) tops.set(top, ofTop);
    }
    const found = ofTop ?? judge.ofModule(full, module);
    origin[module] = found === last ? (origin[module - 1] ?? 0) : ORIGINS.indexOf(found.origin);
    distribution[module] = found === last ? (distribution[module - 1] ?? -1) : rows.indexOf(found);
    last = found;
    if (found.file !== null && file[module] === null) {
      file[module] = found.file;
      anyFile = true;
    }
  }
  const modules = { count, name, origin, distribution, file: anyFile ? file : null };
  return { ...graph, distributions: rows.rows, modules };
}

class DistributionRows {
  readonly rows: DistributionRow[] = [];
  private readonly index = new Map<string, number>();

  indexOf({ distribution, version }: Verdict): number {
    if (distribution === null) return -1;
    const known = this.index.get(distribution);
    if (known !== undefined) return known;
    const index = this.rows.push({ name: distribution, version }) - 1;
    this.index.set(distribution, index);
    return index;
  }
}
