"use strict";
// Mends what esbuild makes of names that are partly known (`require("./" + name)`): a table of the files that they may mean.

/** Takes only whole file names, where Node tries endings too: https://github.com/evanw/esbuild/issues/3328. */
const LOOK_UP =
  /var (\w+) = (\w+)\[(\w+)\];\s*if \(\1\) return \1\(\);\s*throw new Error\("Module not found in bundle: " \+ \3\);/;
/** Where a table begins: what it is of, and the variable that holds it. */
const TABLE = /^\/\/ ((?:require|import)\(".*"\)) in (.*)\nvar (glob(?:Require|Import)\w*);$/gm;
/** Where the code of a module begins. */
const SECTION = /^\/\/ (?!(?:require|import)\(")(.*)$/gm;

/**
 * @param text a bundle
 * @throws Error for one of a version that does it in another way
 */
function mendGlobs(text) {
  if (!text.includes("Module not found in bundle: ")) return text;
  const mended = text.replace(LOOK_UP, asNode);
  if (mended === text) throw new Error("this version of esbuild finds modules in another way than we know");
  return apart(mended);
}

function asNode(_found, fn, map, path) {
  return `var ${fn} = ${map}[${path}] ?? ${map}[${path} + ".js"] ?? ${map}[${path} + ".json"] ?? ${map}[${path}.replace(/\\/?$/, "/index.js")];
  if (${fn}) return ${fn}();
  throw Object.assign(new Error("Cannot find module '" + ${path} + "'"), { code: "MODULE_NOT_FOUND" });`;
}

/** Tables of the same words in two modules have one variable, so that the one loaded later would stand for both. */
function apart(text) {
  const tables = [...text.matchAll(TABLE)].map(({ index, 2: file, 3: name }) => ({ index, file, name }));
  const twice = tables.filter((table) => tables.some((other) => other !== table && other.name === table.name));
  if (twice.length === 0) return text;
  const starts = [...text.matchAll(SECTION), ...text.matchAll(TABLE)].map(({ index }) => index).sort((a, b) => a - b);
  const files = new Map([...text.matchAll(SECTION)].map(({ index, 1: file }) => [index, file]));
  const pieces = [text.slice(0, starts[0])];
  starts.forEach((from, at) => {
    let piece = text.slice(from, starts[at + 1]);
    twice.forEach(({ index, file, name }, number) => {
      // Its own table, or code of the module that has it.
      if (index !== from && files.get(from) !== file) return;
      piece = piece.replaceAll(new RegExp(`\\b${name}\\b`, "g"), `${name}_${number}`);
    });
    pieces.push(piece);
  });
  return pieces.join("");
}

module.exports = { mendGlobs };
