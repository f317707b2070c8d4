import { analyze } from "../analyze/analyze.js";
import { UserError } from "../errors.js";
import { diffGraphs } from "../graph/diff.js";
import type { ImportGraph } from "../graph/graph.js";
import type { Warning } from "../graph/profile.js";
import type { Comparison } from "../report/diff/format.js";
import type { Analysis } from "../report/format.js";

export interface DiffOptions {
  readonly tool: string;
  /** An interpreter to ask for distributions and origins of both. */
  readonly python?: string | undefined;
}

/**
 * Reads two inputs and compares them.
 *
 * @param before a path, or `-` for standard input
 * @throws UserError for an input that can't be read
 */
export async function diff(before: string, after: string, options: DiffOptions): Promise<Comparison> {
  const old = await analyze([before], options);
  const now = await analyze([after], options);
  for (const { graph, inputs } of [old, now]) refuseSizes(graph, inputs[0] ?? "");
  const found = diffGraphs(old.graph, now.graph);
  const warnings = [...together(inputWarnings(old), inputWarnings(now)), ...differences(old.graph, now.graph)];
  if (found.speed === null) {
    const message =
      "too few of the runtime's own modules are in both to compare the machines; times are compared as they are";
    warnings.push({ code: "speed-unknown", message });
  } else if (Math.abs(Math.log(found.speed.ratio)) > Math.log(NEARLY_THE_SAME)) {
    warnings.push({ code: "speed-differs", message: speedMessage(found.speed.ratio, found.speed.modules) });
  }
  if (
    found.changed.length > 0 &&
    [old, now].some(({ dialect, graph }) => dialect !== null && graph.language === "python")
  ) {
    const message =
      "in a log, a module that importlib.import_module() names has no row: what grew may have gained such an import";
    warnings.push({ code: "imports-without-row", message });
  }
  return {
    tool: options.tool,
    inputs: [before, after],
    before: old.graph,
    after: now.graph,
    diff: found,
    functions: old.functions === true && now.functions === true,
    warnings,
  };
}

/** What has grown is judged by times, and by how those scatter. */
function refuseSizes({ unit }: ImportGraph, file: string): void {
  if (unit === undefined) return;
  const message = "this is a static graph, which has no times to compare";
  throw new UserError("no-times", message, "Compare two recorded starts: perf record -o FILE -- COMMAND.", { file });
}

/** Two recordings on one quiet machine differ by up to this. */
const NEARLY_THE_SAME = 1.1;

function speedMessage(ratio: number, modules: number): string {
  const [times, way] = ratio > 1 ? [ratio, "slower"] : [1 / ratio, "faster"];
  return `AFTER ran ${times.toFixed(2)} times ${way} by the ${modules} modules of the runtime that both load: times are as measured, what grew or shrank is judged at AFTER's speed`;
}

/** What is said of both inputs alike is said once, without a file. */
function together(before: readonly Warning[], after: readonly Warning[]): Warning[] {
  const isLike = (a: Warning) => (b: Warning) => a.code === b.code && a.message === b.message && a.line === b.line;
  const both = before.filter((warning) => after.some(isLike(warning)));
  return [
    ...both.map(({ code, message }) => ({ code, message })),
    ...[...before, ...after].filter((warning) => !both.some(isLike(warning))),
  ];
}

function inputWarnings({ inputs, warnings, ignored, graph }: Analysis): Warning[] {
  const file = inputs[0] ?? "";
  const own: Warning[] = warnings.map((warning) => ({ file, ...warning }));
  if (ignored.lines > 0) {
    own.push({ code: "lines-ignored", file, message: `lines that are no rows, left out: ${ignored.lines}` });
  }
  if (graph.evidence === "static") {
    own.push({ code: "not-run", file, message: "these imports were read from the sources; none of them was run" });
  }
  return own;
}

function differences(before: ImportGraph, after: ImportGraph): Warning[] {
  const found: Warning[] = [];
  const say = (code: string, what: string, old: string, now: string): void => {
    if (old !== now) found.push({ code, message: `the ${what} differ: ${old} before, ${now} after` });
  };
  say("languages-differ", "languages", before.language, after.language);
  if (before.runtime !== null && after.runtime !== null) {
    say("runtimes-differ", "runtimes", before.runtime, after.runtime);
  }
  say("processes-differ", "numbers of processes", `${before.processes.length}`, `${after.processes.length}`);
  return found;
}
