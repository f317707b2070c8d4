import { UserError } from "../errors.js";
import { ORIGINS } from "../graph/vocabulary.js";
import { why } from "../graph/why.js";
import { repositoryAround } from "../io/repository.js";
import { settingsFor } from "../io/settings-file.js";
import type { BrokenRule, CheckReport, GraphReport } from "../report/graph/format.js";
import type { Settings } from "../settings/settings.js";
import { didYouMean } from "./nearest.js";
import { modulesNamed } from "./questions.js";

/**
 * Checks the rules that hold where the sources lie.
 *
 * @param folder absolute: the settings are looked for from here upward
 * @throws UserError where there are no rules, or one names nothing
 */
export async function check(report: GraphReport, folder: string): Promise<CheckReport> {
  const { settings, file } = await settingsFor(folder);
  const { forbid, layers } = settings;
  if (forbid.length === 0 && layers.length === 0) {
    const message = file === null ? "there are no settings" : "the settings have no rules";
    const hint =
      'write forbid = ["pandas"] into [tool.importperf] of pyproject.toml, "importperf" of package.json, or importperf.json';
    throw new UserError("no-rules", `${message}: nothing to check`, hint, file === null ? {} : { file });
  }
  const broken = [...forbidden(report, settings), ...acrossLayers(report, settings, file)];
  return { ...report, broken, base: repositoryAround(folder), rules: forbid.length + (layers.length > 0 ? 1 : 0) };
}

function* forbidden(report: GraphReport, { forbid }: Settings): Iterable<BrokenRule> {
  const { graph } = report.sources;
  const { run, starts } = report.entries;
  for (const name of forbid) {
    const wanted = modulesNamed(report, name);
    if (wanted.size === 0) continue;
    const { chains } = why(graph, run, wanted, starts.size > 0 ? starts : application(report, wanted));
    for (const chain of chains) yield { rule: `forbid ${name}`, chain };
  }
}

/** Where nothing says what runs first, everything of the project may. */
function application({ sources }: GraphReport, without: ReadonlySet<number>): ReadonlySet<number> {
  const own = new Set<number>();
  sources.graph.modules.origin.forEach((origin, module) => {
    if (ORIGINS[origin] === "application" && !without.has(module)) own.add(module);
  });
  return own;
}

function* acrossLayers(report: GraphReport, { layers }: Settings, file: string | null): Iterable<BrokenRule> {
  const { graph } = report.sources;
  const members = layers.map((name) => {
    const found = modulesNamed(report, name);
    if (found.size > 0) return found;
    const hint = didYouMean(name, graph.modules.name) || "name a package of the project";
    throw new UserError(
      "layer-unknown",
      `the layer ${name} is no module of the graph`,
      hint,
      file === null ? {} : { file },
    );
  });
  const layerOf = new Map<number, number>();
  members.forEach((modules, layer) => {
    for (const module of modules) layerOf.set(module, layer);
  });
  for (const [low, lower] of members.entries()) {
    for (let high = 0; high < low; high++) {
      const { chains } = why(graph, new Set(), members[high] ?? new Set(), lower);
      for (const chain of chains) {
        // A way through another layer is reported as that one's.
        const between = chain.slice(1).map((row) => layerOf.get(graph.imports.importer[row] ?? -1));
        if (between.some((layer) => layer !== undefined && layer !== low)) continue;
        yield { rule: `layers: ${layers[low]} is below ${layers[high]}`, chain };
      }
    }
  }
}
