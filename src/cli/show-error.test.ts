import { openSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { UserError } from "../errors.js";
import { asUserError, errorText } from "./show-error.js";

const test = suite("cli/show-error");

test("the place, what is wrong, and the next step below", () => {
  const text = (place: { file?: string; line?: number }): string =>
    errorText(new UserError("c", "wrong", "next", place));
  assert.is(text({}), "perf: wrong\n  next\n");
  assert.is(text({ file: "a.log" }), "perf: a.log: wrong\n  next\n");
  assert.is(text({ file: "a.log", line: 3 }), "perf: a.log:3: wrong\n  next\n");
  assert.is(text({ file: "" }), 'perf: "": wrong\n  next\n');
});

test("control characters of names, messages and hints are replaced", () => {
  const text = errorText(new UserError("c", "a\nb\u001b[2J", "c\rd\u009b", { file: "\u0007" }));
  assert.is(text, "perf: \ufffd: a\ufffdb\ufffd[2J\n  c\ufffdd\ufffd\n");
  const said = errorText(new UserError("c", "a", "b", { said: ["one", "two\u001b\n"] }));
  assert.is(said, "perf: a\n    one\n    two\ufffd\ufffd\n  b\n");
});

test("errors of the system are told in words, with the path", () => {
  try {
    openSync("package.json/x", "r");
    assert.unreachable();
  } catch (error) {
    const { code, message, file } = asUserError(error);
    assert.equal([code, message, file], ["no-such-file", "no such file or folder", "package.json/x"]);
  }
  for (const [code, expected] of [
    ["ENOSPC", "disk-full"],
    ["EACCES", "no-permission"],
    ["EROFS", "no-permission"],
    ["EISDIR", "is-a-folder"],
    ["EIO", "system"],
  ]) {
    assert.is(asUserError(Object.assign(new Error("m"), { code, syscall: "write" })).code, expected);
  }
});

test("errors of oclif become one line", () => {
  const oclif = (message: string): UserError => asUserError(Object.assign(new Error(message), { oclif: { exit: 2 } }));
  const { code, message } = oclif(
    "The following error occurred:\n  \u001b-a cannot be with -b\nSee more help with --help",
  );
  assert.equal([code, message], ["usage", "\u001b-a cannot be with -b"]);
  assert.is(oclif("Missing 1 required arg:\ninput  one file").message, "Missing 1 required arg: input one file");
});

test("anything else is a defect of ours, also what is no error at all", () => {
  for (const thrown of [new Error("x"), "x", undefined, null, 5, {}]) assert.is(asUserError(thrown).code, "defect");
});

test.run();
