import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Setters } from "./setters.js";

const test = suite("names of setters, by texts");

const HAS: Readonly<Record<string, string>> = {
  "a class": "class A { get x() { return 1; } set x(v) { this.y = v; } }",
  "a class, static": "class A { static set x(v) { A.y = v; } }",
  "an object": "exports.a = { set x(v) { all.push(v); } };",
  "a name in quotes": 'exports.a = { set "x"(v) { all.push(v); } };',
  "a computed name": "exports.a = { set [name](v) { all.push(v); } };",
  "a name in brackets": "exports.a = { set ['x'](v) { all.push(v); } };",
  "a name in brackets that is put together": "exports.a = { set ['x' + ''](v) { all.push(v); } };",
  "a call": 'Object.defineProperty(A.prototype, "x", { set: (v) => all.push(v) });',
  "a call with a method": "Reflect.defineProperty(A.prototype, 'x', { set(v) { all.push(v); } });",
  "a call for several": "Object.defineProperties(A.prototype, { x: { set: (v) => all.push(v) } });",
  "a call with names of a list":
    "for (const each of ['x', 'y']) Object.defineProperty(a, each, { set: (v) => all.push(v) });",
  "an old call": "A.prototype.__defineSetter__('x', (v) => all.push(v));",
};
const HAS_NOT: Readonly<Record<string, string>> = {
  "a getter": "class A { get x() { return 1; } }",
  "another setter": "class A { set y(x) { this.x = x; } }",
  "another name in brackets": "class A { set ['y'](v) { this.z = v; } set [Symbol.toStringTag](v) { this.z = v; } }",
  "a method of that name": "map.set('x', 1); class A { set(x) { this.x = x; } }",
  "a list of sets": "const found = set[name](a); set[x] = 1;",
  "a call for a getter": 'Object.defineProperty(exports, "x", { get: () => 1 });',
};

for (const [name, text] of Object.entries(HAS)) test(name, () => assert.ok(new Setters(["", text]).has("x")));
for (const [name, text] of Object.entries(HAS_NOT))
  test(`none: ${name}`, () => assert.not.ok(new Setters([text]).has("x")));
test.run();
