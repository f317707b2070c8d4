// Builds dist/: the program in chunks (each command is loaded only when it is called), the view as one
// HTML page, the licences of what is bundled, and oclif's manifest.

import { createHash } from "node:crypto";
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { lazyRequires } from "./lazy-requires.mjs";
import { licenceText, packagesOf } from "./licences.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");
/** Ids of all modules that went into dist/. */
const bundled = new Set();
const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));

async function sources(folder, wanted) {
  const entries = await readdir(join(root, folder), { recursive: true });
  return entries
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts") && wanted(name))
    .map((name) => join(root, folder, name));
}

/**
 * The program: main.cjs, a file for each command and each thread, and what they share. The heavy half of oclif is a bundle of its
 * own, which a plain call of a command never loads.
 */
async function buildProgram() {
  const commands = await sources("src/commands", () => true);
  const input = Object.fromEntries(
    commands.map((file) => [`commands/${relative(join(root, "src/commands"), file).replace(/\.ts$/, "")}`, file]),
  );
  await bundleProgram({ oclif: join(root, "src/cli/oclif.ts") }, [lazyRequires()]);
  const threads = { "threads/file-facts-thread": join(root, "src/io/file-facts-thread.ts") };
  await bundleProgram({ main: join(root, "src/cli/main.ts"), ...input, ...threads }, [
    lazyRequires({
      elsewhere: { config: "config", errors: "errors", help: "help", "help/util": "help", ux: "ux", "ux/theme": "ux" },
      bundle: "oclif-rest",
    }),
    quietLogger(),
  ]);
}

/** oclif's debug output needs the `debug` package, which costs 3 ms at every start; commands do without. */
function quietLogger() {
  return {
    name: "quiet-logger",
    load: {
      filter: { id: /[\\/]@oclif[\\/]core[\\/]lib[\\/]logger\.js$/ },
      handler: () =>
        "const quiet = Object.assign(() => {}, { extend: () => quiet });\nexports.makeDebug = () => quiet;\nexports.getLogger = () => ({ debug: quiet });",
    },
  };
}

/**
 * What nearly every command runs, in one file: each file that is loaded costs a third of a millisecond. Queries and
 * readers that only one command needs stay out.
 */
const CORE =
  /[\\/]src[\\/](errors|analyze[\\/]analyze|cli[\\/](command|give-report|terminal)|io[\\/](load|input|output|view-page)|logs[\\/](recognise|looks-like|importtime[\\/].*)|graph[\\/](chain|columns|cumulative|graph|groups|heaviest|totals|vocabulary)|languages[\\/]python[\\/](stdlib[\\/])?[^\\/]+|report[\\/](analysis|json))\.ts$|[\\/]@oclif[\\/]core[\\/]/;

/** What only verbs that run or change programs need: a plain `perf analyze` must not wait for any of it. */
const HEAVY =
  /[\\/]src[\\/](bench|bundle|optimize|record|scan|measure|settings|languages[\\/]\w+[\\/](collector|judge|overlay|record|rewrite|scan|values|verify))[\\/]/;

/** @throws when a call of `perf analyze` would load what it does not need */
function checkStart(output) {
  const chunks = new Map(output.map((chunk) => [chunk.fileName, chunk]));
  const loaded = new Set(["commands/analyze.cjs"]);
  for (const name of loaded) {
    const { moduleIds = [], imports = [] } = chunks.get(name) ?? {};
    for (const id of moduleIds.filter((id) => HEAVY.test(id)))
      throw new Error(`perf analyze loads ${relative(root, id)} at its start, in ${name}`);
    for (const imported of imports) loaded.add(imported);
  }
}

