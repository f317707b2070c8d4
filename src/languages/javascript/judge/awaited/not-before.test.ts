import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readFile } from "../file.js";
import { Refused } from "../refused.js";
import { awaitedCall } from "./awaited-call.js";
import { blanked } from "./not-before.js";

const test = suite("what runs before an awaited call");

/** A module's text without what does not run before the only call of `f`, blanks as one; or the code of what refuses it. */
function before(text: string): string {
  const source = readFile(text, "a.js");
  if (source.unread !== null) throw new Error(source.unread.message);
  const use = source.scope.names.get("f")?.references.find(({ kind }) => kind === "read")?.spot;
  if (use === undefined) throw new Error("nobody takes f");
  try {
    const { blanks } = awaitedCall(source, use);
    const cut = blanked(text, blanks);
    assert.is(cut.length, text.length, "all stands where it stood");
    return cut.replace(/\s+/g, " ").trim();
  } catch (error) {
    if (error instanceof Refused) return error.code;
    throw error;
  }
}

/** The code of a program that has `f`, and what is left of it. */
const CASES: readonly (readonly [string, string])[] = [
  ["a(); f();", "a(); f();"],
  ["f().then(() => b()).catch(console.error);", "f();"],
  ["void f()", "void f()"],
  ["a(); await f(); b();", "a(); ! f(); ;"],
  ["if (a()) { f(); }", "if (a()) { f(); }"],
  ["if (a()) await f(); else b();", "if (a()) ! f();"],
  ["if (a()) { b(); } else { await f(); }", "if (a()) { } else { ! f(); }"],
  ["f(); a();", "tick-seen"],
  ["f().catch(b());", "tick-seen"],
  ["let b; f().catch(b); function c() { b = 1; }", "tick-seen"],
  ["const b = () => {}; f().catch(b);", "const b = () => {}; f();"],
  ["for (const a of [1]) await f();", "tick-seen"],
  ["await Promise.all([f()]);", "tick-seen"],
  ["a(f);", "tick-seen"],
  ["f?.();", "tick-seen"],
  ["async function g() { a(); return f(); b(); }", "async function g() { a(); return f(); ; }"],
  ["async function g() { try { return f(); } finally { a(); } }", "tick-seen"],
  ["async function g() { try { a(); } catch { return f(); } finally { b(); } }", "tick-seen"],
  ["async function g() { try { if (a()) { return f(); } } finally { b(); } }", "tick-seen"],
  [
    "async function g() { try { return await f(); } finally { a(); } }",
    "async function g() { try { return ! f(); } finally { } }",
  ],
  ["async function g() { using a = b(); return f(); }", "tick-seen"],
  ["async function g() { { await using a = b(); return f(); } }", "tick-seen"],
  ["async function g() { try { return f(); } catch { a(); } }", "async function g() { try { return f(); } catch { } }"],
  ["async function g() { return await f(a()); }", "async function g() { return ! f(a()); }"],
  ["async function g() { const b = await f(); c(b); }", "async function g() { const b = ! f(); ; }"],
  ["async function g(b) { b.c = await f(); }", "async function g(b) { b.c = ! f(); }"],
  ["async function g(b) { b[c()] = await f(); }", "tick-seen"],
  ["async function g() { b(await f()); }", "tick-seen"],
  ["function g() { return f(); }", "tick-seen"],
  ["const g = async () => f();", "const g = async () => f();"],
  [
    "async function g(b) { if (b) { c(); return; } else if (d) { e(); throw b; } await f(); }",
    "async function g(b) { if (b) { } else if (d) { } ! f(); }",
  ],
  ["async function g(b) { if (b) { c(); } await f(); }", "async function g(b) { if (b) { c(); } ! f(); }"],
  [
    "async function g(b) { try { c(); await f(); d(); } catch { e(); } finally { h(); } i(); }",
    "async function g(b) { try { c(); ! f(); ; } catch { } finally { } ; }",
  ],
  [
    "async function g(b) { try { c(); } catch { await f(); } finally { h(); } }",
    "async function g(b) { try { c(); } catch { ! f(); } finally { } }",
  ],
  ["async function g(b) { try { c(); } finally { await f(); } }", "tick-seen"],
  ["async function g(b) { d: { await f(); } }", "tick-seen"],
  [
    "async function g(b) { switch (b) { case 1: c(); break; case 2: d(); case 3: await f(); e(); default: h(); } }",
    "async function g(b) { switch (b) { case 1: ; case 2: d(); case 3: ! f(); ; default: ; } }",
  ],
  ["async function g() { await f(); function b() {} c(); }", "async function g() { ! f(); function b() {} ; }"],
];
for (const [code, left] of CASES) {
  test(code, () => {
    const cut = before(`export async function f() {}\n${code}\n`);
    assert.is(cut, left === "tick-seen" ? left : `export async function f() {} ${left}`);
  });
}

test.run();
