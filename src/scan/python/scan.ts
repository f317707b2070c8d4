import { join } from "node:path";
import { UserError } from "../../errors.js";
import type { Warning } from "../../graph/profile.js";
import type { StaticGraph } from "../../graph/static.js";
import { compileLater } from "../../io/compile-later.js";
import { InstalledDistributions } from "../../io/installed-distributions.js";
import { ListedFolders } from "../../io/listed-folders.js";
import { absolute, kindOf } from "../../io/paths.js";
import { projectPython } from "../../io/project-python.js";
import { askPythonPath } from "../../io/python.js";
import { SourceFiles } from "../../io/source-files.js";
import { witnessPython } from "../../io/witness-python.js";
import { witnessInterpreter } from "../../io/witnesses.js";
import { type FoundModule, ModuleFinder } from "../../languages/python/resolve/finder.js";
import type { PythonSearchPath } from "../../languages/python/resolve/search-path.js";
import { rehearse } from "../../languages/python/scan/rehearsal.js";
import { assemble } from "../../languages/python/static/assemble.js";
import { folderOf, moduleNameOf, rootsOf } from "../../languages/python/static/module-names.js";
import { NO_INTERPRETER } from "../../languages/python/static/no-interpreter.js";
import { isSitePackages, Origins } from "../../languages/python/static/origins.js";
import { pythonFiles } from "../../languages/python/static/project-files.js";
import { commonFolder } from "../common-folder.js";
import { didYouMean } from "../nearest.js";
import type { Scan, ScanRequest } from "../request.js";
import { findEntries } from "./entries.js";
import { scriptsOf } from "./project-scripts.js";
import { PythonSources } from "./sources.js";
import { withDistributions } from "./with-distributions.js";

/** Rounds in which files are followed to, and handed to the full parser: each reaches further files. */
const MOST_ROUNDS = 10;

/** So many files repay what it takes to have V8 compile the scanner before them. */
const REPAYS_REHEARSAL = 100;

/** @throws UserError for a target, module, entry or interpreter that is not there */
export async function scanPythonTargets(request: ScanRequest): Promise<Scan> {
  compileLater();
  const warnings: Warning[] = [];
  let targets = request.targets.map((target) => existing(target));
  const exe = request.python ?? projectPython(process.env);
  const asked = searchPath(exe, request.python !== undefined, warnings);
  // While the interpreter starts.
  asked.catch(() => {});
  const listed = new ListedFolders();
  const sources = new PythonSources(new SourceFiles());
  const filesOf = (target: string): string[] =>
    listed.entries(target) === null ? [target] : pythonFiles(target, listed);
  const early = targets.map((target) => filesOf(target));
  if (early.reduce((sum, files) => sum + files.length, 0) >= REPAYS_REHEARSAL) rehearse();
  for (const files of early) for (const file of files) sources.scan(file);

  const path = await asked;
  if (request.module !== undefined) {
    const place = placeOfModule(request.module, path, listed);
    targets = [place];
    early.push(filesOf(place));
  }
  const roots = targets.flatMap((target, at) => rootsOf(target, early[at] ?? [], path.folders, listed));
  const root = commonFolder(roots);
  const finder = new ModuleFinder(
    { ...path, folders: [...new Set([...withoutPath(roots, path), ...path.folders])] },
    listed,
  );
  const files = [...new Set(early.flat())];
  if (files.length === 0) throw nothingIn(request.targets);
  const modules = named(files, roots, root, finder);
  const installed = new InstalledDistributions(path.installed.filter(isSitePackages));
  const around = roots.map((folder) => folder.slice(0, folder.lastIndexOf("/")));
  const scripts = await scriptsOf([...targets, ...roots, ...around], warnings);
  const entries = findEntries({ request, targets, modules, finder, installed, scripts });
  const origins = new Origins(path, targets, roots);
  const all = [...modules, ...entries.found.filter((entry) => !modules.some(({ name }) => name === entry.name))];
  const build = (): StaticGraph =>
    assemble({
      root,
      runtime: path.runtime === "" ? null : path.runtime,
      modules: all,
      finder,
      sources,
      external: request.external,
      follow: (found) => request.follow || origins.of(found) === "application",
      originOf: (found) => origins.of(found),
    });
  const parser = join(request.packageRoot, "dist", "python", "full_parser.py");
  let graph = build();
  for (
    let round = 0;
    round < MOST_ROUNDS && (await sources.settle(path.runtime === "" ? null : exe, parser));
    round++
  ) {
    graph = build();
  }
  for (const file of listed.brokenLinks) {
    if (targets.some((target) => file.startsWith(`${target}/`)) && /\.py$/.test(file)) {
      graph = { ...graph, unread: [...graph.unread, { file, line: null, reason: "a link that leads nowhere" }] };
    }
  }
  graph = withDistributions(graph, installed);
  return {
    root,
    folder: settingsFolder(targets, root),
    language: "python",
    sources: graph,
    entries: entries.in(graph.graph),
    bytes: (graph.graph.modules.file ?? []).map((file) => (file === null ? null : sources.sizeOf(file))),
    followed: request.follow,
    warnings: [...warnings, ...entries.warnings],
  };
}

