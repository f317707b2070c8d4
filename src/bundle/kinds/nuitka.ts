import { basename, join } from "node:path";
import type {
  BundleBuilt,
  Bundler,
  BundlerFound,
  BundleTools,
  GatheredDistribution,
  PythonProgram,
} from "../bundler.js";
import { stemOf } from "../python-start.js";
import { findPythonBundler, pythonOfTool } from "../python-tool.js";

const TOOL = { distribution: "nuitka", script: "nuitka", isOfVersion: true };

async function find(program: PythonProgram, tools: BundleTools): Promise<BundlerFound> {
  const found = await findPythonBundler(TOOL, program, tools);
  if ("skipped" in found) return found;
  if (["cc", "gcc", "clang"].every((compiler) => tools.which(compiler) === null))
    return { skipped: "nuitka needs a C compiler: apt-get install gcc" };
  if (process.platform === "linux" && tools.which("patchelf") === null)
    return { skipped: "nuitka needs patchelf: apt-get install patchelf" };
  return found;
}

async function build(
  form: "--standalone" | "--onefile",
  program: PythonProgram,
  into: string,
  tools: BundleTools,
): Promise<BundleBuilt> {
  const { name, modules, script } = program;
  // A folder holds the packages' data under their names, where a program of the same name would be in the way.
  const isTaken = form === "--standalone" && tools.exists(join(modules, name));
  const file = isTaken ? `${name}.bin` : name;
  const named = isTaken && "module" in program.entry ? ownName(script, tools) : script;
  const top = form === "--standalone" ? join(into, name) : into;
  const made = (option: string, names: readonly string[]): string[] => names.map((value) => `${option}=${value}`);
  // It refuses metadata of what it finds no import of, after all its work: what no start loads comes as data.
  const tops = new Set(program.started.filter(({ early }) => !early).map(({ name: module }) => topOf(module)));
  const isStarted = ({ modules: own }: GatheredDistribution): boolean => own.some((top) => tops.has(top));
  const others = program.distributions.filter((each) => !isStarted(each) && each.metadata.endsWith(".dist-info"));
  await tools.run(
    [
      await pythonOfTool(TOOL, program, tools),
      "-m",
      "nuitka",
      form,
      "--assume-yes-for-downloads",
      "--remove-output",
      `--output-dir=${top}`,
      `--output-filename=${file}`,
      ...made("--include-module", program.hidden),
      ...made("--include-package-data", program.packagesWithData),
      ...made(
        "--include-distribution-metadata",
        program.distributions.filter(isStarted).map((distribution) => distribution.name),
      ),
      ...made(
        "--include-data-dir",
        others.map(({ metadata }) => `${join(modules, metadata)}=${metadata}`),
      ),
      ...made("--nofollow-import-to", program.excluded),
      named,
    ],
    { environment: { PYTHONPATH: modules, NUITKA_CACHE_DIR: join(tools.scratch, "cache") } },
  );
  if (form === "--onefile") return { path: join(into, name), command: [join(into, name)], needs: "nothing" };
  const folder = `${stemOf(script)}.dist`;
  if (!isTaken) return { path: top, command: [join(top, folder, file)], needs: "nothing" };
  tools.link(join(top, name), join(folder, file));
  return { path: top, command: [join(top, name)], needs: "nothing" };
}

/** A script of ours that gives the program the name that it was started by, and prints: Nuitka's own is that of its file. */
function ownName(script: string, tools: BundleTools): string {
  const path = join(tools.scratch, basename(script));
  const naming = 'import sys\nsys.argv[0] = getattr(__compiled__, "original_argv0", None) or sys.argv[0]\n';
  tools.write(path, naming + tools.read(script));
  return path;
}

function topOf(module: string): string {
  return module.split(".")[0] ?? "";
}

/** https://nuitka.net/user-documentation: compiled by way of C into a folder; minutes of compiling. */
export const nuitka: Bundler<PythonProgram> = {
  kind: "nuitka",
  find,
  build: (program, into, tools) => build("--standalone", program, into, tools),
};

/** The same in one file, which unpacks itself into a temporary folder at every start. */
export const nuitkaOneFile: Bundler<PythonProgram> = {
  ...nuitka,
  kind: "nuitka-onefile",
  build: (program, into, tools) => build("--onefile", program, into, tools),
};
