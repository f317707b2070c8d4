import { join } from "node:path";
import type { BundleBuilt, Bundler, BundleTools, NodeProgram } from "../bundler.js";
import { bundleByEsbuild, type EsbuildAsked } from "../esbuild-bundle.js";
import { keepCode } from "../kept-code.js";
import { findNodeBundler, needsNode } from "../node-package.js";

async function build(
  program: NodeProgram,
  into: string,
  tools: BundleTools,
  asked: EsbuildAsked,
): Promise<BundleBuilt> {
  const path = join(into, program.name);
  const { start } = await bundleByEsbuild(program, path, tools, asked);
  await keepCode(path, start, tools);
  return { path, command: [program.node, join(path, start)], needs: needsNode(program) };
}

/** https://esbuild.github.io: all modules in one file, started with V8's compile cache. */
export const esbuild: Bundler<NodeProgram> = {
  kind: "esbuild",
  find: async (program, tools) => findNodeBundler("esbuild", program, tools),
  build: (program, into, tools) =>
    build(program, into, tools, { form: program.isModule ? "esm" : "cjs", split: false }),
};

/** The same with a file for each dynamic import. */
export const esbuildSplit: Bundler<NodeProgram> = {
  ...esbuild,
  kind: "esbuild-split",
  async find(program, tools) {
    if (!program.isModule)
      return { skipped: "esbuild splits ES modules only, and the program is CommonJS: --with esbuild" };
    return findNodeBundler("esbuild", program, tools);
  },
  build: (program, into, tools) => build(program, into, tools, { form: "esm", split: true }),
};
