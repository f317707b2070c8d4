import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { jsonErrorLine } from "./json-line.js";

const test = suite("logs/json-line");

test("names the line of the first mark that can't stand there", () => {
  assert.is(jsonErrorLine('{\n"a": 1,\n"b" 2\n}'), 3);
  assert.is(jsonErrorLine('{\n"a": 1,\n}'), 3);
  assert.is(jsonErrorLine('[1,\n2,\n"a\nb"]'), 3);
  assert.is(jsonErrorLine("[1,\n01]"), 2);
  assert.is(jsonErrorLine('{"a":\n[1, 2}'), 2);
  assert.is(jsonErrorLine("[]\n\nx"), 3);
  assert.is(jsonErrorLine('["\\u12"]'), 1);
  assert.is(jsonErrorLine('[\n"\\ud800",\n"\\x"]'), 3);
});

test("a text that only ends too early: its last line", () => {
  assert.is(jsonErrorLine('{\n"a": [1,\n'), 3);
  assert.is(jsonErrorLine(""), 1);
});

test("a break put into valid JSON is found where it is", () => {
  fc.assert(
    fc.property(fc.json(), fc.json(), (before, after) => {
      const first = JSON.stringify(JSON.parse(before), null, 1);
      const second = JSON.stringify(JSON.parse(after), null, 1);
      const lines = first.split("\n").length;
      assert.is(jsonErrorLine(`[\n${first},\n;${second}]`), lines + 2);
      assert.is(jsonErrorLine(`[${first}\n${second}]`), lines + 1);
    }),
  );
});

test.run();
