import { join } from "node:path";
import type { Bundler, BundleTools, NodeProgram } from "../bundler.js";
import { bundleByEsbuild } from "../esbuild-bundle.js";
import { findNodePackage, missing, nodePackage } from "../node-package.js";

/** What tells a single executable in node's binary, as its manual gives it. */
const FUSE = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2";

/** Node's own single executable: https://nodejs.org/api/single-executable-applications.html. */
export const nodeSea: Bundler<NodeProgram> = {
  kind: "node-sea",
  async find(program, tools) {
    const { version } = program;
    if (version[0] < 20)
      return { skipped: `single executables need Node 20 or later, the program runs on ${version[0]}` };
    // It takes one script.
    const needed = buildsItself(program) ? ["esbuild"] : ["esbuild", "postject"];
    const lacking = needed.filter((name) => findNodePackage(name, program, tools) === null);
    if (lacking.length > 0)
      return { skipped: missing(lacking.join(" ")).replace(/ isn't/, lacking.length > 1 ? " aren't" : " isn't") };
    return { version: version.join(".") };
  },
  async build(program, into, tools) {
    const { name, node } = program;
    const folder = join(into, name);
    const { hasFiles, hasImport, isSnapshot } = await bundleByEsbuild(program, folder, tools, {
      form: "sea",
      split: false,
    });
    // What it may hold beside is read from where it is.
    const executable = hasFiles
      ? join(folder, tools.exists(join(folder, name)) ? `${name}.bin` : name)
      : join(into, `${name}.bin`);
    const main = join(tools.scratch, "main.cjs");
    tools.move(join(folder, "importperf-bundle.cjs"), main);
    const output = join(tools.scratch, "prepared");
    const config = join(tools.scratch, "sea.json");
    const asked = {
      main,
      disableExperimentalSEAWarning: true,
      useSnapshot: isSnapshot,
      useCodeCache: !hasImport && !isSnapshot,
    };
    if (buildsItself(program)) {
      tools.write(config, JSON.stringify({ ...asked, executable: node, output: executable }));
      await tools.run([node, "--build-sea", config]);
    } else {
      tools.write(config, JSON.stringify({ ...asked, output }));
      await tools.run([node, "--experimental-sea-config", config]);
      await inject(program, executable, output, tools);
    }
    return { path: hasFiles ? folder : executable, command: [executable], needs: "nothing" };
  },
};

/** From 25.5 on Node needs nobody else to put a script into its binary. */
function buildsItself({ version: [major, minor] }: NodeProgram): boolean {
  return major > 25 || (major === 25 && minor >= 5);
}

async function inject(program: NodeProgram, executable: string, blob: string, tools: BundleTools): Promise<void> {
  const { folder } = nodePackage("postject", program, tools);
  tools.copy(program.node, executable);
  const isMac = process.platform === "darwin";
  if (isMac) await tools.run(["codesign", "--remove-signature", executable]);
  const words = [
    program.node,
    join(folder, "dist", "cli.js"),
    executable,
    "NODE_SEA_BLOB",
    blob,
    "--sentinel-fuse",
    FUSE,
  ];
  await tools.run(isMac ? [...words, "--macho-segment-name", "NODE_SEA"] : words);
  if (isMac) await tools.run(["codesign", "--sign", "-", executable]);
}
