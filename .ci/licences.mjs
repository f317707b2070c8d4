// The licences of what is bundled into dist/: most of them ask that their text travels with the code.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * The packages that the bundled modules come from.
 *
 * @param ids module ids as rolldown gives them: absolute paths, `\0` in front of its own
 * @param bundler the folder of the bundler, whose own helpers are part of what it writes
 * @returns package folders, each once
 */
export function packagesOf(ids, bundler) {
  const folders = new Set();
  for (const id of ids) {
    if (id.startsWith("\0rolldown")) folders.add(bundler);
    else if (/[\\/]node_modules[\\/]/.test(id)) folders.add(packageFolder(id));
  }
  return [...folders];
}

/** A package.json without a name only says how the files beside it are to be read: the package is further up. */
function packageFolder(id) {
  for (let folder = dirname(id); folder !== dirname(folder); folder = dirname(folder)) {
    const file = join(folder, "package.json");
    if (existsSync(file) && JSON.parse(readFileSync(file, "utf8")).name !== undefined) return folder;
  }
  throw new Error(`${id} belongs to no package`);
}

/**
 * The text for dist/THIRD-PARTY-LICENSES.txt: each package with its copyright, and below all whose terms are the same
 * these terms once.
 *
 * @throws Error when a package says nothing about its licence
 */
export function licenceText(folders) {
  const byTerms = new Map();
  for (const folder of folders) {
    const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const files = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice)/i.test(name));
    if (about.license === undefined && files.length === 0) throw new Error(`${about.name} names no licence`);
    const texts = files.map((name) => readFileSync(join(folder, name), "utf8").trim().replaceAll("\r\n", "\n"));
    const text = texts.join("\n\n") || `The package holds no licence text. Author: ${authorOf(about)}`;
    const at = text.search(TERMS);
    const [own, terms] = at < 0 ? [text, ""] : [text.slice(0, at).trim(), text.slice(at)];
    const key = terms.replace(/\s+/g, " ");
    const { packages } = byTerms.get(key) ?? byTerms.set(key, { terms, packages: new Set() }).get(key);
    packages.add([`${about.name} ${about.version} (${about.license ?? "see below"})`, own].join("\n\n").trim());
  }
  const line = `\n\n${"-".repeat(80)}\n\n`;
  const groups = [...byTerms.values()].map(({ terms, packages }) => {
    const all = [...packages].sort();
    return terms === "" ? all.join(line) : [...all, terms].join("\n\n");
  });
  return `The code in this folder holds parts of these packages, each above its terms.${line}${groups.sort().join(line)}\n`;
}

/** Where the terms begin that many packages have word by word. */
const TERMS = /^Permission (?:is hereby granted|to use, copy)/m;

function authorOf({ author = "not named" }) {
  return typeof author === "string" ? author : author.name;
}
