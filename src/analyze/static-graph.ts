import { UserError } from "../errors.js";
import { foundEntries } from "../graph/entries.js";
import { type ImportGraph, LOAD_FAILED } from "../graph/graph.js";
import { moduleSums } from "../graph/module-sums.js";
import type { Warning } from "../graph/profile.js";
import { type StaticFacts, staticFacts } from "../graph/static-facts.js";
import { staticTree } from "../graph/static-tree.js";
import { type StaticWidth, staticWidth } from "../graph/static-width.js";
import { ORIGINS } from "../graph/vocabulary.js";
import { fileSizes } from "../io/file-sizes.js";
import { javascript } from "../languages/javascript/javascript.js";
import { nameModules } from "../languages/javascript/names.js";
import { python } from "../languages/python/python.js";
import type { LogReading, StaticReading } from "../logs/format.js";
import { entryModules } from "./static-entry.js";

export interface DrawnGraph {
  readonly graph: ImportGraph;
  readonly facts: StaticFacts;
  readonly warnings: readonly Warning[];
}

type StaticInput = LogReading & { readonly static: StaticReading };

/**
 * The one static graph among the inputs, and the recorded starts beside it.
 *
 * @throws UserError where there is none, or several
 */
export function apart(readings: readonly LogReading[]): { graph: StaticInput; recorded: LogReading[] } {
  const isStatic = (reading: LogReading): reading is StaticInput => reading.static !== undefined;
  const [graph, ...others] = readings.filter(isStatic);
  if (graph === undefined) {
    const message = "--entry says what runs first in a static graph, and no input is one";
    throw new UserError("no-static-graph", message, "Leave --entry away: what ran first is recorded in the input.");
  }
  if (others.length > 0) {
    const message = `${others.length + 1} static graphs are given`;
    throw new UserError("several-graphs", message, "Give one, and recorded starts of its program beside it.");
  }
  return { graph, recorded: readings.filter((reading) => !isStatic(reading)) };
}

/**
 * A static graph drawn as the tree of the start that it leads to, wide by time where a recorded start is given beside it,
 * else by bytes, else by the number of modules.
 *
 * @param entry a module's name or file as the user typed it
 * @param beside a start of the same program, whose modules are known by name
 * @throws UserError for an entry that the graph does not have
 */
export function drawStatic(reading: StaticInput, entry: string | undefined, beside: ImportGraph | null): DrawnGraph {
  const { foreign } = reading.static;
  const warnings: Warning[] = [];
  const graph = foreign ? ours(reading.graph) : reading.graph;
  const { width, unit } = beside === null ? sizes(graph, reading.static, warnings) : times(graph, beside, warnings);
  const given = entry === undefined ? reading.static.entries : entryModules(graph, entry);
  const entries = given.length > 0 ? given : foundEntries(graph, width);
  const { launched } = reading.static;
  const run = new Set(entry === undefined ? entries.filter((module) => !launched.has(module)) : entries);
  const { unit: _, ...rest } = graph;
  const tree = staticTree(unit === "us" ? rest : { ...rest, unit }, entries, width, run);
  return { graph: tree, facts: staticFacts(tree, entries, given.length > 0, run), warnings };
}

/** Names and origins as every other input of ours has them. */
function ours(graph: ImportGraph): ImportGraph {
  if (graph.language === "python") return oursPython(graph);
  const { name, file } = graph.modules;
  const names = nameModules(
    name.map((each, module) => file?.[module] ?? each),
    { root: graph.root },
  );
  return javascript.classify({ ...graph, modules: { ...graph.modules, name: names } }, null).graph;
}

function sizes(graph: ImportGraph, { bytes }: StaticReading, warnings: Warning[]): StaticWidth {
  const { file } = graph.modules;
  // Told by the document, else by the file where it is on this machine.
  const onDisk = fileSizes(
    file?.map((each, module) => ((bytes[module] ?? -1) < 0 ? each : null)) ?? [],
    graph.root ?? ".",
  );
  const found = staticWidth(
    graph,
    bytes.map((size, module) => (size >= 0 ? size : (onDisk[module] ?? -1))),
  );
  if (found.unknown > 0) {
    const message = `of ${found.unknown} modules no size is known: they have no width`;
    warnings.push({ code: "sizes-unknown", message });
  }
  return found;
}

function times(graph: ImportGraph, beside: ImportGraph, warnings: Warning[]): { width: Float64Array; unit: "us" } {
  if (beside.language !== graph.language) {
    const message = `the graph is ${graph.language}, the start beside it ${beside.language}`;
    throw new UserError("languages-differ", message, "Give the profile of the same program.");
  }
  const sums = moduleSums(beside);
  let matched = 0;
  const width = Float64Array.from(graph.modules.name, (name) => {
    const sum = sums.get(name);
    if (sum === undefined) return 0;
    matched++;
    return sum.selfUs;
  });
  let otherUs = 0;
  const known = new Set(graph.modules.name);
  const tried = triedInVain(beside);
  let others = 0;
  for (const [name, { selfUs, module }] of sums) {
    if (known.has(name)) continue;
    otherUs += selfUs;
    if (!tried.has(module)) others++;
  }
  if (matched === 0) {
    const message = "no module of the graph is in the start beside it";
    throw new UserError(
      "nothing-in-common",
      message,
      "Give the profile of the same program; modules are matched by name.",
    );
  }
  const message = `${others} modules of the recorded start are not in the graph (${Math.round(otherUs / 1000)} ms); ${graph.modules.count - matched} of the graph were not loaded and have no width`;
  warnings.push({ code: "times-by-name", message });
  return { width, unit: "us" };
}

/** Modules that the start looked for and did not get: the sources know them as imports that are not found. */
function triedInVain({ loads }: ImportGraph): Set<number> {
  const loaded = new Set<number>();
  const failed = new Set<number>();
  for (let load = 0; load < loads.count; load++)
    (((loads.flags[load] ?? 0) & LOAD_FAILED) === 0 ? loaded : failed).add(loads.module[load] ?? 0);
  return new Set([...failed].filter((module) => !loaded.has(module)));
}

/** What the tool calls the project's own is that; all else is judged by its name. */
function oursPython(graph: ImportGraph): ImportGraph {
  const { graph: judged } = python.classify(graph, null);
  const isOwn = (module: number): boolean => graph.modules.origin[module] === APPLICATION;
  const tops = new Set(graph.modules.name.filter((_, module) => isOwn(module)).map(top));
  const own = graph.modules.name.map((name) => tops.has(top(name)));
  const origin = judged.modules.origin.map((found, module) => (own[module] === true ? APPLICATION : found));
  const distribution = judged.modules.distribution.map((found, module) => (own[module] === true ? -1 : found));
  return { ...judged, modules: { ...judged.modules, origin, distribution } };
}

const APPLICATION = ORIGINS.indexOf("application");

function top(name: string): string {
  return name.split(".", 1)[0] ?? name;
}
