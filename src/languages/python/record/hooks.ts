import type { HookMode, HookPrefix } from "../../recording.js";

/** How a Python process is made to load our hooks: by a folder on PYTHONPATH whose sitecustomize `site` finds first. */

/** The files of that folder: what each is called there, and in the package below dist. */
export const HOOK_FILES: readonly { readonly name: string; readonly from: string }[] = [
  { name: "sitecustomize.py", from: "python/sitecustomize.py" },
  { name: "importperf_tracer.py", from: "python/tracer.py" },
  { name: "importperf_observe.py", from: "python/observe.py" },
  { name: "importperf_effects.py", from: "python/effects.py" },
  { name: "importperf_probes.py", from: "python/probes.py" },
  { name: "importperf_reads.py", from: "python/reads.py" },
  { name: "importperf_watched.py", from: "python/watched.py" },
  { name: "importperf_moments.py", from: "python/moments.py" },
  { name: "importperf_heap.py", from: "python/heap.py" },
  { name: "importperf_site.py", from: "python/site.py" },
  { name: "importperf_bundle.py", from: "python/bundle.py" },
];

/** @param folder holds the hook files */
export function hookPrefixes(folder: string, _: HookMode, separator: string): readonly HookPrefix[] {
  return [{ name: "PYTHONPATH", prefix: folder, separator }];
}

/** Modules are compiled, and what that makes is written, as on a machine where the program never ran (3.8 and later). */
export function coldEnvironment(folder: string): Record<string, string> {
  return { PYTHONPYCACHEPREFIX: folder };
}
