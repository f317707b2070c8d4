import type { BoundNames, ModuleSource } from "../../languages/python/judge/load/bound-anew.js";
import type { BoundElsewhere } from "../../languages/python/judge/load/bound-elsewhere.js";
import { snapshotReasons } from "../../languages/python/judge/load/snapshots.js";
import { findLooks } from "../../languages/python/judge/lookers/find.js";
import { type Look, refusingValueLooks } from "../../languages/python/judge/lookers/looks.js";
import type { AskScript, LookedProject } from "../../languages/python/judge/lookers/project.js";
import type { ProjectNature } from "../../languages/python/judge/lookers/public-names.js";
import { isPinned } from "../../languages/python/rewrite/comments.js";
import type { EditOption, ImportedName, Judged, MovedValue, Reason, TakenPath } from "../../languages/rewriting.js";

/** What is known of the program beside the file of a value. */
export interface ValueContext {
  readonly project: LookedProject;
  readonly nature: ProjectNature;
  readonly ask: AskScript;
  readonly accept: ReadonlySet<string>;
  isModule(name: string): boolean;
  isStandard(module: string): boolean;
  text(module: string): ModuleSource | null;
  readonly bound: BoundNames;
  readonly elsewhere: BoundElsewhere;
}

export interface ValueFindings {
  readonly reasons: ReadonlyMap<EditOption, Reason>;
  readonly readAt: ReadonlyMap<MovedValue, readonly Look[]>;
}

/**
 * Why a value can't be made at its first use, as the rest of the project says: somebody else looks at it, or it would take something else then.
 *
 * @returns a reason for each option with such a value, and where others read what a module gives them
 */
export async function valueReasons(judged: readonly Judged[], context: ValueContext): Promise<ValueFindings> {
  const values = judged.flatMap(({ name, options }) =>
    options.flatMap((option) => (option.values ?? []).map((value) => ({ name, option, value }))),
  );
  const found = new Map<EditOption, Reason>();
  const readAt = new Map<MovedValue, readonly Look[]>();
  if (values.length === 0) return { reasons: found, readAt };
  const { project, nature, ask, accept } = context;
  const looked = new Map(values.map(({ name, value }) => [value, boundName(value, name)]));
  const looks = await findLooks([...looked.values()], project, nature, ask);
  const taken = new Map(
    values.flatMap(({ name, value }) => value.takes.map((path) => [path, takenName(path, name)] as const)),
  );
  const snapshots = await snapshotReasons([...taken.values()], project, context, ask);
  for (const { name, option, value } of values) {
    const own = looked.get(value);
    const all = own === undefined ? [] : (looks.get(own) ?? []);
    readAt.set(
      value,
      all.filter(({ manner }) => manner === "attribute"),
    );
    const [look] = refusingValueLooks(value.isServed, all);
    const reasons: (Reason | undefined)[] = [pinned(name, value, context), look];
    for (const path of value.takes) {
      const asked = taken.get(path);
      reasons.push(pathReason(path, name, value, context), asked === undefined ? undefined : snapshots.get(asked));
    }
    const first = reasons.find((reason) => reason !== undefined && !accept.has(reason.code));
    if (first === undefined || found.has(option)) continue;
    const { code, message, file, line } = first;
    found.set(option, { code, message, file, line });
  }
  return { reasons: found, readAt };
}

/** An option with the places where others read its values. */
export function withReaders(option: EditOption, readAt: ValueFindings["readAt"]): EditOption {
  const { values } = option;
  if (values === undefined) return option;
  return { ...option, values: values.map((value) => ({ ...value, readAt: readAt.get(value) ?? [] })) };
}

function pinned({ file, importer }: ImportedName, { line }: MovedValue, { text }: ValueContext): Reason | undefined {
  const written =
    text(importer)
      ?.bytes.toString("utf8")
      .split(/\r\n|\r|\n/)[line - 1] ?? "";
  return isPinned(written) ? { code: "kept", message: "a comment keeps it", file, line } : undefined;
}

/** An attribute is known to be one that stays only of a module that was there, and not where it is a module that something else has to load. */
function pathReason(
  { module, name, line, isKnown, isNamed }: TakenPath,
  { file, importer, imported }: ImportedName,
  value: MovedValue,
  { isModule, isStandard, text }: ValueContext,
): Reason | undefined {
  const at = { file, line };
  if (module === importer) return undefined;
  if (!isModule(module)) {
    return { ...at, code: "used-at-load", message: `${value.name} takes ${name} of ${module}, which is no module` };
  }
  if (isKnown && !isStandard(module)) {
    return { ...at, code: "used-at-load", message: `${module}.${name} is not the standard library's` };
  }
  const source = text(module);
  const doubt = source === null ? null : doubtOf(name, source.bytes.toString("latin1"));
  if (source !== null && doubt !== null) {
    const message = `${value.name} takes ${module}.${name}, and ${source.shown}:${doubt.line} ${doubt.does}`;
    return { code: doubt.code, message, file: source.shown, line: doubt.line };
  }
  const whole = `${module}.${name}`;
  if (!isModule(whole) || imported.includes(whole) || isNamed === true) return undefined;
  return {
    ...at,
    code: "submodule-attribute",
    message: `${value.name} takes ${whole}, which another import has loaded`,
  };
}

function boundName({ name, line, column }: MovedValue, { file, importer }: ImportedName): ImportedName {
  return { file, line, column, index: 0, importer, text: name, from: ".", bound: name, imported: [] };
}

/** As if by a from-import, which takes it at that moment too. */
function takenName({ module, name, line }: TakenPath, { file, importer }: ImportedName): ImportedName {
  return { file, line, column: 1, index: 0, importer, text: name, from: module, bound: name, imported: [] };
}

/** What a module's text says against a name of it being the same whenever it is read: in a circle of imports, half of the module is there. */
function doubtOf(name: string, text: string): { code: string; does: string; line: number } | null {
  const lineOf = (index: number): number => text.slice(0, index).split(/\r\n|\r|\n/).length;
  const computed = /^(?:async )?(?:def __getattr__\b|__getattr__\s*=|sys\.modules\[__name__\])/m.exec(text);
  if (computed !== null) {
    return { code: "module-getattr", does: "computes its module's names", line: lineOf(computed.index) };
  }
  const bindings = [...text.matchAll(new RegExp(`^${name}\\b[^=(\\n]*=(?!=)|^del\\b.*\\b${name}\\b`, "gm"))];
  const second = bindings[1];
  return second === undefined
    ? null
    : { code: "rebound-after-load", does: `binds ${name} again`, line: lineOf(second.index) };
}
