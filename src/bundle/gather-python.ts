import { join } from "node:path";
import { UserError } from "../errors.js";
import type { Warning } from "../graph/profile.js";
import { GatherFolder } from "../io/gather-folder.js";
import { realPath } from "../io/paths.js";
import { projectFolder } from "../io/project-folder.js";
import { projectPython } from "../io/project-python.js";
import { askPython } from "../io/python.js";
import { readText } from "../io/read-text.js";
import { scriptLines } from "../io/script-lines.js";
import type { PythonEnvironment } from "../languages/python/environment.js";
import type { PythonEntry, PythonProgram, StartedModule } from "./bundler.js";
import { freezing } from "./python-freeze.js";
import { unseenModules } from "./python-reach.js";
import { type StartedPrograms, startedModules } from "./python-started.js";

export interface GatherPythonOptions {
  readonly entry: PythonEntry;
  readonly python: string | undefined;
  /** A file name. */
  readonly name: string;
  /** Further distributions, as pip names them, with extras. */
  readonly requirements: readonly string[];
  /** Of each start that is recorded. */
  readonly args: readonly (readonly string[])[];
  readonly excludeUnreached: boolean;
  /** Freeze what is left as the process ends, if that is proven to harm nothing. */
  readonly freeze: boolean;
  readonly distribution: string | null;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where the user is, absolute. */
  readonly folder: string;
  /** An absolute folder that stays until the bundles are built and timed. */
  readonly scratch: string;
  readonly packageRoot: string;
  readonly timeoutS: number;
  readonly stop: AbortSignal;
  readonly say: (text: string) => void;
}

export interface GatheredPython {
  readonly program: PythonProgram;
  readonly warnings: readonly Warning[];
}

interface Copied {
  readonly distributions: PythonProgram["distributions"];
  readonly packagesWithData: readonly string[];
  /** Relative to the folder: the user's own sources. */
  readonly own: readonly string[];
  readonly warnings: readonly (readonly [code: string, message: string])[];
}

/**
 * Copies what one program needs, its own modules and the distributions that its metadata, its sources and its starts name, into
 * a folder. Runs the program twice with each list of arguments.
 *
 * @throws UserError for an interpreter, an entry, a distribution that is not there, and where two things have one name
 */
export async function gatherPython(options: GatherPythonOptions): Promise<GatheredPython> {
  const { entry, name, folder, packageRoot } = options;
  const scratch = new GatherFolder(options.scratch);
  const environment = await askPython(options.python ?? projectPython(options.environment));
  const executable = environment.executable;
  const local = localFolders(folder, environment);
  const script = "file" in entry ? entry.file : scratch.write(`plain/${name}`, startOf(entry, local));
  const scripts = join(packageRoot, "dist", "bundle", "python");
  const started = await startedModules({
    ...options,
    executable,
    script,
    scripts,
    into: scratch,
  } satisfies StartedPrograms);
  const modules = scratch.folder("modules");
  const copied = await copy(join(scripts, "gather.py"), executable, {
    entry,
    out: modules,
    folders: environment.sitePackages,
    local,
    projects: projectNames(local),
    requirements: options.requirements,
    started: topsOf(started.modules.filter(({ early }) => !early)),
    early: topsOf(started.modules.filter(({ early }) => early)),
  });
  const frozen = options.freeze
    ? await freezing({
        ...options,
        modules,
        own: copied.own,
        started: started.modules,
        unbundled: [executable, script],
        local,
      })
    : null;
  const unseen = await unseenModules({ modules, entry, executable, packageRoot, started: started.modules });
  const excluded = options.excludeUnreached ? unseen.unreached : [];
  return {
    program: {
      language: "python",
      name,
      entry,
      interpreter: {
        executable,
        base: realPath(executable),
        version: environment.version,
        implementation: environment.runtime.split(" ")[0] ?? "",
      },
      modules,
      script:
        "file" in entry
          ? join(modules, entry.file.slice(entry.file.lastIndexOf("/") + 1))
          : scratch.write(`start/${name}-start.py`, startOf(entry, [])),
      unbundled: [executable, script],
      started: started.modules,
      patterns: started.patterns,
      distributions: copied.distributions,
      hidden: unseen.hidden,
      packagesWithData: copied.packagesWithData,
      excluded,
      freezes: frozen !== null && frozen.refusal === null,
      distribution: options.distribution,
    },
    warnings: [
      ...(frozen?.refusal ? [frozen.refusal] : []),
      ...started.warnings,
      ...(excluded.length === 0 ? [] : [leftOut(excluded)]),
      ...copied.warnings.map(([code, message]) => ({ code, message })),
    ],
  };
}

function leftOut(names: readonly string[]): Warning {
  return { code: "unreached-left-out", message: `left out, since no import reaches them: ${names.join(", ")}` };
}

/** Top-level names of what comes from files. */
export function topsOf(modules: readonly StartedModule[]): string[] {
  return [...new Set(modules.filter(({ file }) => file !== null).map(({ name }) => name.split(".")[0] ?? ""))];
}

/** What a console script of the entry says; folders that only the user's being there puts on the path are named. */
function startOf(entry: { module: string; function: string }, folders: readonly string[]): string {
  const [called = "main"] = entry.function.split(".");
  const lines = [
    "import sys",
    ...folders.map((each) => `sys.path.append(${JSON.stringify(each)})`),
    `from ${entry.module} import ${called}`,
    'if __name__ == "__main__":',
    `    sys.exit(${entry.function}())`,
  ];
  return `${lines.join("\n")}\n`;
}

/** Where the user's own modules may lie: here, in the project's folder, in its `src`, and where editable installs point. */
function localFolders(folder: string, { distributions }: PythonEnvironment): string[] {
  const project = projectFolder(folder);
  const editable = distributions.filter(({ local }) => local).flatMap(({ places }) => places.map(({ base }) => base));
  return [...new Set([folder, project, join(project, "src"), ...editable])];
}

/** The name under which each of the user's own folders is a distribution, if any. */
function projectNames(folders: readonly string[]): string[] {
  const names = folders.map((folder) => {
    const text = readText(join(folder, "pyproject.toml")) ?? "";
    return /^\s*\[(?:project|tool\.poetry)\][^[]*?^\s*name\s*=\s*["']([^"'\n]+)["']/m.exec(text)?.[1];
  });
  return [...new Set(names.filter((name) => name !== undefined))];
}

async function copy(script: string, executable: string, request: object): Promise<Copied> {
  const [answer] = await scriptLines<Copied | { fault: string; message: string }>(
    executable,
    script,
    JSON.stringify(request),
    1,
  );
  if (answer === undefined) throw new Error(`${script} gave no answer`);
  if ("fault" in answer) throw new UserError(answer.fault, answer.message, NEXT[answer.fault] ?? "");
  return answer;
}

const NEXT: Readonly<Record<string, string>> = {
  "missing-distribution": "install it, or leave it out of --requirements",
  "no-such-entry": "name MODULE:FUNCTION with --entry, and with --python the interpreter that has the module",
  "name-twice": "take one away, or name with --python an environment that has one of them",
  "foreign-extension": "install it for this Python, or name the other one with --python",
};
