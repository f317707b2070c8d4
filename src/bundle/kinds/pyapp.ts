import { join } from "node:path";
import type { Bundler, PythonProgram } from "../bundler.js";

/** The crate that was tried. */
const PYAPP = "0.31.0";

/** https://ofek.dev/pyapp: an executable that at its first start gets a Python and installs the program into the user's data folder. */
export const pyapp: Bundler<PythonProgram> = {
  kind: "pyapp",
  async find({ distribution }, tools) {
    if (tools.which("cargo") === null) return { skipped: "pyapp needs Rust's cargo: apt-get install cargo" };
    if (distribution === null)
      return { skipped: "pyapp embeds a distribution: python -m build --wheel, then --distribution dist/NAME.whl" };
    return { version: PYAPP };
  },
  async build({ name, entry, interpreter, distribution }, into, tools) {
    const root = join(tools.scratch, "installed");
    const start =
      "file" in entry ? { PYAPP_EXEC_SCRIPT: entry.file } : { PYAPP_EXEC_SPEC: `${entry.module}:${entry.function}` };
    await tools.run(["cargo", "install", "pyapp", "--version", PYAPP, "--locked", "--force", "--root", root], {
      environment: {
        PYAPP_PROJECT_PATH: distribution ?? "",
        PYAPP_PYTHON_VERSION: interpreter.version.slice(0, 2).join("."),
        ...start,
        CARGO_TARGET_DIR: join(tools.scratch, "target"),
      },
    });
    const path = join(into, name);
    tools.move(join(root, "bin", "pyapp"), path);
    return { path, command: [path], needs: "the network at its first start, a HOME to install into" };
  },
};
