// Serves other sources than those on disk, or says which files were loaded. Called by tracer.cjs, whose hooks of reading it uses.
//
// The file `overlay-NAME` in our folder lists files, a line each: number, device, inode, module and path, with tabs between.
// Modes are those of Python's overlay.py:
//
// - "overlay-watch": nothing is served; the file `loaded-NUMBER` in `out` says that a listed file was loaded, and
//   `javascript-PID-…` which Node a process is.
// - Any other "overlay-NAME": the source `NAME/NUMBER` in our folder is served in its place; "overlay-NAME-report" also says
//   what was loaded.
//
// Node's loaders look `readFileSync` (for ES modules on Node 20 `fs.promises.readFile`) up anew for each file: they alone are
// given one that reads another file. What the program itself reads is as on disk.
"use strict";
module.exports = ({ folder, mode, id, fs, Module, watchReading, getBuiltin }) => {
  const [, name, last] = mode.split("-");
  const base = `${folder}/${name}`;
  const serves = name !== "watch";
  const reports = !serves || last === "report";
  const { apply } = Reflect;
  const { defineProperty } = Object;
  const { readFileSync, statSync, writeFileSync } = fs;
  const { fileURLToPath } = getBuiltin("url");
  // By the path as listed, by identity, and by name and folder, for files that are reached through another path.
  const numbers = new Map();
  const ids = new Map();
  const tails = new Set();

  function tail(path) {
    const cut = /[^\\/]*[\\/]?[^\\/]*$/.exec(path);
    return cut[0];
  }

  function readTable() {
    for (const line of readFileSync(`${folder}/overlay-${name}`, "utf8").split("\n")) {
      if (line === "") continue;
      const [number, device, inode, , ...path] = line.split("\t");
      numbers.set(path.join("\t"), number);
      ids.set(`${device}:${inode}`, number);
      tails.add(tail(path.join("\t")));
    }
  }

  /** Of the listed file that a loader reads; undefined for any other. */
  function numberOf(file) {
    let path = file;
    if (typeof file !== "string") {
      try {
        path = fileURLToPath(file);
      } catch {
        return undefined;
      }
    }
    const number = numbers.get(path);
    if (number !== undefined || !tails.has(tail(path))) return number;
    const found = statSync(path, { bigint: true, throwIfNoEntry: false });
    const made = found === undefined ? undefined : ids.get(`${found.dev}:${found.ino}`);
    if (made !== undefined) numbers.set(path, made);
    return made;
  }

  function report(what, text) {
    if (!reports) return;
    try {
      writeFileSync(`${folder}/out/${what}`, text, { mode: 0o600 });
    } catch {
      // A process that outlives the run.
    }
  }

  /** What is to be read for a file that a loader asks for. */
  function sourceOf(file) {
    try {
      const number = numberOf(file);
      if (number === undefined) return file;
      report(`loaded-${number}`, "");
      return serves ? `${base}/${number}` : file;
    } catch {
      return file;
    }
  }

  function reading(real) {
    return function read(file, options) {
      const source = sourceOf(file);
      try {
        return apply(real, this, [source, options]);
      } catch {
        // A process that outlives the run finds the file on disk alone.
        return unserved(real, this, [file, options]);
      }
    };
  }

  /** What fails shows the stack that it would have without us. */
  function unserved(real, self, given) {
    const limit = Error.stackTraceLimit;
    try {
      Error.stackTraceLimit = limit + 2;
      return apply(real, self, given);
    } catch (error) {
      if (typeof error?.stack === "string") {
        error.stack = error.stack
          .split("\n")
          .filter((line) => !line.includes(__filename) && !line.includes("at Reflect.apply"))
          .join("\n");
      }
      throw error;
    } finally {
      Error.stackTraceLimit = limit;
    }
  }

  function readingAsync(real) {
    return async function readFile(file, options) {
      return apply(real, this, [sourceOf(file), options]);
    };
  }

  /**
   * Node keeps one compiled form of each file: with two sources in turns each start would find the other's. So each has a
   * folder of its own, and the user's stays as it is. A folder that NODE_COMPILE_CACHE names is in use already when we come.
   */
  function keepCompiled() {
    const own = `${base}/compiled`;
    const keep = (real) => ({
      enableCompileCache(given) {
        const options = typeof given === "object" && given !== null ? { ...given, directory: own } : own;
        return apply(real, this, [options]);
      },
    });
    // Node puts it there when the program asks for node:module.
    defineProperty(Module, "enableCompileCache", {
      set(real) {
        const value = keep(real).enableCompileCache;
        // As the last one, where Node puts it.
        delete Module.enableCompileCache;
        defineProperty(Module, "enableCompileCache", { value, writable: true, enumerable: true, configurable: true });
      },
      configurable: true,
    });
  }

  readTable();
  report(`javascript-${id}`, process.execPath);
  watchReading(fs, "readFileSync", reading, () => true);
  if (process.versions.node.startsWith("20.")) watchReading(fs.promises, "readFile", readingAsync, () => true);
  if (serves && Module.enableCompileCache === undefined) keepCompiled();
};
