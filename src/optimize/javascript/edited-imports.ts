import type { Instead } from "../../languages/javascript/modules/module-graph.js";
import { placeKey } from "../place-key.js";
import type { Candidate } from "../search.js";
import { keyOf } from "./late-loads.js";
import type { LoadedFiles } from "./loaded-files.js";

/** What ES modules ask for once statements are edited all of whose names are given: nothing, or what defines their names. */
export function insteadOf(whole: readonly Candidate[], loaded: LoadedFiles): Instead {
  const asked = new Map<string, string[]>();
  const inOrder = whole.map((each) => ({ key: keyOf(each), instead: each.option?.instead ?? null }));
  for (const { key, instead } of inOrder.sort((a, b) => (a.instead?.order ?? 0) - (b.instead?.order ?? 0))) {
    const file = instead === null ? undefined : loaded.files.get(instead.module);
    asked.set(key, [...(asked.get(key) ?? []), ...(file === undefined ? [] : [file])]);
  }
  return (file, { line, column }) => asked.get(placeKey(loaded.modules.get(file) ?? "", line, column)) ?? null;
}
