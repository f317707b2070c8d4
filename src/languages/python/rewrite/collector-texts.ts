import type { ImportRegion } from "./collector-region.js";
import type { Layout } from "./layout.js";

/** Names that the lines bind in the entry, besides `atexit`. */
export const OWN_NAMES: ReadonlySet<string> = new Set(["gc", "_unfinished", "_end", "_known"]);

/**
 * The lines of an entry whose collector rests: before everything else, before the imports, and behind them. The oldest objects with
 * finalisers, the standard streams, are held, so that no later one can have the identity of one of them.
 */
export function collectorTexts(
  { indent, guard }: ImportRegion,
  { unit, quote }: Layout,
): { readonly definitions: readonly string[]; readonly head: readonly string[]; readonly tail: readonly string[] } {
  const imports = ["import atexit", "import gc"];
  const functions = [
    "def _unfinished():",
    `${unit}found = gc.get_objects()`,
    `${unit}kinds = {k for k in set(map(type, found)) if hasattr(k, ${quote}__del__${quote})}`,
    `${unit}found = [e for e in found if type(e) in kinds]`,
    `${unit}return [e for e in found if type(e).__name__ != ${quote}generator${quote} or e.gi_frame]`,
    "",
    "",
    "def _end():",
    `${unit}# What is frozen is never finalised: where anything has to be, end as ever.`,
    `${unit}gc.unfreeze()`,
    `${unit}known = set(map(id, _known))`,
    `${unit}if all(id(each) in known for each in _unfinished()):`,
    `${unit}${unit}gc.freeze()`,
  ];
  const beginning = ["_known = _unfinished()", "atexit.register(_end)", "gc.disable()"];
  const end = ["gc.freeze()", "gc.enable()"];
  if (guard !== null) {
    const within = (lines: readonly string[]) => lines.map((text) => indent + text);
    return {
      definitions: functions,
      head: within([...imports, "", ...beginning, "try:"]).map((text) => text.trimEnd()),
      tail: within(["finally:", ...end.map((text) => unit + text)]),
    };
  }
  const whenMain = (lines: readonly string[]) => [
    `if __name__ == ${quote}__main__${quote}:`,
    ...lines.map((text) => unit + text),
  ];
  return {
    definitions: [...imports, "", "", ...functions],
    head: [...whenMain(beginning), "try:"],
    tail: ["finally:", ...whenMain(end).map((text) => unit + text)],
  };
}
