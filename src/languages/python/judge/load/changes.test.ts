import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { askPythonBatch } from "../../../../io/python-batch.js";
import { interpreters } from "../../../../io/testing/pythons.js";

const test = suite("what may change a global of another module");
const pythons = interpreters().filter(({ minor }) => minor >= 8);
const folder = mkdtempSync(join(tmpdir(), "importperf-test-"));
test.after(() => rmSync(folder, { recursive: true, force: true }));
const HEAD = JSON.stringify({ names: { "app.state": { WORDS: "value" } }, aliases: {} });

/** Functions of a file's own; a line ends in "!" where WORDS may be another behind it. */
const HANDED_ON = `
from app.state import WORDS
def looks(words, other=None):
    return "a" in words and len(words)
def adds(words):
    words.append(1)
def passes(words):
    return looks(other=1, words=words)
def gives(words):
    return words
def first(words, times):
    if times: second(words, times - 1)
    words.append(1)
def second(words, times):
    first(words, times)
def two(a, *, b):
    b.clear()
def within(words):
    def inner(): words.clear()
    return inner
def added_to(words):
    words += [1]
def bound_anew(words):
    words = list(words) if len(words) else []
def by_name(words):
    return locals()
@looks
def decorated(words): pass
if WORDS:
    def perhaps(words): pass
def run():
    looks(WORDS)
    looks(other=WORDS, words=1)
    looks(*[1], WORDS)  # !
    adds(WORDS)  # !
    passes(WORDS)
    gives(WORDS)  # !
    second(WORDS, 1)  # !
    first(WORDS, 1)  # !
    two(1, b=WORDS)  # !
    two(WORDS, b=1)
    two(*WORDS, b=1)  # !
    within(WORDS)  # !
    added_to(WORDS)  # !
    bound_anew(WORDS)  # !
    by_name(WORDS)  # !
    decorated(WORDS)  # !
    perhaps(WORDS)  # !
    unknown(WORDS)  # !
    ", ".join(WORDS)
    "{}{a}".format(1, a=WORDS)  # !
    WORDS.join(WORDS)  # !
`;

/** Names of a function's own that are given it. */
const NAMED = `
from app.state import WORDS
def run(key):
    only = WORDS
    print(only[key].size, len(only))
    one, two = WORDS[key]
    return "a" in only and one == two
def raised(key):
    one, two = WORDS[key]  # !
    if one == two: raise ValueError(one)
def given_on():
    words = WORDS  # !
    return words
def in_turn():
    for word in WORDS:  # !
        word.count += 1
    for other in WORDS:
        print(other.name, f"{other}")
    return [len(each) for each in WORDS] + [each for each in WORDS]  # !
def again():
    words = WORDS  # !
    more = words
    more.append(1)
def twice():
    words = WORDS
    more = words
    words = more
    return len(more)
def added():
    words = WORDS  # !
    words += [1]
def in_closure():
    words = WORDS  # !
    def inner(): words.clear()
    return inner
def reached():
    words = WORDS  # !
    return locals()
def shared():
    global kept
    kept = WORDS  # !
class Row:
    words = WORDS  # !
    def set(self):
        self.words = WORDS  # !
        self.one, other = WORDS  # !
def typed():
    words: list = WORDS
    if (other := WORDS): print(len(other))
    return (third := WORDS)  # !
async def later():
    async for word in WORDS: len(word)
    async for other in WORDS: await other  # !
def from_comprehension(keys):
    found = [len(word := WORDS) for key in keys]  # !
    return word
`;

async function said(exe: string, text: string, head: string): Promise<readonly [string, string, number][]> {
  const file = join(folder, "m.py");
  writeFileSync(file, text);
  const question = JSON.stringify({ file, module: "app.m", isPackage: false });
  const script = "src/languages/python/judge/load/changes.py";
  const [found] = (await askPythonBatch(exe, script, [head], [question])) as [string, string, number][][];
  return found ?? [];
}

async function changes(exe: string, text: string): Promise<number[]> {
  return (await said(exe, text, HEAD)).map(([, , line]) => line).sort((a, b) => a - b);
}

