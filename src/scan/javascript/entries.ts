import { UserError } from "../../errors.js";
import type { ImportGraph } from "../../graph/graph.js";
import { absolute, kindOf, realPath } from "../../io/paths.js";
import { readText } from "../../io/read-text.js";
import type { SourceResolver } from "../../languages/javascript/resolve/sources.js";
import { packageEntries } from "../../languages/javascript/static/project.js";
import { didYouMean } from "../nearest.js";
import type { Entries } from "../request.js";

/** The files that a package's commands, or else its importers, begin with. */
export function usualEntries(folder: string, resolver: SourceResolver): string[] {
  const { commands, hasMain } = packageEntries(readText(`${folder}/package.json`) ?? "");
  const found = [...new Set(commands.values())].flatMap((file) => fileAt(`${folder}/${file}`, folder, resolver));
  if (found.length > 0) return found;
  const main = resolver.resolve(folder, `${folder}/index.js`, "require");
  if (main.kind === "file") return [main.path];
  return hasMain ? fileAt(`${folder}/src/index`, folder, resolver) : [];
}

/**
 * A file, or the source of one that a build would make.
 *
 * @throws UserError `entry-missing`
 */
export function askedEntry(
  asked: string,
  folders: readonly string[],
  files: readonly string[],
  resolver: SourceResolver,
): string {
  const path = absolute(asked);
  if (kindOf(path) === "file") return realPath(path);
  const commands = new Map<string, string>();
  for (const folder of folders) {
    for (const [command, file] of packageEntries(readText(`${folder}/package.json`) ?? "").commands) {
      commands.set(command, `${folder}/${file}`);
    }
    const inside = fileAt(`${folder}/${asked}`, folder, resolver)[0];
    if (inside !== undefined) return inside;
  }
  const command = commands.get(asked);
  const found = command === undefined ? undefined : fileAt(command, folders[0] ?? "/", resolver)[0];
  if (found !== undefined) return found;
  const root = folders[0] ?? "";
  const names = files.map((file) => (file.startsWith(`${root}/`) ? file.slice(root.length + 1) : file));
  const hint = didYouMean(asked, [...names, ...commands.keys()]);
  throw new UserError("entry-missing", `there is no file or command ${asked} to begin with`, hint || "give a file");
}

export function entriesIn(graph: ImportGraph, files: readonly string[]): Entries {
  const index = new Map((graph.modules.file ?? []).map((file, module) => [file, module]));
  const named = [...new Set(files.map((file) => index.get(file) ?? -1))].filter((module) => module >= 0);
  return { run: new Set(named), starts: new Set(named), named };
}

function fileAt(path: string, folder: string, resolver: SourceResolver): string[] {
  const found = resolver.resolve(path.replace(/\/\.\//g, "/"), `${folder}/index.ts`, "require");
  return found.kind === "file" ? [found.path] : [];
}
