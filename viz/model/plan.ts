import type { ImportGraph } from "../../src/graph/graph.js";
import { unpackColumn } from "../../src/graph/pack-column.js";
import { type RemovableStart, StartReach } from "../../src/graph/removable.js";
import type { PackedPart, ViewPlan } from "../../src/graph/view-plan.js";

/** A plan as the page asks it again and again, with other proposals chosen. */
export interface PlanModel {
  readonly data: ViewPlan;
  readonly parts: readonly Part[];
  /** Of each load: the node of its process's part, 0 where no proposal can take it out. */
  readonly nodeOfLoad: Int32Array;
  /** The part of each process, -1 for none. */
  readonly partOfProcess: Int32Array;
}

interface Part {
  readonly command: number;
  readonly reach: StartReach;
  /** What it costs with nothing and with everything chosen. */
  readonly beforeUs: number;
  readonly afterUs: number;
}

export function planModel(data: ViewPlan, graph: ImportGraph): PlanModel {
  const every = new Set(data.proposals.keys());
  const partOfProcess = new Int32Array(Math.max(1, graph.processes.length)).fill(-1);
  const nodeOfModule: Int32Array[] = [];
  const parts = data.starts.map((packed, at) => {
    const { start, module } = unpackPart(packed, data);
    const reach = new StartReach(start);
    partOfProcess[packed.process] = at;
    const nodes = new Int32Array(graph.modules.count);
    for (const [node, of] of module.entries()) if (of >= 0) nodes[of] = node;
    nodeOfModule.push(nodes);
    return { command: packed.command, reach, beforeUs: reach.cost(new Set()), afterUs: reach.cost(every) };
  });
  const { count, module, process } = graph.loads;
  const nodeOfLoad = Int32Array.from({ length: count }, (_, load) => {
    const part = partOfProcess[process[load] ?? 0] ?? -1;
    return nodeOfModule[part]?.[module[load] ?? 0] ?? 0;
  });
  return { data, parts, nodeOfLoad, partOfProcess };
}

function unpackPart(packed: PackedPart, { commands }: ViewPlan): { start: RemovableStart; module: Int32Array } {
  const { nodes } = packed;
  const imports = (column: PackedPart["importer"]) => unpackColumn(column, new Int32Array(packed.imports));
  return {
    module: unpackColumn(packed.module, new Int32Array(nodes)),
    start: {
      nodes,
      weight: commands[packed.command]?.weight ?? 1,
      cost: unpackColumn(packed.cost, new Float64Array(nodes)),
      entries: [0],
      importer: imports(packed.importer),
      imported: imports(packed.imported),
      through: imports(packed.through),
    },
  };
}

/** What a choice of proposals leaves and takes; times are microseconds. */
export interface PlanEffect {
  /** 1 for each load that is loaded no more. */
  readonly gone: Uint8Array;
  /** How many of the loads before a load are gone, and their own times: a subtree holds `[end] - [load]`. */
  readonly goneBefore: Int32Array;
  readonly goneUsBefore: Float64Array;
  /** Of each command: its wall time and how many modules it loads. */
  readonly commands: readonly { readonly afterUs: number; readonly modules: number }[];
  /** Means over the commands by their weights. */
  readonly beforeUs: number;
  readonly afterUs: number;
  /** Whether `afterUs` is what was measured: with all proposals together, alone. */
  readonly isMeasured: boolean;
}

/** Asks the graph what a choice of proposals takes out: nothing is added up over proposals. */
export function effectOf(plan: PlanModel, graph: ImportGraph, chosen: ReadonlySet<number>): PlanEffect {
  const left = plan.parts.map(({ reach }) => reach.without(chosen));
  const { count, process, selfUs } = graph.loads;
  const gone = new Uint8Array(count);
  const goneBefore = new Int32Array(count + 1);
  const goneUsBefore = new Float64Array(count + 1);
  const modules = plan.data.commands.map((command) => command.modules);
  for (let load = 0; load < count; load++) {
    const at = plan.partOfProcess[process[load] ?? 0] ?? -1;
    const isGone = left[at]?.[plan.nodeOfLoad[load] ?? 0] === 0;
    if (isGone) {
      gone[load] = 1;
      const command = plan.parts[at]?.command ?? 0;
      modules[command] = (modules[command] ?? 0) - 1;
    }
    goneBefore[load + 1] = (goneBefore[load] ?? 0) + (isGone ? 1 : 0);
    goneUsBefore[load + 1] = (goneUsBefore[load] ?? 0) + (isGone ? (selfUs[load] ?? 0) : 0);
  }
  const commands = plan.data.commands.map((command, at) => ({
    afterUs: command.beforeUs - (command.beforeUs - command.afterUs) * shareOf(plan, at, left),
    modules: modules[at] ?? 0,
  }));
  return {
    gone,
    goneBefore,
    goneUsBefore,
    commands,
    beforeUs: mean(plan.data, (command) => command.beforeUs),
    afterUs: mean(plan.data, (_, at) => commands[at]?.afterUs ?? 0),
    isMeasured: plan.data.ground === "measured" && chosen.size === plan.data.proposals.length,
  };
}

