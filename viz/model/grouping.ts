import { type ImportGraph, LOAD_NOT_RUN_LATER, LOAD_RAN_LATER, LOAD_UNFINISHED } from "../../src/graph/graph.js";
import { distributionGroups, originGroups } from "../../src/graph/groups.js";
import { CHANGES } from "../../src/graph/merge.js";
import { ORIGINS, type Origin } from "../../src/graph/vocabulary.js";
import { CHANGE_FILL } from "../layout/palette.js";
import { displayName } from "../text/names.js";
import { signedMs } from "../text/signs.js";
import { formatMs } from "../text/time.js";
import { CHANGE_LABELS } from "./compared.js";
import type { Model } from "./model.js";
import type { PlanEffect } from "./plan.js";

export type ColourBy = "origin" | "distribution" | "change" | "use" | "plan";

/** A colour of the icicle and an entry of the legend. */
export interface Group {
  readonly label: string;
  /** Index in a palette's fills. */
  readonly fill: number;
  us: number;
  modules: number;
  /** What the legend says of it, where that is not its time and share. */
  readonly figures?: string;
}

export interface Grouping {
  readonly groups: readonly Group[];
  /** Group of each module. */
  readonly ofModule: Uint8Array;
  /** Group of each load, where loads of one module can differ. */
  readonly ofLoad?: Uint8Array;
}

/** Index of the group of a load. */
export function groupOf({ ofLoad, ofModule }: Grouping, { loads }: ImportGraph, load: number): number {
  return (ofLoad === undefined ? ofModule[loads.module[load] ?? -1] : ofLoad[load]) ?? 0;
}

export const ORIGIN_LABELS: Record<Origin, string> = {
  application: "application",
  dependency: "dependencies",
  stdlib: "standard library",
  builtin: "built-in",
};

/** Fills that no origin has, for distributions; the first distribution takes the dependencies' own fill. */
const DISTRIBUTION_FILLS = [1, 4, 5, 6, 7, 8];
const OTHER_FILL = 9;

/** @param effect of the chosen proposals, where a plan is shown */
export function groupBy(model: Model, by: ColourBy, effect: PlanEffect | null): Grouping {
  if (by === "plan" && effect !== null) return byPlan(model.graph, effect);
  if (by === "change") return byChange(model);
  if (by === "use") return byUse(model.graph);
  return by === "origin" ? byOrigin(model.graph) : byDistribution(model.graph);
}

/** What stays, and what would be loaded no more. */
function byPlan({ loads, modules }: ImportGraph, { gone, goneUsBefore, goneBefore }: PlanEffect): Grouping {
  const goneUs = goneUsBefore[loads.count] ?? 0;
  const goneLoads = goneBefore[loads.count] ?? 0;
  const us = loads.selfUs.reduce((sum, own) => sum + own, 0);
  return {
    groups: [
      {
        label: "stays",
        fill: CHANGE_FILL + CHANGES.indexOf("same"),
        us: us - goneUs,
        modules: loads.count - goneLoads,
      },
      { label: "would go", fill: CHANGE_FILL + CHANGES.indexOf("gone"), us: goneUs, modules: goneLoads },
    ],
    ofModule: new Uint8Array(modules.count),
    ofLoad: gone,
  };
}

/** Whether anything tells of a module that its code ran after its load. */
export function knowsUse({ loads }: ImportGraph): boolean {
  return loads.flags.some((flags) => (flags & (LOAD_RAN_LATER | LOAD_NOT_RUN_LATER)) !== 0);
}

/** A module is used where code of it ran after any of its loads. */
function byUse({ loads, modules }: ImportGraph): Grouping {
  const flags = new Uint8Array(modules.count);
  for (let load = 0; load < loads.count; load++) {
    const module = loads.module[load] ?? 0;
    flags[module] = (flags[module] ?? 0) | (loads.flags[load] ?? 0);
  }
  const use = flags.map((bits) => ((bits & LOAD_RAN_LATER) !== 0 ? 0 : (bits & LOAD_NOT_RUN_LATER) !== 0 ? 1 : 2));
  const groups: Group[] = USES.map((row) => ({ ...row, us: 0, modules: 0 }));
  for (let load = 0; load < loads.count; load++) {
    const group = groups[use[loads.module[load] ?? 0] ?? 2];
    if (group === undefined || ((loads.flags[load] ?? 0) & LOAD_UNFINISHED) !== 0) continue;
    group.us += loads.selfUs[load] ?? 0;
    group.modules++;
  }
  const present = groups.filter(({ modules }) => modules > 0);
  return {
    groups: present,
    ofModule: use.map((at) => Math.max(0, present.indexOf(groups[at] ?? NO_GROUP))),
  };
}

