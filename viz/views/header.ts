import type { Model } from "../model/model.js";
import { displayName } from "../text/names.js";
import { formatCount, formatMs } from "../text/time.js";
import { byId, element, nameElement } from "./dom.js";

/** What was read, and what it adds up to. */
export function showHeader(model: Model): void {
  const { data, graph, totals, words } = model;
  const inputs = data.inputs.map(displayName).join(", ");
  document.title = `${inputs} · importperf`;
  byId("title").replaceChildren(nameElement(inputs));
  const command = graph.command === null ? [] : [graph.command.map(displayName).join(" ")];
  const runtime = graph.runtime === null ? [] : [displayName(graph.runtime)];
  byId("runtime").replaceChildren(nameElement([...command, ...runtime, data.tool].join(" · ")));
  const figures: [string, string][] = [
    ["total", formatMs(totals.us)],
    [totals.modules === 1 ? words.one : words.many, formatCount(totals.modules)],
    [totals.processes === 1 ? "process" : "processes", formatCount(totals.processes)],
  ];
  byId("totals").replaceChildren(
    ...figures.map(([what, value]) => element("div", {}, element("dt", {}, what), element("dd", {}, value))),
  );
}
