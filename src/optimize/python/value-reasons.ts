import { snapshotReasons } from "../../languages/python/judge/load/snapshots.js";
import { findLooks } from "../../languages/python/judge/lookers/find.js";
import { refusingLooks } from "../../languages/python/judge/lookers/looks.js";
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
  text(module: string): { readonly shown: string; readonly bytes: Buffer } | null;
}

/**
 * Why a value can't be made at its first use, as the rest of the project says: somebody else looks at it, or it would take something else then.
 *
 * @returns a reason for each option with such a value
 */
export async function valueReasons(
  judged: readonly Judged[],
  context: ValueContext,
): Promise<ReadonlyMap<EditOption, Reason>> {
  const values = judged.flatMap(({ name, options }) =>
    options.flatMap((option) => (option.values ?? []).map((value) => ({ name, option, value }))),
  );
  const found = new Map<EditOption, Reason>();
  if (values.length === 0) return found;
  const { project, nature, ask, accept } = context;
  const looked = new Map(values.map(({ name, value }) => [value, boundName(value, name)]));
  const looks = await findLooks([...looked.values()], project, nature, ask);
  const taken = new Map(
    values.flatMap(({ name, value }) => value.takes.map((path) => [path, takenName(path, name)] as const)),
  );
  const snapshots = await snapshotReasons([...taken.values()], project, context, ask);
  for (const { name, option, value } of values) {
    const own = looked.get(value);
    const [look] = refusingLooks(option.edit, own === undefined ? [] : (looks.get(own) ?? []));
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
  return found;
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
  { module, name, line, isKnown }: TakenPath,
  { file, importer, imported }: ImportedName,
  value: MovedValue,
  { isModule, isStandard }: ValueContext,
): Reason | undefined {
  const at = { file, line };
  if (module === importer) return undefined;
  if (!isModule(module)) {
    return { ...at, code: "used-at-load", message: `${value.name} takes ${name} of ${module}, which is no module` };
  }
  if (isKnown && !isStandard(module)) {
    return { ...at, code: "used-at-load", message: `${module}.${name} is not the standard library's` };
  }
  const whole = `${module}.${name}`;
  if (!isModule(whole) || imported.includes(whole)) return undefined;
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
