/** For tests: a module of which others ask and change state, at their loads or later. */
export const MODE = `let mode = 1;
let calls = 0;
const kept = new Map();
const memos = {};
const store = {};
const put = (into, key, value) => {
  into[key] = value;
};
exports.getMode = () => mode;
exports.setMode = (to) => {
  mode = to;
};
exports.level = 1;
exports.setLevel = (to) => {
  exports.level = to;
};
Object.defineProperty(exports, "live", { enumerable: true, get: () => mode });
exports.options = { deep: { x: 1 } };
exports.readDeep = () => exports.options.deep.x;
exports.next = () => ++calls;
exports.put = (key, value) => {
  kept.set(key, value);
};
exports.size = () => kept.size;
exports.memo = (key) => (memos[key] ??= Object.keys(memos).length);
exports.store = (key, value) => put(store, key, value);
exports.fetch = (key) => store[key] || 0;
class Counter {
  #count = 0;
  field = 0;
  next() {
    this.field += 2;
    return ++this.#count;
  }
  get count() {
    return this.#count;
  }
}
exports.counter = new Counter();
exports.Base = class {
  static made = 0;
  constructor() {
    this.id = ++exports.Base.made;
  }
};
exports.hooks = [];
exports.run = () => exports.hooks.reduce((sum, hook) => sum + hook(), 0);
exports.many = () => exports.hooks.length;
const held = [];
exports.list = held;
exports.held = () => held.length;
const shared = { x: 1 };
exports.give = () => shared;
exports.ask = () => shared.x;
exports.pure = (n) => n * 2;
`;

/** Expressions that are numbers and depend on when they are evaluated; `MODE` stands for the module. */
export const READS = [
  "MODE.getMode()",
  "MODE.level",
  "MODE.live",
  "MODE.options.deep.x",
  "MODE.readDeep()",
  "MODE.next()",
  "MODE.size()",
  "MODE.memo(__filename)",
  "MODE.fetch('a')",
  "MODE.counter.next()",
  "MODE.counter.count",
  "MODE.counter.field",
  "new MODE.Base().id",
  "new (class extends MODE.Base {})().id",
  "MODE.run()",
  "(({ level }) => level)(MODE)",
  "({ ...MODE }).level",
  "[1].map(MODE.getMode)[0]",
  "[1].map(() => MODE.getMode())[0]",
  "MODE.getMode.call(null)",
  "Number(Object.keys(MODE.options.deep).length)",
  "(globalThis[Symbol.for('truth')] || 0)",
  "Number(process.env.MODE || 1)",
  "process.argv.length",
  "Number(process.cwd() === '/')",
  "MODE.pure(3)",
  "MODE.many()",
  "MODE.hooks.length",
  "MODE.held()",
  "MODE.list.length",
  "MODE.ask()",
  "MODE.give().x",
];

/** What changes that, at a load or later. */
export const WRITES = [
  "MODE.setMode(5);",
  "MODE.setLevel(6);",
  "MODE.level = 7;",
  "MODE.options.deep.x = 8;",
  "MODE.options.deep = { x: 9, y: 1 };",
  "MODE.next();",
  "MODE.put(__filename, 1);",
  "MODE.memo('other');",
  "MODE.store('a', 4);",
  "MODE.counter.next();",
  "MODE.counter.field = 3;",
  "new MODE.Base();",
  "MODE.hooks.push(() => 10);",
  "globalThis[Symbol.for('truth')] = 3;",
  "process.env.MODE = '4';",
  "process.argv.push('more');",
  "process.chdir('/');",
  "Object.assign(MODE, { level: 11 });",
  "MODE['level'] = 12;",
  "MODE.list.push(1);",
  "const { list } = MODE; list[3] = 1;",
  "MODE.give().x = 5;",
  "const given = MODE.give(); given.x = 6;",
  "MODE.getMode = () => 13;",
];

/** Modules that pass on all of another, by how compilers and people write that. */
export const BARRELS: readonly ((asked: string) => string)[] = [
  (asked) => `Object.assign(module.exports, ${asked});\n`,
  (asked) => `module.exports = ${asked};\n`,
  (asked) => `module.exports = { ...${asked} };\n`,
  (asked) => `const from = ${asked};\nfor (const key of Object.keys(from)) exports[key] = from[key];\n`,
  (asked) =>
    [
      '"use strict";',
      "var __createBinding = (this && this.__createBinding) || (Object.create ? (function(o, m, k, k2) {",
      "    if (k2 === undefined) k2 = k;",
      "    var desc = Object.getOwnPropertyDescriptor(m, k);",
      '    if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) {',
      "      desc = { enumerable: true, get: function() { return m[k]; } };",
      "    }",
      "    Object.defineProperty(o, k2, desc);",
      "}) : (function(o, m, k, k2) {",
      "    if (k2 === undefined) k2 = k;",
      "    o[k2] = m[k];",
      "}));",
      "var __exportStar = (this && this.__exportStar) || function(m, exports) {",
      '    for (var p in m) if (p !== "default" && !Object.prototype.hasOwnProperty.call(exports, p)) __createBinding(exports, m, p);',
      "};",
      'Object.defineProperty(exports, "__esModule", { value: true });',
      `__exportStar(${asked}, exports);`,
      "",
    ].join("\n"),
];

/** Those that pass on by name. */
export const NAMED_BARRELS: readonly ((asked: string, names: readonly string[]) => string)[] = [
  (asked, names) => names.map((name) => `exports.${name} = ${asked}.${name};\n`).join(""),
  (asked, names) =>
    [
      `var from_1 = ${asked};`,
      ...names.map(
        (name) =>
          `Object.defineProperty(exports, "${name}", { enumerable: true, get: function () { return from_1.${name}; } });`,
      ),
      "",
    ].join("\n"),
  (asked, names) => `${names.map((name) => `exports.${name} = void 0;\n`).join("")}Object.assign(exports, ${asked});\n`,
];

/** Modules that pass on names of several others: for each how it takes f, value and K, by its number. */
export const TOGETHER: readonly ((asked: string, at: number) => string)[] = [
  (asked, at) => ["f", "value", "K"].map((name) => `exports.${name}${at} = ${asked}.${name};\n`).join(""),
  (asked, at) =>
    `const { f: f${at}, value: value${at}, K: K${at} } = ${asked};\n${["f", "value", "K"]
      .map((name) => `exports.${name}${at} = ${name}${at};\n`)
      .join("")}`,
  (asked, at) =>
    [
      `var m_${at} = ${asked};`,
      ...["f", "value", "K"].map(
        (name) =>
          `Object.defineProperty(exports, "${name}${at}", { enumerable: true, get: function () { return m_${at}.${name}; } });`,
      ),
      "",
    ].join("\n"),
];
