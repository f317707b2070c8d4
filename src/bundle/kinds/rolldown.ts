import { join } from "node:path";
import type { Bundler, NodeProgram } from "../bundler.js";
import { keepCode } from "../kept-code.js";
import { findNodeBundler, needsNode, nodePackage } from "../node-package.js";

/** https://rolldown.rs: all modules in one file, as with esbuild. */
export const rolldown: Bundler<NodeProgram> = {
  kind: "rolldown",
  find: async (program, tools) => findNodeBundler("rolldown", program, tools),
  async build(program, into, tools) {
    const { name, node, file, folder, isModule } = program;
    const path = join(into, name);
    const told = join(tools.scratch, "told.json");
    const spec = join(tools.scratch, "spec.json");
    const { folder: rolldown } = nodePackage("rolldown", program, tools);
    const form = isModule ? "esm" : "cjs";
    tools.write(spec, JSON.stringify({ rolldown, entry: file, into: path, form, told }));
    await tools.run([node, tools.script("rolldown.cjs"), spec], { cwd: folder });
    const { start } = JSON.parse(tools.read(told)) as { start: string };
    await keepCode(path, start, tools);
    return { path, command: [node, join(path, start)], needs: needsNode(program) };
  },
};
