import type { HookMode } from "../../recording.js";

/** How a Python process is made to load our hooks: by a folder on PYTHONPATH whose sitecustomize `site` finds first. */

/** The files of that folder: what each is called there, and in the package below dist. */
export const HOOK_FILES: readonly { readonly name: string; readonly from: string }[] = [
  { name: "sitecustomize.py", from: "python/sitecustomize.py" },
  { name: "importperf_tracer.py", from: "python/tracer.py" },
  { name: "importperf_observe.py", from: "python/observe.py" },
  { name: "importperf_effects.py", from: "python/effects.py" },
  { name: "importperf_site.py", from: "python/site.py" },
];

/**
 * What the command's environment needs beside its own.
 *
 * @param folder holds the hook files and a folder `out` for what processes write
 */
export function hookEnvironment(
  folder: string,
  mode: HookMode,
  environment: Readonly<Record<string, string | undefined>>,
  separator: string,
): Record<string, string> {
  const path = environment.PYTHONPATH;
  return {
    PYTHONPATH: path === undefined || path === "" ? folder : `${folder}${separator}${path}`,
    IMPORTPERF_RECORD: `${mode}::${folder}`,
  };
}

/**
 * Why no hook ran in a command, from its words and the first line of the file that it starts.
 *
 * @returns null for a command that seems to be no Python
 */
export function whyNoHook(words: readonly string[], firstLine: string): string | null {
  const all = [...words, ...(firstLine.startsWith("#!") ? firstLine.slice(2).trim().split(/\s+/) : [])];
  const at = all.findIndex((word) => /(?:^|[\\/])python[\d.]*(?:\.exe)?$/.test(word));
  if (at < 0) return null;
  for (const word of all.slice(at + 1)) {
    if (!/^-[A-Za-z]/.test(word) || /^-[cm]/.test(word)) break;
    const flag = /[IES]/.exec(word)?.[0];
    if (flag !== undefined && !/^-[XW]/.test(word)) return `-${flag}`;
  }
  return "";
}
