"use strict";
// Tells bundled modules where they are: where their files are in the bundle, which lie to each other as the originals do.
const { extname, dirname, relative, sep } = require("node:path");
const { manifest, manifestFolder } = require("./packages.cjs");

const NAMES = /\b__(?:dir|file)name\b|\bimport\.meta\b/;
/** Hashbang, then comments and directives, which have to stay first. */
const HEAD = /^(?:#!.*\r?\n)?(?:\s+|\/\/.*|\/\*[\s\S]*?\*\/|(?:"use [^"\n]*"|'use [^'\n]*')[ \t]*;?)*/;
/** Where `main` alone is loaded by Node: this says of any other module that it is. */
const IS_MAIN = /\brequire\.main\s*(===?)\s*module\b|\bmodule\s*(===?)\s*require\.main\b/g;

/** What `define` of a bundler is to put in the place of what only Node can tell. */
const DEFINED = {
  "import.meta.url": "__perf_url",
  "import.meta.filename": "__perf_filename",
  "import.meta.dirname": "__perf_dirname",
};

/** Whether it asks where it is, so that it may look for files there. */
function asksForPlace(text) {
  return NAMES.test(text);
}

/**
 * The text of a module, told where it is; null where it doesn't ask.
 *
 * @param calls offsets in the text of `require` where it is called with what is known only when it runs
 */
function placed(file, text, { root, entry, calls = [] }) {
  const isMain = file === entry && text.search(IS_MAIN) !== -1;
  if (!isMain && calls.length === 0 && !asksForPlace(text)) return null;
  const path = relative(root, file);
  const { length } = HEAD.exec(text)?.[0] ?? "";
  let rest = text.slice(length);
  for (const at of [...calls].sort((a, b) => b - a)) {
    const own = at - length;
    rest = `${rest.slice(0, own)}__perf_require${rest.slice(own + "require".length)}`;
  }
  if (isMain) rest = rest.replace(IS_MAIN, "true");
  const names = isModule(file) ? ["__perf_filename", "__perf_dirname"] : ["__filename", "__dirname"];
  const made = [
    `${names[0]}=__perf_base+${JSON.stringify(sep + path)}`,
    `${names[1]}=__perf_base${below(dirname(path))}`,
  ];
  if (isModule(file)) made.push(`__perf_url=__perf_pathToFileURL(${names[0]}).href`);
  if (calls.length > 0) made.push(`__perf_require=__perf_createRequire(${names[0]})`);
  return `${text.slice(0, length)}var ${made.join(",")};${rest}`;
}

function below(folder) {
  return folder === "." ? "" : `+${JSON.stringify(sep + folder)}`;
}

/** Of ES's kind, by Node's rules. */
function isModule(file) {
  const ending = extname(file);
  if (/^\.m[jt]s$/.test(ending)) return true;
  if (/^\.c[jt]s$/.test(ending)) return false;
  return manifest(manifestFolder(file))?.type === "module";
}

/**
 * What stands first in a bundle: where the bundle's folder is, by the kind of file that it is.
 *
 * @param form "cjs", "esm" or "sea"
 * @param up from the file's folder to the bundle's, "" or ending in a slash
 */
function banner(form, up) {
  const made = `__perf_createRequire=require("node:module").createRequire,__perf_pathToFileURL=require("node:url").pathToFileURL`;
  switch (form) {
    case "esm":
      return `import{createRequire as __perf_createRequire}from"node:module";import{fileURLToPath as __perf_path,pathToFileURL as __perf_pathToFileURL}from"node:url";const __perf_base=__perf_path(new URL("./${up}",import.meta.url)).slice(0,-1),require=__perf_createRequire(import.meta.url);`;
    case "sea":
      // A single executable's own require knows Node's modules alone.
      return `const __perf_base=require("node:path").dirname(process.execPath),${made};require=__perf_createRequire(process.execPath);`;
    default:
      return `const __perf_base=require("node:path").join(__dirname,"./${up}").replace(/[\\\\/]$/,""),${made};`;
  }
}

module.exports = { DEFINED, asksForPlace, banner, isModule, placed };
