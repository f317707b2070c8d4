import { isAbsolute } from "node:path";
import { UserError } from "../errors.js";
import type { DistributionRow, ImportGraph } from "../graph/graph.js";
import type { Warning } from "../graph/profile.js";
import type { Language } from "../graph/vocabulary.js";
import { readPackages } from "../io/packages.js";
import { askPython } from "../io/python.js";
import { javascript } from "../languages/javascript/javascript.js";
import type { Classification } from "../languages/language.js";
import { type PythonEnvironment, rootOfModule } from "../languages/python/environment.js";
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
  const environment = exe === undefined ? null : await ask(exe, rootsOf(graph), doubts);
  const own = languages.size > 1 ? languagesOf(graph, processes) : null;
  const of = (language: Language): ImportGraph => (own === null ? graph : withNamesOf(graph, own, language));
  if (languages.has("python")) found.set("python", python.classify(of("python"), environment));
  if (languages.has("javascript")) found.set("javascript", javascript.classify(of("javascript"), readPackages(graph)));
  const [only] = found.values();
  if (only === undefined) return { graph, warnings: [] };
  const whole = own === null ? only : eachByItsOwn(graph, own, found);
  return { graph: placed(whole.graph, environment), warnings: [...doubts, ...whole.warnings] };
}

/** Where modules lie: a zipapp, what shiv or PEX unpacked, and other places that only the program knows. */
function rootsOf({ modules }: ImportGraph): string[] {
  const roots = new Set<string>();
  modules.file?.forEach((file, module) => {
    const root = file === null ? null : rootOfModule(modules.name[module] ?? "", file);
    if (root !== null && isAbsolute(root)) roots.add(root);
  });
  return [...roots];
}

/** What was recorded is worth more than names: an interpreter that does not answer costs those alone. */
async function ask(executable: string, roots: readonly string[], doubts: Warning[]): Promise<PythonEnvironment | null> {
  try {
    return await askPython(executable, roots);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    doubts.push({ code: "environment-unknown", message: `distributions are named by guess: ${error.message}` });
    return null;
  }
}

/** Where programs of several languages ran: by module, that of a process that loaded it. */
function languagesOf(graph: ImportGraph, processes: readonly Interpreted[]): Language[] {
  const { modules, loads, imports } = graph;
  const languageOf: Language[] = modules.name.map(() => graph.language);
  const note = (module: number, process: number): void => {
    languageOf[module] = processes[process]?.language ?? graph.language;
  };
  for (let row = 0; row < imports.count; row++) {
    const process = imports.process[row] ?? 0;
    note(imports.imported[row] ?? 0, process);
    if ((imports.importer[row] ?? -1) >= 0) note(imports.importer[row] ?? 0, process);
  }
  for (let load = 0; load < loads.count; load++) note(loads.module[load] ?? 0, loads.process[load] ?? 0);
  return languageOf;
}

/** A module of which each language has no doubt. */
const SURE: Readonly<Record<Language, string>> = { python: "builtins", javascript: "node:fs" };

/** The graph as one language may judge it: the other's names say nothing to it. */
function withNamesOf(graph: ImportGraph, languageOf: readonly Language[], language: Language): ImportGraph {
  const name = graph.modules.name.map((own, module) => (languageOf[module] === language ? own : SURE[language]));
  return { ...graph, modules: { ...graph.modules, name } };
}

function eachByItsOwn(
  graph: ImportGraph,
  languageOf: readonly Language[],
  found: ReadonlyMap<Language, Classification>,
): Classification {
  const { modules } = graph;
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
  const warnings = [...found.values()].flatMap((each) => each.warnings);
  return { graph: { ...graph, distributions, modules: { ...modules, origin, distribution } }, warnings };
}
