import { join } from "node:path";
import type { BundleBuilt, Bundler, BundleTools, PythonProgram } from "../bundler.js";
import { findPythonBundler, pythonOfTool } from "../python-tool.js";

const TOOL = { distribution: "pyinstaller", script: "pyinstaller", isOfVersion: true };

async function build(
  form: "--onedir" | "--onefile",
  program: PythonProgram,
  into: string,
  tools: BundleTools,
): Promise<BundleBuilt> {
  const { name, modules, script } = program;
  const { scratch } = tools;
  const each = (option: string, names: readonly string[]): string[] => names.flatMap((value) => [option, value]);
  await tools.run(
    [
      await pythonOfTool(TOOL, program, tools),
      "-m",
      "PyInstaller",
      "--noconfirm",
      form,
      "--name",
      name,
      "--distpath",
      into,
      "--workpath",
      join(scratch, "building"),
      "--specpath",
      scratch,
      "--paths",
      modules,
      ...each("--hidden-import", program.hidden),
      ...each("--collect-data", program.packagesWithData),
      ...each(
        "--copy-metadata",
        program.distributions.map((distribution) => distribution.name),
      ),
      ...each("--exclude-module", program.excluded),
      script,
    ],
    // Data and metadata are looked for before --paths counts.
    { environment: { PYTHONPATH: modules, PYINSTALLER_CONFIG_DIR: join(scratch, "config") } },
  );
  const path = join(into, name);
  return { path, command: [form === "--onedir" ? join(path, name) : path], needs: "nothing" };
}

/** https://pyinstaller.org/en/stable/usage.html: a folder with an interpreter. */
export const pyinstaller: Bundler<PythonProgram> = {
  kind: "pyinstaller",
  find: (program, tools) => findPythonBundler(TOOL, program, tools),
  build: (program, into, tools) => build("--onedir", program, into, tools),
};

/** The same in one file, which unpacks itself into a temporary folder at every start. */
export const pyinstallerOneFile: Bundler<PythonProgram> = {
  ...pyinstaller,
  kind: "pyinstaller-onefile",
  build: (program, into, tools) => build("--onefile", program, into, tools),
};
