import type { ImportGraph } from "../../src/graph/graph.js";
import { type Importer, importersOf } from "../../src/graph/importers.js";
import { nodeOfLoad } from "../layout/icicle.js";
import { displayName } from "../text/names.js";
import type { Model } from "./model.js";

/** An import of the chosen module. */
export interface DescribedImporter {
  readonly name: string;
  /** The importer's node, -1 where it was not loaded itself. */
  readonly node: number;
  /** "cli.py:17, deferred, guarded", and the same with the whole path of the file. */
  readonly short: string;
  readonly place: string;
  readonly loaded: boolean;
}

/**
 * The imports of a load's module, of two compared starts those of the start that has it. Those that loaded it in
 * other processes are left out.
 */
export function importersOfLoad(model: Model, load: number): DescribedImporter[] {
  const { graph, compared } = model;
  const name = graph.modules.name[graph.loads.module[load] ?? -1] ?? "";
  const process = graph.loads.process[load] ?? 0;
  const evidence = compared === null ? graph : evidenceOf(compared.before, compared.after, name);
  const module = evidence === graph ? (graph.loads.module[load] ?? -1) : evidence.modules.name.indexOf(name);
  return importersOf(evidence, module)
    .filter((importer) => !importer.loaded || importer.process === process)
    .map((importer) => described(model, evidence, importer, process));
}

function evidenceOf(before: ImportGraph, after: ImportGraph, name: string): ImportGraph {
  return after.modules.name.includes(name) ? after : before;
}

function described(model: Model, evidence: ImportGraph, importer: Importer, process: number): DescribedImporter {
  const { module, line, when, manner, loaded, ran } = importer;
  const name = evidence.modules.name[module] ?? "";
  const file = evidence.modules.file?.[module] ?? null;
  const at = (path: string | null) =>
    line === null ? [] : [path === null ? `line ${line}` : `${displayName(path)}:${line}`];
  const tags = [...(when === "eager" ? [] : [when]), ...manner, ...(ran ? [] : ["did not run"])];
  return {
    name: module < 0 ? "not known" : displayName(name),
    node: module < 0 ? -1 : nodeOf(model, name, process),
    short: [...at(file === null ? null : file.slice(file.lastIndexOf("/") + 1)), ...tags].join(", "),
    place: [...at(file), ...tags].join(", "),
    loaded,
  };
}

/** The node of a module's load, in the same process where it has one there. */
function nodeOf({ graph, icicle }: Model, name: string, process: number): number {
  const module = graph.modules.name.indexOf(name);
  const { loads } = graph;
  let first = -1;
  for (
    let load = loads.module.indexOf(module);
    module >= 0 && load >= 0;
    load = loads.module.indexOf(module, load + 1)
  ) {
    if (first < 0 || loads.process[load] === process) first = load;
    if (loads.process[load] === process) break;
  }
  return first < 0 ? -1 : nodeOfLoad(icicle, first);
}
