import { UserError } from "../../errors.js";
import type { Warning } from "../../graph/profile.js";
import { compileLater } from "../../io/compile-later.js";
import { fileSystem } from "../../io/file-system.js";
import { packageVersion } from "../../io/package-version.js";
import { readPackages } from "../../io/packages.js";
import { absolute, kindOf, realPath } from "../../io/paths.js";
import { SourceFiles } from "../../io/source-files.js";
import { classifyJavaScript } from "../../languages/javascript/classify.js";
import { SourceResolver } from "../../languages/javascript/resolve/sources.js";
import { assemble } from "../../languages/javascript/static/assemble.js";
import { type OclifFile, oclifFiles } from "../../languages/javascript/static/oclif.js";
import { commonFolder } from "../common-folder.js";
import type { Scan, ScanRequest } from "../request.js";
import { askedEntry, entriesIn, usualEntries } from "./entries.js";
import { projectFiles } from "./files.js";
import { JavaScriptSources } from "./sources.js";

/** @throws UserError for a target or entry that is not there */
export async function scanJavaScriptTargets(request: ScanRequest): Promise<Scan> {
  if (request.module !== undefined) {
    throw new UserError("usage", "--module names a Python module", "give the package's folder in node_modules instead");
  }
  compileLater();
  const targets = request.targets.map((target) => existing(target));
  const system = { ...fileSystem, list: listedOnce() };
  const resolver = new SourceResolver(system);
  const projects = targets.map((target) => {
    if (kindOf(target) === "file") return { sources: [target], packages: [], target };
    return { ...projectFiles(target, system), target };
  });
  const root = commonFolder(targets.map((target) => packageAround(target)));
  const sources = projects.flatMap((project) => project.sources);
  const folders = [...new Set([...targets, root, ...projects.flatMap(({ packages }) => packages)])];
  const asked = request.entries.map((entry) => askedEntry(entry, folders, sources, resolver));
  const entries = asked.length > 0 ? asked : projects.flatMap((project) => usual(project, resolver));
  const files = [...new Set([...sources, ...entries])];
  if (files.length === 0) {
    const hint = "give a project's folder or a file";
    throw new UserError("nothing-to-scan", "there is no JavaScript or TypeScript file in it", hint, {
      file: request.targets[0] ?? ".",
    });
  }
  const reader = new JavaScriptSources(new SourceFiles(), (file) => resolver.keepsUnused(file));
  const oclif = new Map<string, OclifFile[]>();
  const graph = await assemble({
    root,
    runtime: null,
    files,
    resolve: (specifier, file, way) => resolver.resolve(specifier, file, way),
    scan: (file) => reader.scan(file),
    scanFully: (file) => reader.scanFully(file),
    text: (file) => reader.text(file),
    follow: request.follow,
    external: request.external,
    versionOf: packageVersion,
    oclifFiles: (file) => {
      const folder = packageAround(file);
      const known = oclif.get(folder) ?? oclifFiles(folder, system);
      oclif.set(folder, known);
      return known;
    },
  });
  const classified = classifyJavaScript(graph.graph, readPackages(graph.graph));
  const message = "no entry was found: give it with --entry to see what is loaded at startup";
  const warnings: Warning[] = entries.length > 0 ? [] : [{ code: "no-entry", message }];
  return {
    root,
    folder: root,
    language: "javascript",
    sources: { ...graph, graph: classified.graph },
    entries: entriesIn(classified.graph, entries),
    bytes: (classified.graph.modules.file ?? []).map((file) => (file === null ? null : reader.sizeOf(file))),
    followed: request.follow,
    warnings: [...warnings, ...classified.warnings],
  };
}

function existing(target: string): string {
  if (kindOf(absolute(target)) !== null) return realPath(target);
  throw new UserError("target-missing", "there is no such file or folder", "give a file or a project's folder", {
    file: target,
  });
}

/** The folder of the package that a file or folder belongs to. */
function packageAround(target: string): string {
  const start = kindOf(target) === "file" ? target.slice(0, target.lastIndexOf("/")) : target;
  for (let folder = start; folder.includes("/"); folder = folder.slice(0, folder.lastIndexOf("/"))) {
    if (kindOf(`${folder}/package.json`) === "file") return folder;
    if (folder.endsWith("/node_modules")) break;
  }
  return start;
}

/** A file begins with itself; a project with its own commands, else with those of the packages inside. */
function usual(
  project: { target: string; sources: readonly string[]; packages: readonly string[] },
  resolver: SourceResolver,
): string[] {
  if (project.sources[0] === project.target) return [project.target];
  const own = usualEntries(project.target, resolver);
  if (own.length > 0) return own;
  return project.packages
    .filter((folder) => folder !== project.target)
    .flatMap((folder) => usualEntries(folder, resolver));
}

function listedOnce(): typeof fileSystem.list {
  const known = new Map<string, ReturnType<typeof fileSystem.list>>();
  return (folder) => {
    const found = known.get(folder);
    if (found !== undefined) return found;
    const listing = fileSystem.list(folder);
    known.set(folder, listing);
    return listing;
  };
}
