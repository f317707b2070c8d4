import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { decoded } from "./decoded.js";

const test = suite("bytes of sources as text");

test("whatever is decoded comes back byte for byte", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
      const text = decoded(bytes);
      return text === null || Buffer.from(text, "utf8").equals(bytes);
    }),
    { numRuns: 2000 },
  );
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => decoded(Buffer.from(text)) === text));
});

test("Latin-1 is none, a byte order mark is text", () => {
  assert.is(decoded(Buffer.from([0x61, 0xe9])), null);
  assert.is(decoded(Buffer.from([0xef, 0xbb, 0xbf, 0x61])), "\uFEFFa");
});

test.run();
