import { GraphBuilder } from "../../src/graph/builder.js";
import type { ImportGraph } from "../../src/graph/graph.js";
import type { RemovableStart } from "../../src/graph/removable.js";
import { removablePart } from "../../src/graph/removable-part.js";
import type { PlanGround } from "../../src/optimize/ground.js";
import type { Plan, Proposal } from "../../src/optimize/plan.js";

/** A module with its own time, who loads it, and through which proposal. */
export type PlannedImport = readonly [importer: string, imported: string, proposal: number];

export interface Planned {
  readonly plan: Plan;
  readonly ground: PlanGround;
}

/** A traced start of one process, its modules in the order of loading, each under its first importer. */
export function tracedGraph(
  own: Readonly<Record<string, number>>,
  imports: readonly PlannedImport[],
  root = "app",
): ImportGraph {
  const builder = new GraphBuilder({ language: "python", evidence: "traced", runtime: "CPython 3.12.1" });
  const process = builder.addProcess({ command: ["app", "--help"] });
  const byImporter = new Map<string, PlannedImport[]>();
  for (const each of imports) byImporter.set(each[0], [...(byImporter.get(each[0]) ?? []), each]);
  const loadOf = new Map<string, number>();
  const open: [string, number][] = [[root, -1]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [name, importer] = next;
    if (loadOf.has(name)) continue;
    const module = builder.addModule(name, { origin: name.startsWith("app") ? "application" : "dependency" });
    const load = builder.addLoad(module, process, importer, own[name] ?? 0);
    loadOf.set(name, load);
    for (const [, imported] of [...(byImporter.get(name) ?? [])].reverse()) open.push([imported, load]);
  }
  return builder.finish();
}

/** The same as the ground that a plan is chosen on. */
export function groundOf(
  graph: ImportGraph,
  imports: readonly PlannedImport[],
  proposals: number,
): { part: RemovableStart; modules: (string | null)[] } {
  const { name } = graph.modules;
  const of = new Map(name.map((each, module) => [each, module]));
  const cost = new Float64Array(graph.modules.count);
  for (let load = 0; load < graph.loads.count; load++)
    cost[graph.loads.module[load] ?? 0] = graph.loads.selfUs[load] ?? 0;
  const part = removablePart(
    {
      nodes: graph.modules.count,
      weight: 1,
      cost,
      entries: [0],
      importer: Int32Array.from(imports, ([importer]) => of.get(importer) ?? 0),
      imported: Int32Array.from(imports, ([, imported]) => of.get(imported) ?? 0),
      through: Int32Array.from(imports, ([, , proposal]) => proposal),
    },
    new Set(Array.from({ length: proposals }, (_, at) => at)),
  );
  return { part, modules: Array.from(part.node, (node) => (node < 0 ? null : (name[node] ?? null))) };
}

export function proposalOf(id: string, file: string, line: number, imported: string, more: Partial<Proposal> = {}) {
  return {
    ...{ id, file, line, importer: file.replace(/\.py$/, "").replaceAll("/", "."), imported: [imported] },
    ...{ names: [imported], edit: "function", savingUs: 0, savingAloneUs: 0, with: [], chosen: true },
    proof: [{ rule: "uses-only-in-functions" }, { rule: "load-effects", ground: "observed" as const }],
    places: [{ line: line + 7, scope: "main", block: null }],
    ...more,
  } satisfies Proposal;
}

/** A plan for starts of one command each. */
export function planOf(
  starts: readonly { graph: ImportGraph; imports: readonly PlannedImport[]; wallUs: number; afterUs: number }[],
  proposals: readonly Proposal[],
  more: Partial<Plan> = {},
): Planned {
  const mean = (of: (start: (typeof starts)[number]) => number) =>
    starts.reduce((sum, start) => sum + of(start), 0) / starts.length;
  const range = { loUs: 0, hiUs: 0 };
  const plan: Plan = {
    ...{ kind: "plan", version: 1, tool: "importperf 0.1.0", root: "/srv/app", language: "python", evidence: "traced" },
    commands: starts.map(({ graph, wallUs, afterUs }, at) => ({
      command: ["app", at === 0 ? "--help" : `list${at}`],
      weight: 1,
      before: { wallUs, modules: graph.loads.count },
      predicted: { ...range, wallUs: afterUs, modules: 0 },
    })),
    before: { us: mean(({ wallUs }) => wallUs), modules: 0 },
    proposals: [...proposals],
    predicted: { ...range, us: mean(({ afterUs }) => afterUs), ground: "measured" },
    ...{
      refusals: [],
      accepting: [],
      advice: [],
      instead: null,
      patch: "",
      verification: null,
      written: [],
      warnings: [],
    },
    ...more,
  };
  return {
    plan,
    ground: {
      graphs: starts.map(({ graph }) => graph),
      starts: starts.map(({ graph, imports }, command) => ({
        command,
        process: 0,
        ...groundOf(graph, imports, proposals.length),
      })),
    },
  };
}