/** Where the targets lie together; an installed package's own settings are nobody's rules. */
function settingsFolder(targets: readonly string[], root: string): string {
  const folder = commonFolder(targets.map((target) => (kindOf(target) === "file" ? folderOf(target) : target)));
  return /\/(?:site|dist)-packages(?:\/|$)/.test(folder) ? absolute(".") : folder || root;
}

function existing(target: string): string {
  const path = absolute(target);
  if (kindOf(path) !== null) return path;
  const hint = "give a package folder, a file or a project folder, or --module NAME for an installed one";
  throw new UserError("target-missing", "there is no such file or folder", hint, { file: target });
}

async function searchPath(exe: string, given: boolean, warnings: Warning[]): Promise<PythonSearchPath> {
  try {
    const path = await askPythonPath(exe);
    witnessPython(exe, path, process.env);
    return path;
  } catch (error) {
    if (given || !(error instanceof UserError)) throw error;
    const message = `no interpreter was asked (${error.message}): only the project's own modules are found`;
    witnessInterpreter(exe, null);
    warnings.push({ code: "no-interpreter", message });
    return NO_INTERPRETER;
  }
}

function placeOfModule(name: string, path: PythonSearchPath, listed: ListedFolders): string {
  const found = new ModuleFinder(path, listed).find(name);
  const place = found?.folders?.[0] ?? found?.file ?? null;
  if (place !== null) return place;
  const known = path.folders.flatMap((folder) => [...(listed.entries(folder)?.keys() ?? [])]);
  const near = didYouMean(
    name,
    known.filter((entry) => /^\w+(\.py)?$/.test(entry)).map((entry) => entry.replace(/\.py$/, "")),
  );
  const what = found === null ? "does not have this module" : "has this module compiled in: it has no source";
  throw new UserError(
    "module-missing",
    `${path.runtime} ${what}: ${name}`,
    `${near || "install it"}, or give the environment's interpreter with --python`,
  );
}

function nothingIn(targets: readonly string[]): UserError {
  const hint = "give the folder of a package or of a project, or a file";
  return new UserError("nothing-to-scan", "there is no Python file in it", hint, { file: targets[0] ?? "." });
}

/** Roots that no interpreter has on its path: they go before it, as a program's own folder does. */
function withoutPath(roots: readonly string[], path: PythonSearchPath): string[] {
  return roots.filter((root) => !path.folders.includes(root));
}

function named(files: readonly string[], roots: readonly string[], root: string, finder: ModuleFinder): FoundModule[] {
  const taken = new Set<string>();
  return files.map((file) => {
    let name = moduleNameOf(file, roots, root);
    // Two scripts of one name in two folders: both are there, each called by its path.
    if (taken.has(name)) name = file.startsWith(`${root}/`) ? file.slice(root.length + 1) : file;
    taken.add(name);
    const found = /^[^/]+$/.test(name) ? finder.find(name) : null;
    if (found?.file === file) return found;
    const isPackage = /\/__init__\.pyw?$/.test(file);
    return { name, kind: "source", file, folders: isPackage ? [file.slice(0, file.lastIndexOf("/"))] : null };
  });
}
