import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const LIBRARIES = ["path", "util", "url", "events", "querystring", "string_decoder", "assert", "zlib"];
const IN_FOLDER = 25;
/** Functions of each module that use no import: a module has 3 kB. */
const FUNCTIONS = 12;
const ENTRIES = 4;

/**
 * Writes a Node project of CommonJS modules, the same for the same number: in folders of 25, each requires one of Node's modules and up to
 * three of the others and uses them in branches of one function. All of them load when `node main.js` starts.
 */
export function writePlannedNodeProject(folder: string, modules: number): void {
  const write = (file: string, lines: readonly string[]): void => {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, lines.map((line) => `${line}\n`).join(""));
  };
  write("package.json", ['{ "name": "planned", "version": "1.0.0", "private": true }']);
  for (let at = 0; at < modules; at++) write(fileOf(at), moduleText(at, modules));
  const entries = Array.from({ length: ENTRIES }, (_, at) => at);
  write("main.js", [
    '"use strict";',
    ...entries.map((at) => importOf(at, "./")),
    "function main(words) {",
    ...entries.map((at) => `  if (words[0] === "${at}") return work${at}({ value: 1 });`),
    ...["  return null;", "}", "main(process.argv.slice(2));"],
  ]);
}

function moduleText(at: number, modules: number): string[] {
  const library = LIBRARIES[at % LIBRARIES.length] ?? "path";
  const used = [...new Set([2 * at + 4, 2 * at + 5, at + 17])].filter((other) => other < modules);
  const more = Array.from({ length: FUNCTIONS }, (_, each) => [
    `function more${each}(values) {`,
    "  const found = {};",
    `  for (const value of values) found[String(value)] = value * ${each} + ${at};`,
    `  return Object.keys(found).length > ${each} ? found : null;`,
    "}",
  ]);
  return [
    '"use strict";',
    `const ${library} = require("${library}");`,
    ...used.map((other) => importOf(other, "../")),
    `function work${at}(thing) {`,
    ...used.map((other) => `  if (thing.value === ${other}) return work${other}({ value: thing.value });`),
    `  return Object.keys(${library}).length;`,
    "}",
    ...more.flat(),
    `module.exports = { work${at}, ${Array.from({ length: FUNCTIONS }, (_, each) => `more${each}`).join(", ")} };`,
  ];
}

function importOf(at: number, up: string): string {
  return `const { work${at} } = require("${up}${fileOf(at)}");`;
}

function fileOf(at: number): string {
  return `part${Math.floor(at / IN_FOLDER)}/mod${at}.js`;
}
