// Compares the scanner of JavaScript and TypeScript sources with Babel and its scopes on every source of real programs
// and their dependencies: same imports, places, names, scopes, when, manner. Then scans mutated sources, where nothing
// may crash, hang or take more than linear time. Ends with `N passed, N failed`.
//
//   node .ci/scan-javascript.mjs [--mutations N] [--speed] [FOLDER…]
//
// Without folders the programs are installed into a temporary one. Needs `tsc -p .` (or `npm test`) run before.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual, parseArgs } from "node:util";
import { trueImports } from "./javascript-imports.mjs";
import { run } from "./process.mjs";
import { temporaryFolder } from "./temporary.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const scanner = join(root, "build/src/languages/javascript/scan");
const { scanFast, scanSource } = await import(join(scanner, "scan.js"));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { mutations: { type: "string", default: "100000" }, speed: { type: "boolean", default: false } },
});
const PROGRAMS = ["firebase-tools", "eslint", "lerna"];
const SHOWN = 20;
let passed = 0;
let failed = 0;

function fail(message) {
  failed += 1;
  if (failed <= SHOWN) console.log(message);
}

async function install() {
  const folder = temporaryFolder("scan-javascript");
  for (const program of PROGRAMS) {
    const own = join(folder, program);
    mkdirSync(own);
    writeFileSync(join(own, "package.json"), "{}");
    const npm = ["install", "--ignore-scripts", "--no-audit", "--no-fund", program];
    const { code, output } = await run("npm", npm, { cwd: own, seconds: 600 });
    if (code !== 0) throw new Error(`npm ${npm.join(" ")}: ${output}`);
  }
  return [folder];
}

function sources(folders) {
  const files = [];
  for (const folder of folders) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (entry.isFile() && /\.([cm]?[jt]s|[jt]sx)$/.test(entry.name)) files.push(join(entry.parentPath, entry.name));
    }
  }
  return files.sort();
}

const FIELDS = [
  "kind",
  "line",
  "column",
  "offset",
  "names",
  "when",
  "typeOnly",
  "manner",
  "conditions",
  "scope",
  "helper",
  "reexported",
  "base",
];

/** All that is compared, in one shape for both sides. */
function comparable(site) {
  const same = Object.fromEntries(FIELDS.map((field) => [field, site[field]]));
  const computed = site.specifier === undefined || site.specifier === null;
  return computed
    ? { ...same, specifier: null, prefix: site.prefix, reason: site.reason }
    : { ...same, specifier: site.specifier };
}

async function compare(file, shown) {
  const text = readFileSync(file, "utf8");
  const content = `${/(\.d)?\.\w+$/.exec(file)?.[0]} ${createHash("sha1").update(text).digest("hex")}`;
  if (seen.has(content)) {
    counts.twice += 1;
    return;
  }
  seen.add(content);
  const fast = scanFast(text, file);
  counts[fast === null ? "full" : "fast"] += 1;
  const scanned = fast ?? (await scanSource(text, file));
  let wanted;
  try {
    wanted = trueImports(text, file).map(comparable);
  } catch (error) {
    if (!(error instanceof SyntaxError)) fail(`${shown}: no truth: ${error.message}`);
    counts.refused += 1;
    if (scanned.unread === null && fast === null) fail(`${shown}: read, but Babel says: ${error.message}`);
    return;
  }
  const found = [...scanned.imports, ...scanned.unresolved].sort((a, b) => a.offset - b.offset).map(comparable);
  counts.imports += wanted.length;
  if (isDeepStrictEqual(found, wanted)) {
    passed += 1;
    return;
  }
  const only = (some, others) =>
    some.filter((one) => !others.some((other) => isDeepStrictEqual(one, other))).slice(0, 3);
  const lines = (mark, sites) => sites.map((site) => `\n  ${mark} ${JSON.stringify(site)}`).join("");
  fail(
    `${shown}${scanned.unread === null ? "" : ` (unread: ${scanned.unread.reason})`}${lines("-", only(found, wanted))}${lines("+", only(wanted, found))}`,
  );
}

const folders = positionals.length > 0 ? positionals : await install();
const files = sources(folders);
/** Contents compared already: programs share dependencies. */
const seen = new Set();
const counts = { twice: 0, fast: 0, full: 0, refused: 0, imports: 0 };
for (const [index, file] of files.entries()) {
  await compare(file, relative(process.cwd(), file));
  if (index % 2000 === 1999) console.error(`${index + 1} of ${files.length} files, ${failed} failed`);
}
console.log(
  `${files.length} files (${counts.twice} of them copies), ${counts.imports} imports: ${counts.fast} read by the fast parser, ${counts.full} by Babel; ${counts.refused} that Babel refuses were not compared`,
);

