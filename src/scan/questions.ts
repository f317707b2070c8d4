import { UserError } from "../errors.js";
import { cycles } from "../graph/cycles.js";
import { isEager } from "../graph/import-edges.js";
import { why } from "../graph/why.js";
import type { CyclesReport, GraphReport, WhyReport } from "../report/graph/format.js";
import { didYouMean } from "./nearest.js";

/** @throws UserError `module-unknown` */
export function askWhy(report: GraphReport, asked: string): WhyReport {
  const { graph } = report.sources;
  const wanted = modulesNamed(report, asked);
  if (wanted.size === 0) {
    const names = [...graph.modules.name, ...graph.distributions.map(({ name }) => name)];
    const near = didYouMean(asked, names);
    const rest = report.followed ? "" : " With --follow, what dependencies import is part of the graph too.";
    throw new UserError(
      "module-unknown",
      `no module and no distribution ${asked} is in the graph`,
      `${near}${rest}`.trim(),
    );
  }
  const found = why(graph, report.entries.run, wanted, report.entries.starts);
  return { ...report, asked, wanted, why: found };
}

export function askCycles(report: GraphReport): CyclesReport {
  const { graph } = report.sources;
  return { ...report, cycles: cycles(graph, isEager(graph, report.entries.run)) };
}

/**
 * A module with all inside it, or a distribution's modules: names are compared as package indexes do. Where nothing is called so,
 * what imports call so: a package's own finder may know its copy of `botocore` by that name.
 */
export function modulesNamed({ sources }: GraphReport, asked: string): Set<number> {
  const { graph } = sources;
  const found = new Set<number>();
  const separator = graph.language === "python" ? "." : "/";
  const isInside = (name: string): boolean =>
    name.startsWith(asked) && (name.length === asked.length || name[asked.length] === separator);
  graph.modules.name.forEach((name, module) => {
    if (isInside(name) || name === `node:${asked}`) found.add(module);
  });
  const normal = normalized(asked);
  const distributions = graph.distributions.map(({ name }) => normalized(name) === normal);
  graph.modules.distribution.forEach((distribution, module) => {
    if (distributions[distribution] === true) found.add(module);
  });
  if (found.size > 0) return found;
  sources.sources.forEach(({ text }, row) => {
    if (isInside(text)) found.add(graph.imports.imported[row] ?? -1);
  });
  return found;
}

function normalized(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, "-");
}
