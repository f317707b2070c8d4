/** What a generated module does while it loads that others can tell, or that depends on when it loads. `$` stands for the module. */
export interface PlantedEffect {
  readonly head: readonly string[];
  readonly lines: readonly string[];
  /** What `main()` prints of the state that it touches. */
  readonly shown: readonly string[];
  /** What `main()` changes before it uses anything, where the load reads. */
  readonly first: readonly string[];
  /** A value that its importers can read. */
  readonly value: string | null;
}

type Row = readonly [head: string, lines: string, shown?: string, first?: string, value?: string];

/** The module that generated effects change: loaded by `main` in any case. */
export const REGISTRY = `import abc
import contextvars
import functools
ITEMS = []
HANDLERS = []
TABLE = {}
TEXT = "t"
VAR = contextvars.ContextVar("VAR", default="none")
count = 0
level = 1
FIXED = {"limit": 3}
def get_level(): return TABLE.get("level", level)
def get_fixed(): return FIXED["limit"]
class Store:
    def __init__(self): self.data = {"level": 1}
    def get(self, key): return self.data.get(key)
    def put(self, key, value): self.data[key] = value
STORE = Store()
def hook(): return "own"
def note(x):
    ITEMS.append(x)
    return x
def register(f):
    HANDLERS.append(f)
    return f
@functools.singledispatch
def shape(x): return "any"
class Base(abc.ABC): pass
class Plain: size = 1
class Hooked:
    def __init_subclass__(cls): ITEMS.append(cls.__name__)
class Meta(type):
    def __init__(cls, *a):
        ITEMS.append(cls.__name__)
        super().__init__(*a)
class Field:
    def __set_name__(self, owner, name): ITEMS.append(name)
class Box:
    def __add__(self, other): return note(other)
    def __radd__(self, other): return note(other)
    def __getitem__(self, key): return note(key)
    def __getattr__(self, key): return note(key)
    def __iter__(self): return iter([note("iter")])
    def __contains__(self, key): return bool(note(key))
    def __enter__(self): return note("enter")
    def __exit__(self, *a): note("exit")
    def __call__(self, *a): return note("call")
    def __lt__(self, other): return bool(note(other))
    def __eq__(self, other): return bool(note(other))
    def __hash__(self): return len(str(note("hash")))
    def __format__(self, spec): return note("format")
    def __str__(self): return note("str")
    def __bool__(self): return bool(note("bool"))
    def __neg__(self): return note("neg")
    def __set__(self, owner, value): note("set")
    def __setitem__(self, key, value): note(key)
BOX = Box()
class Prop:
    @property
    def value(self): return note("value")
PROP = Prop()
`;

const REG = "from app import reg";
const ITEMS = "print(reg.ITEMS)";

