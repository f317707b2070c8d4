import type { Reason } from "../../../rewriting.js";
import { aliasesOf, withPackages } from "../lookers/aliases.js";
import { boundPaths } from "../lookers/bound-paths.js";
import { asLatin1 } from "../lookers/decoded.js";
import type { AskScript, LookedProject, ProjectFile } from "../lookers/project.js";
import type { GlobalKind, TakenGlobal } from "./module-uses.js";

/** As `changes.py` prints it: module, name (null: any of the module), line, text. */
type Change = readonly [module: string, name: string | null, line: number, text: string];

/** What `changes.py` calls each kind: of a constant or a function only what its name is bound to can change. */
const ASKED: Readonly<Record<GlobalKind, string>> = {
  constant: "bound",
  function: "bound",
  import: "value",
  flat: "flat",
  logger: "logger",
  value: "value",
  class: "class",
};

/** Of a global by `stateKey`, where some file of the project may change what it holds. */
export type StateChanges = ReadonlyMap<string, Reason>;

export function stateKey({ module, name, isBound }: Pick<TakenGlobal, "module" | "name" | "isBound">): string {
  return `${module} ${name}${isBound ? " bound" : ""}`;
}

/**
 * Where what globals hold may be changed by anybody but the own module's load: an item, an attribute, a call of a method that is not
 * known to look only, or that it is handed to something that may do so. Files are told by their bytes first.
 *
 * @param ask asks `changes.py`
 * @returns the first place of each; nothing for what is only looked at
 */
export async function stateChanges(
  taken: readonly TakenGlobal[],
  project: LookedProject,
  ask: AskScript,
): Promise<StateChanges> {
  const found = new Map<string, Reason>();
  // What is only given another name is asked for by itself: of the same global something else may count elsewhere.
  for (const isBound of [false, true]) {
    const own = taken.filter((each) => each.isBound === isBound);
    for (const [key, reason] of await changesOf(own, isBound, project, ask)) found.set(key, reason);
  }
  return found;
}

async function changesOf(
  taken: readonly TakenGlobal[],
  isBound: boolean,
  project: LookedProject,
  ask: AskScript,
): Promise<Map<string, Reason>> {
  const names = new Map<string, Map<string, string>>();
  for (const { module, name, kind } of taken) {
    const asked = isBound ? "bound" : kind === null ? "value" : ASKED[kind];
    const known = names.get(module);
    if (known === undefined) names.set(module, new Map([[name, asked]]));
    else known.set(name, asked);
  }
  const found = new Map<string, Reason>();
  if (names.size === 0) return found;
  const aliases = aliasesOf(project, withPackages(names.keys()));
  const words = wordsFor(names);
  const files = project.files.filter(
    (file) => !file.file.endsWith(".pyi") && mayChange(file, project, names, words, aliases),
  );
  const head = JSON.stringify({
    names: Object.fromEntries([...names].map(([module, each]) => [module, Object.fromEntries(each)])),
    aliases: Object.fromEntries(aliases),
  });
  const answers = await ask(
    head,
    files.map(({ file, module, isPackage }) => JSON.stringify({ file, module, isPackage })),
  );
  for (const [at, file] of files.entries()) {
    const changes = answers[at] as readonly Change[] | null;
    const all: Change[] = [...names].flatMap(([module, each]) =>
      [...each.keys()].map((name): Change => [module, name, 1, ""]),
    );
    for (const [module, name, line, text] of changes ?? all) {
      for (const each of name === null ? (names.get(module)?.keys() ?? []) : [name]) {
        const key = stateKey({ module, name: each, isBound });
        if (!found.has(key)) found.set(key, reason(file, line, module, each, name === null, text));
      }
    }
  }
  return found;
}

function reason(
  { shown }: ProjectFile,
  line: number,
  module: string,
  name: string,
  isModule: boolean,
  text: string,
): Reason {
  const what = text === "" ? "can't be read, and" : isModule ? `hands on ${module} (${text}), which` : `(${text})`;
  return {
    code: "changed-after-load",
    message: `${shown}:${line} ${what} may change what ${module}.${name} holds`,
    file: shown,
    line,
  };
}

/** Whether a file's text mentions one of the names, or hands one of the modules on. */
function mayChange(
  file: ProjectFile,
  project: LookedProject,
  names: ReadonlyMap<string, ReadonlyMap<string, string>>,
  words: readonly string[],
  aliases: ReadonlyMap<string, string>,
): boolean {
  const bytes = project.bytes(file.file);
  if (bytes === null) return false;
  for (const quoted of quotedIn(bytes)) if (names.has(quoted)) return true;
  for (const word of words) if (bytes.includes(word)) return true;
  let text: string | null = null;
  for (const { bound, path } of boundPaths(file, project.scan(file.file))) {
    let at: string | undefined = path;
    for (let steps = 0; at !== undefined && !names.has(at) && steps < 20; steps++) at = aliases.get(at);
    if (at === undefined || !/^\w+$/.test(bound)) continue;
    text ??= asLatin1(bytes).replace(/^\s*(?:from|import)\s.*$/gm, "");
    if (new RegExp(`\\b${bound}\\b(?!\\s*\\.)`).test(text)) return true;
  }
  return false;
}

/** What a file has to hold, where one of these names is meant otherwise than by an import. */
function wordsFor(names: ReadonlyMap<string, ReadonlyMap<string, string>>): readonly string[] {
  const found = new Set<string>();
  for (const [module, own] of names) {
    for (const quoted of DOTTED.test(module) ? [] : [`"${module}"`, `'${module}'`]) found.add(quoted);
    for (const [name, kind] of own) if (kind !== "bound") found.add(name);
  }
  return [...found];
}

const DOTTED = /^[\w.]+$/;
/** The closing quote may open the next text. */
const QUOTED = /(["'])(?=([\w.]+)\1)/g;
const KNOWN = new WeakMap<Buffer, ReadonlySet<string>>();

/** Dotted names that stand in quotes. */
function quotedIn(bytes: Buffer): ReadonlySet<string> {
  let found = KNOWN.get(bytes);
  if (found === undefined) {
    found = new Set(Array.from(asLatin1(bytes).matchAll(QUOTED), ([, , name = ""]) => name));
    KNOWN.set(bytes, found);
  }
  return found;
}
