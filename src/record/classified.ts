import { UserError } from "../errors.js";
import type { DistributionRow, ImportGraph } from "../graph/graph.js";
import type { Warning } from "../graph/profile.js";
import type { Language } from "../graph/vocabulary.js";
import { readPackages } from "../io/packages.js";
import { askPython } from "../io/python.js";
import { javascript } from "../languages/javascript/javascript.js";
import type { Classification } from "../languages/language.js";
import type { PythonEnvironment } from "../languages/python/environment.js";
import { python } from "../languages/python/python.js";
import type { RecordedProcess } from "../languages/recording.js";
import { placed } from "./placed.js";

type Interpreted = Pick<RecordedProcess, "language" | "executable">;

/** Origins and distributions of a recorded graph, from the environments of the interpreters that ran. */
export async function classified(
  graph: ImportGraph,
  processes: readonly Interpreted[],
): Promise<{ graph: ImportGraph; warnings: readonly Warning[] }> {
  const languages = new Set(processes.map(({ language }) => language));
  const found = new Map<Language, Classification>();
  const exe = processes.find(({ language }) => language === "python")?.executable;
  const doubts: Warning[] = [];
  const environment = exe === undefined ? null : await ask(exe, doubts);
  if (languages.has("python")) found.set("python", python.classify(graph, environment));
  if (languages.has("javascript")) found.set("javascript", javascript.classify(graph, readPackages(graph)));
  const [only, ...others] = found.values();
  if (only === undefined) return { graph, warnings: [] };
  const whole = others.length === 0 ? only : eachByItsOwn(graph, processes, found);
  return { graph: placed(whole.graph, environment), warnings: [...doubts, ...whole.warnings] };
}

/** What was recorded is worth more than names: an interpreter that does not answer costs those alone. */
async function ask(executable: string, doubts: Warning[]): Promise<PythonEnvironment | null> {
  try {
    return await askPython(executable);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    doubts.push({ code: "environment-unknown", message: `distributions are named by guess: ${error.message}` });
    return null;
  }
}

/** Where programs of several languages ran, a module has what the language of the process that loaded it says. */
function eachByItsOwn(
  graph: ImportGraph,
  processes: readonly Interpreted[],
  found: ReadonlyMap<Language, Classification>,
): Classification {
  const { modules, loads, imports } = graph;
  const languageOf: Language[] = [];
  const note = (module: number, process: number): void => {
    languageOf[module] = processes[process]?.language ?? graph.language;
  };
  for (let row = 0; row < imports.count; row++) {
    const process = imports.process[row] ?? 0;
    note(imports.imported[row] ?? 0, process);
    if ((imports.importer[row] ?? -1) >= 0) note(imports.importer[row] ?? 0, process);
  }
  for (let load = 0; load < loads.count; load++) note(loads.module[load] ?? 0, loads.process[load] ?? 0);
  const distributions: DistributionRow[] = [];
  const first = new Map<Language, number>();
  for (const [language, { graph: own }] of found) {
    first.set(language, distributions.length);
    distributions.push(...own.distributions);
  }
  const origin = modules.origin.slice();
  const distribution = modules.distribution.slice();
  for (let module = 0; module < modules.count; module++) {
    const language = languageOf[module] ?? graph.language;
    const own = found.get(language)?.graph.modules;
    origin[module] = own?.origin[module] ?? 0;
    const index = own?.distribution[module] ?? -1;
    distribution[module] = index < 0 ? -1 : index + (first.get(language) ?? 0);
  }
  // What a language says of the other's names is no doubt of the user's.
  const warnings = found.get(graph.language)?.warnings ?? [];
  return { graph: { ...graph, distributions, modules: { ...modules, origin, distribution } }, warnings };
}
