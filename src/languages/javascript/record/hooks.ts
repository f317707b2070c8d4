import type { HookMode } from "../../recording.js";

/**
 * How a Node process is made to load our hooks: by NODE_OPTIONS, before whatever the user has there. A worker thread
 * with an environment of its own is told by the file's name alone what to note.
 */
export const HOOK_FILES: readonly { readonly name: string; readonly from: string }[] = [
  { name: "tracer-time.cjs", from: "javascript/tracer.cjs" },
  { name: "tracer-trace.cjs", from: "javascript/tracer.cjs" },
];

/**
 * What the command's environment needs beside its own. `tracer.cjs` takes these options off again by their form.
 *
 * @param folder holds the hook files and a folder `out` for what processes write
 */
export function hookEnvironment(
  folder: string,
  mode: HookMode,
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  // What an observed run is for, only Python's hooks can see.
  const file = `${folder}/tracer-${mode === "trace" ? "trace" : "time"}.cjs`.replaceAll(/(["\\])/g, "\\$1");
  const ours = `--experimental-vm-modules --require "${file}"`;
  const options = environment.NODE_OPTIONS ?? "";
  return {
    NODE_OPTIONS: options === "" ? ours : `${ours} ${options}`,
    IMPORTPERF_RECORD: `${mode}::${folder}`,
  };
}

/**
 * Why no hook ran in a command, from its words and the first line of the file that it starts.
 *
 * @returns null for a command that seems to be no Node; "" where nothing is seen that keeps hooks out
 */
export function whyNoHook(words: readonly string[], firstLine: string): string | null {
  const all = [...words, ...(firstLine.startsWith("#!") ? firstLine.slice(2).trim().split(/\s+/) : [])];
  const other = all.find((word) => /(?:^|[\\/])(?:bun|bunx|deno)(?:\.exe)?$/.test(word));
  if (other !== undefined) return other.replace(/^.*[\\/]/, "");
  return all.some((word) => /(?:^|[\\/])node(?:js)?(?:\.exe)?$/.test(word)) ? "" : null;
}