/** How much of what all proposals take from a command's start, by the graph's costs, is gone. */
function shareOf({ parts }: PlanModel, command: number, left: readonly Uint8Array[]): number {
  let whole = 0;
  let now = 0;
  for (const [at, part] of parts.entries()) {
    if (part.command !== command) continue;
    const met = left[at];
    whole += part.beforeUs - part.afterUs;
    now += part.beforeUs;
    const { cost } = part.reach.start;
    for (let node = 0; node < cost.length; node++) if (met?.[node] === 1) now -= cost[node] ?? 0;
  }
  return whole > 0 ? now / whole : 0;
}

function mean({ commands }: ViewPlan, value: (command: ViewPlan["commands"][number], at: number) => number): number {
  const weights = commands.reduce((sum, { weight }) => sum + weight, 0) || 1;
  return commands.reduce((sum, command, at) => sum + command.weight * value(command, at), 0) / weights;
}

/** What one start costs without some proposals, all starts weighted together. */
function costOf({ parts }: PlanModel, removed: ReadonlySet<number>): number {
  return parts.reduce((sum, { reach }) => sum + reach.start.weight * reach.cost(removed), 0);
}

/**
 * What each proposal saves while these are chosen: of a chosen one its share of what all of them save, by what would be lost
 * without it and what it saves by itself; of another one what it would add. In steps, so that the page stays fluent.
 *
 * @returns microseconds by proposal
 */
export function* savingsOf(
  plan: PlanModel,
  effect: PlanEffect,
  chosen: ReadonlySet<number>,
): Generator<void, number[]> {
  const none = costOf(plan, new Set());
  const now = costOf(plan, chosen);
  const saved = Math.max(0, effect.beforeUs - effect.afterUs);
  const claims = plan.data.proposals.map(() => 0);
  const added = plan.data.proposals.map(() => 0);
  for (const at of claims.keys()) {
    const other = new Set(chosen);
    if (other.delete(at)) claims[at] = costOf(plan, other) - now + (none - costOf(plan, new Set([at])));
    else added[at] = now - costOf(plan, other.add(at));
    yield;
  }
  const claimed = claims.reduce((sum, claim) => sum + claim, 0);
  const scale = allScale(plan);
  return claims.map((claim, at) =>
    chosen.has(at) ? (claimed > 0 ? (claim / claimed) * saved : 0) : (added[at] ?? 0) * scale,
  );
}

/** Wall time for each weighted microsecond of the graph's costs, as it was with all proposals. */
function allScale(plan: PlanModel): number {
  const { parts, data } = plan;
  const whole = parts.reduce((sum, { reach, beforeUs, afterUs }) => sum + reach.start.weight * (beforeUs - afterUs), 0);
  const saved = mean(data, ({ beforeUs, afterUs }) => beforeUs - afterUs);
  return whole > 0 ? Math.max(0, saved) / whole : 0;
}

/** Whether a load goes with a proposal: is loaded while it is away and the other chosen ones are not, or the other way round. */
export function takenBy(
  plan: PlanModel,
  graph: ImportGraph,
  chosen: ReadonlySet<number>,
  proposal: number,
): (load: number) => boolean {
  const [without, having] = [new Set(chosen), new Set(chosen).add(proposal)];
  without.delete(proposal);
  const more = plan.parts.map(({ reach }) => reach.without(without));
  const fewer = plan.parts.map(({ reach }) => reach.without(having));
  return (load) => {
    const at = plan.partOfProcess[graph.loads.process[load] ?? 0] ?? -1;
    const node = plan.nodeOfLoad[load] ?? 0;
    return more[at]?.[node] === 1 && fewer[at]?.[node] === 0;
  };
}
