import { dirname, join } from "node:path";
import type { BundlerFound, BundleTools, NodeProgram } from "./bundler.js";

/** A bundler that is an npm package. */
export interface NodePackage {
  /** Absolute. */
  readonly folder: string;
  readonly version: string;
}

/** Looks where Node would for the program, then for the user's folder, then for us: a global installation has both side by side. */
export function findNodePackage(name: string, { folder }: NodeProgram, tools: BundleTools): NodePackage | null {
  for (const place of [folder, ...tools.places]) {
    for (let above = place; ; above = dirname(above)) {
      const found = join(above, "node_modules", name);
      const about = join(found, "package.json");
      if (tools.exists(about)) return { folder: found, version: versionIn(tools.read(about)) };
      if (above === dirname(above)) break;
    }
  }
  return null;
}

/** As `Bundler.find` says it. */
export function findNodeBundler(name: string, program: NodeProgram, tools: BundleTools): BundlerFound {
  const found = findNodePackage(name, program, tools);
  return found === null ? { skipped: missing(name) } : { version: found.version };
}

/**
 * The package that `find` has found.
 *
 * @throws Error where there is none
 */
export function nodePackage(name: string, program: NodeProgram, tools: BundleTools): NodePackage {
  const found = findNodePackage(name, program, tools);
  if (found === null) throw new Error(missing(name));
  return found;
}

export function missing(name: string): string {
  return `${name} isn't installed: npm install --save-dev ${name}`;
}

/** What bundles need that hold no node themselves. */
export function needsNode({ version }: NodeProgram): string {
  return `Node ${version[0]}`;
}

function versionIn(text: string): string {
  try {
    const { version } = JSON.parse(text) as { version?: unknown };
    return typeof version === "string" ? version : "unknown";
  } catch {
    return "unknown";
  }
}
