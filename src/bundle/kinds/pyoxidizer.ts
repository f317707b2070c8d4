import { join } from "node:path";
import type { Bundler, PythonProgram } from "../bundler.js";
import { copyModules } from "../python-start.js";

const TOOL = "pyoxidizer";
/** It embeds no later one. */
const LAST_MINOR = 10;
const FIRST_MINOR = 8;

/** https://pyoxidizer.readthedocs.io, unmaintained since 2023: an executable with modules beside it. */
export const pyoxidizer: Bundler<PythonProgram> = {
  kind: "pyoxidizer",
  async find({ interpreter }, tools) {
    const [, minor] = interpreter.version;
    const what = "pyoxidizer, unmaintained since 2023,";
    if (minor > LAST_MINOR || minor < FIRST_MINOR)
      return { skipped: `${what} embeds CPython 3.${FIRST_MINOR} to 3.${LAST_MINOR}, the program runs on 3.${minor}` };
    const tool = tools.which(TOOL);
    const said = tool === null ? null : await tools.ask([tool, "--version"]);
    if (said === null)
      return { skipped: `${what} isn't installed: ${interpreter.executable} -m pip install pyoxidizer` };
    return { version: said.replace(/^\D*/, "") };
  },
  async build(program, into, tools) {
    const { name, interpreter, script } = program;
    tools.write(join(tools.scratch, "pyoxidizer.bzl"), configuration(name, interpreter.version[1]));
    await tools.run([
      // Where pip puts it: beside the program's interpreter, which need not be on PATH.
      tools.which(TOOL) ?? TOOL,
      "build",
      "--release",
      "--target-triple",
      TRIPLE,
      "--path",
      tools.scratch,
      "install",
    ]);
    const path = join(into, name);
    tools.move(join(tools.scratch, "build", TRIPLE, "release", "install"), path);
    copyModules(program, join(path, "lib"), tools);
    tools.copy(script, join(path, "lib", `${START}.py`));
    return { path, command: [join(path, name)], needs: "nothing" };
  },
};

const TRIPLE = `${process.arch === "arm64" ? "aarch64" : "x86_64"}-${process.platform === "darwin" ? "apple-darwin" : "unknown-linux-gnu"}`;

const START = "_importperf_start";

/** In Starlark. The standard library is in the executable, the program in a folder beside it, where data and extension modules work. */
function configuration(name: string, minor: number): string {
  return `def make_exe():
    distribution = default_python_distribution(python_version = "3.${minor}")
    policy = distribution.make_python_packaging_policy()
    config = distribution.make_python_interpreter_config()
    config.run_module = "${START}"
    config.module_search_paths = ["$ORIGIN/lib"]
    config.filesystem_importer = True
    return distribution.to_python_executable(name = ${JSON.stringify(name)}, packaging_policy = policy, config = config)

def make_install(exe):
    files = FileManifest()
    files.add_python_resource(".", exe)
    return files

register_target("exe", make_exe)
register_target("install", make_install, depends = ["exe"], default = True)
resolve_targets()
`;
}
