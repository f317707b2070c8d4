// The observed run of Node: which functions ran after their module's load, and which lines of the application ran, from
// the engine's precise coverage. Loaded by tracer.cjs in mode "observe"; costs more than a traced run may.
//
// What ran since the last look is asked for where a load ends, so that of each function's calls it is known whether they
// came before or after.
//
// ["v", t, [names], [names]]  what ran since the last "v": functions of these modules, bodies of these
// ["k", t, name, [lines]]     these lines of a file ran, beside those told before
// ["K", t, name, [lines]]     on these lines functions begin that were called, beside those told before
// ["A", t, name]              an ES module has no await, so its body ends when it has run through
// ["h", t]                    the program uses the inspector itself: what runs from here on is not seen
// ["u", t]                    nothing of the program runs behind the last "v"
"use strict";
module.exports = ({ add, number, clock, write, getBuiltin, folder }) => {
  const { apply } = Reflect;
  const { readFileSync, realpathSync } = getBuiltin("fs");
  const { fileURLToPath, pathToFileURL } = getBuiltin("url");
  const { Session } = getBuiltin("inspector");
  const { post } = Session.prototype;
  const ours = `${pathToFileURL(folder).href}/`;
  /** In total, freely; beyond that, this share of the time at most. */
  const FREE_NS = 5e9;
  const SHARE = 0.05;

  const session = new Session();
  const scripts = new Map();
  const texts = new Map();
  let isWatching = false;
  let spent = 0;
  let last = 0;
  let cost = 0;

  function ask(method, given) {
    let result = null;
    let failure = null;
    apply(post, session, [
      method,
      given,
      (error, found) => {
        failure = error;
        result = found;
      },
    ]);
    if (failure !== null) throw failure;
    return result;
  }

  /**
   * Notes what ran since the last time.
   *
   * isNeeded: however much the looks took already
   */
  function look(isNeeded) {
    if (!isWatching) return;
    const t = clock();
    if (!isNeeded && spent > FREE_NS && cost > (t - last) * SHARE) return;
    try {
      const called = new Set();
      const bodies = new Set();
      for (const { scriptId, url, functions } of ask("Profiler.takePreciseCoverage").result) {
        if (functions.length === 0 || url === "" || url.startsWith("node:") || url.startsWith(ours)) continue;
        const script = scriptOf(scriptId, url, functions[0]);
        let hasRun = false;
        for (const each of functions) {
          const isBody = each.ranges[0].startOffset === 0 && each.ranges[0].endOffset === script.end;
          if (!each.ranges.some(({ count }) => count > 0)) continue;
          hasRun = true;
          (isBody && each.functionName === "" ? bodies : called).add(script.name);
        }
        if (hasRun && script.text !== null) {
          newLines(script, functions);
          newCalls(script, functions);
        }
      }
      add(["v", clock(), [...called], [...bodies]]);
    } catch {
      stop();
    }
    last = clock();
    cost = last - t;
    spent += cost;
  }

  /** What is met first of a script is its body, as long as its text. */
  function scriptOf(id, url, first) {
    const known = scripts.get(id);
    if (known !== undefined) return known;
    const { startOffset, endOffset } = first.ranges[0];
    const end = startOffset === 0 && first.functionName === "" ? endOffset : -1;
    const text = end < 0 || !isApplication(url) ? null : textOf(url, end);
    const made = { name: number(url), end, text, told: new Set(), toldCalled: new Set(), seen: new Map() };
    scripts.set(id, made);
    return made;
  }

  /** The recording's project may itself lie in a node_modules: what counts is what lies below it. */
  const root = rootUrl();

  function rootUrl() {
    try {
      return `${pathToFileURL(realpathSync(readFileSync(`${folder}/root`, "utf8"))).href}/`;
    } catch {
      return "";
    }
  }

  function isApplication(url) {
    const below = root !== "" && url.startsWith(root) ? url.slice(root.length - 1) : url;
    return url.startsWith("file:") && !below.includes("/node_modules/");
  }

  /** As it was compiled; null where that is not what the file holds. */
  function textOf(url, end) {
    try {
      const text = texts.get(url) ?? readFileSync(fileURLToPath(url), "utf8").replace(/^\ufeff/, "");
      // Behind a text without its types Node adds a comment.
      return text.length === end || (text.length < end && /\.[mc]?ts$/.test(url)) ? text : null;
    } catch {
      return null;
    }
  }

  /** A line ran when anything in it but blanks did. */
  function newLines(script, functions) {
    const ranges = functions.flatMap((each) => each.ranges);
    const isNew = new Set();
    for (const { ranges: own } of functions) {
      const [{ startOffset, endOffset }] = own;
      const key = `${startOffset} ${endOffset}`;
      isNew.add(key);
      script.seen.set(key, { startOffset, endOffset, count: 0 });
    }
    // A function that did not run since, in one that did not begin since, is left out: its lines are not those around it.
    for (const [key, range] of script.seen) if (!isNew.has(key)) ranges.push(range);
    ranges.sort((a, b) => a.startOffset - b.startOffset || b.endOffset - a.endOffset);
    const lines = [];
    const open = [];
    let at = 0;
    const upTo = (offset) => {
      if (offset > at && open.length > 0 && open[open.length - 1].count > 0) linesBetween(script, at, offset, lines);
      if (offset > at) at = offset;
    };
    const closeUntil = (offset) => {
      while (open.length > 0 && open[open.length - 1].endOffset <= offset) {
        upTo(open[open.length - 1].endOffset);
        open.pop();
      }
    };
    for (const range of ranges) {
      closeUntil(range.startOffset);
      upTo(range.startOffset);
      open.push(range);
    }
    closeUntil(Number.POSITIVE_INFINITY);
    if (lines.length > 0) add(["k", clock(), script.name, lines]);
  }

  /** A function on one line stands on that of its header, which ran when it was made. */
  function newCalls(script, functions) {
    const { text, toldCalled, end } = script;
    script.starts ??= startsOf(text);
    const lines = [];
    for (const { ranges } of functions) {
      const [{ startOffset, endOffset, count }] = ranges;
      if (count === 0 || (startOffset === 0 && endOffset === end)) continue;
      const line = lineAt(script.starts, startOffset);
      if (toldCalled.has(line)) continue;
      toldCalled.add(line);
      lines.push(line);
    }
    if (lines.length > 0) add(["K", clock(), script.name, lines]);
  }

  const BLANK = /^\s*$/;

  function linesBetween(script, from, to, lines) {
    const { text, told } = script;
    script.starts ??= startsOf(text);
    for (let line = lineAt(script.starts, from), at = from; at < to && line <= script.starts.length; line++) {
      const next = Math.min(script.starts[line] ?? text.length, to);
      if (!told.has(line) && !BLANK.test(text.slice(at, next))) {
        told.add(line);
        lines.push(line);
      }
      at = next;
    }
  }

  /** Where each line begins. */
  function startsOf(text) {
    const starts = [0];
    for (const { index, 0: end } of text.matchAll(/\r\n|[\n\r\u2028\u2029]/g)) starts.push(index + end.length);
    return starts;
  }

  function lineAt(starts, offset) {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  }

  function stop() {
    if (!isWatching) return;
    isWatching = false;
    add(["h", clock()]);
    try {
      ask("Profiler.stopPreciseCoverage");
      ask("Profiler.disable");
      session.disconnect();
    } catch {}
  }

  function begin() {
    session.connect();
    ask("Profiler.enable");
    ask("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
    isWatching = true;
    // The program's own use of it would set our counts back, and ours its.
    Object.defineProperty(Session.prototype, "post", {
      get() {
        stop();
        return post;
      },
      set(value) {
        Object.defineProperty(this, "post", { value, writable: true, enumerable: false, configurable: true });
      },
      enumerable: false,
      configurable: true,
    });
  }

  /**
   * At an end: behind the handlers of `exit` we look once more.
   *
   * isPlain: nothing stands around `process.emit` that runs code behind them
   */
  function atExit(handlers, isPlain) {
    look(true);
    const had = handlers?.exit;
    if (had === undefined) {
      if (isPlain) over();
      return;
    }
    const then = () => {
      look(true);
      if (isPlain) over();
      write("");
    };
    handlers.exit = typeof had === "function" ? [had, then] : [...had, then];
  }

  function over() {
    if (isWatching) add(["u", clock()]);
  }

  begin();
  return {
    look,
    atExit,
    over,
    /** An ES module's text is compiled with a call of ours in it, at this place and so long. */
    keep(url, text, at, length) {
      if (isApplication(url)) texts.set(url, text.slice(0, at) + " ".repeat(length) + text.slice(at));
      if (!text.includes("await")) add(["A", clock(), number(url)]);
    },
  };
};
