#!/usr/bin/env node
"use strict";
// Starts the bundle beside it with the code that V8 made of it in an earlier start: kept in the bundle's folder, else in the user's cache.
// Node's own compile cache took less off such files when it was measured.
const fs = require("node:fs");
const Module = require("node:module");
const { isAbsolute, join } = require("node:path");
const vm = require("node:vm");

const file = join(__dirname, "importperf-bundle.cjs");
const own = join(__dirname, "@UP@.compile-cache");
// For what stays in files of its own.
const said = Module.enableCompileCache?.(own);
if (said?.status === 0) Module.enableCompileCache();
if (process.env.NODE_DISABLE_COMPILE_CACHE) require(file);
else start();

function start() {
  // V8 itself asks for its version, its flags and the text's length.
  const name = `@HASH@-${process.version}-${process.platform}-${process.arch}`;
  const folders = [own, ...userFolders()];
  const cachedData = kept(folders, name);
  const source = Module.wrap(fs.readFileSync(file, "@ENCODING@"));
  const script = new vm.Script(source, { filename: file, cachedData });
  if (script.cachedDataRejected !== false) process.once("exit", () => keep(script, folders, name));
  const made = new Module(file, module);
  made.filename = file;
  made.paths = Module._nodeModulePaths(__dirname);
  // Relative to this file's folder, which is that one's.
  made.__perf_import = (name, options) => import(name, options);
  require.cache[file] = made;
  script.runInThisContext().call(made.exports, made.exports, Module.createRequire(file), made, file, __dirname);
  made.loaded = true;
}

function userFolders() {
  const { XDG_CACHE_HOME = "", HOME = "" } = process.env;
  const folder = isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : isAbsolute(HOME) ? join(HOME, ".cache") : "";
  return folder === "" ? [] : [join(folder, "importperf-bundles")];
}

function kept(folders, name) {
  for (const folder of folders) {
    try {
      return fs.readFileSync(join(folder, name));
    } catch {
      // Not here.
    }
  }
  return undefined;
}

function keep(script, folders, name) {
  for (const folder of folders) {
    const made = join(folder, `${name}.${process.pid}`);
    try {
      fs.mkdirSync(folder, { recursive: true });
      // Before the code is made, which takes a while: the folder may be read-only.
      const opened = fs.openSync(made, "wx");
      fs.writeFileSync(opened, script.createCachedData());
      fs.closeSync(opened);
      fs.renameSync(made, join(folder, name));
      return;
    } catch {
      remove(made);
    }
  }
}

function remove(made) {
  try {
    fs.rmSync(made, { force: true });
  } catch {
    // Nor can anything be removed there.
  }
}
