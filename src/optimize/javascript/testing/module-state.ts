/** For tests: an ES module of which others ask and change state, at their loads or later. */
export const MODE_MODULE = `let mode = 1;
let calls = 0;
const kept = new Map();
const memos = {};
export const getMode = () => mode;
export const setMode = (to) => {
  mode = to;
};
export let level = 1;
export const setLevel = (to) => {
  [level] = [to];
};
export const options = { deep: { x: 1 } };
export const readDeep = () => options.deep.x;
export const next = () => ++calls;
export const put = (key, value) => {
  kept.set(key, value);
};
export const size = () => kept.size;
export const memo = (key) => (memos[key] ??= Object.keys(memos).length);
class Counter {
  #count = 0;
  field = 0;
  next() {
    this.field += 2;
    return ++this.#count;
  }
}
export const counter = new Counter();
export class Base {
  static made = 0;
  constructor() {
    this.id = ++Base.made;
  }
}
export const hooks = [];
export const run = () => hooks.reduce((sum, hook) => sum + hook(), 0);
export default function pick() {
  return 1;
}
export const repick = () => {
  pick = () => 2;
};
export const pure = (n) => n * 2;
`;

/** Expressions that are numbers and depend on when they are evaluated; `MODE` stands for the module's namespace. */
export const MODULE_READS = [
  "MODE.getMode()",
  "MODE.level",
  "MODE.options.deep.x",
  "MODE.readDeep()",
  "MODE.next()",
  "MODE.size()",
  "MODE.memo(import.meta.url)",
  "MODE.counter.next()",
  "MODE.counter.field",
  "new MODE.Base().id",
  "MODE.run()",
  "MODE.hooks.length",
  "(({ level }) => level)(MODE)",
  "[1].map(MODE.getMode)[0]",
  "(globalThis[Symbol.for('truth')] || 0)",
  "Number(process.env.MODE || 1)",
  "process.argv.length",
  "MODE.pure(3)",
];

/** What changes that, at a load or later. */
export const MODULE_WRITES = [
  "MODE.setMode(5);",
  "MODE.setLevel(6);",
  "MODE.options.deep.x = 8;",
  "MODE.options.deep = { x: 9 };",
  "MODE.next();",
  "MODE.put(import.meta.url, 1);",
  "MODE.memo('other');",
  "MODE.counter.next();",
  "MODE.counter.field = 3;",
  "new MODE.Base();",
  "MODE.hooks.push(() => 10);",
  "MODE.repick();",
  "globalThis[Symbol.for('truth')] = 3;",
  "process.env.MODE = '4';",
  "process.argv.push('more');",
];

/** What a load does that others can tell, or that forbids a require; `NAME` is the module's own. */
export const MODULE_EFFECTS = [
  "globalThis.LOG.push(NAME);",
  "console.log('loads', NAME);",
  "state.list.push(NAME);",
  "process.env['FROM_' + NAME] = 'x';",
  "process.on('exit', () => console.log('exit', NAME));",
  "state.add(NAME);",
  "state.setLast(NAME);",
  "export const seen = globalThis.LOG.length;",
  "export const seen = state.count();",
  "setTimeout(() => console.log('timer', NAME), 0);",
  "String.prototype.own = function () { return 1; };",
  "await Promise.resolve();",
  "export { f as 'module.exports' };",
  "export * from './whole.cjs';",
];

export const STATE_MODULE = `globalThis.LOG = globalThis.LOG || [];
const kept = [];
export const list = [];
export const add = (name) => kept.push(name);
export const count = () => list.length + kept.length + globalThis.LOG.length;
export let last = "";
export const setLast = (name) => {
  last = name;
};
const keys = () => Object.keys(process.env).filter((key) => key.startsWith("FROM_"));
export const shown = () => JSON.stringify([list, kept, last, globalThis.LOG, keys()]);
`;
