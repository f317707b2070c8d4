import { basename, join } from "node:path";
import type { BundleTools, PythonProgram } from "./bundler.js";

/** The folder that a bundler takes whole, and the function in it that starts the program. */
export interface PythonStart {
  /** The program's modules, or a copy where something is left out or added. */
  readonly modules: string;
  /** "module:function". */
  readonly entryPoint: string;
}

const START = "_importperf_start";

/** For bundlers that know neither scripts nor exclusions. */
export function pythonStart(program: PythonProgram, tools: BundleTools): PythonStart {
  const { entry, excluded } = program;
  if ("module" in entry && excluded.length === 0)
    return { modules: program.modules, entryPoint: `${entry.module}:${entry.function}` };
  const modules = join(tools.scratch, "modules");
  copyModules(program, modules, tools);
  if ("module" in entry) return { modules, entryPoint: `${entry.module}:${entry.function}` };
  tools.write(join(modules, START, "__init__.py"), STARTER);
  tools.copy(program.script, join(modules, START, "script.py"));
  return { modules, entryPoint: `${START}:main` };
}

/** As `python FILE` runs it. */
const STARTER = `import os
import runpy


def main():
    runpy.run_path(os.path.join(os.path.dirname(__file__), "script.py"), run_name="__main__")
`;

/** A copy without what the user excluded. */
export function copyModules(program: PythonProgram, to: string, tools: BundleTools): void {
  const without = program.excluded.flatMap((name) => [name, `${name}.py`]);
  tools.copy(program.modules, to, without);
}

/** What bundlers that embed no interpreter need, as `BundleBuilt.needs` says it. */
export function needsInterpreter({ interpreter }: PythonProgram): string {
  return `CPython ${interpreter.version.slice(0, 2).join(".")}`;
}

/** The name of a script without its ending: bundlers call what they make by it. */
export function stemOf(script: string): string {
  return basename(script).replace(/\.py$/, "");
}
