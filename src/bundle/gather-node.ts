import { UserError } from "../errors.js";
import type { NodeProgram } from "./bundler.js";

/** What gathering asks of the machine. */
export interface NodePlaces {
  /** The node of PATH, absolute, and what it answers to --version; null for none. */
  node(): Promise<{ readonly path: string; readonly version: string } | null>;
  /** The nearest package.json above a file: its folder and contents; null for none. */
  manifest(file: string): { readonly folder: string; readonly contents: Readonly<Record<string, unknown>> } | null;
}

/**
 * A Node program as bundlers take it.
 *
 * @param file that starts it, absolute
 * @param name as the user calls it; null for that of its package or file
 * @throws UserError `node-missing`
 */
export async function gatherNode(file: string, name: string | null, places: NodePlaces): Promise<NodeProgram> {
  const node = await places.node();
  const [, major, minor, patch] = /^v(\d+)\.(\d+)\.(\d+)/.exec(node?.version ?? "")?.map(Number) ?? [];
  if (node === null || major === undefined || minor === undefined || patch === undefined)
    throw new UserError("node-missing", "there is no node on PATH", "install Node.js 20 or later");
  const found = places.manifest(file);
  const [base = "", extension = ""] = splitName(file);
  const isModule =
    /^\.m/.test(extension) || (!/^\.c/.test(extension) && found !== null && found.contents.type === "module");
  return {
    language: "javascript",
    name: name ?? binName(found, file) ?? base,
    file,
    folder: found?.folder ?? file.slice(0, file.lastIndexOf("/")),
    node: node.path,
    version: [major, minor, patch],
    isModule,
  };
}

/** The name under which its package installs a file. */
function binName(found: ReturnType<NodePlaces["manifest"]>, file: string): string | null {
  const { bin, name } = found?.contents ?? {};
  const isIt = (path: unknown): boolean =>
    typeof path === "string" && `${found?.folder}/${path.replace(/^\.\//, "")}` === file;
  if (isIt(bin) && typeof name === "string") return name.slice(name.lastIndexOf("/") + 1);
  if (typeof bin !== "object" || bin === null) return null;
  return Object.entries(bin).find(([, path]) => isIt(path))?.[0] ?? null;
}

function splitName(file: string): [string, string] {
  const name = file.slice(file.lastIndexOf("/") + 1);
  const extension = /\.[^.]+$/.exec(name)?.[0] ?? "";
  return [name.slice(0, name.length - extension.length), extension];
}
