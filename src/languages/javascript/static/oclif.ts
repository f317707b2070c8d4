import type { FileSystem } from "../resolve/file-system.js";

/** A file that oclif loads by a path that a package.json names. */
export interface OclifFile {
  /** Absolute, links followed. */
  readonly file: string;
  /** What names it: `oclif.hooks.init`, `oclif.commands`. */
  readonly text: string;
}

/**
 * The hooks, commands and help class of a program made with oclif, and those of its plugins: the strings of "oclif" in
 * package.json, which oclif's loader imports when the program runs.
 *
 * @param folder of the program's package, absolute
 * @returns empty for a package without "oclif"
 */
export function oclifFiles(folder: string, system: FileSystem): OclifFile[] {
  const found: OclifFile[] = [];
  const met = new Set<string>();
  const open = [folder];
  for (let at = 0; at < open.length; at++) {
    const here = open[at] ?? "";
    if (met.has(here)) continue;
    met.add(here);
    const oclif = settings(here, system);
    if (oclif === null) continue;
    for (const [text, path] of named(oclif)) {
      const file = fileAt(`${here}/${path}`, system);
      if (file !== null) found.push({ file, text });
    }
    for (const file of commands(oclif, here, system)) found.push({ file, text: "oclif.commands" });
    const plugins = Array.isArray(oclif.plugins) ? oclif.plugins : [];
    for (const name of plugins) if (typeof name === "string") open.push(...installed(name, here, system));
  }
  return found;
}

type Fields = Readonly<Record<string, unknown>>;

function settings(folder: string, system: FileSystem): Fields | null {
  try {
    const { oclif } = (JSON.parse((system.read(`${folder}/package.json`) ?? "null").replace(/^\uFEFF/, "")) ??
      {}) as Fields;
    return isFields(oclif) ? oclif : null;
  } catch {
    return null;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Hooks and the help class: what names them, and their paths. */
function* named({ hooks, helpClass }: Fields): Iterable<[text: string, path: string]> {
  if (isFields(hooks)) {
    for (const [event, given] of Object.entries(hooks)) {
      for (const each of Array.isArray(given) ? given : [given]) {
        const path = target(each);
        if (path !== null) yield [`oclif.hooks.${event}`, path];
      }
    }
  }
  const help = target(helpClass);
  if (help !== null) yield ["oclif.helpClass", help];
}

/** A path, or `{target, identifier}`. */
function target(given: unknown): string | null {
  if (typeof given === "string") return given;
  return isFields(given) && typeof given.target === "string" ? given.target : null;
}

const COMMAND = /(?<!\.d|\.test|\.spec)\.[cm]?[jt]sx?$/;

/** The files of the commands' folder, or the one that has them all. */
function commands({ commands: given }: Fields, folder: string, system: FileSystem): string[] {
  const path = target(given);
  if (path === null) return [];
  const place = `${folder}/${path}`.replace(/\/\.\//g, "/").replace(/\/$/, "");
  if (isFields(given) && given.strategy !== undefined && given.strategy !== "pattern") {
    const file = fileAt(place, system);
    return file === null ? [] : [file];
  }
  const found: string[] = [];
  const open = [place];
  for (let at = 0; at < open.length; at++) {
    for (const [name, kind] of system.list(open[at] ?? "") ?? []) {
      if (kind === "folder") open.push(`${open[at]}/${name}`);
      else if (COMMAND.test(name)) found.push(system.realPath(`${open[at]}/${name}`) ?? "");
    }
  }
  return found.filter((file) => file !== "").sort();
}

const ENDINGS = ["", ".js", ".mjs", ".cjs", ".ts", ".tsx", "/index.js", "/index.mjs", "/index.cjs", "/index.ts"];

function fileAt(path: string, system: FileSystem): string | null {
  const plain = path.replace(/\/\.\//g, "/");
  for (const ending of ENDINGS) if (system.kind(plain + ending) === "file") return system.realPath(plain + ending);
  return null;
}

/** The folder of a package that another one names, as Node looks for it. */
function installed(name: string, folder: string, system: FileSystem): string[] {
  for (let here = folder; here !== ""; here = here.slice(0, here.lastIndexOf("/"))) {
    const place = `${here}/node_modules/${name}`;
    if (system.kind(`${place}/package.json`) === "file") return [system.realPath(place) ?? place];
  }
  return [];
}
