import { joinGraphs } from "../../graph/join.js";
import { packGraph } from "../../graph/pack.js";
import { packColumn } from "../../graph/pack-column.js";
import type { PackedPart, ViewPlan, ViewProposal } from "../../graph/view-plan.js";
import type { GroundStart } from "../../optimize/ground.js";
import type { Plan } from "../../optimize/plan.js";
import { pageWith } from "../page.js";
import { acceptingRows } from "./accepting.js";
import { editText, entryText, idTexts, placeTexts, proofTexts } from "./edits.js";
import type { PlanFormat } from "./format.js";
import { groundText } from "./ground-text.js";
import { type Hunk, hunksOf } from "./hunks.js";
import { insteadTexts } from "./instead.js";
import { shortPlace } from "./places.js";
import { adviceRows, refusedGroups } from "./refused.js";

/** The view of the recorded starts with the plan in it: what would be loaded no more, for any choice of proposals. */
export const html: PlanFormat = {
  *render({ plan, ground }, options) {
    const [first, ...rest] = ground.graphs;
    if (first === undefined) throw new Error("a plan without a start");
    const graph = joinGraphs([first, ...rest]);
    const moduleOf = new Map(graph.modules.name.map((name, module) => [name, module]));
    const firstProcess: number[] = [];
    let processes = 0;
    for (const each of ground.graphs) {
      firstProcess.push(processes);
      processes += each.processes.length;
    }
    const starts = ground.starts.map((start) => packedPart(start, firstProcess[start.command] ?? 0, moduleOf));
    yield* pageWith(options.viewPage, {
      tool: plan.tool,
      inputs: plan.commands.map(({ command }) => command.join(" ")),
      graph: packGraph(graph),
      plan: viewPlan(plan, starts),
      ignored: { lines: 0, first: [] },
      notes: [groundText(plan), ...insteadTexts(plan)].filter((note) => note !== ""),
      warnings: plan.warnings,
    });
  },
};

function viewPlan(plan: Plan, starts: readonly PackedPart[]): ViewPlan {
  const hunks = hunksOf(plan.patch);
  return {
    commands: plan.commands.map(({ command, weight, before, predicted }) => ({
      text: command.join(" "),
      weight,
      beforeUs: before.wallUs,
      afterUs: predicted.wallUs,
      modules: before.modules,
    })),
    ground: plan.predicted.ground,
    proposals: plan.proposals.map((proposal): ViewProposal => {
      const { id, names, importer, imported } = proposal;
      return {
        id,
        place: shortPlace(proposal),
        names: names.join(", ") || entryText(plan.language),
        edit: editText(proposal),
        price: proposal.price ?? "",
        to: placeTexts(proposal),
        importer,
        imported,
        with: idTexts(proposal.with),
        proof: proofTexts(proposal),
        hunks: hunks.flatMap((hunk, at) => (shows(hunk, proposal) ? [at] : [])),
      };
    }),
    hunks: hunks.map(({ text }) => text),
    refused: refusedGroups(plan),
    accepting: acceptingRows(plan),
    advice: adviceRows(plan),
    starts,
  };
}

function shows(hunk: Hunk, { file, line, places }: Plan["proposals"][number]): boolean {
  const isIn = (at: number): boolean => hunk.first <= at && at <= hunk.last;
  return hunk.file === file && (isIn(line) || places.some((place) => isIn(place.line)));
}

function packedPart(
  { command, process, part, modules }: GroundStart,
  firstProcess: number,
  moduleOf: ReadonlyMap<string, number>,
): PackedPart {
  return {
    command,
    process: process + firstProcess,
    nodes: part.nodes,
    module: packColumn(modules.map((name) => (name === null ? -1 : (moduleOf.get(name) ?? -1)))),
    cost: packColumn(part.cost.map(Math.round)),
    imports: part.importer.length,
    importer: packColumn(part.importer),
    imported: packColumn(part.imported),
    through: packColumn(part.through),
  };
}
