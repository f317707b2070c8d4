import { suite } from "uvu";
import * as assert from "uvu/assert";
import { UserError } from "../errors.js";
import { unwritable } from "../io/bundle-out.js";
import { machineError } from "./machine-errors.js";

const test = suite("what the machine refuses");

function system(code: string): Error {
  return Object.assign(new Error(`${code}: refused, write`), { code });
}

function said(error: unknown): string {
  if (!(error instanceof UserError)) throw error;
  return `${error.code}: ${error.message}. ${error.hint}`;
}

test("a full disk is told as one, whoever met it", () => {
  const python = "python3 read 0 of 1 files (exit: 1)\nOSError: [Errno 28] No space left on device: 'a' -> 'b'";
  const expected = "disk-full: the disk is full. make room, or choose another folder for temporary files with TMPDIR";
  for (const error of [system("ENOSPC"), system("EDQUOT"), new Error(python)])
    assert.is(said(machineError(error, "/tmp")), expected);
  assert.match(
    said(unwritable(system("ENOSPC"), "/out")),
    "output-not-writable: can't be written, the disk is full. make room",
  );
});

test("so is what may not be written", () => {
  assert.match(said(machineError(system("EROFS"), "/tmp")), "not-writable: can't be used (EROFS)");
  assert.match(
    said(machineError(new Error("PermissionError: [Errno 13] Permission denied: '/x'"), "/tmp")),
    "(EACCES)",
  );
  assert.match(
    said(unwritable(system("EACCES"), "/out")),
    "output-not-writable: can't be written, it is not yours to write to (EACCES). choose another",
  );
});

test("all else stays what it is", () => {
  const errors = [new Error("[Errno 5] Input/output error"), system("ENOENT"), new UserError("usage", "a", "b"), null];
  for (const error of errors) assert.is(machineError(error, "/tmp"), error);
});

test.run();
