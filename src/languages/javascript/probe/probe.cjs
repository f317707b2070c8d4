// The probing run of Node: what loads of chosen CommonJS modules leave behind beyond themselves. Put in by NODE_OPTIONS
// `--require` before the program; `probe.json` beside it says which files are watched, which would go, and what stood in
// NODE_OPTIONS. One run, whose times and output mean nothing: functions of Node's are wrapped, and before and after each
// outermost load of a watched file everything that can be reached is compared, about half a second each.
//
// Compared, each object by its own properties, prototype and contents, by identity and without calling getters: what can
// be reached from globalThis, from Node's modules that are loaded, from Module, and from the exports of all loaded modules
// that stay; beside those the process's directory, umask, title, exit code and active resources. The engine's coverage
// tells which functions of modules that stay ran meanwhile.
//
// Not seen: variables in closures, private fields, contents of WeakMaps and of objects that only those hold, reactions of
// promises (for these the functions that ran are told, and have to be judged by their text); `new Date()`; proxies; what
// is changed and changed back; ES modules that are not required; children and threads.
//
// Written: a line of JSON for each load, {file, files, staying, effects: [{kind, what, file, line, during}],
// ran: [{file, name, offset, during}]}, where `during` is the innermost file whose load went on, null where that is not known;
// and, at the end, {over: true}.
"use strict";
(() => {
  const fs = require("node:fs");
  const { appendFileSync, readFileSync } = fs;
  const Module = module.constructor;
  const folder = __dirname;
  delete require.cache[__filename];
  const { apply, ownKeys, getOwnPropertyDescriptor, getPrototypeOf } = Reflect;
  const { types, promisify } = require("node:util");
  const { join, sep, dirname } = require("node:path");
  const { fileURLToPath } = require("node:url");
  const { Session } = require("node:inspector");
  const { isMainThread } = require("node:worker_threads");
  const { EventEmitter } = require("node:events");
  const given = JSON.parse(readFileSync(join(folder, "probe.json"), "utf8"));
  const processNow = process;
  if (given.options === null) delete process.env.NODE_OPTIONS;
  else process.env.NODE_OPTIONS = given.options;
  if (!isMainThread) return;

  const watched = new Set(given.watched);
  const going = new Set(given.going);
  const out = join(folder, "out", `${process.pid}-${Date.now()}.jsonl`);
  const { getActiveResourcesInfo } = process;
  const cwd = process.cwd.bind(process);
  const umask = process.umask.bind(process);
  const now = Date.now;

  /** The load that is watched, if one is; it knows what it found so far. */
  let open = null;
  /** Files whose loads have begun, innermost last. */
  const loading = [];
  /** Those of them that are watched. */
  const bounds = [];
  let stayingDepth = 0;
  let isOurs = false;

  // --- What is noted while it happens

  function note(kind, what) {
    if (open === null || isOurs || stayingDepth > 0) return;
    const at = caller();
    if (at === null) return;
    const during = loading[loading.length - 1];
    const key = `${kind}\0${what}\0${at.file}\0${at.line}\0${during}`;
    if (open.known.has(key)) return;
    open.known.add(key);
    open.effects.push({ kind, what, file: at.file, line: at.line, during });
  }

  /** The innermost frame that isn't Node's; null where Node's own loader asks. */
  function caller() {
    const holder = {};
    const limit = Error.stackTraceLimit;
    const prepare = getOwnPropertyDescriptor(Error, "prepareStackTrace");
    try {
      Error.stackTraceLimit = 30;
      Object.defineProperty(Error, "prepareStackTrace", {
        value: (_, sites) => sites,
        configurable: true,
        writable: true,
      });
      Error.captureStackTrace(holder, caller);
      for (const site of holder.stack) {
        const file = site.getFileName();
        if (file === __filename || file === null || file === undefined) continue;
        if (file.startsWith("node:internal/modules/")) return null;
        if (file.startsWith("node:")) continue;
        return { file: file.startsWith("file:") ? fileURLToPath(file) : file, line: site.getLineNumber() ?? 1 };
      }
    } catch {
    } finally {
      if (prepare === undefined) delete Error.prepareStackTrace;
      else Object.defineProperty(Error, "prepareStackTrace", prepare);
      Error.stackTraceLimit = limit;
    }
    return { file: loading[loading.length - 1] ?? "", line: 1 };
  }

  function wrap(object, name, kindOf) {
    const found = getOwnPropertyDescriptor(object, name);
    if (found === undefined || typeof found.value !== "function" || !found.writable || !found.configurable) return;
    const real = found.value;
    const handler = {
      apply(target, self, args) {
        if (open !== null && !isOurs) {
          const kind = kindOf(args);
          if (kind !== null) note(kind, name);
        }
        return apply(target, self, args);
      },
      construct(target, args, made) {
        if (open !== null && !isOurs) {
          const kind = kindOf(args);
          if (kind !== null) note(kind, name);
        }
        return Reflect.construct(target, args, made);
      },
    };
    // A proxy, so that whatever else the function has is still there.
    Object.defineProperty(object, name, { ...found, value: new Proxy(real, handler) });
  }

  /** The folder of the package that a file belongs to. */
  function packageOf(file) {
    const at = file.lastIndexOf(`${sep}node_modules${sep}`);
    if (at < 0) return dirname(file);
    const rest = file.slice(at + 14).split(sep);
    return file.slice(0, at + 14) + rest.slice(0, rest[0].startsWith("@") ? 2 : 1).join(sep);
  }

  function isOwnFile(path) {
    if (path instanceof URL) path = fileURLToPath(path);
    const file = loading[loading.length - 1];
    if (typeof path !== "string" || file === undefined) return false;
    return path === file || path.startsWith(packageOf(file) + sep);
  }

  const READS =
    /^(?:read|exists|stat|lstat|fstat|access|opendir|readlink|realpath|createReadStream|glob|statfs|open|close)/;
  function wrapFiles(object) {
    for (const name of Object.keys(object)) {
      if (!/^[a-z]/.test(name) || name === "promises" || /^(?:constants|_)/.test(name)) continue;
      wrap(object, name, (args) => {
        if (/^write(?:v)?(?:Sync)?$/.test(name) && (args[0] === 1 || args[0] === 2)) return "writes-output";
        if (/^(?:un)?watch/.test(name)) return "listens";
        if (/^open/.test(name) && args[1] !== undefined && args[1] !== "r" && args[1] !== 0) return "writes-file";
        if (!READS.test(name)) return "writes-file";
        return isOwnFile(args[0]) || /^close|^fstat/.test(name) ? null : "reads-file";
      });
    }
  }

  function wrapAll() {
    const always = (kind) => () => kind;
    wrapFiles(fs);
    wrapFiles(fs.promises);
    for (const name of ["setTimeout", "setInterval", "setImmediate", "queueMicrotask"])
      wrap(globalThis, name, always("schedules"));
    const timers = require("node:timers");
    for (const name of ["setTimeout", "setInterval", "setImmediate"]) wrap(timers, name, always("schedules"));
    wrap(process, "nextTick", always("schedules"));
    for (const name of ["spawn", "spawnSync", "exec", "execSync", "execFile", "execFileSync", "fork"])
      wrap(require("node:child_process"), name, always("starts-process"));
    for (const [name, functions] of [
      ["net", ["connect", "createConnection"]],
      ["http", ["request", "get"]],
      ["https", ["request", "get"]],
      ["tls", ["connect"]],
      ["dgram", ["createSocket"]],
      ["dns", ["lookup", "resolve", "resolve4", "resolve6", "setServers", "setDefaultResultOrder"]],
    ]) {
      // Each takes milliseconds to load: only what tells of the program is asked for when it is loaded.
      const found = require(name);
      for (const each of functions) wrap(found, each, always("network"));
    }
    // Whoever asks first for one of these makes Node set a global of its own.
    void [globalThis.Headers, globalThis.WebSocket];
    wrap(globalThis, "fetch", always("network"));
    wrap(Date, "now", always("reads-clock"));
    wrap(Math, "random", always("reads-random"));
    for (const name of ["randomBytes", "randomUUID", "randomInt", "randomFillSync"])
      wrap(require("node:crypto"), name, always("reads-random"));
    for (const name of ["freemem", "loadavg", "uptime", "cpus", "networkInterfaces", "hostname", "userInfo"])
      wrap(require("node:os"), name, always("reads-machine"));
    wrap(process, "cwd", always("reads-directory"));
    wrap(process, "chdir", always("changes-process"));
    wrap(process, "hrtime", always("reads-clock"));
    wrap(process, "uptime", always("reads-clock"));
    wrap(process, "emitWarning", always("writes-output"));
    wrap(process, "exit", always("changes-process"));
    wrap(require("node:tty"), "isatty", always("reads-terminal"));
    const { performance } = require("node:perf_hooks");
    wrap(Object.getPrototypeOf(performance), "now", always("reads-clock"));
    for (const stream of [process.stdout, process.stderr]) {
      const { write } = stream;
      stream.write = function (...args) {
        note("writes-output", stream === processNow.stdout ? "stdout" : "stderr");
        return apply(write, this, args);
      };
      delete stream._events?.pipe;
    }
    const stdin = getOwnPropertyDescriptor(process, "stdin");
    if (stdin?.get !== undefined && stdin.configurable) {
      Object.defineProperty(process, "stdin", {
        ...stdin,
        get() {
          note("listens", "process.stdin");
          return apply(stdin.get, this, []);
        },
      });
    }
  }

  const realEnv = process.env;
  const envProxy = new Proxy(realEnv, {
    get(target, key) {
      if (typeof key === "string" && !(key in Object.prototype)) note("reads-environment", key);
      return target[key];
    },
    has(target, key) {
      if (typeof key === "string") note("reads-environment", key);
      return key in target;
    },
    getOwnPropertyDescriptor(target, key) {
      if (typeof key === "string") note("reads-environment", key);
      return getOwnPropertyDescriptor(target, key);
    },
    ownKeys(target) {
      note("reads-environment", "*");
      return ownKeys(target);
    },
    set(target, key, value) {
      target[key] = value;
      return true;
    },
  });
  // A proxy's target has to have what it shows: an array of the program's own stays the one that is changed.
  let realArgv = process.argv;
  const argvProxy = () =>
    new Proxy(realArgv, {
      get(target, key) {
        note("reads-argv", "process.argv");
        return target[key];
      },
    });

  // --- Everything that can be reached

  const mapForEach = Map.prototype.forEach;
  const setForEach = Set.prototype.forEach;
  const MOST_BYTES = 1 << 20;

  /** Own state of an object: what it refers to and what it is, in one list. */
  function stateOf(object) {
    const state = [];
    try {
      state.push(getPrototypeOf(object), Object.isExtensible(object));
      if (ArrayBuffer.isView(object)) {
        state.push(checksum(object));
        return state;
      }
      if (types.isMap(object)) apply(mapForEach, object, [(value, key) => state.push(key, value)]);
      else if (types.isSet(object)) apply(setForEach, object, [(value) => state.push(value)]);
      else if (types.isDate(object)) state.push(apply(Date.prototype.getTime, object, []));
      const keys = ownKeys(object);
      for (let k = 0; k < keys.length; k++) {
        const found = getOwnPropertyDescriptor(object, keys[k]);
        if (found === undefined || isPassing(object, keys[k])) continue;
        state.push(keys[k]);
        if (found.get !== undefined || found.set !== undefined) state.push(found.get, found.set);
        else state.push(found.value);
      }
    } catch {
      // Exotic objects may refuse to be looked at.
    }
    return state;
  }

  /** What the engine and the loader keep for themselves. */
  function isPassing(object, key) {
    if (object === Module) return /^(?:_cache|_pathCache|_stat\w*)$/.test(String(key));
    if (object === processNow)
      return key === "moduleLoadList" || key === "mainModule" || key === "env" || key === "argv";
    if (object === RegExp) return true;
    // What `promisify` keeps at the function that it is asked for.
    return typeof object === "function" && (key === "arguments" || key === "caller" || key === promisify.custom);
  }

  function checksum(view) {
    const bytes = new Uint8Array(view.buffer, view.byteOffset, Math.min(view.byteLength, MOST_BYTES));
    let sum = view.byteLength;
    for (let k = 0; k < bytes.length; k++) sum = (Math.imul(sum, 31) + bytes[k]) | 0;
    return sum;
  }

  const isObject = (value) => (typeof value === "object" && value !== null) || typeof value === "function";
  const skipped = new Set([Module._cache, Module._pathCache, require.cache, envProxy]);

  /** @param before states by object, to which what can be reached from an object is added */
  function reach(root, before, names, name) {
    if (!isObject(root) || before.has(root)) return;
    const queue = [root];
    names.set(root, name);
    for (let at = 0; at < queue.length; at++) {
      const object = queue[at];
      if (before.has(object) || skipped.has(object) || (types.isProxy(object) && !isWrapped(object))) continue;
      if (object instanceof Module && object !== Module.prototype) continue;
      const state = stateOf(object);
      before.set(object, state);
      for (let k = 0; k < state.length; k++) {
        const value = state[k];
        if (!isObject(value) || before.has(value)) continue;
        if (!names.has(value)) {
          const key = k > 2 ? state[k - 1] : "";
          names.set(value, { of: object, key: typeof key === "string" ? key : "" });
        }
        queue.push(value);
      }
    }
  }

  /** Ours pass everything on: looking at them is looking at the real ones. */
  function isWrapped(object) {
    return typeof object === "function";
  }

  const builtins = Module.builtinModules;
  function roots() {
    const found = [
      ["globalThis", globalThis],
      ["process", processNow],
      ["module", Module],
      ["process.argv", realArgv],
    ];
    found.push(["process.env", realEnv], ["process.stdout", processNow.stdout], ["process.stderr", processNow.stderr]);
    // Accessors of Node's own that give what is there all the time.
    found.push(["fs.promises", fs.promises], ["stream.promises", require("node:stream").promises]);
    const loaded = new Set(processNow.moduleLoadList.map((each) => each.replace(/^NativeModule /, "")));
    for (const name of builtins) {
      if (
        !loaded.has(name) ||
        /^(?:sys|punycode|_|module$|process$|wasi|trace_events|inspector|domain|test|sqlite)/.test(name)
      )
        continue;
      try {
        found.push([name, require(name)]);
      } catch {}
    }
    for (const file of Object.keys(Module._cache)) {
      if (!going.has(file)) found.push([file, Module._cache[file].exports]);
    }
    return found;
  }

  function scalars() {
    return {
      directory: cwd(),
      umask: umask(),
      title: processNow.title,
      exitCode: String(processNow.exitCode),
      listeners: String(EventEmitter.defaultMaxListeners),
      resources: apply(getActiveResourcesInfo, processNow, []).sort().join(),
    };
  }

  /** Below what it was found, as far as names tell. */
  function nameOf(object, names) {
    const steps = [];
    for (let at = object, count = 0; count < 12; count++) {
      const name = names.get(at);
      if (name === undefined) break;
      if (typeof name === "string") {
        steps.push(name);
        break;
      }
      if (name.key !== "") steps.push(name.key);
      at = name.of;
    }
    return steps.reverse().join(".");
  }

  function whose(name) {
    if (/^process\.env\b/.test(name)) return "changes-environment";
    if (/^process\b/.test(name)) return /_events|_eventsCount/.test(name) ? "listens" : "changes-process";
    if (/^module\b/.test(name)) return "changes-loader";
    if (name === "globalThis") return "changes-global";
    return /^(?:\/|[A-Za-z]:)/.test(name) ? "changes-other-module" : "changes-builtin";
  }

  /** Tells what changed since the last time, and goes on from there. */
  function compare(window) {
    if (!isInTime(window)) return;
    const after = scalars();
    for (const key of Object.keys(after)) {
      if (after[key] !== window.scalars[key]) add(window, key === "resources" ? "schedules" : "changes-process", key);
    }
    window.scalars = after;
    for (const [file, loaded] of window.modules) {
      if (Module._cache[file] === loaded) continue;
      window.modules.delete(file);
      add(window, "changes-loader", `require.cache of ${file}`);
    }
    for (const [object, state] of window.before) {
      const later = stateOf(object);
      if (isSame(state, later)) continue;
      window.before.set(object, later);
      const name = nameOf(object, window.names);
      add(window, whose(name), `${name}${keyOfChange(state, later)}`);
    }
  }

  function add(window, kind, what) {
    window.effects.push({ kind, what, file: window.file, line: 0, during: bounds[bounds.length - 1] ?? null });
  }

  function isSame(a, b) {
    if (a.length !== b.length) return false;
    for (let k = 0; k < a.length; k++) if (!Object.is(a[k], b[k])) return false;
    return true;
  }

  function keyOfChange(a, b) {
    for (let k = 0; k < Math.max(a.length, b.length); k++) {
      if (Object.is(a[k], b[k])) continue;
      const key = typeof b[k] === "string" && k >= a.length ? b[k] : (b[k - 1] ?? a[k - 1]);
      return typeof key === "string" ? `.${key.slice(0, 80)}` : "";
    }
    return "";
  }

  // --- Which functions of modules that stay ran

  const session = new Session();
  const { post } = Session.prototype;
  function ask(method, options) {
    let result = null;
    apply(post, session, [
      method,
      options,
      (_, found) => {
        result = found;
      },
    ]);
    return result;
  }

  function ran(into, during) {
    const wasOurs = isOurs;
    isOurs = true;
    const found = ask("Profiler.takePreciseCoverage");
    isOurs = wasOurs;
    if (into === null) return;
    if (found === null) {
      add(into, "unknown-at-load", "the engine's coverage is not there");
      return;
    }
    for (const { url, functions } of found.result) {
      if (!url.startsWith("file:") && !/^(?:\/|[A-Za-z]:)/.test(url)) {
        if (url !== "" && !url.startsWith("node:") && !url.startsWith("evalmachine"))
          into.ran.push({ file: url, name: "", offset: 0, during });
        continue;
      }
      const file = url.startsWith("file:") ? fileURLToPath(url) : url;
      if (file === __filename || file === during) continue;
      for (const each of functions) {
        const [range] = each.ranges;
        if (range.count > 0) into.ran.push({ file, name: each.functionName, offset: range.startOffset, during });
      }
    }
  }

  // --- Loads

  function begin(file) {
    isOurs = true;
    const window = {
      file,
      files: [],
      staying: [],
      effects: [],
      ran: [],
      known: new Set(),
      before: new Map(),
      names: new Map(),
      scalars: scalars(),
      modules: new Map(
        Object.keys(Module._cache)
          .filter((each) => !going.has(each))
          .map((each) => [each, Module._cache[each]]),
      ),
    };
    if (isInTime(window)) for (const [name, root] of roots()) reach(root, window.before, window.names, name);
    realArgv = processNow.argv;
    processNow.env = envProxy;
    processNow.argv = argvProxy();
    ran(null);
    isOurs = false;
    return window;
  }

  function end(window) {
    isOurs = true;
    ran(window, window.file);
    if (processNow.env === envProxy) processNow.env = realEnv;
    else add(window, "changes-environment", "process.env");
    if (types.isProxy(processNow.argv)) processNow.argv = realArgv;
    else add(window, "changes-process", "process.argv");
    compare(window);
    const { file, files, staying, effects } = window;
    appendFileSync(out, `${JSON.stringify({ file, files, staying, effects, ran: window.ran })}\n`);
    isOurs = false;
  }

  const { load } = Module.prototype;
  Module.prototype.load = function (filename) {
    const isOutermost = open === null && watched.has(filename);
    const isStaying = open !== null && !going.has(filename);
    const isInner = open !== null && stayingDepth === 0;
    if (isInner) ran(open, loading[loading.length - 1]);
    if (isOutermost) open = begin(filename);
    const window = open;
    const isBound = window !== null && stayingDepth === 0 && watched.has(filename);
    if (isBound) {
      if (!isOutermost) quietly(() => compare(window));
      bounds.push(filename);
    }
    if (window !== null && !isStaying) window.files.push(filename);
    if (isStaying && stayingDepth++ === 0) stayingBegins(window, filename);
    loading.push(filename);
    try {
      return apply(load, this, [filename]);
    } finally {
      if (isInner && !isStaying) ran(window, filename);
      loading.pop();
      if (isStaying && --stayingDepth === 0) stayingEnds(window, filename, this);
      if (isBound && !isOutermost) quietly(() => compare(window));
      if (isOutermost) {
        open = null;
        end(window);
      }
      if (isBound) bounds.pop();
    }
  };

  function quietly(work) {
    const was = isOurs;
    isOurs = true;
    work();
    isOurs = was;
  }

  /** What a module that stays does while it loads is its own doing: what changed before it is told, and what it changed is not. */
  function stayingBegins(window, filename) {
    isOurs = true;
    window.staying.push(filename);
    compare(window);
    isOurs = false;
  }

  function stayingEnds(window, filename, loaded) {
    isOurs = true;
    if (isInTime(window)) {
      for (const [object] of window.before) window.before.set(object, stateOf(object));
      window.scalars = scalars();
      // What it made is part of what stays, from here on.
      reach(loaded.exports, window.before, window.names, filename);
    }
    ran(null);
    isOurs = false;
  }

  const began = now();
  function isInTime(window) {
    if (now() - began < given.seconds * 1000) return true;
    add(window, "unknown-at-load", "the time for looking at it was over");
    return false;
  }

  appendFileSync(out, "");
  wrapAll();
  session.connect();
  ask("Profiler.enable");
  ask("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
  process.on("exit", () => {
    isOurs = true;
    try {
      appendFileSync(out, `${JSON.stringify({ over: true })}\n`);
    } catch {}
  });
})();