const ROWS: readonly Row[] = [
  ["import os", 'os.environ["TRUTH_$"] = "1"', 'print(sorted(k for k in os.environ if k.startswith("TRUTH_")))'],
  [
    "import os",
    'os.environ.setdefault("TRUTH_$", "1")',
    'print(sorted(k for k in os.environ if k.startswith("TRUTH_")))',
  ],
  [REG, 'reg.ITEMS.append("$")', ITEMS],
  ["import atexit", 'atexit.register(print, "bye $")'],
  ["", 'print("loading $")'],
  ["import sys", 'sys.stderr.write("loading $\\n")'],
  ["import sys", "SEEN = len(sys.argv)", "", 'sys.argv.append("more")', "SEEN"],
  ["import os", "HERE = os.path.basename(os.getcwd())", "", 'os.chdir("/")', "HERE"],
  ["import os", 'MODE = os.environ.get("TRUTH_MODE", "none")', "", 'os.environ["TRUTH_MODE"] = "late"', "MODE"],
  ["from os import environ", 'MODE = "TRUTH_MODE" in environ', "", 'os.environ["TRUTH_MODE"] = "late"', "MODE"],
  [REG, "LEVEL = reg.level", "", "reg.level = 5", "LEVEL"],
  ["from app.reg import level", "LEVEL = level", "", "reg.level = 5", "LEVEL"],
  [REG, "KNOWN = len(reg.ITEMS)", "", 'reg.ITEMS.append("main")', "KNOWN"],
  [REG, "class Known:\n    copy = list(reg.ITEMS)\n    size = len(copy)", "", 'reg.ITEMS.append("main")', "Known.size"],
  [REG, "def known(x=tuple(reg.ITEMS)): return len(x)", "", 'reg.ITEMS.append("main")', "known()"],
  ["import logging", 'logging.getLogger("truth").setLevel(logging.ERROR)', 'print(logging.getLogger("truth").level)'],
  ["import logging", 'logging.basicConfig(format="$ %(message)s")', 'logging.warning("shown")'],
  [
    "import logging",
    'logging.getLogger("truth").addHandler(logging.NullHandler())',
    'print(len(logging.getLogger("truth").handlers))',
  ],
  [REG, 'reg.hook = lambda: "$"', "print(reg.hook())"],
  [REG, 'setattr(reg, "hook", lambda: "$")', "print(reg.hook())"],
  ["import builtins", 'builtins.truth = "$"', 'print(getattr(builtins, "truth", None))'],
  [REG, "reg.count += 1", "print(reg.count)"],
  ["import sys", 'sys.path.append("/truth/$")', 'print([p for p in sys.path if p.startswith("/truth/")])'],
  ["import warnings", 'warnings.simplefilter("ignore", UserWarning)', 'warnings.warn("shown")'],
  ["import warnings", 'warnings.filterwarnings("ignore", "shown")', 'warnings.warn("shown")'],
  ["import warnings", 'warnings.warn("from $")'],
  [REG, "reg.Base.register(int)", "print(isinstance(3, reg.Base))"],
  [REG, "class Sub$(reg.Hooked): pass", ITEMS],
  ["from app.reg import Hooked", "class Sub$(Hooked):\n    x = 1", ITEMS],
  [REG, "class Plain$(reg.Plain): pass", "print([c.__name__ for c in reg.Plain.__subclasses__()])"],
  ["import random", "random.seed(4)", "print(random.random())"],
  ["import random", "DRAWN = random.random() < 2", "print(random.random())", "", "DRAWN"],
  ["import sys", "sys.setrecursionlimit(1234)", "print(sys.getrecursionlimit())"],
  [
    "import sys",
    'sys.modules["truth_$"] = sys.modules[__name__]',
    'print(sorted(k for k in sys.modules if k.startswith("truth_")))',
  ],
  [
    "import codecs",
    'codecs.register_error("truth", codecs.ignore_errors)',
    'try: print(b"a\\xff".decode("ascii", "truth"))\nexcept LookupError as error: print(error)',
  ],
  [REG, '@reg.register\ndef handler(): return "$"', "print([h() for h in reg.HANDLERS])"],
  [REG, '@reg.shape.register(int)\ndef _shape(x): return "$"', "print(reg.shape(1))"],
  [REG, 'def _setup():\n    reg.ITEMS.append("$")\n_setup()', ITEMS],
  [REG, 'class Setup:\n    def __init__(self): reg.ITEMS.append("$")\n_made = Setup()', ITEMS],
  [REG, 'def _outer():\n    def _inner(): reg.note("$")\n    return _inner\n_outer()()', ITEMS],
  [REG, "_ = [reg.ITEMS.append(i) for i in range(2)]", ITEMS],
  [REG, "_ = list(map(reg.note, [1]))", ITEMS],
  [REG, "_ = sorted([2, 1], key=reg.note)", ITEMS],
  [REG, 'def late(x=reg.ITEMS.append("$")): return x', ITEMS],
  [REG, 'class Body:\n    x = reg.ITEMS.append("$")', ITEMS],
  [REG, "class With$(metaclass=reg.Meta): pass", ITEMS],
  [REG, "class Owner$:\n    field = reg.Field()", ITEMS],
  [REG, 'vars(reg)["count"] = 9', "print(reg.count)"],
  [REG, 'reg.TABLE["$"] = 1', "print(reg.TABLE)"],
  [REG, "reg.TABLE.update($=1)", "print(reg.TABLE)"],
  [REG, "reg.Plain.size = 4", "print(reg.Plain.size)"],
  [REG, "reg.Plain.size += 1", "print(reg.Plain.size)"],
  [REG, 'reg.TEXT += "$"', "print(reg.TEXT)"],
  [REG, "for reg.count in range(3): pass", "print(reg.count)"],
  [REG, "reg.count: int = 4", "print(reg.count)"],
  [REG, "(reg.count, other) = 3, 4", "print(reg.count)"],
  [REG, 'reg.BOX + "$"', ITEMS],
  [REG, '_sum = "$" + reg.BOX', ITEMS],
  [REG, '_got = reg.BOX["$"]', ITEMS],
  [REG, "_got = reg.BOX.thing", ITEMS],
  [REG, "_got = reg.PROP.value", ITEMS],
  [REG, "_got = [*reg.BOX]", ITEMS],
  [REG, "_got, = reg.BOX", ITEMS],
  [REG, "for _each in reg.BOX: pass", ITEMS],
  [REG, '_got = "$" in reg.BOX', ITEMS],
  [REG, "with reg.BOX: pass", ITEMS],
  [REG, "_got = reg.BOX < 3", ITEMS],
  [REG, "_got = reg.BOX == 3", ITEMS],
  [REG, "_got = {reg.BOX: 1}", ITEMS],
  [REG, "_got = {reg.BOX}", ITEMS],
  [REG, '_got = f"{reg.BOX}"', ITEMS],
  [REG, '_got = "%s" % reg.BOX', ITEMS],
  [REG, "_got = str(reg.BOX)", ITEMS],
  [REG, "_got = not reg.BOX", ITEMS],
  [REG, "_got = -reg.BOX", ITEMS],
  [REG, "_got = 1 if reg.BOX else 2", ITEMS],
  [REG, "if reg.BOX: pass", ITEMS],
  [REG, "_got = reg.BOX and 1", ITEMS],
  [REG, "assert reg.BOX", ITEMS],
  [REG, 'reg.BOX["$"] = 1', ITEMS],
  [REG, "_got = reg.BOX()", ITEMS],
  [REG, "@reg.BOX\ndef decorated(): pass", ITEMS],
  [REG, 'def annotated(x: reg.note("$")): pass', ITEMS],
  [REG, 'marked: reg.note("$") = 1', ITEMS],
  [REG, 'if (_w := reg.note("$")): pass', ITEMS],
  [REG, 'assert reg.note("$")', ITEMS],
  [REG, 'try:\n    reg.note("$")\nfinally:\n    pass', ITEMS],
  [REG, '_f = lambda x=reg.note("$"): x', ITEMS],
  [REG, 'exec("reg.ITEMS.append(1)")', ITEMS],
  [REG, "_g = (reg.note(i) for i in [1])\nnext(_g)", ITEMS],
  ["import app.reg", 'app.reg.ITEMS.append("$")', ITEMS],
  ["from .reg import ITEMS as found", 'found.append("$")', ITEMS],
  ["from .reg import ITEMS as found", 'found += ["$"]', ITEMS],
  ["from .reg import ITEMS as found", 'found[:] = ["$"]', ITEMS],
  ["from .reg import ITEMS", 'alias = ITEMS\nalias.append("$")', ITEMS],
  ["from .reg import ITEMS", 'add = ITEMS.append\nadd("$")', ITEMS],
  ["from .reg import ITEMS", 'holder = [ITEMS]\nholder[0].append("$")', ITEMS],
  ["from .reg import *", 'ITEMS.append("$")', ITEMS],
  ["from .reg import *", 'note("$")', ITEMS],
  ["import importlib", 'importlib.import_module("app.reg").ITEMS.append("$")', ITEMS],
  ["", '__import__("app.reg").reg.ITEMS.append("$")', ITEMS],
  ["import sys", 'sys.modules["app.reg"].ITEMS.append("$")', ITEMS],
  [REG, 'reg.VAR.set("$")', "print(reg.VAR.get())"],
  ["import decimal", "decimal.getcontext().prec = 5", "print(decimal.Decimal(1) / 3)"],
  ["import os", "os.umask(0o27)", "print(os.umask(0))"],
  ["import socket", "socket.setdefaulttimeout(3)", "print(socket.getdefaulttimeout())"],
  ["import sys", "sys.excepthook = lambda *a: print('hooked $')", "print(sys.excepthook is sys.__excepthook__)"],
  ["import mimetypes", 'mimetypes.add_type("x/$", ".truth")', 'print(mimetypes.guess_type("a.truth"))'],
  ["import signal", "signal.signal(signal.SIGUSR1, signal.SIG_IGN)", "print(signal.getsignal(signal.SIGUSR1))"],
  ["import sys", "OUT = sys.stdout", "", 'sys.stdout = open(os.devnull, "w") if mode == "zz" else sys.stdout'],
  ["import json", "json.dumps = lambda x: '$'", "print(json.dumps(1))"],
  ["import json", 'json.truth = "$"', 'print(hasattr(json, "truth"))'],
  ["import gc", "gc.disable()", "print(gc.isenabled())"],
  ["import os", 'os.makedirs = lambda *a: "$"', "print(os.makedirs.__name__)"],
  [REG, 'LEVEL = reg.TABLE.get("level", 0)', "", 'reg.TABLE["level"] = 2', "LEVEL"],
  [REG, 'LEVEL = reg.TABLE.get("level", 0)', "", "reg.TABLE.update(level=2)", "LEVEL"],
  [REG, 'LEVEL = reg.TABLE.get("level", 0)', "", 'alias = reg.TABLE\nalias["level"] = 2', "LEVEL"],
  [REG, 'LEVEL = reg.TABLE.get("level", 0)', "", "(lambda table: table.update(level=2))(reg.TABLE)", "LEVEL"],
  [REG, 'LEVEL = reg.TABLE.get("level", 0)', "", 'getattr(reg, "TABLE")["level"] = 2', "LEVEL"],
  [REG, 'LEVEL = reg.TABLE.get("level", 0)', "", 'vars(reg)["TABLE"]["level"] = 2', "LEVEL"],
  [REG, 'LEVEL = reg.TABLE.get("level", 0)', "", 'sys.modules["app.reg"].TABLE["level"] = 2', "LEVEL"],
  [REG, 'LEVEL = reg.TABLE.get("level", 0)', "", 'import app.reg as other\nother.TABLE["level"] = 2', "LEVEL"],
  [
    "from app.reg import TABLE",
    'LEVEL = TABLE.get("level", 0)',
    "",
    'from app.reg import TABLE as found\nfound["level"] = 2',
    "LEVEL",
  ],
  [
    "from app.reg import TABLE",
    'LEVEL = "level" in TABLE',
    "",
    'from app.reg import *\nTABLE["level"] = 2'.replace("from app.reg import *", "from app.reg import TABLE"),
    "LEVEL",
  ],
  [REG, "LEVEL = reg.get_level()", "", 'reg.TABLE["level"] = 2', "LEVEL"],
  [REG, "LEVEL = reg.get_level()", "", "reg.level = 5", "LEVEL"],
  ["from app.reg import get_level", "LEVEL = get_level()", "", "reg.level = 5", "LEVEL"],
  [REG, "def _read(): return reg.level\nLEVEL = _read()", "", "reg.level = 5", "LEVEL"],
  [REG, "def _read(): return reg.TABLE.get('level')\nLEVEL = _read()", "", 'reg.TABLE["level"] = 2', "LEVEL"],
  [
    REG,
    "class Reads:\n    def __init__(self): self.level = reg.level\nLEVEL = Reads().level",
    "",
    "reg.level = 5",
    "LEVEL",
  ],
  [REG, "class Reads:\n    level = reg.level", "", "reg.level = 5", "Reads.level"],
  [REG, "LEVEL = (lambda: reg.level)()", "", "reg.level = 5", "LEVEL"],
  [REG, "LEVEL = [reg.level for _ in range(1)][0]", "", "reg.level = 5", "LEVEL"],
  [REG, 'LEVEL = getattr(reg, "level")', "", "reg.level = 5", "LEVEL"],
  [REG, 'LEVEL = vars(reg)["level"]', "", "reg.level = 5", "LEVEL"],
  [REG, 'LEVEL = f"{reg.level}"', "", 'setattr(reg, "level", 5)', "LEVEL"],
  [REG, "LEVEL = reg.level", "", 'setattr(reg, "lev" + "el", 5)', "LEVEL"],
  [REG, 'LEVEL = reg.STORE.get("level")', "", 'reg.STORE.put("level", 2)', "LEVEL"],
  [REG, 'LEVEL = reg.STORE.data["level"]', "", 'reg.STORE.data["level"] = 2', "LEVEL"],
  [
    "from app.reg import STORE",
    'LEVEL = STORE.data.get("level")',
    "",
    'store = reg.STORE\nstore.put("level", 2)',
    "LEVEL",
  ],
  [REG, "SIZE = reg.Plain.size", "", "reg.Plain.size = 9", "SIZE"],
  ["from app.reg import Plain", "SIZE = Plain().size", "", "reg.Plain.size = 9", "SIZE"],
  [REG, "COUNT = sum(1 for _ in reg.ITEMS)", "", 'reg.note("main")', "COUNT"],
  [REG, "COUNT = list(map(str, reg.ITEMS))", "", 'reg.note("main")', "COUNT"],
  [REG, "COUNT = reg.hook()", "", 'reg.hook = lambda: "main"', "COUNT"],
  [
    "import warnings",
    'warnings.filterwarnings("ignore", module="app.leaf")',
    'warnings.warn_explicit("shown", UserWarning, "f", 1, module="app.leafy")',
  ],
  ["from app.reg import shape", '@shape.register(str)\ndef _shape(x): return "$"', 'print(reg.shape("s"))'],
  [
    "from app.reg import shape as shaped",
    '@shaped.register\ndef _shape(x: float): return "$"',
    "print(reg.shape(1.5))",
  ],
];

const lines = (text: string): string[] => (text === "" ? [] : text.split("\n"));

export const EFFECTS: readonly PlantedEffect[] = ROWS.map(([head, body, shown = "", first = "", value]) => ({
  head: lines(head),
  lines: lines(body),
  shown: [...usual(shown), ...lines(shown)],
  first: lines(first),
  value: value ?? null,
}));

/** What `main` lacks to print the state. */
function usual(shown: string): string[] {
  const found = shown.match(
    /\b(?:logging|warnings|random|builtins|decimal|socket|mimetypes|signal|json|gc)\b(?=\.|, )/g,
  );
  return [...new Set(found ?? [])].map((module) => `import ${module}`);
}
