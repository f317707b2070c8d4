import { suite } from "uvu";
import * as assert from "uvu/assert";
import { AskedWalk, type Told } from "./asked-walk.js";
import { LoadWalk } from "./load-facts.js";

const test = suite("what is asked of a file's walk");

const TEXT = `
let count = 0;
exports.add = function () { count++; };
exports.own = { a: 1 };
exports.other = require("other").part;
exports.made = { get later() { return require("fs"); } };
exports.keep = function (value) { exports.own.kept = value; exports.own.more = require("more"); };
`;

function asked(told: Told[] = []): { walk: AskedWalk; made(): number } {
  let count = 0;
  const { foreignIn } = walked().facts();
  const make = (): LoadWalk => {
    count++;
    return walked();
  };
  return { walk: new AskedWalk(make, told, foreignIn), made: () => count };
}

function walked(): LoadWalk {
  const walk = new LoadWalk(TEXT, "/p/a.js");
  walk.run();
  return walk;
}

test("nothing is walked where there is surely nothing of others", () => {
  const { walk, made } = asked();
  assert.equal([walk.foreignAt("own.a"), walk.builtinsAt("add"), walk.foreignAt("nowhere")], [[], [], []]);
  assert.is(made(), 0);
  assert.is(walk.news, null);
  assert.equal(walk.foreignAt("other"), [{ specifier: "other", path: "part" }]);
  assert.equal(walk.builtinsAt("made.later"), walked().builtinsAt("made.later"));
  assert.is(made(), 1);
});

test("once a function was called, what it changed is seen", () => {
  const plain = walked();
  plain.summary("keep", false, []);
  const { walk } = asked();
  walk.summary("keep", false, []);
  assert.equal(walk.foreignAt("own.more"), plain.foreignAt("own.more"));
  assert.equal(walk.foreignAt("own.more"), [{ specifier: "more", path: "" }]);
});

test("what was told is told again in the same order, without a walk", () => {
  const first = asked();
  const answers = [
    first.walk.summary("add", false, []),
    first.walk.foreignAt("other"),
    first.walk.summary("keep", true, [1]),
  ];
  const told = [...(first.walk.news ?? [])];
  assert.is(told.length, 3);
  const again = asked(told);
  assert.equal(
    [again.walk.summary("add", false, []), again.walk.foreignAt("other"), again.walk.summary("keep", true, [1])],
    answers,
  );
  assert.is(again.made(), 0);
  assert.is(again.walk.news, null);
});

test("another question is asked of a walk that was asked all that came before", () => {
  const first = asked();
  first.walk.summary("keep", false, []);
  first.walk.foreignAt("other");
  const again = asked([...(first.walk.news ?? [])]);
  again.walk.summary("keep", false, []);
  assert.is(again.made(), 0);
  assert.equal(again.walk.foreignAt("own.more"), [{ specifier: "more", path: "" }]);
  assert.is(again.made(), 1);
  assert.is(again.walk.news?.length, 2);
  // Of numbers and texts it is told which.
  const constants = asked([...(first.walk.news ?? [])]);
  constants.walk.summary("keep", false, ["1"]);
  assert.is(constants.made(), 1);
});

test.run();
