import { anatomyParts } from "../../src/graph/anatomy-parts.js";
import type { Comparison } from "../model/compared.js";
import type { Model } from "../model/model.js";
import { displayName } from "../text/names.js";
import { signedMs, signedShare } from "../text/signs.js";
import { formatCount, formatMs } from "../text/time.js";
import { byId, element, nameElement } from "./dom.js";

/** What was read, and what it adds up to. */
export function showHeader(model: Model): void {
  const { data, graph, compared } = model;
  const inputs = data.inputs.map(displayName).join(compared === null ? ", " : " → ");
  document.title = `${inputs} · importperf`;
  byId("title").replaceChildren(nameElement(inputs));
  const command = graph.command === null ? [] : [graph.command.map(displayName).join(" ")];
  const runtime = graph.runtime === null ? [] : [displayName(graph.runtime)];
  byId("runtime").replaceChildren(nameElement([...command, ...runtime, data.tool].join(" · ")));
  const figures = compared === null ? ofOne(model) : ofTwo(model, compared.totals);
  byId("totals").replaceChildren(
    ...figures.map(([what, value]) => element("div", {}, element("dt", {}, what), element("dd", {}, value))),
  );
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
