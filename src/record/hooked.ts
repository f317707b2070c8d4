import { join } from "node:path";
import { hookEnvironment, tellRoot } from "../io/hook-environment.js";
import { HookFolder } from "../io/hook-folder.js";
import type { HookMode } from "../languages/recording.js";
import { RECORDINGS } from "./recordings.js";

/**
 * A folder with the hook files of all languages.
 *
 * @param packageRoot the package's folder
 * @param root that of the recorded project, where lines that run are asked for
 */
export function recordingFolder(packageRoot: string, root?: string): HookFolder {
  const files = RECORDINGS.flatMap(({ hookFiles }) => hookFiles);
  const folder = new HookFolder(join(packageRoot, "dist"), files);
  if (root !== undefined) tellRoot(folder, root);
  return folder;
}

/** What a command's environment needs beside its own, so that the hooks of all languages come in. */
export function recordingHooks(
  folder: HookFolder,
  mode: HookMode,
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const separator = process.platform === "win32" ? ";" : ":";
  const prefixes = RECORDINGS.flatMap((support) => support.hookPrefixes(folder.path, mode, separator));
  return hookEnvironment(folder, mode, prefixes, environment);
}

/** What interpreters that hooks met and can't record said of themselves. @param files what was written, by name */
export function othersIn(files: ReadonlyMap<string, string>): string[] {
  return [...files].flatMap(([name, text]) => (name.endsWith(".other") ? [text] : []));
}
