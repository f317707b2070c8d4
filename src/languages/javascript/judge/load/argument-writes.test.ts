import { suite } from "uvu";
import * as assert from "uvu/assert";
import { changesArguments } from "./argument-writes.js";

const test = suite("who changes the list of the command's arguments");

/** By what a file says. */
const CHANGING: Readonly<Record<string, string>> = {
  "its own name, assigned": "process.argv = [];",
  "its own name, shortened": "exports.f = () => process.argv.splice(2, 1);",
  "an element": "process.argv[2] = 'x';",
  "its length": "process.argv.length = 2;",
  "another name": "const args = process.argv; exports.f = () => args.shift();",
  "another name, by its end": "const args = process.argv\nexports.f = () => args.pop()",
  "another name's element": "let args = process.argv; exports.f = () => { args[0] = ''; };",
  "another name's length": "let args = process.argv; exports.f = () => { args.length = 0; };",
  "another name's element, taken away": "let args = process.argv; exports.f = () => delete args[3];",
  "another name's element, by a pattern": "let args = process.argv; exports.f = () => { [args[0]] = ['']; };",
  "another name's element, by a loop": "let args = process.argv; exports.f = () => { for (args[0] of ['']); };",
  "another name's element, counted": "let args = process.argv; exports.f = () => args[2]++;",
  "a name of a name": "const all = process.argv; const args = all; exports.f = () => args.shift();",
  "a name that is given it later":
    "let args; exports.f = () => { args = process.argv; }; exports.g = () => args.shift();",
  "a parameter that has it where nothing is given": "exports.f = (args = process.argv) => args.shift();",
  "a pattern's default": "exports.f = ({ args = process.argv } = {}) => args.shift();",
  "one of two": "const args = process.send ? [] : process.argv; exports.f = () => args.shift();",
  "what is given, or it": "exports.f = (given) => { const args = given || process.argv; args.reverse(); };",
  "it by a condition of its own": "exports.f = (given) => { given ??= process.argv; given.shift(); };",
  "a method by a computed name": "const args = process.argv; exports.f = (how) => args[how](2);",
  "a method behind a dot that asks": "const args = process.argv; exports.f = () => args?.shift();",
  "a method as a tag": "const args = process.argv; exports.f = () => args.push`x`;",
  "a callback that gets the list":
    "const args = process.argv; exports.f = () => args.forEach((a, at, all) => all.pop());",
  "a callback with all arguments": "const args = process.argv; exports.f = () => args.map((...all) => all[2].pop());",
  "a callback with `arguments`":
    "const args = process.argv; exports.f = () => args.map(function () { arguments[2].pop(); });",
  "a callback from elsewhere": "const args = process.argv; exports.f = (each) => args.forEach(each);",
  "a reducing callback that gets the list":
    "const args = process.argv; exports.f = () => args.reduce((sum, a, at, all) => all.pop());",
  "a function of the file": "const take = (list) => list.shift(); exports.f = () => take(process.argv);",
  "a function of the file, a name handed on":
    "function take(n, list) { list.shift(); } const args = process.argv; exports.f = () => take(1, args);",
  "two functions that call each other":
    "function a(list) { b(list); } function b(list) { a(list); list.shift(); } exports.f = () => { const args = process.argv; a(args); };",
  "a name handed to who knows": "const args = process.argv; exports.f = (g) => g(args);",
  "a name handed behind others": "const args = process.argv; function g(list) {} exports.f = (x) => g(...x, args);",
  "a name in a list": "const args = process.argv; exports.all = [args];",
  "a name in an object": "const args = process.argv; exports.f = () => ({ args });",
  "a name that is given back": "const args = process.argv; exports.f = () => args;",
  "a name that is exported": "const args = process.argv; module.exports = args;",
  "a property": "exports.args = process.argv;",
  "a property, given where there is none": "exports.f = (o) => { o.args ||= process.argv; };",
  "a global without a declaration": "args = process.argv;",
  "a method of lists, called for it":
    "const args = process.argv; exports.f = () => Array.prototype.splice.call(args, 2);",
  "Object.assign": "const args = process.argv; exports.f = () => Object.assign(args, ['']);",
  "a name beside `eval`": "exports.f = (text) => { const args = process.argv; eval(text); };",
  "a parameter that `arguments` has too": "exports.f = function (args) { args = process.argv; arguments[0].shift(); };",
  "what only looks like `Array`":
    "const Array = { isArray: (list) => list.pop() }; exports.f = () => { const args = process.argv; Array.isArray(args); };",
  "a part of the process": "const { argv } = process; exports.f = () => argv.shift();",
  "a part of the process by another name": "const { argv: args } = process; exports.f = () => args.shift();",
  "all parts of the process": "const { argv0, ...rest } = process; exports.f = () => rest.argv.shift();",
  "what can't be parsed": "const args = process.argv; (",
};

const KEEPING: Readonly<Record<string, string>> = {
  "nothing of it": "exports.f = (list) => list.shift();",
  "its elements": "exports.f = () => process.argv[2] === 'x' && process.argv.slice(2).shift();",
  "a copy": "const args = process.argv.slice(2); exports.f = () => args.shift();",
  "a spread copy": "const args = [...process.argv]; exports.f = () => args.shift();",
  "a default that is looked at":
    "module.exports = (flag, argv = process.argv) => { const at = argv.indexOf(flag); return at !== -1 && at < argv.length; };",
  "a parameter that is given it":
    "exports.f = class { parse(argv) { if (argv !== undefined && !Array.isArray(argv)) throw new Error('x'); if (argv === undefined) { argv = process.argv; } this.raw = argv.slice(); return argv[1]; } };",
  "a name that is gone through": "const args = process.argv; for (const each of args) console.log(each);",
  "a name that is gone through by callbacks":
    "const args = process.argv; exports.f = () => args.filter((each) => each).concat(args.map((each, at) => at)).shift();",
  "a name that is taken apart":
    "const args = process.argv; const [, , ...rest] = args; exports.f = () => rest.shift();",
  "a name that is printed": "const args = process.argv; console.log(JSON.stringify(args), 'a' + args, args + '');",
  "a name of a name": "const all = process.argv; const args = all; exports.f = () => args.includes('-v');",
  "a function of the file": "const has = (list) => list.includes('x'); exports.f = () => has(process.argv);",
  "a function of the file that calls itself":
    "function has(list, at) { return list[at] === 'x' || has(list, at + 1); } const args = process.argv; exports.f = () => has(args, 0);",
  "a name that gets a copy": "let args = process.argv; args = args.slice(2); exports.f = () => args.join();",
  "a comparison": "exports.f = (args) => args === process.argv;",
  "a part of the process": "const { argv } = process; exports.f = () => argv.slice(2).shift();",
  data: "process.argv = ",
};

for (const [name, text] of Object.entries(CHANGING))
  test(`may change it: ${name}`, () => assert.ok(changesArguments(text, "/p/a.js")));
for (const [name, text] of Object.entries(KEEPING))
  test(`does not: ${name}`, () => assert.not.ok(changesArguments(text, name === "data" ? "/p/a.json" : "/p/a.js")));
test.run();
