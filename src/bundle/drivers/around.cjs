"use strict";
// What stands around a bundle: the script that starts it, the packages whose files it reads, and their licences.
const { isAscii } = require("node:buffer");
const { createHash } = require("node:crypto");
const { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } = require("node:fs");
const { dirname, join, relative, sep } = require("node:path");
const { closure, copyLink, copyPackage, licences, manifest, manifestFolder, packageOf } = require("./packages.cjs");
const { asksForPlace } = require("./placed.cjs");

/** What bundles are called, without the ending. */
const NAME = "importperf-bundle";
/** What starts a script of its own in another thread or process, from its file. */
const STARTS = /\bworker_threads\b|\.fork\(/;

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
  const up = slashed(relative(dirname(entry), root));
  writeFileSync(path, isEsm ? moduleStart(up) : scriptStart(up, join(dirname(path), `${NAME}.cjs`)), { mode: 0o755 });
  const folder = manifestFolder(entry);
  const about = join(into, relative(root, folder), "package.json");
  if (existsSync(about)) return;
  const { name, version } = manifest(folder) ?? {};
  writeFileSync(about, JSON.stringify({ name, version, type: isEsm ? "module" : "commonjs" }));
}

/** Starts a script with code that V8 made of it before. A hashbang in the script would stand within a function then. */
function scriptStart(up, bundle) {
  const bytes = readFileSync(bundle);
  if (bytes.toString("latin1", 0, 2) === "#!") {
    bytes.write("//", "latin1");
    const epoch = Number(process.env.SOURCE_DATE_EPOCH);
    writeFileSync(bundle, bytes);
    utimesSync(bundle, epoch, epoch);
  }
  const given = {
    UP: up,
    HASH: createHash("sha256").update(bytes).digest("hex").slice(0, 32),
    // Read without being decoded, where that is the same.
    ENCODING: isAscii(bytes) ? "latin1" : "utf8",
  };
  const text = readFileSync(join(__dirname, "start-script.cjs"), "utf8");
  return text.replace(/@([A-Z]+)@/g, (_, name) => given[name]);
}

/** Starts an ES module with V8's compile cache in the bundle's folder, or where Node keeps it when that can't be written. */
function moduleStart(up) {
  return `#!/usr/bin/env node
import module from "node:module";
import { fileURLToPath } from "node:url";
const said = module.enableCompileCache?.(fileURLToPath(new URL("./${up}.compile-cache", import.meta.url)));
if (said?.status === 0) module.enableCompileCache();
await import("./${NAME}.mjs");
`;
}

/** A relative folder as a part of a path: "" or ending in a slash. */
function slashed(path) {
  return path === "" ? "" : `${path.split(sep).join("/")}/`;
}

module.exports = { NAME, copyPackages, slashed, writeStart };
