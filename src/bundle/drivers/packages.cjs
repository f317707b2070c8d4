"use strict";
// Which npm packages files belong to, what those need, and copies of them that lie to each other as the originals do.
const {
  cpSync,
  existsSync,
  lutimesSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
} = require("node:fs");
const { basename, dirname, join, relative, sep } = require("node:path");

/** The nearest folder above a file whose package.json has a name; else the topmost one with any; null for none. */
function packageOf(file) {
  let any = null;
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const about = manifest(folder);
    if (about !== null) any = folder;
    // Folders of a package may say only of what type their files are.
    if (typeof about?.name === "string") return folder;
    if (folder === dirname(folder) || basename(folder) === "node_modules") return any;
  }
}

/** The nearest folder above a file that has a package.json, which says of what type the file is; its own for none. */
function manifestFolder(file) {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    if (manifest(folder) !== null) return folder;
    if (basename(folder) === "node_modules") break;
  }
  return dirname(file);
}

const manifests = new Map();
/** @returns null where there is none that can be read */
function manifest(folder) {
  if (!manifests.has(folder)) {
    let about = null;
    try {
      about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    } catch {
      // None, or none of npm's.
    }
    manifests.set(folder, about);
  }
  return manifests.get(folder);
}

/** Where Node finds what a package depends on: the place in a node_modules, and the folder that it leads to. */
function dependenciesOf(folder) {
  const { dependencies, optionalDependencies, peerDependencies } = manifest(folder) ?? {};
  const found = [];
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })) {
    // Types alone.
    if (name.startsWith("@types/")) continue;
    for (let above = folder; ; above = dirname(above)) {
      const place = join(above, "node_modules", name);
      if (basename(above) !== "node_modules" && existsSync(join(place, "package.json"))) {
        found.push({ place, real: realpathSync(place) });
        break;
      }
      if (above === dirname(above)) break;
    }
  }
  return found;
}

/** Packages with all that they depend on: their folders, and links that lead to them. */
function closure(folders) {
  const all = new Set(folders);
  const links = new Map();
  for (const folder of all) {
    for (const { place, real } of dependenciesOf(folder)) {
      all.add(real);
      if (place !== real) links.set(place, real);
    }
  }
  return { folders: all, links };
}

/** The deepest folder that all lie in and that is in no node_modules itself. */
function commonFolder(files) {
  let parts = null;
  for (const file of files) {
    const own = dirname(file).split(sep);
    if (parts === null) parts = own;
    let same = 0;
    while (same < parts.length && parts[same] === own[same]) same++;
    parts = parts.slice(0, same);
  }
  const inside = (parts ?? []).indexOf("node_modules");
  return (inside === -1 ? parts : parts.slice(0, inside)).join(sep) || sep;
}

/**
 * Copies a package without the packages in it, to the place in a bundle that its own has below the root.
 *
 * @param epoch seconds: the time of all that is made
 */
function copyPackage(folder, root, into, epoch) {
  const to = join(into, relative(root, folder));
  cpSync(folder, to, {
    recursive: true,
    // A start script of the bundle may be there.
    force: false,
    verbatimSymlinks: true,
    filter: (from) => from === folder || !(isTools(basename(from)) || from === into || from.startsWith(into + sep)),
  });
  setTimes(to, epoch);
}

function isTools(name) {
  return /^(node_modules|\.git|\.hg|\.svn|\.github|\.nyc_output|coverage)$/.test(name);
}

function setTimes(path, epoch) {
  lutimesSync(path, epoch, epoch);
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const below = join(path, entry.name);
    if (entry.isDirectory()) setTimes(below, epoch);
    else lutimesSync(below, epoch, epoch);
  }
}

function copyLink(place, real, root, into) {
  const made = join(into, relative(root, place));
  if (existsSync(made)) return;
  mkdirSync(dirname(made), { recursive: true });
  symlinkSync(relative(dirname(place), real), made);
}

/** What packages say of their licences, in the order of their names. */
function licences(folders) {
  const texts = [];
  for (const folder of folders) {
    const { name = basename(folder), version = "", license = "" } = manifest(folder) ?? {};
    const files = readdirSync(folder)
      .filter((file) => /^(licen[cs]e|notice|copying)\b/i.test(file))
      .sort();
    const said = files.map((file) => readFileSync(join(folder, file), "utf8").trim()).join("\n\n");
    texts.push(`${name} ${version}${typeof license === "string" && license !== "" ? ` (${license})` : ""}\n\n${said}`);
  }
  return `${texts.sort().join(`\n\n${"-".repeat(80)}\n\n`)}\n`;
}

module.exports = { closure, commonFolder, copyLink, copyPackage, licences, manifest, manifestFolder, packageOf };
