import type { ImportGraph } from "../graph/graph.js";
import type { JavaScriptEnvironment, PackageInfo } from "../languages/javascript/environment.js";
import { packageJsonFolders } from "../languages/javascript/package-folders.js";
import { readText } from "./read-text.js";

/**
 * Reads the package.json of every package that a graph's modules lie in; none of their code runs. One that is
 * missing or broken is left out, and so is one in a zip file (Yarn's cache), whose path tells the version.
 *
 * @param runtime for instance "Node.js 24.21.0", where it is known
 */
export function readPackages(graph: ImportGraph, runtime: string | null = null): JavaScriptEnvironment {
  const packages = new Map<string, PackageInfo>();
  for (const folder of packageJsonFolders(graph)) {
    const info = packageInfo(folder);
    if (info !== null) packages.set(folder, info);
  }
  return { runtime, packages };
}

function packageInfo(folder: string): PackageInfo | null {
  const text = readText(`${folder}/package.json`);
  if (text === null) return null;
  try {
    const { name, version } = (JSON.parse(text.replace(/^\uFEFF/, "")) ?? {}) as { name?: unknown; version?: unknown };
    return { name: textOrNull(name), version: textOrNull(version) };
  } catch {
    return null;
  }
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
