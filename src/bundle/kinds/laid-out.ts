import { dirname, join } from "node:path";
import { UserError } from "../../errors.js";
import { LAUNCHER_SCRIPT } from "../../languages/python/record/own-bundle.js";
import type { BundleBuilt, Bundler, BundleTools, PythonProgram } from "../bundler.js";

/**
 * Our own bundles of Python programs: a folder that is a virtual environment of its own, with compiled modules, and one file that
 * holds the code of what its starts load.
 */
export function laidOut(kind: "folder" | "zip"): Bundler<PythonProgram> {
  return {
    kind,
    isOurs: true,
    find: async ({ interpreter: { implementation, version }, edited, isWithoutAsserts }, tools) => {
      if (process.platform === "win32") return { skipped: `${kind} bundles start by a shell: not made for Windows` };
      if (implementation !== "CPython") return { skipped: `${kind} bundles need CPython, this is ${implementation}` };
      // Until 3.7 archives are read by C code that can't be told where a module's code is.
      if (kind === "zip" && version[1] < 8) return { skipped: "zip bundles need CPython 3.8 or later" };
      const asked = [
        ...(edited === undefined ? [] : ["optimized"]),
        ...(isWithoutAsserts === true ? ["-O"] : []),
        ...(compilerOf(tools) === null ? [] : ["cc"]),
      ];
      return { version: [ownVersion, ...asked].join(" ") };
    },
    build: async (program, into, tools): Promise<BundleBuilt> => {
      const { name, interpreter, entry } = program;
      const out = join(into, name);
      const compiler = compilerOf(tools);
      const launcher = join(tools.scratch, "launcher.c");
      const request = {
        out,
        launcher,
        kind,
        name,
        modules: program.modules,
        started: program.started,
        patterns: program.patterns,
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
      if (compiler !== null) await compileLauncher(compiler, launcher, join(out, name), tools);
      const [major, minor] = interpreter.version;
      return { path: out, command: [join(out, name)], needs: `CPython ${major}.${minor}` };
    },
  };
}

/** What compiles a launcher that is quicker than a shell; null where there is none, or the launcher isn't made for the system. */
function compilerOf(tools: BundleTools): string | null {
  return process.platform === "linux" ? tools.which("cc") : null;
}

/** Puts it in the place of the script, which stays beside it for recordings. A machine without static libraries keeps the script. */
async function compileLauncher(compiler: string, source: string, script: string, tools: BundleTools): Promise<void> {
  const made = join(tools.scratch, "launcher");
  try {
    await tools.run([compiler, "-std=gnu11", "-O2", "-s", "-static", "-o", made, source], { cwd: tools.scratch });
  } catch (error) {
    if (error instanceof UserError && error.code === "bundler-failed") return;
    throw error;
  }
  tools.move(script, join(dirname(script), LAUNCHER_SCRIPT));
  tools.move(made, script);
}

/** Of what lays them out; raised where the same program would give another bundle. */
const ownVersion = "4";