async function bundleProgram(input, plugins) {
  const bundle = await rolldown({
    input,
    platform: "node",
    external: ["open", "typescript", "ts-node", "oclif-rest", /^@oclif\/plugin-/],
    plugins,
    transform: { target: "node20", define: { IMPORTPERF_VERSION: JSON.stringify(version) } },
    logLevel: "warn",
    onwarn(warning, warn) {
      if (warning.code !== "EVAL" && warning.code !== "UNSUPPORTED_FEATURE") warn(warning);
    },
  });
  const { output } = await bundle.write({
    dir: dist,
    format: "cjs",
    exports: "named",
    entryFileNames: "[name].cjs",
    chunkFileNames: "chunks/[name]-[hash].cjs",
    minify: { compress: true, mangle: true, codegen: true },
    comments: { legal: true, annotation: false, jsdoc: false },
    externalLiveBindings: false,
    codeSplitting: { groups: [{ name: "core", test: CORE }] },
    paths: { "oclif-rest": "../oclif.cjs" },
  });
  noteModules(output);
  checkStart(output);
  await bundle.close();
}

function noteModules(output) {
  for (const chunk of output) for (const id of chunk.moduleIds ?? []) bundled.add(id);
}

/** The view: one page without network. Its script and style are named by hash in the page's own policy. */
async function buildView() {
  const bundle = await rolldown({ input: join(root, "viz/main.ts"), platform: "browser", logLevel: "warn" });
  const { output } = await bundle.generate({ format: "iife", minify: true, comments: false });
  noteModules(output);
  await bundle.close();
  // A closing tag inside a string of the script would end the script element.
  const script = output[0].code.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--").trim();
  const styles = await Promise.all(
    ["style.css", "bundles.css"].map((name) => readFile(join(root, "viz", name), "utf8")),
  );
  const style = styles.join("").trim();
  const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  const page = (await readFile(join(root, "viz/page.html"), "utf8"))
    .replace(
      "{{policy}}",
      () =>
        `default-src 'none'; script-src ${hash(script)}; style-src ${hash(style)}; img-src data:; base-uri 'none'; form-action 'none'`,
    )
    .replace("{{style}}", () => style)
    .replace("{{script}}", () => script);
  await mkdir(join(dist, "viz"), { recursive: true });
  await writeFile(join(dist, "viz/page.html"), page);
}

async function writeLicences() {
  const bundler = join(root, "node_modules", "rolldown");
  await writeFile(join(dist, "THIRD-PARTY-LICENSES.txt"), licenceText(packagesOf(bundled, bundler)));
}

/**
 * What other interpreters run, as it is: the hooks that recorded programs load, and the scripts that interpreters run,
 * bundlers among them; not stdlib/make.py, which makes a table of ours.
 */
async function copyHooks() {
  for (const language of ["python", "javascript"]) {
    await cp(join(root, "src/languages", language, "record"), join(dist, language), {
      recursive: true,
      filter: (file) => !/\.ts$|__pycache__/.test(file),
    });
  }
  for (const name of ["overlay/overlay.cjs", "probe/probe.cjs"])
    await cp(join(root, "src/languages/javascript", name), join(dist, "javascript", basename(name)));
  const python = join(root, "src/languages/python");
  for (const script of await readdir(python, { recursive: true })) {
    if (!script.endsWith(".py") || /^(record|stdlib|bundle)[/\\]|__pycache__|testing/.test(script)) continue;
    await cp(join(python, script), join(dist, "python", basename(script)));
  }
  await cp(join(python, "bundle"), join(dist, "bundle", "python"), {
    recursive: true,
    filter: (file) => !/\.ts$|__pycache__/.test(file),
  });
  for (const script of ["idle_finalisers.py", "idle_now.py"])
    await cp(join(python, "collector", script), join(dist, "bundle", "python", script));
  await cp(join(root, "src/bundle/drivers"), join(dist, "bundle"), { recursive: true });
}

/** oclif reads the manifest instead of loading every command to learn its flags. */
async function buildManifest() {
  await rm(join(root, "oclif.manifest.json"), { force: true });
  const { Plugin } = await import("@oclif/core");
  const plugin = new Plugin({ root, type: "core", ignoreManifest: true, errorOnManifestCreate: true });
  await plugin.load();
  await writeFile(join(root, "oclif.manifest.json"), `${JSON.stringify(plugin.manifest)}\n`);
}

await rm(dist, { recursive: true, force: true });
await Promise.all([buildProgram(), buildView(), copyHooks()]);
await writeLicences();
await buildManifest();