const NO_GROUP: Group = { label: "", fill: 0, us: 0, modules: 0 };

const USES = [
  { label: "its code ran later", fill: 1 },
  { label: "loaded, not used in this run", fill: 4 },
  { label: "no code that can be seen", fill: 9 },
] as const;

/** Came, grew, as before, shrank, gone: those that the shown side has. */
function byChange({ graph, compared }: Model): Grouping {
  if (compared === null) return byOrigin(graph);
  const { shown, merged, diff } = compared;
  // What grew or shrank did so beside what it would have taken at AFTER's speed; what is gone took what it took.
  const ratio = diff.speed?.ratio ?? 1;
  const gone = CHANGES.indexOf("gone");
  const sums = CHANGES.map(() => ({ before: 0, after: 0, modules: 0 }));
  for (let load = 0; load < graph.loads.count; load++) {
    const sum = sums[shown.changes[graph.loads.module[load] ?? 0] ?? 0];
    const at = shown.toMerged[load] ?? 0;
    if (sum === undefined) continue;
    sum.before += (merged.beforeUs[at] ?? 0) * (shown.changes[graph.loads.module[load] ?? 0] === gone ? 1 : ratio);
    sum.after += merged.afterUs[at] ?? 0;
    sum.modules++;
  }
  const groups: Group[] = [];
  const groupOf = sums.map(({ before, after, modules }, at) => {
    const change = CHANGES[at] ?? "same";
    if (modules === 0) return 0;
    const figures = change === "same" ? formatMs(after) : signedMs(after - before);
    const us = change === "same" ? after : Math.abs(after - before);
    return groups.push({ label: CHANGE_LABELS[change], fill: CHANGE_FILL + at, us, modules, figures }) - 1;
  });
  return { groups, ofModule: shown.changes.map((change) => groupOf[change] ?? 0) };
}

function byOrigin(graph: ImportGraph): Grouping {
  const present = originGroups(graph);
  const groups = present.map(({ origin, us, modules }) => ({
    label: ORIGIN_LABELS[origin],
    fill: ORIGINS.indexOf(origin),
    us,
    modules,
  }));
  const groupOf = ORIGINS.map((origin) =>
    Math.max(
      0,
      present.findIndex((group) => group.origin === origin),
    ),
  );
  return { groups, ofModule: graph.modules.origin.map((origin) => groupOf[origin] ?? 0) };
}

/** The heaviest distributions each a group, then the other dependencies, and what has no distribution by origin. */
function byDistribution(graph: ImportGraph): Grouping {
  const { modules, distributions } = graph;
  const groups: Group[] = [];
  const groupOfName = new Map<string, number>();
  const groupOfOrigin = new Map<Origin, number>();
  for (const { distribution, origin, us, modules: count } of distributionGroups(graph)) {
    const own = distribution !== null && origin === "dependency" && groupOfName.size < DISTRIBUTION_FILLS.length;
    const known = own ? undefined : groupOfOrigin.get(origin);
    if (known !== undefined) {
      const group = groups[known];
      if (group !== undefined) {
        group.us += us;
        group.modules += count;
      }
      continue;
    }
    const index =
      groups.push({
        label: own ? displayName(distribution) : origin === "dependency" ? "other dependencies" : ORIGIN_LABELS[origin],
        fill: own
          ? (DISTRIBUTION_FILLS[groupOfName.size] ?? 1)
          : origin === "dependency"
            ? OTHER_FILL
            : ORIGINS.indexOf(origin),
        us,
        modules: count,
      }) - 1;
    if (own) groupOfName.set(distribution, index);
    else groupOfOrigin.set(origin, index);
  }
  const order = groups.map((_, index) => index).sort((a, b) => (groups[b]?.us ?? 0) - (groups[a]?.us ?? 0));
  const place = new Uint8Array(groups.length);
  for (const [at, index] of order.entries()) place[index] = at;
  const ofModule = new Uint8Array(modules.count);
  for (let module = 0; module < modules.count; module++) {
    const origin = ORIGINS[modules.origin[module] ?? 0] ?? "dependency";
    const name = distributions[modules.distribution[module] ?? -1]?.name;
    const own = name !== undefined && origin === "dependency" ? groupOfName.get(name) : undefined;
    ofModule[module] = place[own ?? groupOfOrigin.get(origin) ?? 0] ?? 0;
  }
  return { groups: order.flatMap((index) => groups[index] ?? []), ofModule };
}
