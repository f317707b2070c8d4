import { join } from "node:path";
import type { Bundler, PythonProgram } from "../bundler.js";
import { needsInterpreter, pythonStart } from "../python-start.js";
import { findPythonBundler, pythonOfTool } from "../python-tool.js";

const TOOL = { distribution: "shiv", script: "shiv", isOfVersion: false };

/** https://shiv.readthedocs.io: a zip file that unpacks itself into `~/.shiv` at its first start. */
export const shiv: Bundler<PythonProgram> = {
  kind: "shiv",
  find: (program, tools) => findPythonBundler(TOOL, program, tools),
  async build(program, into, tools) {
    const { interpreter, name } = program;
    const { modules, entryPoint } = pythonStart(program, tools);
    const path = join(into, name);
    await tools.run([
      await pythonOfTool(TOOL, program, tools),
      "-m",
      "shiv",
      "--site-packages",
      modules,
      "--entry-point",
      entryPoint,
      "--output-file",
      path,
      "--python",
      `/usr/bin/env python${interpreter.version.slice(0, 2).join(".")}`,
      "--compile-pyc",
      "--reproducible",
    ]);
    return { path, command: [interpreter.base, path], needs: `${needsInterpreter(program)}, a HOME to unpack into` };
  },
};
