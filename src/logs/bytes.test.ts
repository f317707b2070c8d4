import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Bytes } from "./bytes.js";

const test = suite("bytes of an input");

test("what was pushed stays, though the reader's buffer is used again", () => {
  const bytes = new Bytes();
  const buffer = Buffer.from("first");
  bytes.push(buffer);
  buffer.write("later");
  bytes.push(buffer);
  assert.is(Buffer.from(bytes.joined()).toString(), "firstlater");
});

test.run();
