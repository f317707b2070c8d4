import type { ImportedName } from "../../../rewriting.js";
import { aliasesOf, withPackages } from "./aliases.js";
import { Candidates } from "./candidates.js";
import { type Held, type HeldFact, hasWord, heldPaths, isUnfollowed, lastWords, pseudoNames } from "./held-modules.js";
import { lookAt } from "./look-messages.js";
import type { Look, LookManner } from "./looks.js";
import type { AskScript, LookedProject, ProjectFile } from "./project.js";
import { type ProjectNature, publicAs } from "./public-names.js";
import { isSubmodule, type Say, statementLooks } from "./statement-looks.js";
import { hasExamples, pickleLooks, textLooks, textsInSources } from "./text-looks.js";
import { type Wanted, WantedNames } from "./wanted.js";

/** As `lookers.py` prints it: manner, line, module, name (null: any of the module), text. */
type Fact = readonly [LookManner, number, string, string | null, string];

/**
 * Who else in a project looks at names that are imported at module level.
 *
 * Import statements, `__all__`, settings and pickles are read here; files that reach a module in another way (an alias, a
 * patch, a string) are told by their bytes and read by CPython's parser, in one go.
 *
 * @param names to be judged; a name without looks may leave its module
 * @returns for each name its looks, in the order of files and lines
 */
export async function findLooks(
  names: readonly ImportedName[],
  project: LookedProject,
  nature: ProjectNature,
  ask: AskScript,
): Promise<ReadonlyMap<ImportedName, readonly Look[]>> {
  if (names.length === 0) return new Map();
  const first = await looksOf(names, project, nature, ask, null);
  let { held } = first;
  for (let round = 0; held.size > 0 && round < MOST_ROUNDS; round++) {
    const handedOn = names.filter((name) => first.looks.get(name)?.some(({ manner }) => manner === "escape"));
    const paths = heldPaths(held, project);
    const pseudo = pseudoNames(paths.keys());
    const { looks } = await looksOf([...handedOn, ...pseudo.keys()], project, nature, ask, { held, paths });
    const open = [...pseudo].filter(([name]) => looks.get(name)?.some(isUnfollowed));
    if (open.length === 0) return new Map([...first.looks].map(([name, each]) => [name, looks.get(name) ?? each]));
    const left = new Map(held);
    for (const [, path] of open) left.delete(paths.get(path) ?? path);
    held = left;
  }
  return first.looks;
}

/** Of what holds modules, and turns out to be in hands that can't be followed, is taken out round by round. */
const MOST_ROUNDS = 3;

interface LooksOf {
  readonly looks: ReadonlyMap<ImportedName, readonly Look[]>;
  /** What holds modules that are asked about. */
  readonly held: ReadonlyMap<string, Held>;
}

/** What is followed, with all full names of it. */
interface Followed {
  readonly held: ReadonlyMap<string, Held>;
  readonly paths: ReadonlyMap<string, string>;
}

async function looksOf(
  names: readonly ImportedName[],
  project: LookedProject,
  nature: ProjectNature,
  ask: AskScript,
  followed: Followed | null,
): Promise<LooksOf> {
  const found = new FoundLooks(names);
  const wanted = new WantedNames(names, project);
  for (const file of project.files) statementLooks(file, project, wanted, found.say);
  textLooks(project, wanted, found.say);
  pickleLooks(project, wanted, found.say);
  textsInSources(project, wanted, found.say);
  publicNames(wanted, project, nature, found.say);
  const held = await parsedLooks(wanted, project, ask, found.say, followed);
  return { looks: found.sorted(), held };
}

/** Those of `findLooks` alone that only CPython's parser tells: whoever sets a name or replaces it is among them. */
export async function findParsedLooks(
  names: readonly ImportedName[],
  project: LookedProject,
  ask: AskScript,
): Promise<ReadonlyMap<ImportedName, readonly Look[]>> {
  if (names.length === 0) return new Map();
  const found = new FoundLooks(names);
  await parsedLooks(new WantedNames(names, project), project, ask, found.say);
  return found.sorted();
}

/** The looks of each name, each manner of a line once. */
class FoundLooks {
  private readonly found: ReadonlyMap<ImportedName, Map<string, Look>>;

  constructor(names: readonly ImportedName[]) {
    this.found = new Map(names.map((name) => [name, new Map()]));
  }

  readonly say: Say = ({ of }, look) => {
    const looks = this.found.get(of);
    const key = `${look.file}\n${look.line}\n${look.manner}`;
    if (looks !== undefined && !looks.has(key)) looks.set(key, look);
  };

  sorted(): ReadonlyMap<ImportedName, readonly Look[]> {
    return new Map([...this.found].map(([name, looks]) => [name, [...looks.values()].sort(inOrder)]));
  }
}

