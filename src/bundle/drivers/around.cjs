"use strict";
// What stands around a bundle: the script that starts it, the packages whose files it reads, and their licences.
const { existsSync, mkdirSync, readFileSync, writeFileSync } = require("node:fs");
const { dirname, join, relative, sep } = require("node:path");
const { closure, copyLink, copyPackage, licences, manifest, manifestFolder, packageOf } = require("./packages.cjs");
const { asksForPlace } = require("./placed.cjs");

/** What bundles are called, without the ending. */
const NAME = "importperf-bundle";
/** What starts a script of its own in another thread or process, from its file. */
const STARTS = /\bworker_threads\b|\.fork\(|\b(?:spawn|execFile)(?:Sync)?\(\s*process\.(?:execPath|argv0|argv\[0\])/;

/**
 * Copies packages that are not bundled, and bundled ones that ask where they are, since they may read files there.
 *
 * @param about.own the program's package, all of it with what it needs where `isOwnWhole`
 * @param about.outside folders of packages that are not bundled
 * @param about.inside the files that are
 * @returns how many packages were copied
 */
function copyPackages(into, { root, own, isOwnWhole, outside, inside }) {
  const epoch = Number(process.env.SOURCE_DATE_EPOCH);
  const bundled = new Map();
  for (const file of inside) {
    const folder = packageOf(file);
    if (folder === null || !/\.[cm]?[jt]sx?$/.test(file)) continue;
    const text = readFileSync(file, "utf8");
    const known = bundled.get(folder) ?? { asks: false, starts: false };
    bundled.set(folder, { asks: known.asks || asksForPlace(text), starts: known.starts || STARTS.test(text) });
  }
  const whole = [...outside, ...(isOwnWhole ? [own] : [])];
  const alone = [];
  for (const [folder, { asks, starts }] of bundled) if (asks) (starts ? whole : alone).push(folder);
  const { folders, links } = closure(whole);
  const all = new Set([...folders, ...alone]);
  for (const folder of all) copyPackage(folder, root, into, epoch);
  for (const [place, real] of links) copyLink(place, real, root, into);
  mkdirSync(into, { recursive: true });
  writeFileSync(join(into, "THIRD-PARTY-LICENSES.txt"), licences(bundled.keys()));
  return all.size;
}

/** The script in the entry's place, and what says of which type it is. */
function writeStart({ into, form }, entry, root) {
  const isEsm = form === "esm";
  const path = join(into, relative(root, entry));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, startScript(slashed(relative(dirname(entry), root)), isEsm), { mode: 0o755 });
  const folder = manifestFolder(entry);
  const about = join(into, relative(root, folder), "package.json");
  if (existsSync(about)) return;
  const { name, version } = manifest(folder) ?? {};
  writeFileSync(about, JSON.stringify({ name, version, type: isEsm ? "module" : "commonjs" }));
}

/** Starts the bundle beside it with V8's compile cache in the bundle's folder, or where Node keeps it when that can't be written. */
function startScript(up, isEsm) {
  const rest = "if (said?.status === 0) module.enableCompileCache();";
  if (isEsm) {
    return `#!/usr/bin/env node
import module from "node:module";
import { fileURLToPath } from "node:url";
const said = module.enableCompileCache?.(fileURLToPath(new URL("./${up}.compile-cache", import.meta.url)));
${rest}
await import("./${NAME}.mjs");
`;
  }
  return `#!/usr/bin/env node
"use strict";
{
  const module = require("node:module");
  const said = module.enableCompileCache?.(require("node:path").join(__dirname, "${up}.compile-cache"));
  ${rest}
}
require("./${NAME}.cjs");
`;
}

/** A relative folder as a part of a path: "" or ending in a slash. */
function slashed(path) {
  return path === "" ? "" : `${path.split(sep).join("/")}/`;
}

module.exports = { NAME, copyPackages, slashed, writeStart };
