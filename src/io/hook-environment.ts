import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { OverlayMode } from "../languages/overlay.js";
import type { HookMode, HookPrefix } from "../languages/recording.js";
import type { HookFolder } from "./hook-folder.js";

/**
 * Asks for every object to be compared before and after the loads of these modules, in the observed runs that begin
 * from now on: their effects are then complete. It takes half a second or so for each that is loaded.
 */
export function askForObjects(folder: HookFolder, modules: readonly string[]): void {
  writeFileSync(join(folder.path, "probed"), modules.join("\n"));
}

/** Asks traced runs that begin from now on to count the files that they open. */
export function askForCounts(folder: HookFolder): void {
  writeFileSync(join(folder.path, "counts"), "");
}

/**
 * What the command's environment needs beside its own. The same is written to the file `environment-MODE` in the
 * hooks' folder, a line of name, separator and prefix with tabs between for each variable, since the hooks of every
 * language have to hide all of it from their program and to hand it on to their children.
 */
export function hookEnvironment(
  folder: HookFolder,
  mode: HookMode | OverlayMode,
  prefixes: readonly HookPrefix[],
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const made: Record<string, string> = { IMPORTPERF_RECORD: `${mode}::${folder.path}` };
  for (const { name, prefix, separator } of prefixes) {
    const own = environment[name] ?? "";
    made[name] = own === "" ? prefix : `${prefix}${separator}${own}`;
  }
  const lines = prefixes.map(({ name, prefix, separator }) => `${name}\t${separator}\t${prefix}\n`);
  writeFileSync(join(folder.path, `environment-${mode}`), lines.join(""));
  return made;
}
