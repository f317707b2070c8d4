import { test } from "uvu";
import * as assert from "uvu/assert";
import { functionName } from "./functions.js";
import { displayName, lastPart } from "./names.js";
import { counted, formatMs, formatShare } from "./time.js";

test("times have three digits and never more than the microsecond", () => {
  const shown = [0, 7, 999, 1000, 1234, 9994, 9996, 12_345, 99_940, 99_960, 412_345, 12_345_678].map(formatMs);
  assert.equal(shown, [
    "0 ms",
    "0.007 ms",
    "0.999 ms",
    "1.00 ms",
    "1.23 ms",
    "9.99 ms",
    "10.0 ms",
    "12.3 ms",
    "99.9 ms",
    "100 ms",
    "412 ms",
    "12,346 ms",
  ]);
});

test("shares keep two digits and are never rounded to nothing", () => {
  const shown = [0, 0.00001, 0.0012, 0.0123, 0.0996, 0.5, 1].map(formatShare);
  assert.equal(shown, ["0 %", "<0.01 %", "0.12 %", "1.2 %", "10 %", "50 %", "100 %"]);
});

test("one is counted as one", () => {
  assert.is(counted(1, "module"), "1 module");
  assert.is(counted(1234, "process", "processes"), "1,234 processes");
});

test("what cannot be seen in a name is written out", () => {
  assert.is(displayName("a\u0000\u001b[31m\u202eb\ufeff"), "a\\x00\\x1b[31m\\u202eb\\ufeff");
  assert.is(displayName("half \ud800"), "half \\ud800");
  assert.is(displayName("שלום.модуль 😀"), "שלום.модуль 😀");
  assert.is(displayName(""), "(no name)");
});

test("the last part of a name is what stands behind its last dot or slash", () => {
  assert.equal(["a.b.c", "src/x.js", "a", ".hidden", "end."].map(lastPart), ["c", "x.js", "a", ".hidden", "end."]);
});

test("what is short for a function is its name, for a module's own code its file", () => {
  const short: Record<string, string> = {
    "re/_parser.py:516(_parse)": "_parse",
    "/srv/a.py:3(run) #2": "run",
    "<frozen importlib._bootstrap>:1007(get_code)": "get_code",
    "a.py:1(<lambda>)": "<lambda>",
    "json/tool.py:1(<module>)": "json/tool",
    "re/__init__.py:1(<module>)": "re",
    "<string>:1(<module>)": "<string>",
    "<built-in method marshal.loads>": "marshal.loads",
    "<built-in method __new__ of type object at 0x7f>": "__new__",
    "<method 'read' of '_io.BufferedReader' objects>": "read",
    "{built-in}": "{built-in}",
    "a.py:1()": "a.py:1()",
    "": "",
  };
  assert.equal(Object.keys(short).map(functionName), Object.values(short));
});

test.run();
