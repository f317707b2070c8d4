import type { ProfileEffect } from "../../graph/profile.js";
import { type EffectVerdict, effectVerdict } from "../../languages/python/judge/effects.js";
import type { Reason } from "../../languages/rewriting.js";
import type { RecordedStart } from "../starts.js";
import type { ShownLoads } from "./evidence.js";
import { isStandardFile, isStandardOrigin } from "./standard.js";

/** The rest of the program, as far as it decides whether an effect can be told. */
export interface LoadsContext {
  readonly accept: ReadonlySet<string>;
  /** The minor version of the Python 3 that was recorded. */
  readonly minor: number;
  mentions(word: string | RegExp): boolean;
  seedsRandom(): boolean;
  setsUpLoggers(): boolean;
  programHas(pattern: RegExp): boolean;
  libraryHas(word: string, pattern: RegExp, but: string): boolean;
  /** Where the project looks for a module in `sys.modules`, which finds it only once it is loaded. */
  lookedUp(module: string): Reason | null;
  /** Of a file as the graph names it: relative to the root where inside it. */
  shown(file: string): string;
  /** For people: of an installed file the part behind its environment. */
  named(file: string): string;
}

/**
 * Which of the modules that would go must stay, since loading them has effects that others can tell, or reads what may differ
 * later: as runs have shown.
 *
 * @param gone modules that would no longer be loaded by this start
 */
export function loadsThatStay(
  gone: ReadonlySet<string>,
  start: RecordedStart,
  evidence: ShownLoads,
  context: LoadsContext,
): Map<string, Reason[]> {
  const { mentions, minor, programHas, libraryHas, seedsRandom, setsUpLoggers } = context;
  const sameLater = (module: string): boolean => evidence.sameLater(module);
  const found = new Map<string, Reason[]>();
  const made = new Set(
    [...gone].flatMap((module) =>
      evidence
        .effectsOf(module)
        .flatMap(({ kind, what }) => (kind === "logging" && what.startsWith("made ") ? [what.slice(5)] : [])),
    ),
  );
  const all = new Set(start.graph.modules.name);
  const stays = (module: string): boolean => all.has(module) && !gone.has(module);
  for (const [module, isStdlib] of loadedOf(gone, start)) {
    const verdictOf = (effect: ProfileEffect, same: (each: string) => boolean): EffectVerdict | null => {
      const isOfStdlib = isStdlib || isStandardFile(effect.file, start.graph);
      return effectVerdict(effect, {
        gone,
        made,
        stays,
        isStdlib: isOfStdlib,
        minor,
        module,
        mentions,
        programHas,
        libraryHas,
        seedsRandom,
        setsUpLoggers,
        sameLater: same,
      });
    };
    const effects = evidence.effectsOf(module);
    // Whoever accepts that a load asks files or the network later accepts that its values are then those of that moment.
    const isAccepted = effects.some((effect) => context.accept.has(verdictOf(effect, () => true)?.code ?? ""));
    const reasons = effects.flatMap((effect): Reason[] => {
      // Whose doing it is a run will show, as long as nothing else keeps this load.
      if (effect.shared === true && evidence.mayBeProbed(module)) return [];
      const verdict = verdictOf(effect, isAccepted ? () => true : sameLater);
      if (verdict === null || context.accept.has(verdict.code)) return [];
      if (isAccepted && verdict.code.startsWith("reads-") && !/^reads-(?:file|stdin)$/.test(verdict.code)) return [];
      const message = `${context.named(effect.file)}:${effect.line} ${verdict.does} while ${module} loads`;
      return [{ code: verdict.code, message, file: context.shown(effect.file), line: effect.line }];
    });
    const looked = context.lookedUp(module);
    if (looked !== null && !context.accept.has(looked.code)) reasons.push(looked);
    if (reasons.length > 0) found.set(module, reasons);
  }
  return found;
}

/** Of the modules that would go those that read something, in the order in which they load: whether it differs decides. */
export function readers(gone: ReadonlySet<string>, start: RecordedStart, evidence: ShownLoads): string[] {
  const { modules } = start.graph;
  const withFile = new Set(modules.name.filter((_, module) => (modules.file?.[module] ?? null) !== null));
  return [...loadedOf(gone, start)].flatMap(([module, isStdlib]) => {
    const isReader = evidence.effectsOf(module).some(({ kind, confined }) => kind.startsWith("reads-") && !confined);
    // Modules that others make in passing (six.moves) have no file, and are what their makers are.
    return isReader && !isStdlib && withFile.has(module) ? [module] : [];
  });
}

/** In the order in which they load, with whether each came with the interpreter. */
function loadedOf(gone: ReadonlySet<string>, { graph, process }: RecordedStart): Map<string, boolean> {
  const { loads, modules } = graph;
  const found = new Map<string, boolean>();
  for (let load = 0; load < loads.count; load++) {
    const module = loads.module[load] ?? 0;
    const name = modules.name[module] ?? "";
    if (loads.process[load] === process && gone.has(name) && !found.has(name))
      found.set(name, isStandardOrigin(modules.origin[module]));
  }
  return found;
}
