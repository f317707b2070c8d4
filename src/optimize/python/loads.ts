import { effectVerdict } from "../../languages/python/judge/effects.js";
import type { Reason } from "../../languages/rewriting.js";
import type { RecordedStart } from "../starts.js";
import { isStandardOrigin } from "./standard.js";

/** The rest of the program, as far as it decides whether an effect can be told. */
export interface LoadsContext {
  readonly accept: ReadonlySet<string>;
  mentions(word: string): boolean;
  sameLater(module: string): boolean;
  /** Of a file as the graph names it: relative to the root where inside it. */
  shown(file: string): string;
  /** For people: of an installed file the part behind its environment. */
  named(file: string): string;
}

/**
 * Which of the modules that would go must stay, since loading them has effects that others can tell: as the observed run of
 * the recording saw them.
 *
 * @param gone modules that would no longer be loaded by this start
 */
export function loadsThatStay(
  gone: ReadonlySet<string>,
  { graph, process }: RecordedStart,
  context: LoadsContext,
): Map<string, Reason[]> {
  const found = new Map<string, Reason[]>();
  const { loads, modules, recorded } = graph;
  for (let load = 0; load < loads.count; load++) {
    const module = loads.module[load] ?? 0;
    const name = modules.name[module] ?? "";
    if (loads.process[load] !== process || !gone.has(name)) continue;
    const isStdlib = isStandardOrigin(modules.origin[module]);
    for (const effect of recorded?.loads?.get(load)?.effects ?? []) {
      const { mentions, sameLater } = context;
      const verdict = effectVerdict(effect, { gone, isStdlib, module: name, mentions, sameLater });
      if (verdict === null || context.accept.has(verdict.code)) continue;
      const file = context.shown(effect.file);
      const message = `${context.named(effect.file)}:${effect.line} ${verdict.does} while ${name} loads`;
      const reason = { code: verdict.code, message, file, line: effect.line };
      const known = found.get(name);
      if (known === undefined) found.set(name, [reason]);
      else known.push(reason);
    }
  }
  return found;
}
