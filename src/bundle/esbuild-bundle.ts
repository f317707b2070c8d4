import { join } from "node:path";
import type { BundleTools, NodeProgram } from "./bundler.js";
import { nodePackage } from "./node-package.js";

/** What `drivers/esbuild.cjs` is asked for. */
export interface EsbuildAsked {
  /** What the bundle is to be: CommonJS, ES modules, or the one script of a single executable. */
  readonly form: "cjs" | "esm" | "sea";
  /** A file for each dynamic import; with "esm" only. */
  readonly split: boolean;
}

/** What became of it. */
export interface EsbuildTold {
  /** Packages that are loaded from files, since what they load is known only when they run; paths in the bundle. */
  readonly external: readonly string[];
  readonly hasFiles: boolean;
  readonly hasImport: boolean;
  readonly isSnapshot: boolean;
  /** The script that starts it, a path in the bundle; there is none for "sea". */
  readonly start: string;
}

/**
 * Has the user's esbuild bundle a program.
 *
 * @throws UserError of `tools.run`
 */
export async function bundleByEsbuild(
  program: NodeProgram,
  into: string,
  tools: BundleTools,
  { form, split }: EsbuildAsked,
): Promise<EsbuildTold> {
  const told = join(tools.scratch, "told.json");
  const spec = join(tools.scratch, "spec.json");
  const { folder } = nodePackage("esbuild", program, tools);
  const target = `node${program.version.slice(0, 2).join(".")}`;
  tools.write(spec, JSON.stringify({ esbuild: folder, entry: program.file, into, form, split, target, told }));
  // Messages name files from there.
  await tools.run([program.node, tools.script("esbuild.cjs"), spec], { cwd: program.folder });
  return JSON.parse(tools.read(told)) as EsbuildTold;
}
