import { join } from "node:path";
import type { Bundler, BundleTools, PythonProgram } from "../bundler.js";
import { copyModules } from "../python-start.js";

/** The crate that was tried. */
const PYAPP = "0.31.0";

/** Programs print the name that they were started by. */
const NAMED = 'import os, sys\nsys.argv[0] = os.environ["PYAPP"]\n';

/**
 * https://ofek.dev/pyapp: an executable that unpacks a Python into the user's data folder at its first start. With `--distribution`
 * it does as it does by itself: it fetches that Python, and installs the distribution and what it needs. Without, it holds the
 * program's own interpreter with the program's modules, and fetches nothing.
 */
export const pyapp: Bundler<PythonProgram> = {
  kind: "pyapp",
  async find({ distribution }, tools) {
    if (tools.which("cargo") === null) return { skipped: "pyapp needs Rust's cargo: apt-get install cargo" };
    if (distribution === null && process.platform === "win32")
      return { skipped: "pyapp embeds a distribution: python -m build --wheel, then --distribution dist/NAME.whl" };
    return { version: PYAPP };
  },
  async build(program, into, tools) {
    const { name, entry, interpreter, distribution, script } = program;
    const root = join(tools.scratch, "installed");
    // PYAPP_EXEC_SPEC would leave out what the function returns, which is the exit code, and call the program "-c".
    const start =
      "file" in entry
        ? { PYAPP_EXEC_SCRIPT: entry.file }
        : { PYAPP_EXEC_CODE: NAMED + tools.read(script), PYAPP_PASS_LOCATION: "1" };
    const embedded =
      distribution === null ? await withInterpreter(program, tools) : { PYAPP_PROJECT_PATH: distribution };
    await tools.run(["cargo", "install", "pyapp", "--version", PYAPP, "--locked", "--force", "--root", root], {
      environment: {
        ...embedded,
        PYAPP_PYTHON_VERSION: interpreter.version.slice(0, 2).join("."),
        ...start,
        CARGO_TARGET_DIR: join(tools.scratch, "target"),
      },
    });
    const path = join(into, name);
    tools.move(join(root, "bin", "pyapp"), path);
    const needs =
      distribution === null
        ? "a HOME to unpack into"
        : "the network at its first start (GitHub, the package index), a HOME to install into";
    return { path, command: [path], needs };
  },
};

/** What makes it embed an interpreter that has all modules, and install nothing. */
async function withInterpreter(program: PythonProgram, tools: BundleTools): Promise<Readonly<Record<string, string>>> {
  const modules = join(tools.scratch, "modules");
  const archive = join(tools.scratch, "distribution.tar.gz");
  copyModules(program, modules, tools);
  await tools.run([program.interpreter.base, "-I", tools.script("python/distribution.py"), archive, modules]);
  return {
    PYAPP_PROJECT_NAME: program.name.replaceAll(/[^A-Za-z0-9]+/g, "-").replaceAll(/^-|-$/g, "") || "program",
    PYAPP_PROJECT_VERSION: "0",
    PYAPP_DISTRIBUTION_PATH: archive,
    PYAPP_DISTRIBUTION_PYTHON_PATH: "bin/python3",
    PYAPP_FULL_ISOLATION: "1",
    PYAPP_SKIP_INSTALL: "1",
  };
}
