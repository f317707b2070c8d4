import type { Bundler, NodeProgram, PythonProgram } from "../bundler.js";

/** What `--with` may name for programs in Python, in order; each is loaded when it is used. */
export const PYTHON_KINDS: Kinds<PythonProgram> = {
  docker: async () => (await import("./docker.js")).docker,
  folder: async () => (await import("./laid-out.js")).laidOut("folder"),
  nuitka: async () => (await import("./nuitka.js")).nuitka,
  "nuitka-onefile": async () => (await import("./nuitka.js")).nuitkaOneFile,
  pex: async () => (await import("./pex.js")).pex,
  pyapp: async () => (await import("./pyapp.js")).pyapp,
  pyinstaller: async () => (await import("./pyinstaller.js")).pyinstaller,
  "pyinstaller-onefile": async () => (await import("./pyinstaller.js")).pyinstallerOneFile,
  pyoxidizer: async () => (await import("./pyoxidizer.js")).pyoxidizer,
  shiv: async () => (await import("./shiv.js")).shiv,
  zip: async () => (await import("./laid-out.js")).laidOut("zip"),
  zipapp: async () => (await import("./zipapp.js")).zipapp,
};

/** The same for programs of Node. */
export const NODE_KINDS: Kinds<NodeProgram> = {
  esbuild: async () => (await import("./esbuild.js")).esbuild,
  "esbuild-split": async () => (await import("./esbuild.js")).esbuildSplit,
  ncc: async () => (await import("./ncc.js")).ncc,
  "node-sea": async () => (await import("./node-sea.js")).nodeSea,
  rolldown: async () => (await import("./rolldown.js")).rolldown,
};

export type Kinds<Program extends PythonProgram | NodeProgram> = Readonly<
  Record<string, () => Promise<Bundler<Program>>>
>;
