import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { type ParserOptions, parse } from "@babel/parser";
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { programOf } from "../../rewrite/testing/programs.js";
import { child, type Node } from "../../scan/full/node.js";
import { readFile } from "../file.js";
import type { Reference } from "./scope.js";

/** Babel's own scopes, as far as they are asked: it has no types of its own. */
interface BabelPath {
  readonly node: Node;
  readonly scope: { getBinding(name: string): { readonly identifier: Node } | undefined };
}
type Traverse = (tree: unknown, visitor: Record<string, (path: BabelPath) => void>) => void;
const babel = createRequire(import.meta.url)("@babel/traverse") as { default: Traverse };

const OPTIONS: ParserOptions = { sourceType: "unambiguous", allowReturnOutsideFunction: true, plugins: ["jsx"] };

/** Of each name that is taken somewhere, where it is declared, by offsets; -1 where nothing does. */
function byBabel(text: string): Map<number, number> {
  const found = new Map<number, number>();
  const note = (node: Node | null, { scope }: BabelPath): void => {
    if (node?.type !== "Identifier" && node?.type !== "JSXIdentifier") return;
    const name = String(node.name);
    if (name !== "arguments") found.set(node.start, scope.getBinding(name)?.identifier.start ?? -1);
  };
  babel.default(parse(text, OPTIONS), {
    ReferencedIdentifier: (path) => note(path.node, path),
    AssignmentExpression: (path) => note(child(path.node, "left"), path),
    ForXStatement: (path) => note(child(path.node, "left"), path),
    UpdateExpression: (path) => note(child(path.node, "argument"), path),
  });
  return found;
}

function byUs(text: string): { found: Map<number, number>; doubtful: Set<number> } {
  const source = readFile(text, "a.js");
  if (source.unread !== null) throw new Error(source.unread.message);
  const found = new Map<number, number>();
  const doubtful = new Set<number>();
  for (const references of source.free.values()) for (const { spot } of references) found.set(spot.node.start, -1);
  const seen = new Set<readonly Reference[]>();
  for (const scope of source.scopes)
    for (const { declared, references } of scope.names.values()) {
      if (seen.has(references)) continue;
      seen.add(references);
      for (const { spot } of references) {
        found.set(spot.node.start, declared[0]?.node.start ?? -1);
        if (spot.scope.isDoubtful(String(spot.node.name))) doubtful.add(spot.node.start);
      }
    }
  return { found, doubtful };
}

function same(text: string, label: string): number {
  const theirs = byBabel(text);
  const { found, doubtful } = byUs(text);
  for (const [offset, declared] of theirs) {
    if (doubtful.has(offset)) continue;
    assert.is(found.get(offset), declared, `${label}: ${text.slice(offset, offset + 30)} at ${offset}`);
  }
  return theirs.size;
}

const scopes = suite("names of JavaScript, compared with Babel's scopes");

const TEXTS = [
  "var a = 1; function f(b = () => a) { var a; return a; }",
  "const f = function f() { return f; }; class A { static a = A; m() { return A; } }",
  "try { a; } catch (a) { a; { let a; a; } } a;",
  "for (let i = 0; i < 1; i++) { let i; i; } for (const a of a) a;",
  "switch (a) { case a: let a; a; } a;",
  "label: for (;;) { continue label; } ({ label: 1 }).label;",
  "class A extends B { #p = a; static { var a; a; } [a]() { return this.#p; } } a;",
  "function f({ a, b: [c = a], ...d }, e = d) { return a + c + d + e; }",
  "import a, { b as c, d } from 'x'; export { a as z, c }; export default d;",
  "a = b; [a, { b: c.d, e = f }] = g; for (h of i); j++; var a, h, j;",
  "const A = 1; const x = <A.b c={A}><a /><A /></A.b>;",
];
for (const text of TEXTS) scopes(text, () => void same(text, "text"));

scopes("generated modules", () => {
  const numbers = fc.array(fc.nat(5000), { minLength: 60, maxLength: 300 });
  for (const { text } of fc.sample(numbers, { numRuns: 200, seed: 4 }).map(programOf)) same(text, "generated");
});

scopes("files of packages", () => {
  let count = 0;
  for (const folder of [
    "node_modules/ajv/dist/compile",
    "node_modules/@babel/traverse/lib/path",
    "node_modules/@babel/parser/lib",
  ])
    for (const name of readdirSync(folder).filter((one) => one.endsWith(".js"))) {
      const file = join(folder, name);
      count += same(readFileSync(file, "utf8"), file);
    }
  assert.ok(count > 10_000, `${count} names`);
});

scopes.run();
