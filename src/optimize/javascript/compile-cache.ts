import type { ImportGraph } from "../../graph/graph.js";
import type { EditedFile } from "../../io/overlay-folder.js";
import { realPath } from "../../io/paths.js";
import { sourceBytes } from "../../io/source-bytes.js";
import { enableCompileCache } from "../../languages/javascript/rewrite/compile-cache.js";
import { decoded } from "../../languages/javascript/rewrite/decoded.js";
import type { Reason } from "../../languages/rewriting.js";
import type { EntryEdit, EntryEdits, EntryRefusal, FoundEntries } from "../project.js";
import type { RecordedCommand } from "../recordings.js";

type Environment = Readonly<Record<string, string | undefined>>;

const PRICE =
  "compiled code is kept in a folder of the system's temporary files, or that of NODE_COMPILE_CACHE: the first start after a change writes it, and precise coverage sees less of what comes from it";

/**
 * The entries of commands that Node itself may keep compiled: whoever starts again compiles nothing.
 *
 * @param compiled edits a file that is compiled from another, by its source; null for one that is written by hand
 */
export function compileCacheEntries(root: string, environment: Environment, compiled: EnableCompiled): EntryEdits {
  return {
    edit: "compile-cache",
    price: PRICE,
    notRun: { code: "not-measured", message: "what a compile cache would save is only known by running it" },
    compared: "with and without a compile cache",
    atMostUs: ({ graph }) => compileUs(graph),
    find: async (recorded, files) => entriesOf(root, recorded, files, environment, compiled),
    written: (files, edits) => {
      const found = new Map(files.map((file) => [file.path, file]));
      for (const { file } of edits) {
        const path = `${root}/${file}`;
        const before = found.get(path)?.before ?? sourceBytes(path) ?? new Uint8Array();
        const edited = enabled(path, file, files, compiled);
        if ("after" in edited) {
          const { after, source } = edited;
          found.set(path, { path, before, after, ...(source === undefined ? {} : { source }) });
        }
      }
      return [...found.values()];
    },
  };
}

/** An entry with the cache on, and where people read that; or why not. */
export type EnabledEntry =
  | (Pick<EditedFile, "after" | "source"> & { readonly file: string; readonly line: number })
  | { readonly reason: Reason };

/** @param file relative to the root @param edited it with all other edits */
type EnableCompiled = (file: string, edited: EditedFile | undefined) => EnabledEntry | null;

/** Of all processes; an anatomy is that of the first. */
function compileUs({ recorded }: ImportGraph): number {
  let sum = 0;
  for (const { phases } of recorded?.loads?.values() ?? []) sum += phases?.compileUs ?? 0;
  return Math.max(sum, recorded?.anatomy?.compileUs ?? 0);
}

/** Options of Node whose value is a word of its own. */
const WITH_VALUE =
  /^(?:-r|-C|--require|--import|--loader|--experimental-loader|--conditions|--env-file(?:-if-exists)?)$/;

/** The script that a command starts, as it is written; null for code on the command line. */
function scriptOf(command: readonly string[]): string | null {
  for (let at = 1; at < command.length; at++) {
    const word = command[at] ?? "";
    if (word === "-" || /^(?:-[ep]+|--eval|--print)(?:=|$)/.test(word)) return null;
    if (WITH_VALUE.test(word)) at++;
    else if (word === "--") return command[at + 1] ?? null;
    else if (!word.startsWith("-")) return word;
  }
  return null;
}

/** Reasons that hold an edit of an entry off, and leave the cache itself to the environment. */
const BESIDE_THE_FILE = new Set(["entry-not-own", "es-module-entry", "compiled"]);

function entriesOf(
  root: string,
  recorded: readonly RecordedCommand[],
  files: readonly EditedFile[],
  environment: Environment,
  compiled: EnableCompiled,
): FoundEntries {
  const edits = new Map<string, EntryEdit>();
  const refusals: EntryRefusal[] = [];
  for (const { graph } of recorded) {
    for (const { command } of graph.processes) {
      const script = scriptOf(command ?? []);
      const entry = script === null ? null : realPath(script);
      if (entry === null || edits.has(entry) || refusals.some(({ file }) => `${root}/${file}` === entry)) continue;
      const isOwn = entry.startsWith(`${root}/`) && !entry.slice(root.length).includes("/node_modules/");
      const file = isOwn ? entry.slice(root.length + 1) : entry;
      if (!isOwn) {
        const message = `${command?.join(" ")} begins in ${entry}, which is not the project's`;
        refusals.push({ file, importer: file, reason: { code: "entry-not-own", message, file, line: 1 } });
        continue;
      }
      const runtime = graph.runtime ?? "Node.js";
      if (!keepsCode(runtime)) {
        const message = `${runtime} can't keep compiled code, as Node 22.1 and later can`;
        refusals.push({ file, importer: file, reason: { code: "no-compile-cache", message, file, line: 1 } });
        continue;
      }
      const edited = enabled(entry, file, files, compiled);
      if ("reason" in edited) refusals.push({ file, importer: file, reason: edited.reason });
      else edits.set(entry, { file, ...shownOf(edited, file), importer: file, proof: [{ rule: "entry-of-command" }] });
    }
  }
  const isSet = environment.NODE_COMPILE_CACHE !== undefined || environment.NODE_DISABLE_COMPILE_CACHE !== undefined;
  const isForAll =
    refusals.every(({ reason }) => BESIDE_THE_FILE.has(reason.code)) &&
    recorded.every(({ graph }) => keepsCode(graph.runtime ?? ""));
  return {
    edits: [...edits.values()],
    refusals,
    ...(isForAll && !isSet ? { setting: { name: "NODE_COMPILE_CACHE", value: (folder) => folder } } : {}),
  };
}

/** Whether `module.enableCompileCache` is there. @param runtime as "Node.js 22.1.0" */
function keepsCode(runtime: string): boolean {
  const [major = 0, minor = 0] = (/(\d+)\.(\d+)/.exec(runtime) ?? []).slice(1).map(Number);
  return major > 22 || (major === 22 && minor >= 1);
}

/** @param files the project with all other edits */
function enabled(path: string, file: string, files: readonly EditedFile[], compiled: EnableCompiled): EnabledEntry {
  const edited = files.find((each) => each.path === path);
  const known = compiled(file, edited);
  if (known !== null) return known;
  const text = decoded(edited?.after ?? sourceBytes(path) ?? new Uint8Array());
  if (text === null) return { reason: { code: "encoding", message: "it is not UTF-8", file, line: 1 } };
  const made = enableCompileCache(text, file);
  return "reason" in made ? made : { after: Buffer.from(made.text, "utf8"), file, line: made.line };
}

/** Where people see the edit, if that is another file. */
const shownOf = ({ file, line }: { file: string; line: number }, own: string): Pick<EntryEdit, "line" | "source"> =>
  file === own ? { line } : { line, source: file };
