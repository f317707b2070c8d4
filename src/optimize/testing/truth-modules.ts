import { EFFECTS, type PlantedEffect } from "./truth-effects.js";

/** Numbers that decide, one after the other; all further ones are 1. */
export class Draw {
  private at = 0;

  constructor(private readonly numbers: readonly number[]) {}

  pick(below: number): number {
    return (this.numbers[this.at++] ?? 1) % below;
  }

  one(of: number): boolean {
    return this.pick(of) === 0;
  }

  some<T>(all: readonly T[]): T {
    const found = all[this.pick(all.length)];
    if (found === undefined) throw new Error("nothing to choose from");
    return found;
  }
}

/** A module that imports no other generated one. */
export interface Leaf {
  readonly name: string;
  readonly text: string;
  readonly effect: PlantedEffect | null;
  /** Names that can be taken from it, with what makes a printable value of each: `$` stands for the name as it is bound. */
  readonly names: readonly (readonly [name: string, use: string])[];
}

/** Statements that make only the module's own objects. */
const PURE: readonly string[] = [
  "import enum\nclass Color(enum.Enum):\n    RED = 1\n    BLUE = 2",
  'import collections\nPoint = collections.namedtuple("Point", "x y")',
  "import dataclasses\n@dataclasses.dataclass\nclass Row:\n    x: int = 1",
  'import re\nPATTERN = re.compile("a+")',
  "import functools\n@functools.lru_cache(maxsize=None)\ndef cached(x): return x",
  "import abc\nclass Own(abc.ABC):\n    @abc.abstractmethod\n    def run(self): pass",
  "import typing\nPair = typing.Tuple[int, str]",
  "OWN = []\nOWN.append(1)",
  "TABLE = {k: k * 2 for k in range(3)}",
  "class Sub(dict):\n    def __missing__(self, key): return key",
  "def wrap(f):\n    def inner(*a): return f(*a)\n    return inner\n@wrap\ndef wrapped(x): return x",
  'TEXT = "a" + "b" * 2',
  "if VALUE > 2:\n    BIG = True\nelse:\n    BIG = False",
  "try:\n    import missing_module_of_truth\nexcept ImportError:\n    missing_module_of_truth = None",
  "class Prop:\n    @property\n    def x(self): return 1\n    @staticmethod\n    def y(): return 2",
  "import logging\nlog = logging.getLogger(__name__)",
  "import threading\nLOCK = threading.Lock()",
  "LAMBDA = lambda x, y=VALUE: x + y",
  'from app import reg\nLIMIT = reg.FIXED["limit"]',
  "from app.reg import FIXED\nLIMITS = list(FIXED)",
  "from app import reg\nLIMIT = reg.get_fixed()",
];

export function leafOf(name: string, draw: Draw, packageName: string): Leaf {
  const effect = draw.one(3) ? draw.some(EFFECTS) : null;
  const out: string[] = [`"""Module ${name}."""`];
  const planted = (line: string): string => line.replaceAll("$", name);
  if (effect !== null) out.push(...effect.head.map((line) => inPackage(line, packageName)));
  out.push(`VALUE = ${draw.pick(9)}`, "counter = 0");
  out.push("def f(x=0): return x + VALUE");
  out.push("def bump():", "    global counter", "    counter += 1", "    return counter");
  out.push(
    "class Thing:",
    "    size = 3",
    "    def __init__(self, n=1): self.n = n",
    "    def get(self): return self.n + VALUE",
  );
  out.push("class Err(Exception): pass");
  out.push("def deco(g): return g");
  for (let i = draw.pick(3); i > 0; i--) out.push(...draw.some(PURE).split("\n"));
  if (effect !== null) out.push(...effect.lines.map(planted));
  const names: (readonly [string, string])[] = [
    ["VALUE", "$"],
    ["f", "$(1)"],
    ["Thing", "$(2).get()"],
    ["Err", "$.__name__"],
    ["deco", "$(len)([1])"],
    ["bump", "$()"],
    ["counter", "$"],
  ];
  const value = effect?.value ?? null;
  if (value !== null) {
    const [word = value] = value.split(/[.(]/);
    names.push([word, value.replace(word, "$")], [word, value.replace(word, "$")], [word, value.replace(word, "$")]);
  }
  return { name, text: `${out.join("\n")}\n`, effect, names };
}

function inPackage(line: string, packageName: string): string {
  return packageName === "app" ? line : line.replace("from .reg", "from ..reg");
}
