import { join } from "node:path";
import type { Bundler, PythonProgram } from "../bundler.js";
import { needsInterpreter, pythonStart } from "../python-start.js";
import { findPythonBundler, pythonOfTool } from "../python-tool.js";

const TOOL = { distribution: "pex", script: "pex", isOfVersion: false };

/** https://docs.pex-tool.org: a zip file that makes itself a virtual environment in the user's cache at its first start. */
export const pex: Bundler<PythonProgram> = {
  kind: "pex",
  find: (program, tools) => findPythonBundler(TOOL, program, tools),
  async build(program, into, tools) {
    const { interpreter, name } = program;
    const { modules, entryPoint } = pythonStart(program, tools);
    const path = join(into, name);
    await tools.run([
      await pythonOfTool(TOOL, program, tools),
      "-m",
      "pex",
      "--disable-cache",
      "--python",
      interpreter.base,
      "--sources-directory",
      modules,
      "--entry-point",
      entryPoint,
      "--output-file",
      path,
      // What its manual advises for starts that are many on one machine.
      "--venv",
      "--sh-boot",
      // Tried first; what it finds by name may be a version manager's script.
      "--python-shebang",
      interpreter.base,
    ]);
    return { path, command: [path], needs: `${needsInterpreter(program)}, a HOME to unpack into` };
  },
};
