import { suite } from "uvu";
import * as assert from "uvu/assert";
import { mentionsSeeds } from "./seeds.js";

const test = suite("who may seed random numbers");

for (const code of [
  "random.seed(1)",
  "from random import seed",
  "set_seed(1)",
  "setSeed(1)",
  "train(SEED)",
  "f(seed=1)",
  "f(**{'seed': 1})",
  'getattr(random, "seed")(1)',
  "exec('random.seed (1)')",
  "exec('''\nimport random\nrandom.seed(1)\n''')",
  "state = random.getstate()",
  'print(f"{random.seed(1)}")',
  'x = "unfinished\nrandom.seed(1)',
])
  test(`seeds: ${JSON.stringify(code)}`, () => assert.is(mentionsSeeds(`import random\n${code}\n`), true));

for (const code of [
  "# seed the database",
  '"""What seeds do.\n\nrandom.seed(1)\n"""',
  'def f():\n    "Seeds."\n    return 1',
  'BAD = ["cryptography.hazmat.primitives.ciphers.algorithms.SEED"]',
  'parser.add_argument("--x", help="seed the tables first")',
  "x.__getstate__()",
])
  test(`seeds nothing: ${JSON.stringify(code)}`, () => assert.is(mentionsSeeds(`${code}\n`), false));

test.run();
