import { scanPython } from "./scan.js";
import type { ScannedFile } from "./scanned.js";

/** Every construct that the scanner tells apart, short. */
const SAMPLE = String.raw`# -*- coding: utf-8 -*-
"""Text.

It has "quotes" and is longer than what is searched by hand, so that the native search is met as well; \""" ends nothing.
"""
from __future__ import annotations
import os, sys as system, importlib.util as u
import importlib
from importlib import import_module as im
from . import (a as b,  # comment
    c,
)
from ..pkg.mod import *
from \
    .x import size
lazy import late; x = 1; import y
type Alias = int
load = importlib.import_module
__all__ = ["a", 'b'] + other.__all__
__all__ += ("c",)
__all__.extend(["d"])
INSTALLED_APPS = ["one.two"]
_TABLE = {"name": ".module", "b": ("x", "y"), "size": ["z"]}
if TYPE_CHECKING and not (x or y):
    import t
elif system.version_info >= (3, 8) and x is not None: import w
else:
    from v import v1, v2 as v3
if __name__ == "__main__": main()
try:
    import json
    from q import r
except (ImportError, ValueError) as e:
    json = None
except* x.ModuleNotFoundError: pass
except:
    raise ValueError("text %s" % x) from None
else:
    del x, y
finally:
    x = yield
with suppress(ImportError), open(r"a\b", 'w') as file: pass
with (contextlib.suppress(Exception) as s, b):
	import tabbed
for i, (j, *k) in enumerate(x[1:2, ::-1]): continue
else: pass
while lambda z: z: break
@decorated(x=1)
class A(B, metaclass=C):
    x: int = 0x1F + 1_000.5e-3j + .5 + 0 + 10 + 1e5 - 0b1 // 0o7
    y = -x ** ~y @ z != a <= b >> c << d, = e
    async def f(self, a, /, b: "T" = f"{x!r:>{w}} {{}} {f'{y}'}", *, c=None, **kw) -> x[int]:
        async for q in r: await q; return importlib.import_module(f".{name}", __package__)
        async with x as y: global z; assert x, y
        a = lambda: __import__("a.b", globals(), None, ["c"], 0) if x else [not i for i in j if ...]
        b = t'''{x:{y}}
        {z}''' b"x" "c" u'\x41\N{BULLET}\u0041'
        c = im(name) and u.import_module("x" "y", package="p"); load("x.y")
        return {**a, 'b': c, "d": {1, 2}, **(e := f)}
match x, y:
    case [1, -2, *_] if z: import m1
    case {"k": v, **rest} | A(b=c): pass
    case "s": pass
ü = 1 if 2 else 3 + \
    4
not ~x; return ~y; -z; f"{x}"; lazy.x; type(x); (a, *, b); (a, /)
match(x)
match (x):
    case _: pass
size = x . y; print(x, file=y)
def __getattr__(name):
    if name in _TABLE:
        return importlib.import_module(_TABLE[name], __name__)
    for name in pkgutil.iter_modules(path): pass
`;
const TIMES = 2;

/**
 * Scans a sample some times. V8 compiles a function for what it has met; without it the scanner is compiled, and thrown
 * away again, once for each construct that the first files happen to bring. A few milliseconds that a hundred files repay.
 *
 * @returns what the sample was read as, which is of use to tests alone
 */
export function rehearse(): ScannedFile {
  const samples = [SAMPLE, SAMPLE.replaceAll("\n", "\r\n")].map((text) => Buffer.from(text));
  for (let i = 0; i < TIMES; i++) for (const sample of samples) scanPython(sample);
  return scanPython(Buffer.from(SAMPLE));
}
