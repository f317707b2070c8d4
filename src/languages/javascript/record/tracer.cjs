// Records what a Node process loads. One file for Node 20 to 26, put in by NODE_OPTIONS `--require` before the program.
//
// No frame of ours stands on the stack while the program's code runs, so errors show what they show without us. Node
// looks its loader's functions up anew each time that it calls them (`module.load(…)`, `this.module.evaluate(…)`): an
// accessor in the place of such a function notes that it is about to be called, and for which module, and returns the
// real one. The end of a load is heard from `module.loaded = true`.
//
// ES modules: the same on the engine's own module class, which `--experimental-vm-modules` (also in our NODE_OPTIONS)
// shows once; what that option shows the program is taken away again. Where a module's body begins is heard from a call
// that is put, in memory, into a blank or comment line before its code: no line or column of its code moves. A process
// with a compile cache goes without, since that cache is kept by the source's hash.
//
// IMPORTPERF_RECORD is "mode:started-by:folder". Every thread appends lines of JSON to a file of its own: first
// ["p", {…}], the thread itself, then lists of events, then ["q", {…}], the end, of which the last one counts.
// Times are nanoseconds since `ns` of the first line; names are numbered by ["n", number, name].
//
// ["r", t, importer, [line, column, isFunction]?]  a require call in that file, without its place where its source tells it
// ["f", t, name]             that call found the module there already
// ["b", t, name, took]       that call wanted a built-in, whose first load took so long
// ["l", t, name]             the load of a CommonJS module begins: what is before is resolving, what follows reading
// ["c", t] ["x", t]          … compiling, its body
// ["e", t, failed]           the innermost load ends
// ["s", t, name] ["t", t]    reading an ES module begins, ends
// ["B", t, name, idle] ["t", t, name, idle]   … in the background, which may read others too
// ["g", t, name, [built-in, took, …], hasAwait]  an ES module is compiled, its imports come next
// ["d", t, name, [names], [specifiers]]   all that it imports is there
// ["i", t, name] ["a", t, name, isAsync]  linking, evaluating it and what it imports begins
// ["m", t, name, idle]       the body of an ES module begins
// ["z", t, idle]             the stretch of evaluating has ended
// ["y", t, name, idle]       an evaluation with top-level await is over
// ["E", t, [names], [names]]   at an end: ES modules that were not evaluated to their end, those that are being
// ["j", t, [file, line, column, isFunction]?]  an import() begins
// ["w", t, t]                a child process was waited for between these
// ["o", t, t]                we wrote our file between these
// In mode "observe" also those of observe.cjs. Modes "overlay-NAME" record nothing (overlay.cjs).
"use strict";
(() => {
  const record = process.env.IMPORTPERF_RECORD;
  const Module = module.constructor;
  const fs = require("node:fs");
  const { dirname } = require("node:path");
  const folder = dirname(__filename);
  const { hrtime } = process;
  const startNs = Number(hrtime.bigint());
  const clock = () => {
    const now = hrtime();
    return now[0] * 1e9 + now[1] - startNs;
  };
  const { defineProperty, getOwnPropertyDescriptor, getOwnPropertySymbols, getPrototypeOf } = Object;
  const { apply } = Reflect;
  const { stringify } = JSON;
  const { openSync, writeSync, closeSync, existsSync, readdirSync } = fs;
  const getBuiltin = process.getBuiltinModule ?? require;
  const { captureStackTrace } = Error;
  const { readFileSync } = fs;
  const cpuUsage = (process.threadCpuUsage ?? process.cpuUsage).bind(process);

  // A worker thread's environment is its creator's, from which our variable was taken: the mode lies in our name too.
  const words = record === undefined ? [] : record.split(":");
  const mode = /tracer-([\w-]+)\.cjs$/.exec(__filename)[1];
  const isOverlay = mode.startsWith("overlay-");
  const isTrace = mode === "trace";
  let observer = null;
  const id = `${process.pid}-${startNs}`;
  const path = `${folder}/out/${id}.js.jsonl`;

  // --- Events

  let events = [];
  let places = [];
  let writes = 0;
  let written = 0;
  let lastLoad = 0;
  let wasQuiet = false;
  let isWriting = false;
  let header = "";
  const numbers = { __proto__: null };
  let count = 0;

  function add(row) {
    events[events.length] = row;
  }

  function number(name) {
    const known = numbers[name];
    if (known !== undefined) return known;
    const made = count++;
    numbers[name] = made;
    add(["n", made, name]);
    return made;
  }

  /** Appends what is new. The file is opened each time: a program may close any descriptor. */
  function write(last) {
    if (isWriting || isOverlay) return;
    isWriting = true;
    const before = clock();
    try {
      fillPlaces();
      let text = header;
      header = "";
      if (events.length > 0) text += `${stringify(events)}\n`;
      events = [];
      text += last;
      const file = openSync(path, "a", 0o600);
      try {
        writeSync(file, text);
      } finally {
        closeSync(file);
      }
    } catch {
      // A recording may fail, the program must not.
    }
    isWriting = false;
    writes++;
    written = clock();
    add(["o", before, written]);
  }

  /** Between two loads of its own there was time to wait, for a child for instance. */
  function outermostBegins(t) {
    if (lastLoad > 0 && t - lastLoad > 2e6) wasQuiet = true;
  }

  /** A program that is killed later says no more. */
  function outermost(t) {
    lastLoad = t;
    if (events.length > 8192 || (open.length === 0 && (writes < 100 || t - written > 20e6))) write("");
  }

  // --- Where a call stands: its stack is caught at once, and looked at when we write.

  /** importer: the file in which a require stands, null for a call that is to be told with its file. */
  function place(below, row, at, importer, depth) {
    const limit = Error.stackTraceLimit;
    const holder = {};
    try {
      Error.stackTraceLimit = depth;
      captureStackTrace(holder, below);
      Error.stackTraceLimit = limit;
    } catch {
      return;
    }
    places[places.length] = { holder, row, at, importer };
  }

  function fillPlaces() {
    if (places.length === 0) return;
    const met = places;
    places = [];
    withSites(() => {
      for (let k = 0; k < met.length; k++) {
        const { holder, row, at, importer } = met[k];
        const found = calling(holder.stack);
        if (found === null) continue;
        if (importer === null) row[at] = [number(found.file), ...found.place];
        else if (isFile(found.file, importer)) row[at] = found.place;
      }
    });
  }

  /** A module may hand its `require` to code of another file. */
  function isFile(name, file) {
    return name === file || (name.startsWith("file:") && getBuiltin("url").fileURLToPath(name) === file);
  }

  function withSites(work) {
    const had = getOwnPropertyDescriptor(Error, "prepareStackTrace");
    try {
      const value = (_, sites) => sites;
      defineProperty(Error, "prepareStackTrace", { value, configurable: true, writable: true, enumerable: true });
      work();
    } catch {
      // Error is frozen: no places then.
    }
    if (had === undefined) delete Error.prepareStackTrace;
    else defineProperty(Error, "prepareStackTrace", had);
  }

  /** The nearest call that isn't Node's own, and whether it stands in a function rather than in a module's body. */
  function calling(sites) {
    for (let s = 0; s < sites.length; s++) {
      const file = sites[s].getScriptNameOrSourceURL();
      if (typeof file !== "string" || file.startsWith("node:")) continue;
      return { file, place: placeOf(sites, s) };
    }
    return null;
  }

  function placeOf(sites, at) {
    const above = sites[at + 1]?.getFileName();
    const isBody =
      sites[at].getFunctionName() === null &&
      (above === undefined || above === null || above.startsWith("node:internal/modules/"));
    return [sites[at].getLineNumber(), sites[at].getColumnNumber(), isBody ? 0 : 1];
  }

  // --- Accessors in the place of functions and objects that Node's loaders look up

  /**
   * note: called with what the property is asked of.
   * shadow: told of the values that the property has.
   */
  function watch(object, name, note, shadow) {
    const found = getOwnPropertyDescriptor(object, name);
    let value = object[name];
    shadow?.(name, value);
    const get = function () {
      note(this, get);
      return value;
    };
    defineProperty(object, name, {
      get,
      set(given) {
        if (this === object) {
          value = given;
          shadow?.(name, value);
        } else defineProperty(this, name, { value: given, writable: true, enumerable: true, configurable: true });
      },
      enumerable: found === undefined ? false : found.enumerable,
      configurable: true,
    });
  }

  // --- CommonJS

  const RESOLVED = 0;
  const COMPILING = 1;
  const RUNNING = 2;
  /** The loads that have begun, outermost first. */
  const open = [];
  let isWanted = false; // a require call whose module isn't known yet
  let lastKey = "";
  let lastModule = null;
  const seenBuiltins = { __proto__: null };

  let lastImporter = null;
  let lastNumber = 0;

  function requireAsked(importer, below) {
    if (importer === Module.prototype) return;
    leaveFailed(importer);
    const { filename } = importer;
    if (importer !== lastImporter) {
      lastNumber = number(`${filename ?? importer.id}`);
      lastImporter = importer;
    }
    const row = ["r", clock(), lastNumber];
    add(row);
    isWanted = true;
    const calls = callsOf(filename);
    if (calls === null) return;
    const at = calls === undefined || calls.names.length === 0 ? null : wantsBuiltin(calls, filename, below);
    if (!isTrace) return;
    if (at !== null) row[3] = at;
    else place(below, row, 3, filename, 3);
  }

  /** A load by `module.load(…)` itself that failed is in no cache: seen when code of one further out runs again. */
  function leaveFailed(importer) {
    const top = open.length - 1;
    if (top <= 0 || open[top].phase === RUNNING || open[top].module === importer) return;
    for (let at = top - 1; at >= 0; at--) {
      if (open[at].module !== importer) continue;
      ended(at + 1, true);
      return;
    }
  }

  /**
   * By file of a CommonJS module: its text; once it has called `require`, what has to be looked at call by call: the
   * built-ins that it names with their scheme, for which Node looks in no cache. Null where that is nothing.
   */
  const calls = { __proto__: null };

  function callsOf(file) {
    const known = calls[file];
    if (typeof known !== "string") return known;
    const names = builtinsIn(known);
    const isClear = names.length === 0 && (!isTrace || isEachCallClear(known));
    const made = isClear ? null : { names, text: names.length === 0 ? "" : known };
    calls[file] = made;
    return made;
  }

  const WITH_SCHEME = /["'`](node:[\w/]+)["'`]/g;

  function builtinsIn(text) {
    const names = [];
    if (!text.includes('require("node:') && !text.includes("require('node:")) return names;
    for (const found of text.matchAll(WITH_SCHEME)) {
      if (Module.isBuiltin(found[1])) names[names.length] = found[1];
    }
    return names;
  }

  const NAME_CHARACTER = /[\w$\u0080-\uffff]/;
  const CALL = /\s*\(\s*(?:"([^"\\\n]*)"|'([^'\\\n]*)')\s*\)/y;
  const PROPERTY = /\s*\.\s*(?:resolve|main|cache|extensions)\b/y;
  const SAME_MODULE = /^node:|(?:\/index)?(?:\.(?:js|cjs|json|node))?\/?$/g;

  /**
   * Whether the source alone tells which call asked for a module: `require` is called by its own name alone, each time with
   * another constant text. What stands in comments and texts counts too, to be sure.
   */
  function isEachCallClear(text) {
    const asked = new Set();
    for (let at = text.indexOf("require"); at >= 0; at = text.indexOf("require", at + 7)) {
      const before = at === 0 ? "" : text[at - 1];
      const end = at + 7;
      if (NAME_CHARACTER.test(before) || (end < text.length && NAME_CHARACTER.test(text[end]))) continue;
      PROPERTY.lastIndex = end;
      CALL.lastIndex = end;
      const call = before === "." ? null : CALL.exec(text);
      if (call !== null) {
        const name = (call[1] ?? call[2]).replace(SAME_MODULE, "");
        if (asked.has(name)) return false;
        asked.add(name);
      } else if (!(before !== "." && PROPERTY.test(text)) && !isProse(text, at)) return false;
    }
    return true;
  }

  const WORD = /([A-Za-z]+)[ \t]+$/;
  const BEFORE_VALUE =
    /^(?:typeof|return|in|of|case|void|delete|new|await|yield|else|do|throw|instanceof|default|extends)$/;

  /** Behind a word that is no operator stands a text for people. */
  function isProse(text, at) {
    const word = WORD.exec(text.slice(Math.max(0, at - 24), at))?.[1];
    return word !== undefined && (word === "typeof" || !BEFORE_VALUE.test(word));
  }

  /** A line of a text, found without walking all of it again: bundles ask thousands of times. */
  function lineAt(wanted, number) {
    const { text } = wanted;
    if (wanted.starts === undefined) {
      const starts = [0];
      for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts[starts.length] = at + 1;
      wanted.starts = starts;
    }
    return text.slice(wanted.starts[number - 1] ?? text.length, wanted.starts[number] ?? text.length);
  }

  /** Loads the built-in that a call asks for with its scheme. @returns the call's place, null where that is not known */
  function wantsBuiltin(wanted, file, below) {
    if (!isTrace && wanted.names.every((name) => seenBuiltins[plainName(name)] === true)) {
      calls[file] = null;
      return null;
    }
    const at = callerIn(file, below);
    if (at === null) return null;
    SPECIFIER.lastIndex = at[1] - 1;
    const name = SPECIFIER.exec(lineAt(wanted, at[0]))?.[1];
    if (name === undefined || !Module.isBuiltin(name)) return at;
    isWanted = false;
    builtin(name);
    return at;
  }

  const SPECIFIER = /require\s*\(\s*["'`](node:[\w/]+)["'`]/y;

  function callerIn(file, below) {
    const holder = {};
    let found = null;
    try {
      const limit = Error.stackTraceLimit;
      Error.stackTraceLimit = 3;
      captureStackTrace(holder, below);
      Error.stackTraceLimit = limit;
      withSites(() => {
        const { stack } = holder;
        const at = stack.findIndex((site) => site.getFileName() === file);
        if (at >= 0) found = placeOf(stack, at);
      });
    } catch {}
    return found;
  }

  function loadAsked(loaded) {
    if (loaded === Module.prototype || loaded.loaded === true) return;
    countLoad();
    // An import statement's: the body that ran before has ended.
    if (!isWanted) observer?.look(false);
    const t = clock();
    const name = lastModule === loaded ? lastKey : (loaded.filename ?? loaded.id);
    isWanted = false;
    if (open.length === 0) outermostBegins(t);
    add(["l", t, number(`${name}`)]);
    // What Node's own lookup found is there to be read: our reading can't fail and show in an error.
    open[open.length] = { module: loaded, name, phase: RESOLVED, isToRead: lastModule === loaded };
    defineProperty(loaded, "loaded", LOADED);
  }

  function compileAsked(loaded) {
    const load = open[open.length - 1];
    if (load === undefined || load.module !== loaded || load.phase !== RESOLVED) return;
    load.phase = COMPILING;
    add(["c", clock()]);
  }

  /** Node asks for the cache when it makes the module's own `require`, right before its body runs. */
  function cacheAsked() {
    const load = open[open.length - 1];
    if (load === undefined || load.phase !== COMPILING) return;
    load.phase = RUNNING;
    add(["x", clock()]);
  }

  /** Loads above `at` in the stack have been left by an error. */
  function ended(at, isFailed) {
    observer?.look(false);
    const t = clock();
    while (open.length > at) {
      const { module: left } = open[open.length - 1];
      open.length--;
      add(["e", t, isFailed || open.length > at ? 1 : 0]);
      plain(left, false);
    }
    outermost(t);
  }

  /** Gives a module its ordinary `loaded` back. */
  function plain(loaded, value) {
    if (getOwnPropertyDescriptor(loaded, "loaded")?.set !== LOADED.set) return;
    defineProperty(loaded, "loaded", { value, writable: true, enumerable: true, configurable: true });
  }

  const LOADED = {
    get() {
      return false;
    },
    set(value) {
      if (!value) return;
      plain(this, value);
      for (let at = open.length - 1; at >= 0; at--) {
        if (open[at].module === this) {
          ended(at, false);
          return;
        }
      }
    },
    enumerable: true,
    configurable: true,
  };

  const cacheHandler = {
    get(target, key) {
      const found = target[key];
      if (isWanted && typeof key === "string") {
        if (found !== undefined) {
          isWanted = false;
          add(["f", clock(), number(key)]);
        } else if (key[0] !== "/" && Module.isBuiltin(key)) {
          isWanted = false;
          builtin(key);
        }
      }
      return found;
    },
    set(target, key, value) {
      if (isWanted) {
        lastKey = key;
        lastModule = value;
      } else if (typeof value === "object" && value !== null && value.loaded === false) {
        lastKey = key;
        lastModule = value;
      }
      target[key] = value;
      return true;
    },
    deleteProperty(target, key) {
      const load = open[open.length - 1];
      if (load !== undefined && load.module === target[key]) ended(open.length - 1, true);
      return delete target[key];
    },
  };

  /** A built-in is loaded here, a moment before Node would, to see what that takes. */
  function builtin(name) {
    const t = clock();
    const took = firstLoad(name);
    add(["b", t, number(name), took]);
  }

  function plainName(name) {
    const plain = name.startsWith("node:") ? name.slice(5) : name;
    return Module.isBuiltin(plain) ? plain : name;
  }

  function firstLoad(given) {
    const name = plainName(given);
    if (seenBuiltins[name] === true) return 0;
    seenBuiltins[name] = true;
    const t = clock();
    const found = getBuiltin(name);
    const took = clock() - t;
    if (name === "worker_threads") followThreads(found);
    return took;
  }

  /** A thread inherits what starts us, unless it is given an environment or options of its own. */
  function followThreads(threads) {
    const construct = (kind, given, made) => {
      const { env, execArgv } = given[1] ?? {};
      const isOwn = typeof env === "object" ? env !== null : execArgv !== undefined && env === undefined;
      if (isOwn || (env === undefined && !existsSync(__filename))) {
        const pairs = Object.entries(env ?? process.env).map(([name, value]) => `${name}=${value}`);
        given[1] = { ...given[1], env: fromPairs(withOurs(pairs)) };
      }
      try {
        return Reflect.construct(kind, given, made);
      } catch (error) {
        if (typeof error?.stack === "string") {
          error.stack = error.stack.replace(/\n +at Object\.construct \([^\n]*tracer-[^\n]*/, "");
        }
        throw error;
      }
    };
    const { prototype } = threads.Worker;
    threads.Worker = new Proxy(threads.Worker, { construct });
    defineProperty(prototype, "constructor", { value: threads.Worker, writable: true, configurable: true });
  }

  function watchCommonJs() {
    const { prototype } = Module;
    // In errors the engine calls a function as the property that holds it, which it looks for in all prototypes.
    const holder = Object.create(getPrototypeOf(prototype));
    const shadow = (name, value) => {
      holder[name] = value;
    };
    watch(prototype, "require", requireAsked, shadow);
    watch(prototype, "load", loadAsked, shadow);
    watch(prototype, "_compile", compileAsked, shadow);
    Object.setPrototypeOf(prototype, holder);
    let cache = new Proxy(Module._cache, cacheHandler);
    defineProperty(Module, "_cache", {
      get() {
        cacheAsked();
        return cache;
      },
      set(given) {
        cache = given;
      },
      enumerable: true,
      configurable: true,
    });
  }

  // --- ES modules

  const MARK = "importperf\u02b9";
  const wraps = []; // the engine's modules
  let links = 0; // ES modules whose imports are being loaded
  let isImporting = false; // an import() has begun
  let isStretch = false;
  let isAsync = 0; // evaluations with top-level await that aren't over
  let performance = null;
  let sinceSpawn = null; // the first child that is not waited for at once

  /** The one class of the engine's modules. */
  function moduleClass() {
    const vm = getBuiltin("vm");
    if (vm.SyntheticModule === undefined) return null;
    // Making a module warns, once in a process: that waits until the program makes one, if it may.
    const { emitWarning } = process;
    let warning = null;
    process.emitWarning = (...given) => {
      warning = given;
    };
    let made;
    try {
      made = new vm.SyntheticModule([], () => {});
    } finally {
      process.emitWarning = emitWarning;
    }
    const isAsked =
      process.execArgv.includes("--experimental-vm-modules") || (process.env.NODE_OPTIONS ?? "").includes("vm-modules");
    for (const name of ["Module", "SourceTextModule", "SyntheticModule"]) {
      if (!isAsked) delete vm[name];
      else vm[name] = warningFirst(vm[name]);
    }
    function warningFirst(kind) {
      const handler = {
        get construct() {
          if (warning !== null) apply(process.emitWarning, process, warning);
          warning = null;
          return undefined;
        },
      };
      return new Proxy(kind, handler);
    }
    for (const symbol of getOwnPropertySymbols(made)) {
      const prototype = typeof made[symbol] === "object" && made[symbol] !== null ? getPrototypeOf(made[symbol]) : null;
      if (prototype !== null && typeof prototype.getModuleRequests === "function") return prototype;
    }
    return null;
  }

  function isOfProgram(wrap) {
    return typeof wrap.url === "string" && !wrap.url.startsWith("node:");
  }

  /** Time in which the program waited so far. */
  function idle() {
    if (sinceSpawn === null) return loopIdle();
    const { idleThen, t, busyThen } = sinceSpawn;
    return idleThen + Math.max(0, Math.round(clock() - t - (busy() - busyThen)));
  }

  /** A child's end interrupts the event loop, which then forgets that it waited: from here on, what is no work is waiting. */
  function childBegins() {
    if (sinceSpawn === null && !isOverlay) sinceSpawn = { idleThen: loopIdle(), t: clock(), busyThen: busy() };
  }

  /** Time in which this thread worked, or could have but for others on the machine. */
  function busy() {
    const { user, system } = cpuUsage();
    let delay = 0;
    try {
      delay = Number(readFileSync("/proc/thread-self/schedstat", "utf8").split(" ")[1]);
    } catch {
      // Linux alone tells.
    }
    return (user + system) * 1000 + delay;
  }

  function loopIdle() {
    if (performance === null) {
      const t = clock();
      performance = getBuiltin("perf_hooks").performance;
      add(["o", t, clock()]);
    }
    return Math.round(performance.nodeTiming.idleTime * 1e6);
  }

  function isGraphAsync(wrap) {
    if (wrap.hasAsyncGraph !== undefined) return wrap.hasAsyncGraph;
    return typeof wrap.isGraphAsync === "function" ? wrap.isGraphAsync() : false;
  }

  function hasAwait(wrap) {
    // A method until 22, which ends the process when the module isn't linked yet.
    return wrap.hasTopLevelAwait === true;
  }

  function watchModules(prototype) {
    const { getModuleRequests, link, evaluate } = prototype;
    prototype.getModuleRequests = function () {
      const t = clock();
      const requests = apply(getModuleRequests, this, []);
      if (isOfProgram(this)) {
        const top = open[open.length - 1];
        if (top !== undefined && top.phase === COMPILING) top.phase = RUNNING;
        isImporting = false;
        if (open.length === 0 && links === 0) outermostBegins(t);
        const row = ["g", t, number(this.url), [], hasAwait(this) ? 1 : 0];
        add(row);
        links++;
        // What the program makes by node:vm is nobody's but its own.
        if (!this.url.startsWith("vm:")) wraps[wraps.length] = this;
        countLoad();
        for (let k = 0; k < requests.length; k++) {
          const { specifier } = requests[k];
          if (!Module.isBuiltin(specifier)) continue;
          const took = firstLoad(specifier);
          if (took > 0) row[3].push(number(specifier), took);
        }
      }
      return requests;
    };
    prototype.link = function (...given) {
      if (isOfProgram(this)) {
        links--;
        const modules = given[given.length - 1];
        const specifiers =
          given.length > 1 ? given[0] : apply(getModuleRequests, this, []).map(({ specifier }) => specifier);
        const names = [];
        for (let k = 0; k < modules.length; k++) names[k] = number(`${modules[k].url}`);
        add(["d", clock(), number(this.url), names, specifiers]);
      }
      return apply(link, this, given);
    };
    for (const name of ["instantiate", "instantiateSync"]) {
      if (prototype[name] === undefined) continue;
      watch(prototype, name, (wrap) => {
        if (isOfProgram(wrap)) add(["i", clock(), number(wrap.url)]);
      });
    }
    for (const name of ["evaluate", "evaluateSync"]) {
      watch(prototype, name, (wrap) => {
        if (!isOfProgram(wrap)) return;
        const isAwaiting = name === "evaluate" && isGraphAsync(wrap);
        add(["a", clock(), number(wrap.url), isAwaiting ? 1 : 0]);
        stretch();
        if (isAwaiting) {
          isAsync++;
          idle();
          queueMicrotask(() => settle(wrap, evaluate));
        }
      });
    }
  }

  /** When the program's modules have run, and before anything that they left for later. */
  function stretch() {
    if (isStretch) return;
    isStretch = true;
    queueMicrotask(() => {
      isStretch = false;
      observer?.look(false);
      const t = clock();
      add(isAsync > 0 ? ["z", t, idle()] : ["z", t]);
      outermost(t);
    });
  }

  /** Evaluating again what is being evaluated gives the same promise. */
  function settle(wrap, evaluate) {
    const over = () => {
      isAsync--;
      observer?.look(false);
      const t = clock();
      add(["y", t, number(wrap.url), idle()]);
      outermost(t);
    };
    apply(evaluate, wrap, [-1, false]).then(over, over);
  }

  const EVALUATING = 3;
  const EVALUATED = 4;
  const ERRORED = 5;

  /** The engine knows which modules failed, themselves or by what they import, and which never came to run. */
  function noteFailed() {
    const failed = [];
    const running = [];
    const waiting = [];
    for (let k = 0; k < wraps.length; k++) {
      const status = wraps[k].getStatus();
      if (status === EVALUATED) continue;
      const list = status === EVALUATING ? running : status === ERRORED ? failed : waiting;
      list[list.length] = number(wraps[k].url);
    }
    // What the program ended by itself did not fail.
    const others = running.length > 0 ? running : failed;
    for (let k = 0; k < waiting.length; k++) others[others.length] = waiting[k];
    if (failed.length + running.length > 0) add(["E", clock(), failed, running]);
  }

  function bodyBegins(name) {
    observer?.look(false);
    add(isAsync > 0 ? ["m", clock(), name, idle()] : ["m", clock(), name]);
    stretch();
  }

  /** Where a call may stand in an ES module without moving any of its code; -1 for nowhere. */
  function gap(text) {
    let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
    let behindImport = -1;
    if (text.startsWith("#!", at)) {
      at = text.indexOf("\n", at) + 1;
      if (at === 0) return -1;
    }
    const token =
      /[^\S\n\r\u2028\u2029]*(?:(\r?\n|[\r\u2028\u2029])|(\/\/)|(\/\*)|(import(?![\w$\u0080-\uffff]|\s*[.(]))|(export\s*(?:\*|\{))|(["'])|(;)|)/y;
    let isLineEmpty = true;
    for (;;) {
      token.lastIndex = at;
      const found = token.exec(text);
      const next = token.lastIndex;
      if (found[1] !== undefined) {
        if (isLineEmpty) return next - found[1].length;
        if (behindImport < 0) behindImport = next - found[1].length;
        isLineEmpty = true;
        at = next;
      } else if (found[2] !== undefined) {
        return next - 2;
      } else if (found[3] !== undefined) {
        const close = text.indexOf("*/", next);
        if (close < 0) return behindImport;
        if (/[\n\r\u2028\u2029]/.test(text.slice(next, close))) return next - 2;
        at = close + 2;
      } else if (found[7] !== undefined) {
        at = next;
      } else if (found[4] !== undefined || found[5] !== undefined || found[6] !== undefined) {
        isLineEmpty = false;
        at = behindDeclaration(text, next - found[0].trimStart().length);
        if (at < 0) return behindImport;
      } else {
        return behindImport;
      }
    }
  }

  const IMPORT =
    /import\s*(?:[\w$\u0080-\uffff*{},\s]*?\bfrom\s*|\{(?:[^{}"']|"[^"\n]*"|'[^'\n]*')*\}\s*from\s*)?(?:"[^"\n\\]*"|'[^'\n\\]*')(?:\s*with\s*\{[^{}]*\})?/y;
  const EXPORT =
    /export\s*(?:\*(?:\s*as\s+(?:[\w$]+|"[^"\n]*"))?|\{[^{}]*\})\s*from\s*(?:"[^"\n\\]*"|'[^'\n\\]*')(?:\s*with\s*\{[^{}]*\})?/y;
  const DIRECTIVE =
    /(?:"use [^"\n\\]*"|'use [^'\n\\]*')(?=[^\S\n\r]*(?:;|[\n\r]+\s*(?:import|export|const|let|var|function|class|\/)))/y;

  function behindDeclaration(text, at) {
    for (const form of [IMPORT, EXPORT, DIRECTIVE]) {
      form.lastIndex = at;
      const found = form.exec(text);
      if (found !== null) return at + found[0].length;
    }
    return -1;
  }

  function marked(text, name) {
    if (Module.getCompileCacheDir?.() !== undefined) return text;
    const at = gap(text);
    return at < 0 ? text : `${text.slice(0, at)};${MARK}(${number(name)});${text.slice(at)}`;
  }

  /** Whether a text is surely an ES module's; told fast, since most that are asked about are not. */
  function isModuleText(file, text) {
    if (/\.m[jt]s$/.test(file)) return true;
    const head = text.slice(0, 1024);
    if (head.includes("exports") || head.includes("require(")) return false;
    return (
      (text.includes("\nexport ") || text.includes("\nimport ") || MODULE_START.test(text)) && MODULE_TEXT.test(text)
    );
  }

  const MODULE_START = /^(?:import|export)\b/;
  const MODULE_TEXT = /^\s*(?:import(?!\s*[.(])|export)\b/m;

  /** Reads for Node's loaders; what they get for an ES module says when its body begins. */
  function reading(real) {
    return function read(file, options) {
      if (typeof file !== "object") {
        const text = apply(real, this, [file, options]);
        if (typeof file !== "string" || typeof text !== "string" || !CODE.test(file)) return text;
        if (isModuleText(file, text)) return isLoader(read) ? sourceOf(file, null, text) : text;
        calls[file] = text;
        return text;
      }
      add(["s", clock(), number(file.href)]);
      const source = apply(real, this, [file, options]);
      add(["t", clock()]);
      return sourceOf(file.pathname, file.href, source);
    };
  }

  const CODE = /\.[mc]?[jt]s$/;

  function sourceOf(file, url, source) {
    try {
      if (!CODE.test(file)) return source;
      const text = typeof source === "string" ? source : source.toString("utf8");
      if (!isModuleText(file, text)) {
        if (url !== null) calls[getBuiltin("url").fileURLToPath(url)] = text;
        return source;
      }
      const name = url ?? getBuiltin("url").pathToFileURL(file).href;
      const made = marked(text, name);
      observer?.keep(name, text, made.length === text.length ? 0 : gap(text), made.length - text.length);
      if (made === text) return source;
      return typeof source === "string" ? made : Buffer.from(made);
    } catch {
      return source;
    }
  }

  function readingAsync(real) {
    return async function readFile(file, options) {
      const name = number(file.href);
      add(["B", clock(), name, isAsync > 0 ? idle() : 0]);
      const source = await apply(real, this, [file, options]);
      add(["t", clock(), name, isAsync > 0 ? idle() : 0]);
      return sourceOf(file.pathname, file.href, source);
    };
  }

  /** Whether one of Node's loaders asks. */
  function isLoader(below) {
    return callers(below, 1).includes("node:internal/modules/");
  }

  /** A text with the names of the files that ask, the nearest first. */
  function callers(below, count) {
    const limit = Error.stackTraceLimit;
    const holder = {};
    let file = "";
    try {
      Error.stackTraceLimit = count;
      captureStackTrace(holder, below);
      Error.stackTraceLimit = limit;
      if (typeof Error.prepareStackTrace === "function") {
        withSites(() => {
          file = holder.stack.map((site) => site.getFileName()).join(" ");
        });
      } else file = `${holder.stack}`;
    } catch {
      return "";
    }
    return file;
  }

  const SURELY = 2;

  function watchReading(object, name, wrap, isPossible) {
    const found = getOwnPropertyDescriptor(object, name);
    let value = object[name];
    let wrapped = wrap(value);
    const get = () => {
      const possible = isPossible();
      return possible === SURELY || (possible && isLoader(get)) ? wrapped : value;
    };
    defineProperty(object, name, {
      get,
      set(given) {
        if (this === object) {
          value = given;
          wrapped = wrap(given);
        } else defineProperty(this, name, { value: given, writable: true, enumerable: true, configurable: true });
      },
      enumerable: found.enumerable,
      configurable: true,
    });
  }

  function watchEsModules() {
    const prototype = moduleClass();
    if (prototype === null) return;
    watchModules(prototype);
    getBuiltin("vm").runInThisContext(`let ${MARK};(f)=>{${MARK}=f}`)(bodyBegins);
    const isPossible = () => {
      const top = open[open.length - 1];
      if (top?.isToRead === true && top.phase === RESOLVED) {
        top.isToRead = false;
        return SURELY;
      }
      return top === undefined || links > 0 || isImporting;
    };
    watchReading(fs, "readFileSync", reading, isPossible);
    if (process.versions.node.startsWith("20.")) {
      watchReading(fs.promises, "readFile", readingAsync, () => true);
      if (isTrace) watchImportCalls();
      return;
    }
    const channel = getBuiltin("diagnostics_channel").channel("tracing:module.import:start");
    const get = () => {
      isImporting = true;
      const row = ["j", clock()];
      add(row);
      if (isTrace) place(get, row, 2, null, 8);
      return Reflect.get(getPrototypeOf(channel), "hasSubscribers", channel);
    };
    defineProperty(channel, "hasSubscribers", { get, configurable: true, enumerable: false });
  }

  /** Node 20 tells nobody of an import(), but it makes a promise for it at once. */
  function watchImportCalls() {
    const made = (_, from) => {
      if (from !== undefined || !callers(made, 1).includes("node:internal/modules/esm/utils")) return;
      const row = ["j", clock()];
      add(row);
      place(made, row, 2, null, 4);
    };
    getBuiltin("v8").promiseHooks.onInit(made);
  }

  // --- The collector

  let loads = 0;
  let collector = null;

  /** Its profiler costs a millisecond to begin with, as much as a small program collects. */
  function countLoad() {
    if (++loads !== 100) return;
    const t = clock();
    try {
      const { GCProfiler } = getBuiltin("v8");
      collector = new GCProfiler();
      collector.start();
    } catch {}
    add(["o", t, clock()]);
  }

  function collected() {
    const rows = collector?.stop()?.statistics;
    if (rows === undefined) return {};
    let us = 0;
    for (let k = 0; k < rows.length; k++) us += rows[k].cost;
    return { collector: Math.round(us * 1000), collections: rows.length };
  }

  // --- The end, children

  let endedAt = -1;
  let lookedAt = -1;
  let collectorSaid = null;
  let cacheSaid = null;

  /** The last moment that we are sure to see: what runs at `exit` may take a while too. */
  function finish() {
    const t = clock();
    if (endedAt >= 0 && t - endedAt < 1e6 && observer === null) return;
    endedAt = t;
    collectorSaid ??= collected();
    try {
      noteFailed();
    } catch {
      // An engine that tells nothing of its modules.
    }
    cacheSaid ??= compileCache();
    write(`${stringify(["q", { ...ending(t), ...collectorSaid, ...cacheSaid }])}\n`);
  }

  /** Whoever looks at `process.reallyExit` may call it, or keep it for later as signal-exit does: an end if nothing follows. */
  function perhapsFinish() {
    const t = clock();
    if (lookedAt >= 0 && t - lookedAt < 1e6 && observer === null) return;
    lookedAt = t;
    write(`${stringify(["q", { ...ending(t), isPerhaps: 1 }])}\n`);
  }

  /** How much earlier starts have left compiled, where the program keeps any: ours is added when all is over. */
  function compileCache() {
    try {
      const dir = Module.getCompileCacheDir?.();
      return dir === undefined ? {} : { kept: readdirSync(dir).length };
    } catch {
      return {};
    }
  }

  function ending(t) {
    // Loading what tells the idle time costs a millisecond, which a program that has just loaded can't have been idle.
    return { t, idle: wasQuiet || t - lastLoad > 2e6 ? idle() : 0 };
  }

  /** What stands before the user's own values, by the file that the recorder wrote: [name, separator, prefix]. */
  const prefixes = fs
    .readFileSync(`${folder}/environment-${mode}`, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.split("\t"));

  /** A value without what our hooks need before it. */
  function without(value, [, separator, prefix]) {
    if (value === prefix) return "";
    return value.startsWith(prefix + separator) ? value.slice(prefix.length + separator.length) : value;
  }

  function hideEnvironment() {
    const { env } = process;
    if (record !== undefined) delete env.IMPORTPERF_RECORD;
    for (const prefix of prefixes) {
      const value = env[prefix[0]];
      if (value === undefined) continue;
      const own = without(value, prefix);
      if (own === "") delete env[prefix[0]];
      else if (own !== value) env[prefix[0]] = own;
    }
  }

  /** A child's environment as "NAME=value", with what makes it record. */
  function withOurs(pairs) {
    const kept = [];
    const own = prefixes.map(() => "");
    for (let k = 0; k < pairs.length; k++) {
      const pair = `${pairs[k]}`;
      const at = prefixes.findIndex(([name]) => pair.startsWith(`${name}=`));
      if (at >= 0) own[at] = without(pair.slice(prefixes[at][0].length + 1), prefixes[at]);
      else if (!pair.startsWith("IMPORTPERF_RECORD=")) kept[kept.length] = pair;
    }
    // A process that outlives its recording must not hand on what is there no more.
    const isThere = existsSync(__filename);
    prefixes.forEach(([name, separator, prefix], at) => {
      if (!isThere) {
        if (own[at] !== "") kept.push(`${name}=${own[at]}`);
        return;
      }
      kept.push(`${name}=${prefix}${own[at] === "" ? "" : separator}${own[at]}`);
    });
    if (isThere) kept.push(`IMPORTPERF_RECORD=${mode}:${id}:${folder}`);
    return kept;
  }

  function followChildren() {
    const { noDeprecation } = process;
    if (noDeprecation !== true) process.noDeprecation = true;
    const { Process } = process.binding("process_wrap");
    const sync = process.binding("spawn_sync");
    if (noDeprecation === undefined) delete process.noDeprecation;
    else if (noDeprecation !== true) process.noDeprecation = noDeprecation;
    const { spawn } = Process.prototype;
    Process.prototype.spawn = function (...given) {
      childBegins();
      if (given.length === 1) given[0].envPairs = withOurs(given[0].envPairs ?? []);
      else if (given[3] != null) given[3] = withOurs(given[3]);
      return apply(spawn, this, given);
    };
    const spawnSync = sync.spawn;
    sync.spawn = function (options) {
      if (options.envPairs != null) options.envPairs = withOurs(options.envPairs);
      const t = clock();
      const result = apply(spawnSync, this, [options]);
      const end = clock();
      add(["w", t, end]);
      if (sinceSpawn !== null) sinceSpawn.t += end - t;
      return result;
    };
    const { execve } = process;
    if (execve === undefined) return;
    process.execve = {
      execve(file, words, environment = process.env) {
        finish();
        let given = environment;
        try {
          given = fromPairs(withOurs(Object.entries(environment).map(([name, value]) => `${name}=${value}`)));
        } catch {}
        return apply(execve, process, [file, words ?? [], given]);
      },
    }.execve;
  }

  function fromPairs(pairs) {
    const made = {};
    for (const pair of pairs) made[pair.slice(0, pair.indexOf("="))] = pair.slice(pair.indexOf("=") + 1);
    return made;
  }

  function watchEnd() {
    const { emit } = process;
    let isPlain = true;
    const noteEmit = () => {
      if (!process._exiting || endedAt >= 0) return;
      observer?.atExit(process._events, isPlain);
      finish();
    };
    watch(process, "emit", noteEmit, (_, value) => {
      isPlain = value === emit;
    });
    for (const name of ["reallyExit", "abort", "kill"]) {
      watch(process, name, (_, get) => {
        // `import process from "node:process"` looks at everything that process has.
        if (process._exiting !== true && callers(get, 2).includes("node:internal/bootstrap/")) return;
        observer?.look(true);
        if (name === "kill") write("");
        else {
          observer?.over();
          if (process._exiting === true) finish();
          else perhapsFinish();
        }
      });
    }
  }

  /** Records nothing: serves files (overlay.cjs). */
  function overlay() {
    const file = `${folder}/overlay.cjs`;
    try {
      require(file)({ folder, mode, id, fs, Module, watchReading, getBuiltin });
    } finally {
      for (const own of [file, __filename]) delete require.cache[own];
    }
    followChildren();
  }

  function begin() {
    hideEnvironment();
    if (isOverlay) {
      overlay();
      return;
    }
    const first = {
      id,
      startedBy: words[1] ?? "",
      pid: process.pid,
      mode,
      ns: startNs,
      executable: process.execPath,
      version: process.versions.node,
      thread: process.abort.disabled === true ? String(getBuiltin("worker_threads").threadId) : null,
      cwd: cwd(),
      argv: [process.execPath, ...process.execArgv, ...process.argv.slice(1)],
    };
    header = `${stringify(["p", first])}\n`;
    write("");
    if (mode === "observe") observe();
    delete require.cache[__filename];
    watchCommonJs();
    watchEsModules();
    followChildren();
    watchEnd();
    add(["o", 0, clock()]);
  }

  function observe() {
    // The coverage that the program's user asked for comes first.
    if (process.env.NODE_V8_COVERAGE !== undefined) return;
    const file = `${folder}/observe.cjs`;
    try {
      observer = require(file)({ add, number, clock, write, getBuiltin, folder });
    } catch {
      // Without an inspector, or not allowed to use it.
    }
    delete require.cache[file];
  }

  function cwd() {
    try {
      return process.cwd();
    } catch {
      return null;
    }
  }

  try {
    begin();
  } catch (error) {
    if (process.env.IMPORTPERF_DEBUG !== undefined) console.error(error);
  }
})();
