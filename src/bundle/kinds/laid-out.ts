import { join } from "node:path";
import type { BundleBuilt, Bundler, PythonProgram } from "../bundler.js";

/**
 * Our own bundles of Python programs: a folder that is a virtual environment of its own, with compiled modules, and one file that
 * holds the code of what its starts load.
 */
export function laidOut(kind: "folder" | "zip"): Bundler<PythonProgram> {
  return {
    kind,
    isOurs: true,
    find: async ({ interpreter: { implementation, version }, edited, isWithoutAsserts }) => {
      if (process.platform === "win32") return { skipped: `${kind} bundles start by a shell: not made for Windows` };
      if (implementation !== "CPython") return { skipped: `${kind} bundles need CPython, this is ${implementation}` };
      // Until 3.7 archives are read by C code that can't be told where a module's code is.
      if (kind === "zip" && version[1] < 8) return { skipped: "zip bundles need CPython 3.8 or later" };
      const asked = [...(edited === undefined ? [] : ["optimized"]), ...(isWithoutAsserts === true ? ["-O"] : [])];
      return { version: [ownVersion, ...asked].join(" ") };
    },
    build: async (program, into, tools): Promise<BundleBuilt> => {
      const { name, interpreter, entry } = program;
      const out = join(into, name);
      const request = {
        out,
        kind,
        name,
        modules: program.modules,
        started: program.started,
        excluded: program.excluded,
        freeze: program.freezes,
        edited: program.edited?.folder ?? null,
        standard: program.edited?.standard ?? [],
        level: program.isWithoutAsserts === true ? 1 : 0,
        entry: "file" in entry ? { file: entry.file.slice(entry.file.lastIndexOf("/") + 1) } : entry,
        base: interpreter.base,
      };
      const file = join(tools.scratch, "request.json");
      tools.write(file, JSON.stringify(request));
      // A seed, so that sets are written in one order; `-I` would not let it through.
      const environment = { PYTHONHASHSEED: "0", PYTHONDONTWRITEBYTECODE: "1" };
      const words = [interpreter.executable, "-S", "-s", tools.script("python/lay_out.py"), file];
      await tools.run(words, { cwd: tools.scratch, environment });
      const [major, minor] = interpreter.version;
      return { path: out, command: [join(out, name)], needs: `CPython ${major}.${minor}` };
    },
  };
}

/** Of what lays them out; raised where the same program would give another bundle. */
const ownVersion = "2";