/** Behind each line that changes classes the ones that it may change. */
const CLASSES = `
import enum
from typing import NamedTuple
from other import Given
class Apart(dict): pass
class Other(enum.Enum): pass
class Row(NamedTuple): pass
class OfGiven(Given): pass
class OfType(type):
    def __call__(cls):
        cls.x = 1  # Late ByType SubByType
    @validator
    def validates(cls):
        cls.x = 1  # Apart Other Row OfGiven OfType Base Sub SubSub Late Made ByType SubByType
    @classmethod
    def named(cls):
        cls.x = 1  # OfType Late Made ByType SubByType
class Base:
    def __init_subclass__(cls):
        cls.x = 1  # Base Sub SubSub Late Made ByType SubByType
    @classmethod
    def set(cls):
        cls.x = 1  # Base Sub SubSub Late Made ByType SubByType
    def change(self):
        type(self).x = 1  # Base Sub SubSub Late Made ByType SubByType
        self.__class__.x = 1  # Base Sub SubSub Late Made ByType SubByType
        def inner(cls):
            cls.x = 1  # Apart Other Row OfGiven OfType Base Sub SubSub Late Made ByType SubByType
    @staticmethod
    def any(cls):
        cls.x = 1  # Apart Other Row OfGiven OfType Base Sub SubSub Late Made ByType SubByType
    @classmethod
    def bound_anew(cls):
        cls = Apart
        cls.x = 1  # Apart Other Row OfGiven OfType Base Sub SubSub Late Made ByType SubByType
from third import Later
class Sub(Base, Apart):
    @classmethod
    def set(cls):
        cls.x = 1  # Sub SubSub Made ByType SubByType
class SubSub(Sub[int]): pass
class Late(Later): pass
class Made(metaclass=Given): pass
class ByType(Apart, metaclass=OfType, key=1): pass
class SubByType(ByType): pass
def decorate(cls):
    cls.x = 1  # Apart Other Row OfGiven OfType Base Sub SubSub Late Made ByType SubByType
`;

const marked = (text: string): number[] =>
  text.split("\n").flatMap((line, at) => (line.endsWith("# !") ? [at + 1] : []));

const ANNOTATED = `
from app.state import WORDS
def run(words: list[WORDS], *more: tuple[WORDS, ...], other: WORDS | None = WORDS) -> dict[str, tuple[WORDS]]:  # !
    one: tuple[WORDS, ...] = ()
    two: WORDS = f(WORDS)  # !
    return (WORDS, 1)  # !
async def later() -> tuple[int, WORDS]: pass
class Kept:
    words: list[WORDS | None]
`;

for (const { minor, path } of [pythons[0], pythons.at(-1)].flatMap((each) => each ?? [])) {
  test(`3.${minor}: a function of the file's own is asked what it does with its parameter`, async () => {
    assert.equal(await changes(path, HANDED_ON), marked(HANDED_ON));
  });

  test(`3.${minor}: a name of the function's own is asked what is done with it`, async () => {
    assert.equal(await changes(path, NAMED), marked(NAMED));
  });

  test(`3.${minor}: what an annotation names is a type`, async () => {
    assert.equal(await changes(path, ANNOTATED), marked(ANNOTATED));
  });

  test(`3.${minor}: not where its name may stand for something else`, async () => {
    for (const other of ["def x(looks): looks(1)", "for looks in (): pass", "import looks", "from x import *"]) {
      const text = `${HANDED_ON.split("if WORDS")[0]}def run():\n    looks(WORDS)  # !\n${other}\n`;
      assert.equal(await changes(path, text), marked(text), other);
    }
  });

  test(`3.${minor}: a method changes its own class and what derives from it`, async () => {
    const names = Object.fromEntries(Array.from(CLASSES.matchAll(/^class (\w+)/gm), ([, name]) => [name, "class"]));
    const found = await said(path, CLASSES, JSON.stringify({ names: { "app.m": names }, aliases: {} }));
    const expected = CLASSES.split("\n").flatMap((line, at) =>
      (line.split("# ")[1]?.split(" ") ?? []).map((name) => `${at + 1} ${name}`),
    );
    assert.equal(found.map(([, name, line]) => `${line} ${name}`).sort(), expected.sort());
  });

  test(`3.${minor}: what lists modules that load lazily asks for none`, async () => {
    const text = `__lazy_modules__ = ["app.state"]\nOTHER = ["app.state"]  # !\n__lazy_modules__ = f(["app.state"])  # !\n`;
    assert.equal(await changes(path, text), marked(text));
  });
}

test.run();
