import { anatomyParts } from "../../src/graph/anatomy-parts.js";
import type { Comparison } from "../model/compared.js";
import type { Model } from "../model/model.js";
import type { PlanEffect, PlanModel } from "../model/plan.js";
import type { State } from "../state.js";
import { displayName } from "../text/names.js";
import { signedMs, signedShare } from "../text/signs.js";
import { counted, formatCount, formatMs } from "../text/time.js";
import { byId, element, nameElement } from "./dom.js";

/** What was read, and what it adds up to; of a plan what the chosen proposals make of it. */
export function showHeader(state: State): void {
  const { data, graph, compared } = state.model;
  const inputs = data.inputs.map(displayName).join(compared === null ? ", " : " → ");
  document.title = `${inputs} · importperf`;
  byId("title").replaceChildren(nameElement(inputs));
  const command = graph.command === null || state.model.plan !== null ? [] : [graph.command.map(displayName).join(" ")];
  const runtime = graph.runtime === null ? [] : [displayName(graph.runtime)];
  byId("runtime").replaceChildren(nameElement([...command, ...runtime, data.tool].join(" · ")));
  const draw = () => {
    const { model, effect } = state;
    const figures =
      effect !== null && model.plan !== null
        ? ofPlan(model, model.plan, effect)
        : model.compared === null
          ? ofOne(model)
          : ofTwo(model, model.compared.totals);
    byId("totals").replaceChildren(
      ...figures.map(([what, value]) => element("div", {}, element("dt", {}, what), element("dd", {}, value))),
    );
  };
  byId("totals").classList.toggle("steady", state.model.plan !== null);
  state.on(["plan"], draw);
  draw();
}

/** Wall times and modules, before and with the chosen proposals; of several commands their mean. */
function ofPlan({ words }: Model, { data }: PlanModel, effect: PlanEffect): [string, string][] {
  const { beforeUs, afterUs, commands, isMeasured } = effect;
  const change = signedShare({ before: beforeUs, after: afterUs });
  const counts =
    commands.length === 1
      ? `${formatCount(data.commands[0]?.modules ?? 0)} → ${formatCount(commands[0]?.modules ?? 0)}`
      : counted(effect.goneBefore.at(-1) ?? 0, "fewer", "fewer");
  return [
    [commands.length === 1 ? "before" : "before, mean", formatMs(beforeUs)],
    [isMeasured ? "after, measured" : "after, estimated", formatMs(afterUs)],
    [change === "" ? "change" : `change, ${change}`, signedMs(afterUs - beforeUs)],
    [words.many, counts],
  ];
}

function ofOne({ totals, words, graph, amounts }: Model): [string, string][] {
  const start = anatomyParts(graph.recorded?.anatomy);
  const times: [string, string][] =
    start === null
      ? [["total", amounts.text(totals.us)]]
      : [
          ["start to end", formatMs(start.us)],
          ["imports", formatMs(totals.us)],
        ];
  return [
    ...times,
    [totals.modules === 1 ? words.one : words.many, formatCount(totals.modules)],
    // Sources have no processes.
    ...(graph.evidence === "static"
      ? []
      : [[totals.processes === 1 ? "process" : "processes", formatCount(totals.processes)] as [string, string]]),
  ];
}

function ofTwo({ words }: Model, { before, after }: Comparison["totals"]): [string, string][] {
  const share = signedShare({ before: before.us, after: after.us });
  const modules = `${formatCount(before.modules)} → ${formatCount(after.modules)}`;
  return [
    ["before", formatMs(before.us)],
    ["after", formatMs(after.us)],
    [share === "" ? "change" : `change, ${share}`, signedMs(after.us - before.us)],
    [words.many, modules],
  ];
}
