import type { BundlerFound, BundleTools, PythonProgram } from "./bundler.js";

/** A bundler that is a Python package. */
export interface PythonTool {
  /** Its distribution, as `pip install` takes it. */
  readonly distribution: string;
  /** The program that it installs, which leads to its interpreter. */
  readonly script: string;
  /** It puts in what its own interpreter has, which must be of the program's version. */
  readonly isOfVersion: boolean;
}

/** The interpreter that runs it, and its version. */
export type PythonToolFound = { readonly python: string; readonly version: string } | { readonly skipped: string };

/** Version of the distribution, then that of the interpreter; `importlib.metadata` came with 3.8. */
const ASKED = `import sys
try:
    from importlib.metadata import version
except ImportError:
    from pkg_resources import get_distribution
    version = lambda name: get_distribution(name).version
print(version(sys.argv[1]), "%d.%d" % sys.version_info[:2])`;

/** Looks into the program's own environment first, then behind the program of PATH. */
export async function findPythonTool(
  tool: PythonTool,
  { interpreter }: PythonProgram,
  tools: BundleTools,
): Promise<PythonToolFound> {
  const wanted = interpreter.version.slice(0, 2).join(".");
  const own = await askVersion(interpreter.executable, tool, tools);
  if (own !== null) return { python: interpreter.executable, version: own.tool };
  const script = tools.which(tool.script);
  const behind = script === null ? null : interpreterOf(tools.read(script));
  const other = behind === null ? null : await askVersion(behind, tool, tools);
  const install = await installCommand(tool, interpreter.executable, tools);
  if (script === null || behind === null || other === null) {
    return { skipped: `${tool.distribution} isn't installed: ${install}` };
  }
  if (!tool.isOfVersion || other.python === wanted) return { python: behind, version: other.tool };
  const why = `${script} bundles for Python ${other.python}, the program runs on ${wanted}`;
  return { skipped: `${why}: ${install}` };
}

/** As `Bundler.find` says it. */
export async function findPythonBundler(
  tool: PythonTool,
  program: PythonProgram,
  tools: BundleTools,
): Promise<BundlerFound> {
  const found = await findPythonTool(tool, program, tools);
  return "skipped" in found ? found : { version: found.version };
}

/**
 * The interpreter that `find` has found; looked for again, since a bundler keeps nothing between the two.
 *
 * @throws Error where there is none
 */
export async function pythonOfTool(tool: PythonTool, program: PythonProgram, tools: BundleTools): Promise<string> {
  const found = await findPythonTool(tool, program, tools);
  if ("skipped" in found) throw new Error(found.skipped);
  return found.python;
}

async function askVersion(
  python: string,
  { distribution }: PythonTool,
  tools: BundleTools,
): Promise<{ tool: string; python: string } | null> {
  const [tool, version] = ((await tools.ask([python, "-c", ASKED, distribution])) ?? "").split(" ");
  return tool === undefined || version === undefined ? null : { tool, python: version };
}

/** The interpreter of a script that pip or uv has written; null for another file. */
function interpreterOf(text: string): string | null {
  // Where its path is too long for a first line, or has blanks, the script is one of sh that executes it.
  return (
    /^#!\/bin\/sh\n'''exec' "?(\/[^"\n]*?)"? "\$0"/.exec(text)?.[1] ?? /^#!(\/\S*python[\d.]*)/.exec(text)?.[1] ?? null
  );
}

async function installCommand({ distribution }: PythonTool, python: string, tools: BundleTools): Promise<string> {
  if ((await tools.ask([python, "-c", "import pip; print(pip.__version__)"])) !== null)
    return `${quoted(python)} -m pip install ${distribution}`;
  if (tools.which("uv") !== null) return `uv pip install --python ${quoted(python)} ${distribution}`;
  return `${quoted(python)} -m ensurepip && ${quoted(python)} -m pip install ${distribution}`;
}

function quoted(path: string): string {
  return /^[\w./+@-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