/** @returns what holds modules that are asked about, where nothing is followed yet */
async function parsedLooks(
  wanted: WantedNames,
  project: LookedProject,
  ask: AskScript,
  say: Say,
  followed: Followed | null = null,
): Promise<ReadonlyMap<string, Held>> {
  const held = new Map<string, Held>();
  const aliases = aliasesOf(project, new Set([...withPackages(wanted.modules), ...(followed?.held.keys() ?? [])]));
  const candidates = new Candidates(wanted, aliases);
  const words = lastWords(followed?.paths.keys() ?? []);
  const asked: ProjectFile[] = [
    ...project.files.filter(
      (file) => hasWord(project.bytes(file.file), words) || candidates.isCandidate(file, project),
    ),
    ...project.texts.filter((file) => hasExamples(file, project, wanted)),
  ];
  if (asked.length === 0) return held;
  const answers = await ask(headOf(wanted, aliases, followed?.held ?? null), asked.map(questionOf));
  for (const [at, file] of asked.entries()) {
    const facts = answers[at] as readonly (Fact | HeldFact)[] | null;
    if (facts === null) unread(file, wanted, project, say);
    else
      for (const fact of facts) {
        if (fact[0] === "held") held.set(fact[2], { isDict: fact[1], paths: fact[4] });
        else tell(fact, file, wanted, project, say);
      }
  }
  return held;
}

/** What `lookers.py` is told before the files. */
export function headOf(
  wanted: WantedNames,
  aliases: ReadonlyMap<string, string>,
  held: ReadonlyMap<string, Held> | null = null,
): string {
  const names = Object.fromEntries([...wanted.modules].map((module) => [module, [...wanted.names(module).keys()]]));
  const asked = held && Object.fromEntries([...held].map(([path, { isDict, paths }]) => [path, [isDict, paths]]));
  return JSON.stringify({ names, aliases: Object.fromEntries(aliases), held: asked });
}

export function questionOf({ file, module, isPackage }: ProjectFile): string {
  const kind = /\.pyw?i?$/.test(file) ? "python" : file.endsWith(".ipynb") ? "notebook" : "text";
  return JSON.stringify({ file, module, isPackage, kind });
}

function tell(
  [manner, line, module, name, text]: Fact,
  file: ProjectFile,
  wanted: WantedNames,
  project: LookedProject,
  say: Say,
): void {
  const isTypeOnly = file.file.endsWith(".pyi");
  // The library's own `warnings` and `inspect` read no names that imports bind.
  if (manner === "frame" && file.isStandard === true) return;
  if (manner === "frame" || manner === "modules-table") {
    for (const each of reachedFrom(file, manner, wanted, project))
      say(each, lookAt(each, manner, { file, line, text }));
    return;
  }
  for (const each of name === null ? [...wanted.names(module).values()].flat() : wanted.meant(module, name)) {
    if (manner === "attribute" && isSubmodule(each) && imports(file, each.of.imported.at(-1) ?? "", project)) continue;
    say(each, lookAt(each, manner, { file, line, text, isTypeOnly }));
  }
}

/**
 * Names that a file looks at without a word of them: a function that reads its callers' globals, those of the modules that import
 * it; a test that restores `sys.modules`, those of the modules that it imports.
 */
function* reachedFrom(
  file: ProjectFile,
  manner: LookManner,
  wanted: WantedNames,
  project: LookedProject,
): Generator<Wanted> {
  for (const each of wanted.all()) {
    const other = project.files.find(({ module }) => module === each.module);
    const [from, to] = manner === "frame" ? [other, file.module] : [file, each.module];
    if (each.module === file.module || (from !== undefined && imports(from, to, project))) yield each;
  }
}

/** Whether a file has an import of a module, or of something in it. */
function imports(file: ProjectFile, module: string, project: LookedProject): boolean {
  return project.scan(file.file).imports.some(({ module: written, level, names }) => {
    const parts = file.module.split(".");
    const up = file.isPackage ? level - 1 : level;
    const base = level === 0 ? [] : parts.slice(0, parts.length - up);
    const from = [...base, ...(written === "" ? [] : [written])].join(".");
    return from === module || names.some(({ name }) => `${from}.${name}` === module);
  });
}

/** Of a file that no parser at hand can read, every mention counts. */
function unread(file: ProjectFile, wanted: WantedNames, project: LookedProject, say: Say): void {
  const bytes = project.bytes(file.file);
  for (const each of wanted.all()) {
    const segment = each.module.slice(each.module.lastIndexOf(".") + 1);
    if (bytes?.includes(each.name) === true && bytes.includes(segment))
      say(each, lookAt(each, "unread", { file, line: 1 }));
  }
}

function publicNames(wanted: WantedNames, project: LookedProject, nature: ProjectNature, say: Say): void {
  const files = new Map(project.files.map((file) => [file.module, file]));
  for (const each of wanted.all()) {
    const file = files.get(each.module);
    if (each.star !== null || each.name === "*" || file === undefined) continue;
    const text = publicAs(each.of, file.isPackage, nature);
    if (text === null) continue;
    const look = lookAt(each, "api", { file, line: each.of.line, text });
    say(each, { ...look, message: text });
  }
}

function inOrder(a: Look, b: Look): number {
  return a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line;
}
