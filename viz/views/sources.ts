import type { Model } from "../model/model.js";
import type { State } from "../state.js";
import type { RowsBy, Source } from "./source.js";
import { ChangeSource } from "./table-changes.js";
import { DistributionSource } from "./table-distributions.js";
import { ModuleSource } from "./table-modules.js";
import { ProcessSource } from "./table-processes.js";

/** What the table of a page can list, with the label of each; the first is listed first. */
export function rowsByLabels({ compared, graph, words }: Model): Partial<Record<RowsBy, string>> {
  return {
    ...(compared === null ? {} : { changes: "Changes" }),
    module: words.heads,
    distribution: "Distributions",
    ...(compared === null && graph.processes.length > 1 ? { process: "Processes" } : {}),
  };
}

export function makeSource(state: State, by: RowsBy): Source {
  if (by === "process") return new ProcessSource(state);
  if (state.model.compared !== null) return new ChangeSource(state, by);
  return by === "distribution" ? new DistributionSource(state, state.model) : new ModuleSource(state);
}