/** Numbers that are the same in every run. */
function random(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const PIECES = [
  "(",
  ")",
  "{",
  "}",
  "[",
  "]",
  "`",
  "${",
  "/",
  "*/",
  "/*",
  "//",
  '"',
  "'",
  "=>",
  "?",
  ":",
  ";",
  ",",
  "<",
  ">",
  "=",
  "\n",
  "\\",
  "import ",
  "export ",
  "require(",
  "function ",
  "async ",
  "class ",
  "await ",
  "...",
  "#",
  "@",
  "<T>",
  "as ",
  "type ",
];

/** A piece of a source, with parts of it cut out, doubled, put elsewhere, or replaced by what parsers stumble over. */
function mutated(text, next) {
  const from = next(Math.max(1, text.length - 2000));
  let part = text.slice(from, from + 200 + next(3000));
  for (let times = 1 + next(4); times > 0; times -= 1) {
    const at = next(part.length + 1);
    const to = at + next(Math.min(60, part.length - at + 1));
    const piece = [PIECES[next(PIECES.length)], part.slice(at, to).repeat(2), "", part.slice(next(part.length))][
      next(4)
    ];
    part = part.slice(0, at) + piece + part.slice(to);
  }
  return part;
}

async function mutate(times) {
  const next = random(20);
  const texts = files.slice(0, 5000).map((file) => [file, readFileSync(file, "utf8")]);
  let unsure = 0;
  let slowest = 0;
  for (let index = 0; index < times; index += 1) {
    const [file, text] = texts[next(texts.length)];
    const part = mutated(text, next);
    const started = performance.now();
    try {
      if (scanFast(part, file) === null) {
        unsure += 1;
        await scanSource(part, file);
      }
      passed += 1;
    } catch (error) {
      fail(`mutation ${index} of ${file}: ${error.stack}\n${part.slice(0, 300)}`);
    }
    const ms = performance.now() - started;
    slowest = Math.max(slowest, ms);
    if (ms > 2000) fail(`mutation ${index} of ${file} took ${Math.round(ms)} ms`);
  }
  console.log(`${times} mutated sources: ${unsure} were handed to Babel, the slowest took ${Math.round(slowest)} ms`);
}

/** Texts that grow, of what parsers have to look ahead or back for: time may grow with them, not with their square. */
function grows() {
  const shapes = {
    imports: (n) => 'import {a} from "b";\n'.repeat(n),
    requires: (n) => 'var a = c && require("b") || d ? e : f;\n'.repeat(n),
    parameters: (n) => 'f(function (require, module) { require("a"); });\n'.repeat(n),
    comments: (n) => `/* ${"x".repeat(30 * n)} */ require("a")`,
    sum: (n) => `x = require("a")${" + 1".repeat(n)}`,
    conditions: (n) => `${'if (a) require("b"); else '.repeat(n)}c`,
    heads: (n) => `x = ${"(a, require, b = ".repeat(n / 100)} 1 ${") => 1".repeat(n / 100)}; import("c")`,
    less: (n) => `x = ${"a < ".repeat(n)} require("b")`,
    arrows: (n) => `${"(a, b = 1) => c, ".repeat(n)} require("b")`,
    aliases: (n) => `${"var r = createRequire(x);\n".repeat(n)} r("b")`,
    unclosed: (n) => `require("a")\n${"x = `${`".repeat(n)}`,
    letters: (n) => `require("a"); x = "${"\\u0041".repeat(n)}"`,
  };
  for (const [name, shape] of Object.entries(shapes)) {
    for (const file of ["a.js", "a.ts"]) {
      // The process's own clock, the least of three: other programs on the machine are no growth.
      const time = (n) => {
        const text = shape(n);
        const once = () => {
          const before = process.cpuUsage();
          scanFast(text, file);
          const { user, system } = process.cpuUsage(before);
          return (user + system) / 1000;
        };
        return Math.min(once(), once(), once());
      };
      time(20000);
      const once = Math.max(1, time(20000));
      const eight = time(160000);
      if (eight > once * 40)
        fail(`${name} (${file}): 8 times the text takes ${(eight / once).toFixed(1)} times as long`);
      else passed += 1;
    }
  }
}

async function speed() {
  const { parse } = await import("@babel/parser");
  const texts = files.filter((file) => /\.[cm]?jsx?$/.test(file)).map((file) => [file, readFileSync(file, "utf8")]);
  const megabytes = texts.reduce((sum, [, text]) => sum + text.length, 0) / 1e6;
  const measure = (name, read) => {
    const started = performance.now();
    for (const [file, text] of texts) read(text, file);
    const seconds = (performance.now() - started) / 1000;
    console.log(
      `${name}: ${seconds.toFixed(2)} s for ${megabytes.toFixed(1)} MB of JavaScript, ${(megabytes / seconds).toFixed(0)} MB/s`,
    );
  };
  measure("our scanner, first time", scanFast);
  measure("our scanner, again", scanFast);
  measure("Babel's parser alone", (text) => {
    try {
      parse(text, { sourceType: "unambiguous", allowReturnOutsideFunction: true, plugins: ["jsx"] });
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  });
}

grows();
await mutate(Number(values.mutations));
if (values.speed) await speed();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
