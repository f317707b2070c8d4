"use strict";
// Run by the program's own node: bundles it by the rolldown that the user has. It does not tell of loads that are known only when they
// run, so that they are looked for in the syntax of what a first pass reaches.
//
// node rolldown.cjs SPEC.json, which holds `rolldown` (its folder), `entry`, `into`, `form` ("cjs" or "esm") and `told`.
const { readFileSync, realpathSync, writeFileSync } = require("node:fs");
const { isBuiltin } = require("node:module");
const { dirname, isAbsolute, join, relative, sep } = require("node:path");
const { pathToFileURL } = require("node:url");
const { NAME, copyPackages, slashed, writeStart } = require("./around.cjs");
const { computedLoads } = require("./computed.cjs");
const { closure, commonFolder, manifest, packageOf } = require("./packages.cjs");
const { DEFINED, banner, placed } = require("./placed.cjs");

const SCRIPT = /\.[cm]?[jt]sx?$/;
/** An import() that no bundler sees. */
const HIDDEN_IMPORT = /\bnew Function\([^)]*\bimport\s*\(/;

const NONE = { calls: [], isUnsure: false };

async function main(spec) {
  const { rolldown } = await import(
    pathToFileURL(join(spec.rolldown, manifest(spec.rolldown)?.main ?? "dist/index.mjs")).href
  );
  const entry = realpathSync(spec.entry);
  const own = packageOf(entry) ?? dirname(entry);
  const [natives, unsure] = [new Set(), new Set()];
  const looking = { entry, root: dirname(entry), own, external: new Set(), natives, unsure, isLooking: true };
  const first = await pass(rolldown, spec, looking);
  const outside = closure([...unsure, ...natives].filter((folder) => folder !== null && folder !== own)).folders;
  outside.delete(own);
  const root = commonFolder([...first, entry, ...[own, ...outside].map((folder) => join(folder, "package.json"))]);
  const inside = await pass(rolldown, spec, { ...looking, root, external: outside, isLooking: false });
  copyPackages(spec.into, { root, own, isOwnWhole: unsure.has(own) || natives.has(own), outside, inside });
  writeStart(spec, entry, root);
  for (const folder of outside) console.log(`not bundled, its files are copied: ${relative(root, folder)}`);
  writeFileSync(spec.told, JSON.stringify({ start: relative(root, entry) }));
}

/** @returns the files that it bundles */
async function pass(rolldown, spec, { entry, root, own, external, natives, unsure, isLooking }) {
  const beside = dirname(entry);
  const plugin = {
    name: "importperf",
    async resolveId(id, importer, options) {
      if (importer === undefined) return null;
      if (isBuiltin(id)) return { id, external: true };
      const found = await this.resolve(id, importer, { ...options, skipSelf: true });
      // Optional: it fails when it is loaded, as it does without a bundle.
      if (found === null) return { id, external: true };
      if (found.external) return found;
      const folder = packageOf(found.id);
      const isNative = found.id.endsWith(".node");
      if (isNative) natives.add(folder);
      if (!isNative && !external.has(folder)) return found;
      return { id: `./${relative(beside, found.id).split(sep).join("/")}`, external: true };
    },
    transform(code, id) {
      if (!SCRIPT.test(id)) return null;
      const folder = packageOf(id);
      const { calls, isUnsure } = /\brequire\b/.test(code) ? computedLoads(this.parse(code)) : NONE;
      if (isLooking) {
        if (isUnsure || HIDDEN_IMPORT.test(code)) unsure.add(folder);
        return null;
      }
      const made = placed(id, code, { root, entry, calls: folder === own ? calls : [] });
      return made === null ? null : { code: made, map: null };
    },
  };
  const bundle = await rolldown({
    input: { [NAME]: entry },
    platform: "node",
    plugins: [plugin],
    ...(isLooking ? {} : { transform: { define: DEFINED } }),
    logLevel: "silent",
  });
  const output = {
    dir: join(spec.into, relative(root, beside)),
    format: spec.form,
    banner: banner(spec.form, slashed(relative(beside, root))),
    entryFileNames: spec.form === "esm" ? "[name].mjs" : "[name].cjs",
    codeSplitting: false,
    keepNames: true,
    comments: { legal: true, annotation: true, jsdoc: true },
  };
  const made = await (isLooking ? bundle.generate(output) : bundle.write(output));
  await bundle.close();
  const files = made.output.flatMap(({ moduleIds = [] }) => moduleIds);
  // Helpers of its own have names of another kind.
  return files.filter((file) => isAbsolute(file));
}

main(JSON.parse(readFileSync(process.argv[2], "utf8"))).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
