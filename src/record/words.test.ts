import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { UserError } from "../errors.js";
import { commandWords, shellWords } from "./words.js";

const test = suite("words of a command");

test("one string is split as a shell would, without expanding", () => {
  assert.equal(commandWords([`python -c "print('a b')" '$HOME' a\\ b "" x''y`]), [
    "python",
    "-c",
    "print('a b')",
    "$HOME",
    "a b",
    "",
    "xy",
  ]);
});

test("several words stay as they are", () => {
  assert.equal(commandWords(["python", "-c", "print('a b')"]), ["python", "-c", "print('a b')"]);
  assert.equal(commandWords(["./a.sh"]), ["./a.sh"]);
});

test("a quote without its end, and nothing at all, are the user's mistakes", () => {
  assert.throws(
    () => shellWords("a 'b"),
    (error: unknown) => error instanceof UserError && error.code === "command-quote",
  );
  assert.throws(
    () => commandWords([""]),
    (error: unknown) => error instanceof UserError && error.code === "command-missing",
  );
});

test("sh splits the same", () => {
  const quoted = fc.string({ unit: fc.constantFrom("a", " ", "$", "\\", '"', "*", "~", ";", "é"), maxLength: 6 });
  const piece = fc.oneof(
    quoted.map((text) => `'${text.replaceAll("'", "")}'`),
    quoted.map((text) => `"${text.replace(/(["\\$`])/g, "\\$1")}"`),
    fc.constantFrom("a", "b-c", "\\ ", "\\\\", "\\'", "x=1"),
  );
  const word = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join(""));
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), fc.constantFrom(" ", "  ", "\t"), (words, blank) => {
      const line = words.join(blank);
      const said = execFileSync("sh", ["-c", `printf '%s\\0' ${line}`], { encoding: "utf8" });
      assert.equal(shellWords(line), said.split("\0").slice(0, -1));
    }),
    { numRuns: 60 },
  );
});

test.run();
