import { UserError } from "../errors.js";
import type { Warning } from "../graph/profile.js";
import { askBundledPython } from "../io/bundled-python.js";
import type { MachineRoom } from "../io/check-room.js";
import { GatherFolder } from "../io/gather-folder.js";
import { nodePlaces } from "../io/node-places.js";
import { readText } from "../io/read-text.js";
import type { NodeProgram, PythonProgram } from "./bundler.js";
import { defaultName } from "./default-name.js";
import type { OptimizedCopies } from "./document.js";
import type { Entry } from "./entry.js";
import { gatherNode } from "./gather-node.js";
import { gatherPython } from "./gather-python.js";
import type { OptimizedProgram } from "./optimized-python.js";
import type { BundleHereOptions } from "./options.js";
import { requirementNames } from "./requirements.js";
import { sourcesAway } from "./sources-away.js";

/** A program of this machine, and how it is started and found without a bundle. */
export interface ProgramHere<P extends PythonProgram | NodeProgram> {
  readonly program: P;
  /** As the user could have named it. */
  readonly entry: string;
  /** What starts it without a bundle, before its arguments. */
  readonly plain: readonly string[];
  /** Files and folders that its bundles are made from, and what else they depend on. */
  readonly contents: readonly string[];
  readonly identity: string;
  /** Beside which bundlers are looked for. */
  readonly interpreter: string;
  /** To be taken away when bundles are checked. */
  readonly sources: readonly string[];
  /** Places that may stand in outputs, with what stands for them. */
  readonly folders: readonly (readonly [string, string])[];
  /** A bare start of the interpreter. */
  readonly runtime: readonly string[];
  readonly warnings: readonly Warning[];
  /** What was made of the copies in our own bundles, where that was asked for. */
  readonly optimized?: OptimizedCopies;
}

export async function pythonHere(
  { entry, name }: Extract<Entry, { language: "python" }>,
  room: MachineRoom,
  options: BundleHereOptions,
): Promise<ProgramHere<PythonProgram>> {
  const { folder, environment } = options;
  const requirements = requirementsOf(options.requirements);
  const { program: gathered, warnings } = await gatherPython({
    ...options,
    entry,
    name: options.name ?? name ?? defaultName(entry),
    requirements,
    scratch: room.made("gathered"),
  });
  const { interpreter } = gathered;
  await assertFunction(entry, gathered.unbundled, room, options);
  const optimized = options.optimize ? await optimizedIn(gathered, requirements, room, options) : null;
  const program: PythonProgram = {
    ...gathered,
    ...(options.withoutAsserts ? { isWithoutAsserts: true } : {}),
    ...(optimized === null || optimized.edited === null ? {} : { edited: optimized.edited }),
  };
  const isFunction = "module" in entry;
  const top = isFunction ? (entry.module.split(".")[0] ?? "") : "";
  const asked = await askBundledPython(interpreter.executable, top, folder, environment);
  const root = isFunction ? asked.root : entry.file.slice(0, entry.file.lastIndexOf("/"));
  const isEnvironment = asked.prefix !== asked.basePrefix;
  const places = isEnvironment ? [asked.prefix] : asked.installed;
  const kept = [interpreter.base, room.folder];
  // A folder that holds too much is not taken away: then the package alone is.
  const ownFolder = root !== null && kept.some((place) => place.startsWith(`${root}/`)) ? asked.origin : root;
  return {
    program,
    entry: isFunction ? `${entry.module}:${entry.function}` : entry.file,
    plain: program.unbundled,
    contents: [
      program.modules,
      program.script,
      ...(program.distribution === null ? [] : [program.distribution]),
      ...(program.edited === undefined ? [] : [program.edited.folder]),
    ],
    identity: JSON.stringify({ ...program, modules: "", script: "", unbundled: [], edited: program.edited?.standard }),
    interpreter: interpreter.executable,
    sources: sourcesAway([...places, ownFolder], kept),
    folders: [...places, ...(root === null ? [] : [root])].map((place) => [place, "<program>"] as const),
    runtime: [interpreter.base, "-c", ""],
    warnings: [...warnings, ...(optimized?.warnings ?? [])],
    ...(optimized === null || optimized.said === null ? {} : { optimized: optimized.said }),
  };
}

async function optimizedIn(
  program: PythonProgram,
  required: readonly string[],
  room: MachineRoom,
  options: BundleHereOptions,
): Promise<OptimizedProgram> {
  const { optimizedCopies } = await import("./optimized-python.js");
  const made = await optimizedCopies(program, { ...options, required, into: new GatherFolder(room.made("optimized")) });
  return options.test === null || made.edited === null ? made : tested(program, made, options.test, options);
}

/** Without the edits where the tests end in another way with them, or can't tell. */
async function tested(
  program: PythonProgram,
  made: OptimizedProgram,
  test: readonly string[],
  options: BundleHereOptions,
): Promise<OptimizedProgram> {
  const { testedCopies } = await import("./tested-copies.js");
  const timeoutS = options.timeoutS * TESTS_LONGER;
  const { why, said, notes } = await testedCopies(program, made.changed, { ...options, test, timeoutS });
  const warnings = [...made.warnings, ...notes.map((message) => ({ code: "tests", message }))];
  if (why === null) return { ...made, said: made.said && { ...made.said, tests: said }, warnings };
  const message = `--optimize is left away: ${why}`;
  options.say(message);
  return { ...made, edited: null, said: null, warnings: [...warnings, { code: "optimize-left-away", message }] };
}

/** Than a start may take. */
const TESTS_LONGER = 10;

/** @throws UserError `no-such-entry` for a module that has no such function, which a start tells */
async function assertFunction(
  entry: PythonProgram["entry"],
  plain: readonly string[],
  room: MachineRoom,
  { args, environment, folder }: BundleHereOptions,
): Promise<void> {
  if (!("module" in entry)) return;
  const ran = await room.run({ words: [...plain, ...(args[0] ?? [])], environment, cwd: folder });
  if ("why" in ran || ran.exitCode !== 1) return;
  const [first = ""] = entry.function.split(".");
  const last = ran.stderr.trim().split("\n").at(-1) ?? "";
  if (!last.startsWith(`ImportError: cannot import name '${first}' from '${entry.module}'`)) return;
  throw new UserError("no-such-entry", `${entry.module} has no ${first}`, "name another function with --entry");
}

/** @throws UserError `requirements-missing` */
function requirementsOf(file: string | undefined): string[] {
  if (file === undefined) return [];
  const text = readText(file);
  if (text !== null) return requirementNames(text);
  throw new UserError("requirements-missing", "can't be read", "name a file as pip reads it", { file });
}

export async function nodeHere(
  { file, name }: Extract<Entry, { language: "javascript" }>,
  room: MachineRoom,
  { environment, name: given }: BundleHereOptions,
): Promise<ProgramHere<NodeProgram>> {
  const program = await gatherNode(file, given ?? name, nodePlaces(environment));
  const { node, folder } = program;
  // What is installed lies in the outermost folder of modules.
  const at = file.indexOf("/node_modules/");
  const modules = at < 0 ? null : file.slice(0, at + "/node_modules".length);
  return {
    program,
    entry: file,
    plain: [node, file],
    contents: [modules ?? folder],
    identity: JSON.stringify(program),
    interpreter: node,
    sources: sourcesAway([modules, folder], [node, room.folder]),
    folders: [[folder, "<program>"]],
    runtime: [node, "-e", ""],
    warnings: [],
  };
}
