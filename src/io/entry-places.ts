import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parse } from "smol-toml";
import type { EntryPlaces } from "../bundle/entry.js";
import { UserError } from "../errors.js";
import { realPath } from "./paths.js";
import { projectFolder } from "./project-folder.js";
import { firstLineOf } from "./started-file.js";

/**
 * What this machine's files say about entries, for a user in a folder.
 *
 * @param asked the name that the user gave, so that an installed package's is looked for; undefined for none
 * @throws UserError `settings-syntax` for a pyproject.toml or package.json that can't be read
 */
export function entryPlaces(folder: string, asked: string | undefined): EntryPlaces {
  const project = projectFolder(folder);
  const bins = new Map(binsOf(project));
  if (asked !== undefined && !bins.has(asked)) {
    const installed = installedBin(folder, asked);
    if (installed !== null) bins.set(asked, installed);
  }
  return {
    scripts: scriptsOf(join(project, "pyproject.toml")),
    bins,
    file(path) {
      const found = resolve(folder, path);
      return statSync(found, { throwIfNoEntry: false })?.isFile() === true ? found : null;
    },
    firstLine: firstLineOf,
  };
}

interface Scripts {
  readonly scripts?: Readonly<Record<string, unknown>>;
}

function scriptsOf(file: string): Map<string, string> {
  if (!existsSync(file)) return new Map();
  const { project, tool } = read(file, parse) as { project?: Scripts; tool?: { poetry?: Scripts } };
  const scripts = Object.entries({ ...tool?.poetry?.scripts, ...project?.scripts });
  return new Map(scripts.filter((each): each is [string, string] => typeof each[1] === "string"));
}

function* binsOf(project: string): Iterable<[string, string]> {
  const file = join(project, "package.json");
  if (!existsSync(file)) return;
  const { bin, name } = (read(file, JSON.parse) ?? {}) as { bin?: unknown; name?: unknown };
  if (typeof bin === "string" && typeof name === "string")
    yield [name.slice(name.lastIndexOf("/") + 1), resolve(project, bin)];
  if (typeof bin !== "object" || bin === null) return;
  for (const [each, path] of Object.entries(bin)) if (typeof path === "string") yield [each, resolve(project, path)];
}

/** The script that a package installed under this name; null where there is none. */
function installedBin(folder: string, name: string): string | null {
  if (!/^[\w.-]+$/.test(name)) return null;
  for (let at = folder; ; at = dirname(at)) {
    const bin = join(at, "node_modules", ".bin");
    if (existsSync(bin) && readdirSync(bin).includes(name)) return realPath(join(bin, name));
    if (dirname(at) === at) return null;
  }
}

function read(file: string, parsed: (text: string) => unknown): unknown {
  try {
    return parsed(readFileSync(file, "utf8"));
  } catch (error) {
    const why = error instanceof Error ? (error.message.split("\n")[0] ?? "") : "";
    throw new UserError("settings-syntax", `can't be read: ${why}`, "correct it", { file });
  }
}