const OWN = {
  ...{ app: 10_000, "app.cli": 5000, "app.api": 5000 },
  ...{ rich: 30_000, "rich.text": 20_000, docker: 40_000, requests: 60_000, kube: 80_000 },
};

/** requests goes only with both of p2 and p3. */
const IMPORTS: readonly PlannedImport[] = [
  ["app", "app.cli", -1],
  ["app", "app.api", -1],
  ["app.cli", "rich", 0],
  ["rich", "rich.text", -1],
  ["app.api", "docker", 1],
  ["docker", "requests", -1],
  ["app.api", "kube", 2],
  ["kube", "requests", -1],
];

const PATCH = `diff --git a/app/cli.py b/app/cli.py
--- a/app/cli.py
+++ b/app/cli.py
@@ -1,4 +1,3 @@
 import sys
 
-import rich
 
@@ -8,3 +7,4 @@
 def main():
+    import rich
     rich.print("help")
`;

/** 300 ms of which 225 were measured to go; the graph's costs say 230. */
export function smallPlan(more: Partial<Plan> = {}): Planned {
  const graph = tracedGraph(OWN, IMPORTS);
  const proposals = [
    proposalOf("p1", "app/cli.py", 3, "rich"),
    proposalOf("p2", "app/api.py", 2, "docker", { with: ["p3"] }),
    proposalOf("p3", "app/api.py", 4, "kube", { with: ["p2"], edit: "type-checking", places: [] }),
  ];
  const refused = { file: "app/cli.py", line: 1, importer: "app.cli", imported: ["sys"], names: ["sys"] };
  const file = "/usr/lib/python3.12/site-packages/six.py";
  const reasons = [
    { code: "reads-modules", message: "six.py:716 reads sys.modules while six loads", file, line: 716 },
    { code: "reads-path", message: "six.py:991 reads sys.meta_path while six loads", file, line: 991 },
  ];
  return planOf([{ graph, imports: IMPORTS, wallUs: 300_000, afterUs: 75_000 }], proposals, {
    patch: PATCH,
    refusals: reasons.map((reason) => ({ ...refused, savingUs: 12_000, reason })),
    accepting: [{ codes: ["reads-modules", "reads-path"], savingUs: 12_000, reasons }],
    advice: [
      { file, line: 716, savingUs: 12_000, message: "it reads sys.modules: 12 ms stay until this changes", blocks: [] },
    ],
    warnings: [{ code: "note", message: "something to know" }],
    ...more,
  });
}

/** The same start twice; the second command's does not load kube. */
export function plansOfTwo(): Planned {
  const { plan } = smallPlan();
  const fewer = IMPORTS.filter(([importer, imported]) => importer !== "kube" && imported !== "kube");
  return planOf(
    [
      { graph: tracedGraph(OWN, IMPORTS), imports: IMPORTS, wallUs: 300_000, afterUs: 75_000 },
      { graph: tracedGraph(OWN, fewer), imports: fewer, wallUs: 200_000, afterUs: 60_000 },
    ],
    plan.proposals,
  );
}

/** Many modules: proposal n takes the n-th thousand, but only where that before it goes too, whose middle imports it. */
export function largePlan(modules: number): Planned {
  const imports: PlannedImport[] = [];
  const own: Record<string, number> = { app: 1000 };
  const nameOf = (at: number) => `package_${Math.floor(at / 1000)}.module_${at}`;
  for (let at = 0; at < modules; at++) {
    own[nameOf(at)] = 10;
    const base = at - (at % 1000);
    if (at === base) imports.push(["app", nameOf(at), at / 1000]);
    else imports.push([nameOf(Math.max(base, at - 1 - (at % 7))), nameOf(at), -1]);
    if (at % 1000 === 500 && base + 1000 < modules) imports.push([nameOf(at), nameOf(base + 1000), -1]);
  }
  const proposals = Array.from({ length: Math.ceil(modules / 1000) }, (_, at) =>
    proposalOf(`p${at + 1}`, `app/part_${at}.py`, at + 1, nameOf(at * 1000)),
  );
  const total = 1000 + 10 * modules;
  return planOf([{ graph: tracedGraph(own, imports), imports, wallUs: total, afterUs: 1000 }], proposals);
}
