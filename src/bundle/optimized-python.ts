import { dirname, join, relative } from "node:path";
import { UserError } from "../errors.js";
import type { Warning } from "../graph/profile.js";
import type { GatherFolder } from "../io/gather-folder.js";
import { readText } from "../io/read-text.js";
import { scriptLines } from "../io/script-lines.js";
import { optimize } from "../optimize/optimize.js";
import type { EditedCopies, PythonProgram } from "./bundler.js";
import type { OptimizedCopies } from "./document.js";
import { topsOf } from "./gather-python.js";
import { bringsCodeIn } from "./outside-code.js";
import { projectNeeds } from "./project-needs.js";
import type { ChangedFile } from "./tested-copies.js";

export interface OptimizeCopiesOptions {
  readonly tool: string;
  readonly packageRoot: string;
  readonly args: readonly (readonly string[])[];
  /** Distributions that the user named, whatever the program does with them. */
  readonly required: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where the program starts, absolute. */
  readonly folder: string;
  readonly into: GatherFolder;
  readonly stop: AbortSignal;
  readonly say: (text: string) => void;
}

/** Nothing of it where it could not be told. */
export interface OptimizedProgram {
  readonly edited: EditedCopies | null;
  readonly changed: readonly ChangedFile[];
  readonly said: OptimizedCopies | null;
  readonly warnings: readonly Warning[];
}

/** As `copies.py` prints it: relative to the folder. */
interface Copies {
  readonly standard: readonly string[];
  readonly fixed: readonly string[];
  /** Top-level modules of the program's that are not among them: nothing in it names them. */
  readonly apart: readonly string[];
}

/** Reasons that are none where a finder knows the place of each module that a recorded start loads. */
const FOUND_ANYWAY: ReadonlySet<string> = new Set(["removes-search-path", "relative-search-path"]);
/** Microseconds: nobody reads these edits. */
const LEAST_US = 200;

/**
 * Defers imports in copies of a program, of its dependencies and of the interpreter's library, by the proofs of `perf optimize`: the
 * copies are the project, and what starts load of them is recorded anew. Runs the program some times with each list of arguments.
 */
export async function optimizedCopies(
  program: PythonProgram,
  options: OptimizeCopiesOptions,
): Promise<OptimizedProgram> {
  const { into, args, stop, say } = options;
  const ground = join(into.path, "copies");
  const copies = await copied(program, ground, options);
  const standard = new Set(copies.standard);
  const python = interpreterOf(program, into);
  const script = "file" in program.entry ? join(ground, nameOf(program.entry.file)) : program.script;
  // What stands apart is as code from elsewhere: should it ever be loaded, it finds all that others may import.
  const isOpen = copies.apart.length > 0 || bringsCodeIn(ground, standard, (file) => readText(file) ?? "");
  say("looks for imports to defer in copies of the program, its dependencies and the standard library");
  try {
    const { plan, files, gone } = await optimize({
      tool: options.tool,
      packageRoot: options.packageRoot,
      project: ground,
      folder: options.folder,
      environment: environmentOf(options.environment, ground),
      commands: args.map((own) => ({ words: [python, script, ...own], weight: 1 })),
      profiles: [],
      runs: 1,
      run: true,
      minSavingUs: LEAST_US,
      accept: FOUND_ANYWAY,
      keep: [],
      style: null,
      collector: false,
      // Of copies that are gone with this run.
      cache: false,
      allowSitePackages: true,
      copied: { standard, fixed: new Set(copies.fixed), isOpen },
      verify: null,
      write: null,
      say,
      onRun: () => {},
      stop,
    });
    const changed = files.map(({ path, after }) => ({ file: relative(ground, path).replaceAll("\\", "/"), after }));
    for (const { file, after } of changed) into.write(`edited/${file}`, after);
    const ofStandard = changed.flatMap(({ file }) => (standard.has(file) ? [file] : []));
    const edited = { folder: join(into.path, "edited"), standard: ofStandard };
    const said: OptimizedCopies = {
      deferred: plan.proposals.reduce((sum, { names }) => sum + names.length, 0),
      files: changed.length,
      standardFiles: ofStandard.length,
      refusals: plan.refusals.length,
      starts: args.map((own, at) => ({
        args: [...own],
        modules: plan.commands[at]?.before.modules ?? 0,
        saved: gone[at]?.size ?? 0,
      })),
    };
    return { edited: changed.length === 0 ? null : edited, changed, said, warnings: [] };
  } catch (error) {
    if (!(error instanceof UserError) || stop.aborted) throw error;
    const message = `--optimize is left away: ${error.message}`;
    return { edited: null, changed: [], said: null, warnings: [{ code: "optimize-refused", message }] };
  }
}

async function copied(program: PythonProgram, out: string, { packageRoot, required, folder }: OptimizeCopiesOptions) {
  const { modules, interpreter, started, excluded, entry } = program;
  const script = join(packageRoot, "dist", "bundle", "python", "copies.py");
  const loaded = topsOf(started.filter(({ early }) => !early));
  const request = JSON.stringify({
    modules,
    excluded,
    out,
    entry: "file" in entry ? null : entry.module.split(".")[0],
    loaded,
    asked: required.map((each) => each.replace(/\[.*/, "")),
    needs: projectNeeds(readText(join(folder, "pyproject.toml")) ?? ""),
  });
  const [answer] = await scriptLines<Copies>(interpreter.executable, script, request, 1);
  if (answer === undefined) throw new Error(`${script} gave no answer`);
  return answer;
}

/** Its own settings of Python's are none of a bundle's either. */
function environmentOf(environment: OptimizeCopiesOptions["environment"], ground: string) {
  const kept = Object.entries(environment).filter(([name]) => !/^PYTHON(?!HASHSEED|UTF8|IOENCODING)/.test(name));
  return { ...Object.fromEntries(kept), PYTHONPATH: ground, PYTHONNOUSERSITE: "1" };
}

/** An environment without anything installed, as that of the bundle is: its modules come from the copies. */
function interpreterOf({ interpreter: { base, version } }: PythonProgram, into: GatherFolder): string {
  const lines = [`home = ${dirname(base)}`, "include-system-site-packages = false", `version = ${version.join(".")}`];
  into.write("environment/pyvenv.cfg", `${lines.join("\n")}\n`);
  return into.link("environment/bin/python", base);
}

function nameOf(file: string): string {
  return file.slice(file.lastIndexOf("/") + 1);
}
