// Runs pairs of modules, each in a world of its own, and says what both print. From standard input: a list of pairs as
// JSON; to standard output: a list of pairs of lists of lines.
"use strict";
const vm = require("node:vm");

/** A function that can be called, constructed and asked for properties, and tells which one it is and its `this`. */
function value(tag) {
  function told(...args) {
    if (new.target) this.v = `new ${tag}(${typeof args[0]})`;
    else return `${tag}(${typeof args[0]}) of ${this === undefined ? "undefined" : (this.tag ?? typeof this)}`;
  }
  told.tag = tag;
  told.n = `${tag}.n`;
  told.f = function (...args) {
    return `${tag}.f(${typeof args[0]}) of ${this === undefined ? "undefined" : (this.tag ?? typeof this)}`;
  };
  told.f.toString = () => `${tag}.f`;
  told.C = class {
    v = `new ${tag}.C`;
  };
  return told;
}

function run(text) {
  const lines = [];
  const loaded = new Map();
  const asked = (name) => {
    if (!loaded.has(name)) {
      const module = value(name);
      for (const key of ["p", "default", "q-r"]) module[key] = value(`${name}.${key}`);
      if (name < "c") module.__esModule = true;
      loaded.set(name, module);
    }
    return loaded.get(name);
  };
  const log = (line) => void lines.push(String(line));
  log.n = "log.n";
  globalThis.log = log;
  globalThis.say = (told) => {
    try {
      return told();
    } catch (error) {
      return error instanceof TypeError ? "TypeError" : String(error);
    }
  };
  const module = { exports: {} };
  try {
    vm.compileFunction(text, ["exports", "require", "module"]).call(module.exports, module.exports, asked, module);
    lines.push("loaded");
    module.exports.run();
  } catch (error) {
    lines.push(`${error.name}: ${/of (null|undefined)/.test(error.message) ? "" : error.message}`);
  }
  return lines;
}

const pairs = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(pairs.map((pair) => pair.map(run))));
