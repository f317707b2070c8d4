import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { looksLike } from "./looks-like.js";

const test = suite("logs/looks-like");

const KNOWN: [content: string | Uint8Array, what: RegExp][] = [
  ["", /an empty file/],
  ['{"$schema":"https://www.speedscope.app/file-format-schema.json","profiles":[]}', /a speedscope file/],
  ['{"nodes":[{"id":1,"callFrame":{}}],"samples":[]}', /a V8 CPU profile/],
  ['{"head":{"callFrame":{}}}', /a V8 heap profile/],
  ['{"traceEvents":[]}', /a Chrome trace/],
  ['[{"name":"x","ph":"X"}]', /a Chrome trace/],
  ["Traceback (most recent call last):\n  File", /a Python traceback/],
  ["/x.js:1\nthrow 1\n    at f (/x.js:1:2)\n", /a Node\.js stack trace/],
  ["<!DOCTYPE html><html>", /an HTML page/],
  ["import time:       120 |        ", /an import log without a complete row/],
  ['{"a":1}', /^JSON$/],
  ["\u007fELF\u0002", /a program/],
  ["PK\u0003\u0004", /an archive/],
  [Uint8Array.of(0x1f, 0x8b, 8), /an archive/],
  [Uint8Array.of(1, 0, 0, 0, 7), /a binary file/],
  ["usage: python [option]", /text without a row/],
];

for (const [content, what] of KNOWN) {
  test(`${what.source}: ${JSON.stringify(content).slice(0, 30)}`, () => {
    const said = looksLike(typeof content === "string" ? Buffer.from(content) : content);
    assert.match(said.what, what);
    assert.match(said.hint, /make an import log: python -X importtime/);
  });
}

test("UTF-16 is read as what it says", () => {
  const text = Buffer.from("\ufeffTraceback (most recent call last):\r\n", "utf16le");
  assert.match(looksLike(text).what, /a Python traceback/);
  assert.match(looksLike(Buffer.from(text).swap16()).what, /a Python traceback/);
});

test("something is said of any bytes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const { what, hint } = looksLike(bytes);
      assert.ok(what.length > 3 && hint.length > 10);
    }),
  );
});

test.run();
