import { LOAD_FAILED, LOAD_UNFINISHED } from "../../src/graph/graph.js";
import { type Importer, importersOf } from "../../src/graph/importers.js";
import { loadsOf } from "../../src/graph/subtree.js";
import { ORIGINS } from "../../src/graph/vocabulary.js";
import { nodeOfLoad, pathTo } from "../layout/icicle.js";
import { displayName } from "../text/names.js";
import { fromTo, signedMs, signedShare } from "../text/signs.js";
import { formatCount, formatMs, formatShare } from "../text/time.js";
import { CHANGE_LABELS } from "./compared.js";
import { type Difference, differenceOf, type Pair } from "./difference.js";
import { ORIGIN_LABELS } from "./grouping.js";
import { type Model, nodeCumulative, nodeModules, nodeName, nodeSelf } from "./model.js";

/** Everything that is said of a chosen node, ready to be shown or copied. */
export interface Description {
  readonly name: string;
  /** Origin and distribution. */
  readonly badges: readonly string[];
  /** "unfinished", "failed". */
  readonly marks: readonly string[];
  readonly facts: readonly (readonly [string, string])[];
  /** Nodes from the first row down to the importer. */
  readonly chain: readonly number[];
  /** Nodes that it loaded, heaviest first. */
  readonly loads: readonly number[];
  readonly importers: readonly Importer[];
  /** The same module's other loads (another process, or a function called from elsewhere). */
  readonly others: readonly number[];
}

export function describe(model: Model, node: number): Description {
  const { graph, icicle, totals, words } = model;
  const load = icicle.load[node] ?? -1;
  const module = graph.loads.module[load] ?? -1;
  const low = icicle.belowFrom[node] ?? 0;
  const loads =
    load >= 0
      ? loadsOf(model.ends, load).map((below) => nodeOfLoad(icicle, below))
      : Array.from(icicle.below.subarray(low, icicle.belowFrom[node + 1] ?? 0));
  loads.sort((a, b) => (icicle.width[b] ?? 0) - (icicle.width[a] ?? 0) || a - b);
  const cumulative = nodeCumulative(model, node);
  const facts: [string, string][] = [];
  const difference = differenceOf(model, node);
  if (difference !== null) facts.push(...differenceFacts(difference, icicle.timed, load >= 0));
  else if (icicle.timed) {
    const share = formatShare(totals.us > 0 ? cumulative / totals.us : 0);
    if (load >= 0) facts.push(["Self", formatMs(nodeSelf(model, node))]);
    facts.push(["Cumulative", formatMs(cumulative)], ["Share", share]);
  }
  const count = difference === null ? formatCount(nodeModules(model, node)) : fromToCount(difference.modules);
  facts.push([words.heads, count]);
  const file = graph.modules.file?.[module] ?? null;
  const distribution = graph.distributions[graph.modules.distribution[module] ?? -1];
  if (distribution !== undefined)
    facts.push(["Distribution", displayName(`${distribution.name} ${distribution.version ?? ""}`.trim())]);
  if (file !== null) facts.push(["File", displayName(file)]);
  const flags = graph.loads.flags[load] ?? 0;
  const origin = ORIGINS[graph.modules.origin[module] ?? -1];
  return {
    name: nodeName(model, node),
    badges: [
      ...(origin === undefined ? [] : [ORIGIN_LABELS[origin]]),
      ...(difference?.change == null ? [] : [CHANGE_LABELS[difference.change]]),
    ],
    marks: [
      ...((flags & LOAD_UNFINISHED) !== 0 ? ["unfinished: its own row is missing"] : []),
      ...((flags & LOAD_FAILED) !== 0 ? ["failed"] : []),
    ],
    facts,
    chain: pathTo(icicle, node).slice(0, -1),
    loads,
    importers: module < 0 ? [] : importersOf(graph, module),
    others: module < 0 ? [] : otherLoads(model, module, load),
  };
}

function differenceFacts(difference: Difference, timed: boolean, isLoad: boolean): [string, string][] {
  const { self, cumulative } = difference;
  if (!timed) return [];
  return [
    ...(isLoad ? [["Self", fromTo(self)] as [string, string]] : []),
    ["Cumulative", fromTo(cumulative)],
    [
      "Change",
      [signedMs(cumulative.after - cumulative.before), signedShare(cumulative)].filter((text) => text).join(", "),
    ],
  ];
}

function fromToCount({ before, after }: Pair): string {
  return before === after ? formatCount(after) : `${formatCount(before)} → ${formatCount(after)}`;
}

function otherLoads(model: Model, module: number, load: number): number[] {
  const others: number[] = [];
  let at = model.graph.loads.module.indexOf(module);
  for (; at >= 0; at = model.graph.loads.module.indexOf(module, at + 1))
    if (at !== load) others.push(nodeOfLoad(model.icicle, at));
  return others;
}

/** The description as plain text, for a message or an issue. */
export function asText(model: Model, node: number): string {
  const told = describe(model, node);
  const width = Math.max(...told.facts.map(([what]) => what.length));
  const lines = [
    [told.name, ...told.badges, ...told.marks].join(" · "),
    ...told.facts.map(([what, value]) => `${what.padEnd(width)}  ${value}`),
  ];
  const chain = [...told.chain.slice(1), node].map((at) => nodeName(model, at));
  if (chain.length > 1)
    lines.push("", model.words.chain, ...chain.map((name, depth) => `${"  ".repeat(Math.min(depth, 40) + 1)}${name}`));
  if (told.loads.length > 0) {
    lines.push("", model.words.loads);
    for (const at of told.loads.slice(0, 20))
      lines.push(`  ${nodeName(model, at)}  ${formatMs(nodeCumulative(model, at))}`);
    if (told.loads.length > 20) lines.push(`  and ${told.loads.length - 20} more`);
  }
  return `${lines.join("\n")}\n`;
}
