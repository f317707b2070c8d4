import type { HookMode, HookPrefix } from "../../recording.js";

/**
 * How a Node process is made to load our hooks: by NODE_OPTIONS, before whatever the user has there. A worker thread
 * with an environment of its own is told by the file's name alone what to note.
 */
export const HOOK_FILES: readonly { readonly name: string; readonly from: string }[] = [
  { name: "node-time.cjs", from: "javascript/preload.cjs" },
  { name: "node-trace.cjs", from: "javascript/preload.cjs" },
  { name: "node-observe.cjs", from: "javascript/preload.cjs" },
  { name: "tracer-time.cjs", from: "javascript/tracer.cjs" },
  { name: "tracer-trace.cjs", from: "javascript/tracer.cjs" },
  { name: "tracer-observe.cjs", from: "javascript/tracer.cjs" },
  { name: "observe.cjs", from: "javascript/observe.cjs" },
];

/** @param folder holds the hook files */
export function hookPrefixes(folder: string, mode: HookMode): readonly HookPrefix[] {
  const file = `${folder}/node-${mode}.cjs`.replaceAll(/(["\\])/g, "\\$1");
  return [{ name: "NODE_OPTIONS", prefix: `--experimental-vm-modules --require "${file}"`, separator: " " }];
}

/** Nothing that earlier runs compiled is used, and nothing is kept (Node 22 and later; before there is no such cache). */
export function coldEnvironment(): Record<string, string> {
  return { NODE_DISABLE_COMPILE_CACHE: "1" };
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
