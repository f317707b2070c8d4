// Node's own answers, to compare ours with: reads [[file, specifier]...] as JSON from stdin, writes as many
// [require, import] pairs to stdout: a real path, "node:x", a URL, or null where Node fails.
// Run with --experimental-import-meta-resolve.
import { readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

const requires = new Map();

function required(file, specifier) {
  let require = requires.get(file);
  if (require === undefined) {
    require = createRequire(file);
    requires.set(file, require);
  }
  try {
    const found = require.resolve(specifier);
    return found.startsWith("/") || found.startsWith("node:") ? found : `node:${found}`;
  } catch {
    return null;
  }
}

function imported(file, specifier) {
  let url;
  try {
    url = import.meta.resolve(specifier, pathToFileURL(file));
  } catch {
    return null;
  }
  if (!url.startsWith("file:")) return url;
  // It answers for missing files and for folders too, which an import refuses.
  try {
    return statSync(fileURLToPath(url)).isDirectory() ? null : fileURLToPath(url) + url.replace(/^[^?#]*/, "");
  } catch {
    return null;
  }
}

const pairs = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(
  JSON.stringify(pairs.map(([file, specifier]) => [required(file, specifier), imported(file, specifier)])),
);
