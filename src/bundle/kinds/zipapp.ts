import { join } from "node:path";
import type { Bundler, PythonProgram } from "../bundler.js";
import { copyModules, needsInterpreter } from "../python-start.js";

/**
 * The standard library's zipapp: sources in a zip file, compiled anew at each start. Extension modules and data that is read by
 * `__file__` don't work in one.
 */
export const zipapp: Bundler<PythonProgram> = {
  kind: "zipapp",
  find: async ({ interpreter }) => ({ version: interpreter.version.join(".") }),
  async build(program, into, tools) {
    const { interpreter, name } = program;
    const folder = join(tools.scratch, "app");
    copyModules(program, folder, tools);
    tools.copy(program.script, join(folder, "__main__.py"));
    const path = join(into, name);
    const shebang = `/usr/bin/env python${interpreter.version.slice(0, 2).join(".")}`;
    await tools.run([interpreter.base, "-m", "zipapp", folder, "--output", path, "--python", shebang]);
    return { path, command: [interpreter.base, path], needs: needsInterpreter(program) };
  },
};
