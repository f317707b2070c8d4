import { suite } from "uvu";
import * as assert from "uvu/assert";
import { ValuePack } from "./value-pack.js";

const test = suite("values by name as bytes");

test("gives what was put in, sets and maps too", () => {
  const pack = new ValuePack(Buffer.alloc(0));
  pack.add("a", { names: new Set(["x"]), by: new Map([["k", [1, undefined]]]) });
  pack.add("b", null);
  const again = new ValuePack(pack.bytes());
  assert.equal(again.find("a"), { names: new Set(["x"]), by: new Map([["k", [1, undefined]]]) });
  assert.is(again.find("b"), null);
  assert.is(again.find("c"), undefined);
  assert.ok(again.has("b") && !again.has("c"));
});

test("what is cut off is not there", () => {
  const pack = new ValuePack(Buffer.alloc(0));
  pack.add("a", 1);
  pack.add("b", 2);
  const bytes = pack.bytes();
  const cut = new ValuePack(bytes.subarray(0, bytes.length - 1));
  assert.is(cut.find("a"), 1);
  assert.is(cut.find("b"), undefined);
});

test("what was not asked for stays behind what was", () => {
  const pack = new ValuePack(Buffer.alloc(0));
  pack.add("a", 1);
  pack.add("b", 2);
  const again = new ValuePack(pack.bytes());
  again.find("b");
  assert.equal([again.bytes().indexOf("b") < again.bytes().indexOf("a")], [true]);
});

test.run();
