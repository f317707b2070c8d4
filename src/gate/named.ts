import type { ImportGraph } from "../graph/graph.js";
import { moduleSums } from "../graph/module-sums.js";

/** Whether a module is the one that is named, below it, or of the distribution of that name. */
export function isOf(graph: ImportGraph, name: string): (module: number) => boolean {
  const wanted = normalised(name);
  const distributions = graph.distributions.map((each) => normalised(each.name) === wanted);
  return (module) => {
    const own = graph.modules.name[module] ?? "";
    return (
      own === name || own.startsWith(`${name}.`) || distributions[graph.modules.distribution[module] ?? -1] === true
    );
  };
}

/** PEP 503's form of a distribution's name. */
function normalised(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, "-");
}

/** Names of the modules that were loaded and are what is named. */
export function modulesOf(graph: ImportGraph, name: string): string[] {
  const fits = isOf(graph, name);
  return [...moduleSums(graph).values()].filter(({ module }) => fits(module)).map((sum) => sum.name);
}
