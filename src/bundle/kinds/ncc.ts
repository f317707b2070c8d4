import { basename, join } from "node:path";
import type { Bundler, NodeProgram } from "../bundler.js";
import { findNodeBundler, needsNode, nodePackage } from "../node-package.js";

const PACKAGE = "@vercel/ncc";

/** https://github.com/vercel/ncc: webpack with files that are found by `__dirname` beside. */
export const ncc: Bundler<NodeProgram> = {
  kind: "ncc",
  find: async (program, tools) => findNodeBundler(PACKAGE, program, tools),
  async build(program, into, tools) {
    const { name, node, file, folder } = program;
    const path = join(into, name);
    const cli = join(nodePackage(PACKAGE, program, tools).folder, "dist", "ncc", "cli.js");
    await tools.run(
      [
        node,
        cli,
        "build",
        file,
        "--out",
        path,
        "--no-cache",
        "--license",
        "THIRD-PARTY-LICENSES.txt",
        "--target",
        "es2022",
      ],
      { cwd: folder },
    );
    // Programs print the name of the file that they were started by.
    const start = basename(file);
    const made = ["index.mjs", "index.cjs", "index.js"].find((each) => tools.exists(join(path, each))) ?? "index.js";
    if (start !== made) tools.move(join(path, made), join(path, start));
    return { path, command: [node, join(path, start)], needs: needsNode(program) };
  },
};
