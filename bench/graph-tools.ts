import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { installedFromNpm, installedFromPyPI } from "./installed.js";

/** One tool's way to the import graph of a tree. */
export interface GraphCommand {
  readonly tool: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
}

export interface Tree {
  readonly name: string;
  readonly folder: string;
  readonly commands: readonly GraphCommand[];
}

const GRIMP = "import grimp, sys; grimp.build_graph(*sys.argv[1:], include_external_packages=True, cache_dir=None)";

/** What the issue that asks for the speed names: Kubernetes' client, all that is installed with it, CPython's own library. */
export function pythonTrees(): Tree[] {
  const environment = installedFromPyPI("gefyra", "gefyra==2.5.4");
  const tools = installedFromPyPI("graph-tools", "ruff", "grimp");
  const python = join(environment, "bin", "python");
  const site = asked(python, "import sysconfig; print(sysconfig.get_path('purelib'))");
  const packages = readdirSync(site).filter((name) => existsSync(join(site, name, "__init__.py")));
  const grimp = (names: readonly string[]): GraphCommand => ({
    tool: "grimp",
    program: join(tools, "bin", "python"),
    args: ["-c", GRIMP, ...names],
    cwd: site,
  });
  const ruff = (folder: string): GraphCommand => ({
    tool: "ruff analyze graph",
    program: join(tools, "bin", "ruff"),
    args: ["analyze", "graph", "--preview", folder],
    cwd: folder,
  });
  const tree = (name: string, folder: string, ...others: GraphCommand[]): Tree => ({
    name,
    folder,
    commands: [...ours(folder, "--python", python), ruff(folder), ...others],
  });
  return [
    tree("kubernetes", join(site, "kubernetes"), grimp(["kubernetes"])),
    tree("site-packages", site, grimp(packages)),
    // Its packages are none of one distribution, and most of its modules none of a package: nothing for grimp.
    tree("CPython's Lib", standardLibrary(python)),
  ];
}

/** Without what is installed there, which ruff leaves out by itself. */
function standardLibrary(python: string): string {
  const from = asked(python, "import sysconfig; print(sysconfig.get_path('stdlib'))");
  const folder = resolve("bench", ".cache", "standard-library");
  const filter = (path: string): boolean => !/\/(?:site-packages|__pycache__)$/.test(path);
  if (!existsSync(folder)) cpSync(from, folder, { recursive: true, filter });
  return folder;
}

/** firebase-tools alone, and with all that it depends on; rev-dep reads no dependencies. */
export function javascriptTrees(): Tree[] {
  const installed = installedFromNpm("firebase", "firebase-tools@15");
  // Out of node_modules, which rivals leave alone.
  const folder = join(installed, "firebase-tools");
  if (!existsSync(folder)) cpSync(join(installed, "node_modules", "firebase-tools"), folder, { recursive: true });
  const tools = join(installedFromNpm("graph-tools", "rev-dep@2", "madge@8"), "node_modules", ".bin");
  const run = (tool: string, program: string, ...args: string[]): GraphCommand => ({
    tool,
    program,
    args,
    cwd: folder,
  });
  const madge = join(tools, "madge");
  const cruiser = resolve("node_modules", ".bin", "depcruise");
  return [
    {
      name: "firebase-tools",
      folder,
      commands: [
        ...ours(folder),
        run("rev-dep", join(tools, "rev-dep"), "entry-points", "--print-deps-count", "--process-ignored-files", "**/*"),
        run("madge", madge, "--json", "lib"),
        run("dependency-cruiser", cruiser, "--no-config", "-T", "json", "--do-not-follow", "node_modules", "lib"),
      ],
    },
    {
      name: "with dependencies",
      folder,
      commands: [
        ...ours(folder, "--follow"),
        run("madge", madge, "--json", "--include-npm", "lib"),
        run("dependency-cruiser", cruiser, "--no-config", "-T", "json", "lib"),
      ],
    },
  ];
}

/** Without our cache, and with what an earlier call left in it. */
function ours(folder: string, ...flags: readonly string[]): GraphCommand[] {
  const args = [resolve("bin", "run.js"), "graph", folder, ...flags, "--json"];
  const program = process.execPath;
  return [
    { tool: "perf graph", program, args: [...args, "--no-cache"], cwd: folder },
    { tool: "perf graph, again", program, args, cwd: folder },
  ];
}

function asked(python: string, code: string): string {
  return spawnSync(python, ["-c", code], { encoding: "utf8" }).stdout.trim();
}
