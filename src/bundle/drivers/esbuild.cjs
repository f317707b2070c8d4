"use strict";
// Run by the program's own node: bundles it by the esbuild that the user has. Two passes: the first tells what can't be bundled.
//
// node esbuild.cjs SPEC.json, which holds `esbuild` (its folder), `entry`, `into`, `form` ("cjs", "esm" or "sea"), `split`,
// `target` (node20.1) and `told` (a file that gets what became of it).
const { isAscii } = require("node:buffer");
const { mkdirSync, readFileSync, realpathSync, utimesSync, writeFileSync } = require("node:fs");
const { isBuiltin } = require("node:module");
const { dirname, extname, join, relative, resolve, sep } = require("node:path");
const { mendGlobs } = require("./globs.cjs");
const { NAME, copyPackages, slashed, writeStart } = require("./around.cjs");
const { closure, commonFolder, packageOf } = require("./packages.cjs");
const { DEFINED, banner, placed } = require("./placed.cjs");

const LOADERS = { ".ts": "ts", ".mts": "ts", ".cts": "ts", ".tsx": "tsx", ".jsx": "jsx" };
/** Loads that are known only when they run, in esbuild's own words. */
const UNSURE = {
  "unsupported-require-call": "warning",
  "indirect-require": "warning",
  "require-resolve-not-external": "warning",
};
/** An import() that no bundler sees. */
const HIDDEN_IMPORT = /\bnew Function\([^)]*\bimport\s*\(/;
const RESOLVED = {};

async function main(spec) {
  const esbuild = require(spec.esbuild);
  const entry = realpathSync(spec.entry);
  const own = packageOf(entry) ?? dirname(entry);
  const first = await pass(esbuild, spec, {
    entry,
    root: dirname(entry),
    external: new Set(),
    calls: new Map(),
    isLooking: true,
  });
  const unsure = new Map();
  for (const { id, location } of first.warnings) {
    if (!(id in UNSURE) || location === null || isOnlyAsked(location)) continue;
    const file = resolve(location.file);
    const folder = packageOf(file);
    if (!unsure.has(folder)) unsure.set(folder, []);
    unsure.get(folder).push({ file, ...location, id });
  }
  const files = Object.keys(first.metafile.inputs).map((name) => resolve(name));
  for (const file of files) {
    const folder = packageOf(file);
    if (!unsure.has(folder) && HIDDEN_IMPORT.test(readFileSync(file, "latin1"))) unsure.set(folder, []);
  }
  // A package that is loaded from its files loads what it needs from files too: bundled beside, there would be two of each.
  const outside = closure([...unsure.keys(), ...first.natives].filter((folder) => folder !== null && folder !== own));
  outside.folders.delete(own);
  const root = commonFolder([
    ...files,
    entry,
    ...[...outside.folders].map((folder) => join(folder, "package.json")),
    join(own, "package.json"),
  ]);
  const calls = callsOf(unsure.get(own) ?? []);
  const built = await pass(esbuild, spec, { entry, root, external: outside.folders, calls, isLooking: false });
  await write(esbuild, built);
  const inside = Object.keys(built.metafile.inputs).map((name) => resolve(name));
  const isOwnWhole = unsure.has(own) || first.natives.has(own);
  const copied = copyPackages(spec.into, { root, own, isOwnWhole, outside: outside.folders, inside });
  if (spec.form !== "sea") writeStart(spec, entry, root);
  const scripts = built.outputFiles.filter(({ path }) => /\.[cm]js$/.test(path));
  const told = {
    external: [...outside.folders].map((folder) => relative(root, folder)).sort(),
    hasFiles: copied > 0,
    // In a single executable V8's code cache excludes import().
    hasImport: scripts.some(({ text }) => /\bimport\(/.test(text)),
    // What asks where it is would be told where it was built.
    isSnapshot: copied === 0 && scripts.some(({ text }) => text.includes("setDeserializeMainFunction")),
    start: relative(root, entry),
  };
  for (const name of told.external) console.log(`not bundled, its files are copied: ${name}`);
  writeFileSync(spec.told, JSON.stringify(told));
}

async function pass(esbuild, spec, { entry, root, external, calls, isLooking }) {
  const natives = new Set();
  // Beside the start script, so that what only the engine sees as relative leads where it did.
  const beside = spec.form === "sea" ? root : dirname(entry);
  const plugin = {
    name: "importperf",
    setup(build) {
      build.onResolve({ filter: /.*/ }, async (args) => {
        const { path, pluginData, kind, importer, namespace, resolveDir } = args;
        if (pluginData === RESOLVED || kind === "entry-point") return undefined;
        if (isBuiltin(path)) return { path, external: true };
        const found = await build.resolve(path, {
          kind,
          importer,
          namespace,
          resolveDir,
          pluginData: RESOLVED,
          with: args.with,
        });
        // Optional: it fails when it is loaded, as it does without a bundle.
        if (found.errors.length > 0) return { path, external: true };
        if (found.external || found.namespace !== "file") return found;
        const folder = packageOf(found.path);
        const isNative = found.path.endsWith(".node");
        if (isNative) natives.add(folder);
        if (!isNative && !external.has(folder)) return { ...found, pluginData: undefined };
        return { path: `./${relative(beside, found.path).split(sep).join("/")}`, external: true };
      });
      if (isLooking) return;
      build.onLoad({ filter: /\.[cm]?[jt]sx?$/ }, ({ path, namespace }) => {
        if (namespace !== "file") return undefined;
        const contents = placed(path, readFileSync(path, "utf8"), { root, entry, calls: calls.get(path) });
        return contents === null
          ? undefined
          : { contents, loader: LOADERS[extname(path)] ?? "js", resolveDir: dirname(path) };
      });
    },
  };
  const format = spec.form === "esm" ? "esm" : "cjs";
  const built = await esbuild.build({
    entryPoints: [{ in: entry, out: NAME }],
    outdir: join(spec.into, relative(root, beside)),
    outExtension: { ".js": format === "esm" ? ".mjs" : ".cjs" },
    bundle: true,
    platform: "node",
    target: spec.target,
    format,
    splitting: spec.split === true,
    banner: { js: banner(spec.form, slashed(relative(beside, root))) },
    define: isLooking ? {} : DEFINED,
    // Functions and classes are called as they were also where two of a name meet.
    keepNames: true,
    legalComments: "linked",
    metafile: true,
    write: false,
    logLevel: "silent",
    logOverride: UNSURE,
    plugins: [plugin],
  });
  return { ...built, natives };
}

/** As modules for browsers too do it: `typeof require`. */
function isOnlyAsked({ lineText, column }) {
  return /\btypeof\s*$/.test(Buffer.from(lineText).subarray(0, column).toString());
}

async function write(esbuild, { outputFiles }) {
  const epoch = Number(process.env.SOURCE_DATE_EPOCH);
  for (const { path, text, contents } of outputFiles) {
    mkdirSync(dirname(path), { recursive: true });
    const made = /\.[cm]js$/.test(path) ? await asAscii(esbuild, mendGlobs(text)) : text;
    writeFileSync(path, made === text ? contents : made);
    utimesSync(path, epoch, epoch);
  }
}

/**
 * A script in ASCII alone, where comments and regular expressions have other letters: only then is it read without being decoded, which
 * takes a fifth of the start of a program of 24 MB. What is left of them in esbuild's own output stands there too, and in tagged templates,
 * whose functions would see another text.
 */
async function asAscii(esbuild, text) {
  if (isAscii(Buffer.from(text))) return text;
  const left = async (supported) => {
    const options = { minifyWhitespace: true, legalComments: "none", logLevel: "silent", supported };
    return (await esbuild.transform(text, options)).code.match(/\P{ASCII}/gu)?.length ?? 0;
  };
  // Without templates their texts are strings, which have escapes.
  if ((await left({})) !== (await left({ "template-literal": false }))) return text;
  return text.replace(/\P{ASCII}/gu, (letters) => letters.split("").map(escaped).join(""));
}

function escaped(letter) {
  return `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** Offsets of calls by file. */
function callsOf(found) {
  const calls = new Map();
  for (const { file, line, column, id, lineText } of found) {
    if (id === "indirect-require") continue;
    const bytes = Buffer.from(lineText).subarray(0, column).toString().length;
    const at =
      readFileSync(file, "utf8")
        .split(/(?<=\n)/)
        .slice(0, line - 1)
        .join("").length + bytes;
    if (!calls.has(file)) calls.set(file, []);
    if (readFileSync(file, "utf8").startsWith("require", at)) calls.get(file).push(at);
  }
  return calls;
}

main(JSON.parse(readFileSync(process.argv[2], "utf8"))).catch((error) => {
  for (const { text, location } of error.errors ?? []) {
    console.error(`${location === null ? "" : `${location.file}:${location.line}: `}${text}`);
  }
  console.error(error.errors === undefined ? error : error.message.split("\n")[0]);
  process.exitCode = 1;
});
