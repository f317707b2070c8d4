import { anatomyParts, type PartOf } from "../../src/graph/anatomy-parts.js";
import { type ImportGraph, LOAD_FAILED, LOAD_NOT_RUN_LATER, LOAD_UNFINISHED } from "../../src/graph/graph.js";
import { processLabel } from "../../src/graph/process-tree.js";
import type { LoadPhases } from "../../src/graph/profile.js";
import type { RecordedLoad } from "../../src/graph/recorded.js";
import { loadsOf } from "../../src/graph/subtree.js";
import { ORIGINS } from "../../src/graph/vocabulary.js";
import { nodeOfLoad, pathTo } from "../layout/icicle.js";
import { displayName } from "../text/names.js";
import { fromTo, signedMs, signedShare } from "../text/signs.js";
import { formatCount, formatMs, formatMsNumber, formatShare } from "../text/time.js";
import { CHANGE_LABELS } from "./compared.js";
import { type Difference, differenceOf, type Pair } from "./difference.js";
import { planFacts } from "./going.js";
import { ORIGIN_LABELS } from "./grouping.js";
import { type DescribedImporter, importersOfLoad } from "./importers.js";
import { type Model, nodeCumulative, nodeModules, nodeName, nodeSelf } from "./model.js";
import type { PlanEffect } from "./plan.js";

export type { DescribedImporter };

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
  /** Imports that found it loaded, or did not run. */
  readonly importers: readonly DescribedImporter[];
  /** Of everything: where the whole of a recorded start went. */
  readonly start: readonly (readonly [string, string])[];
  /** What its own time is made of. */
  readonly phases: readonly { readonly name: string; readonly us: number }[];
  /** What its load changed beyond itself, with file and line. */
  readonly effects: readonly { readonly what: string; readonly place: string }[];
  /** The same module's other loads (another process, or a function called from elsewhere). */
  readonly others: readonly number[];
}

export function describe(model: Model, node: number, effect: PlanEffect | null = null): Description {
  const { graph, icicle, totals, words, amounts } = model;
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
    const { spreadUs, waitingUs } = recordedOf(model, load) ?? {};
    // Half of the middle half of the runs lies to either side.
    const spread = spreadUs === undefined ? "" : ` ± ${formatMsNumber(Math.round(spreadUs / 2))}`;
    if (load >= 0) facts.push(["Self", `${amounts.number(nodeSelf(model, node))}${spread} ${amounts.unit}`]);
    if (waitingUs !== undefined && waitingUs > 0)
      facts.push(["Waiting", `${formatMs(waitingUs)}, beside its own time`]);
    facts.push(["Cumulative", amounts.text(cumulative)], ["Share", share]);
  }
  const count = difference === null ? formatCount(nodeModules(model, node)) : fromToCount(difference.modules);
  facts.push([words.heads, count], ...planFacts(model, effect, node));
  const process = icicle.process[node] ?? -1;
  if (process >= 0) facts.push(...processFacts(graph, process));
  const file = graph.modules.file?.[module] ?? null;
  const distribution = graph.distributions[graph.modules.distribution[module] ?? -1];
  if (distribution !== undefined)
    facts.push(["Distribution", displayName(`${distribution.name} ${distribution.version ?? ""}`.trim())]);
  if (file !== null) facts.push(["File", displayName(file)]);
  const recorded = recordedOf(model, load);
  const importers = load < 0 ? [] : importersOfLoad(model, load);
  for (const { name, short } of importers.filter(({ loaded }) => loaded))
    facts.push([words.loadedBy, [name, short].filter((text) => text !== "").join(", ")]);
  if (recorded?.objects !== undefined)
    facts.push(["Objects", `${formatCount(recorded.objects)} tracked by the collector`]);
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
      ...((flags & LOAD_NOT_RUN_LATER) !== 0 ? [NOT_USED] : []),
    ],
    facts,
    chain: process >= 0 ? [] : pathTo(icicle, node).slice(0, -1),
    loads,
    importers: importers.filter(({ loaded }) => !loaded),
    start: node === 0 && difference === null ? startFacts(graph) : [],
    phases: phasesOf(recorded?.phases),
    effects: (recorded?.effects ?? []).map(({ kind, what, confined, file, line }) => ({
      what: displayName(`${kind}: ${what}${confined ? ", confined to itself" : ""}`),
      place: displayName(`${file}:${line}`),
    })),
    others: module < 0 ? [] : otherLoads(model, module, load),
  };
}

/** Of a load whose module has code, none of which ran any more. */
const NOT_USED = "loaded, not used in this run: none of its code ran after its load";

function recordedOf({ graph, compared }: Model, load: number): RecordedLoad | undefined {
  return compared === null && load >= 0 ? graph.recorded?.loads?.get(load) : undefined;
}

function phasesOf(phases: LoadPhases | undefined): { name: string; us: number }[] {
  if (phases === undefined) return [];
  const { resolveUs, readUs, compileUs, evaluateUs } = phases;
  return [
    { name: "resolve", us: resolveUs },
    { name: "read", us: readUs },
    { name: "compile", us: compileUs },
    { name: "evaluate", us: evaluateUs },
  ].filter(({ us }) => us > 0);
}

function processFacts(graph: ImportGraph, process: number): [string, string][] {
  const { command, runtime, thread, parent } = graph.processes[process] ?? {};
  return [
    ...(runtime ? [["Runtime", displayName(runtime)] as [string, string]] : []),
    ...(thread ? [["Thread", displayName(thread)] as [string, string]] : []),
    ...(command?.length ? [["Command", displayName(command.join(" "))] as [string, string]] : []),
    ...(parent == null ? [] : [["Started by", displayName(processLabel(graph, parent))] as [string, string]]),
  ];
}

/** Where the whole of a recorded start went. */
function startFacts({ recorded }: ImportGraph): [string, string][] {
  const anatomy = anatomyParts(recorded?.anatomy);
  if (anatomy === null) return [];
  const row = ({ name, us, share }: PartOf<string>): [string, string] => [
    name,
    `${formatMs(us)}, ${formatShare(share)}`,
  ];
  const indented = (part: PartOf<string>): [string, string] => row({ ...part, name: `\u2003${part.name}` });
  return [
    ["from start to end", formatMs(anatomy.us)],
    ...anatomy.parts.flatMap((part) => [
      row(part),
      ...(part.name === "imports" ? anatomy.ofImports.map(indented) : []),
    ]),
    ...(anatomy.collector === null ? [] : [row({ ...anatomy.collector, name: "of all that, collector" })]),
    ...(recorded?.anatomy?.pth ?? []).map(({ file, us }): [string, string] => [displayName(file), formatMs(us)]),
  ];
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
export function asText(model: Model, node: number, effect: PlanEffect | null = null): string {
  const told = describe(model, node, effect);
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
      lines.push(`  ${nodeName(model, at)}  ${model.amounts.text(nodeCumulative(model, at))}`);
    if (told.loads.length > 20) lines.push(`  and ${told.loads.length - 20} more`);
  }
  if (told.importers.length > 0) {
    lines.push("", model.words.importers);
    for (const { name, place } of told.importers.slice(0, 20)) lines.push(`  ${name}  ${place}`.trimEnd());
    if (told.importers.length > 20) lines.push(`  and ${told.importers.length - 20} more`);
  }
  return `${lines.join("\n")}\n`;
}
