import type { ImportedName, Reason } from "../../../rewriting.js";
import { absoluteName } from "../../static/absolute-name.js";
import { findParsedLooks } from "../lookers/find.js";
import { isAside } from "../lookers/program-wide.js";
import type { AskScript, LookedProject } from "../lookers/project.js";
import type { BoundAnew, BoundNames, ModuleSource } from "./bound-anew.js";
import type { BoundElsewhere } from "./bound-elsewhere.js";

export interface ModuleTexts {
  /** The source of a module, which shows what its functions bind anew; null where there is none. */
  text(module: string): ModuleSource | null;
  readonly bound: BoundNames;
  readonly elsewhere: BoundElsewhere;
  /**
   * Of a name that a run saw a package's `__getattr__` find in its package: the other modules of that, one of which holds it under the same
   * name. Null for any other.
   */
  readonly servedFrom?: ((module: string, name: string) => readonly string[] | null) | undefined;
  /** Modules of which all names come into the name's own file behind its statement: who gives one of them the name binds it anew. */
  readonly starsBehind?: (name: ImportedName) => readonly string[];
}

/** Why a name can't be taken at another time. */
export interface SnapshotReason extends Reason {
  /** Only something in what the name stands for is replaced: who takes it gets the same, but what he then asks of it may be another. */
  readonly isWithin: boolean;
  /** Whether it is replaced for a while, as tests do. */
  readonly isPatched: boolean;
}

/**
 * `from m import x` takes what `m.x` is at that moment; later it would take something else if somebody binds `m.x` anew: its
 * own functions, who sets or replaces it in the project, and who has its module in hands that nobody follows.
 *
 * @returns a reason for each name that can't be taken at another time
 */
export async function snapshotReasons(
  names: readonly ImportedName[],
  project: LookedProject,
  texts: ModuleTexts,
  ask: AskScript,
): Promise<ReadonlyMap<ImportedName, SnapshotReason>> {
  const found = new Map<ImportedName, SnapshotReason>();
  const asked = new Map<ImportedName, ImportedName>();
  const packages = new Set(project.files.filter(({ isPackage }) => isPackage).map(({ module }) => module));
  const takenBy = new Map(names.map((name) => [name, takenFrom(name, packages.has(name.importer))]));
  if (names.length === 0) return found;
  const { elsewhere } = texts;
  const everyTaken = [...takenBy.values()].flatMap((taken) => taken ?? []);
  await Promise.all([elsewhere.learn(), learnBound(everyTaken, texts)]);
  for (const [name, taken] of takenBy) {
    for (const module of texts.starsBehind?.(name) ?? []) asked.set({ ...name, importer: module, imported: [] }, name);
    if (taken === null) continue;
    const reason = rebound(taken.module, taken.name, texts) ?? elsewhere.anywhere(taken.module, taken.name);
    if (reason !== null) found.set(name, { ...reason, isWithin: false, isPatched: false });
    else if (!taken.isSubmodule) asked.set({ ...name, importer: taken.module, bound: taken.name, imported: [] }, name);
  }
  const looks = await findParsedLooks([...asked.keys()], project, ask);
  for (const [key, name] of asked) {
    const all = looks.get(key) ?? [];
    const set =
      all.find(({ manner }) => manner === "set" || manner === "patch") ??
      all.find(({ manner }) => manner === "patch-within");
    if (set === undefined) continue;
    const { message, file, line, manner } = set;
    const isWithin = manner === "patch-within";
    const isTests = manner === "patch" && isAside(file);
    const code = isWithin || isTests ? "patched-by-test" : "rebound-after-load";
    found.set(name, { code, message, file, line, isWithin, isPatched: manner !== "set" });
  }
  const open = [...asked].flatMap(([key, name]) => (found.has(name) ? [] : [[key, looks.get(key) ?? []] as const]));
  for (const [key, reason] of await elsewhere.handedOn(new Map(open), ask)) {
    const name = asked.get(key);
    if (name !== undefined) found.set(name, { ...reason, isWithin: false, isPatched: false });
  }
  return found;
}

/** Reads the modules that names are taken from, and where a package's `__getattr__` serves them, those that may hold them. */
async function learnBound(
  taken: readonly { readonly module: string; readonly name: string }[],
  texts: ModuleTexts,
): Promise<void> {
  const { bound } = texts;
  const learn = (modules: readonly string[]): Promise<void> =>
    bound.learn(modules.flatMap((module) => texts.text(module) ?? []));
  await learn(taken.map(({ module }) => module));
  const served = taken.filter(({ module }) => (bound.of(texts.text(module)).dynamic?.by ?? "function") !== "function");
  await learn(served.flatMap(({ module, name }) => texts.servedFrom?.(module, name) ?? []));
}

/** Of a from-import the module and the name there; null for another import. A submodule only its package binds anew. */
function takenFrom(
  { from, text, imported, importer }: ImportedName,
  isPackage: boolean,
): { module: string; name: string; isSubmodule: boolean } | null {
  if (from === null || text === "*") return null;
  const [name = ""] = text.split(/\s/, 1);
  const level = /^\.*/.exec(from)?.[0].length ?? 0;
  const module = absoluteName(from.slice(level), level, { name: importer, isPackage });
  return module === null ? null : { module, name, isSubmodule: imported.at(-1) === `${module}.${name}` };
}

function rebound(module: string, name: string, texts: ModuleTexts): Reason | null {
  if (module === "sys" && REBOUND_IN_SYS.has(name)) {
    return {
      code: "rebound-after-load",
      message: `sys.${name} is bound anew by whoever wants to`,
      file: "sys",
      line: 1,
    };
  }
  const source = texts.text(module);
  const { globals, dynamic } = texts.bound.of(source);
  const line = globals.get(name);
  if (line === undefined && dynamic === null) return null;
  const shown = source?.shown ?? "";
  const reason = { code: "rebound-after-load", file: shown };
  if (line !== undefined) {
    return { ...reason, message: `${shown}:${line} binds ${module}.${name} anew in a function`, line };
  }
  if (dynamic === null) return null;
  if (dynamic.by === "asked" && isBoundByText(source?.bytes.toString("utf8") ?? "", name)) return null;
  if (dynamic.by !== "function" && isServed(module, name, texts)) return null;
  const message = `${shown}:${dynamic.line} binds names of ${module} by computed names, perhaps ${name}`;
  return { ...reason, message, line: dynamic.line };
}

/** Whether `__getattr__` gives what another module of the package holds, where no function binds it anew. */
function isServed(module: string, name: string, texts: ModuleTexts): boolean {
  const isBound = ({ globals, dynamic }: BoundAnew): boolean => globals.has(name) || dynamic?.by === "function";
  const holders = texts.servedFrom?.(module, name) ?? null;
  return holders?.every((each) => !isBound(texts.bound.of(texts.text(each)))) ?? false;
}

const REBOUND_IN_SYS: ReadonlySet<string> = new Set(
  "stdin stdout stderr argv path excepthook displayhook unraisablehook breakpointhook ps1 ps2 tracebacklimit last_exc".split(
    " ",
  ),
);

/** Whether a statement of the module's own level binds a name, whatever happens. */
function isBoundByText(text: string, name: string): boolean {
  const escaped = name.replace(/\W/g, "\\$&");
  return new RegExp(`^(?:(?:async\\s+)?def|class)\\s+${escaped}\\b|^${escaped}\\s*(?::[^=\\n]*)?=(?!=)`, "m").test(
    text,
  );
}
