"""Says which names of their module the functions of Python sources bind anew once it is loaded.

Reads JSON documents from stdin, one a line: {"file", "module", "isPackage", "isStandard"}. Prints for each a line: {"globals": {name:
line}} of the names that functions declare global or spell out, with "dynamic", null or [line, by], where names are bound by computed ones,
and "anywhere": {"names": {name: line}, "line": null or the line} of those that may be any module's; null for a file that can't be parsed.
Bound are they by `asked`, the module's `__getattr__`, and only the name that it is asked for; `getattr`, by this, others too, but none that
it spells out; or `function`.

Whoever gets hold of the module's namespace, or of the module, and does what is not known to be a look at it, may bind any name; of what may
as well be another module's only what binds names by it counts, and of the standard library's modules not even that: they do so for their
callers. Imports nothing of what it reads. Written for 3.8 and later.
"""

import ast
import json
import os
import re
import sys
import warnings

# An isolated interpreter does not look beside its script.
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(1, os.path.dirname(sys.path[0]))
from name_scopes import parameters  # noqa: E402
from namespace_kinds import MAYBE, MODULE, MODULES, NAMESPACE, Kinds, last_name  # noqa: E402

del sys.path[:2]

WORSE = ["asked", "getattr", "function"]
CHANGES_ONE = {"setdefault", "pop", "__setitem__", "__delitem__"}
LOOKS_AT_NAMESPACE = {"get", "keys", "values", "items", "copy", "__getitem__", "__contains__", "__iter__", "__len__"}
# Builtins that only look at what they are handed; `__import__` asks its globals for the package's name.
LOOKING = set(
    "dict list sorted len set frozenset tuple iter any all map filter repr print type isinstance eval __import__ import_module str bool id "
    "enumerate zip hasattr dir callable getattr getmembers getsource getsourcelines getsourcefile getfile getdoc ismodule cast deepcopy files "
    "is_resource open_text read_text testmod DocTestSuite update".split()
)
# Builtins by which a function gets hold of the namespace, or runs a text as code.
REACHING = {"globals", "exec"}
IN_TEXTS = re.compile(r"globals\s*\(\s*\)|\bsetattr\s*\(|\bmodules\s*\[|(?:__globals__|f_globals)\s*[\[.]")
GLOBAL_IN_TEXT = re.compile(r"\bglobal[ \t]+([\w, \t\\]+)")
# What only asks whether something is there, compares it or goes through its names; what names it is looked at by its name.
HARMLESS = (
    ast.Compare, ast.Expr, ast.If, ast.While, ast.IfExp, ast.BoolOp, ast.UnaryOp, ast.NamedExpr, ast.FormattedValue, ast.For, ast.comprehension, ast.BinOp,
    ast.Assert, ast.AugAssign,
)


class Bound:
    """Whose names are bound: by name the line, and the line and who of what binds by computed names."""

    def __init__(self):
        self.names = {}
        self.dynamic = None


class Reader(Kinds):
    def __init__(self, asked):
        super().__init__(asked)
        self.own, self.anywhere = Bound(), Bound()
        # Whose names what is found binds.
        self.into = [self.own]
        self.runs_texts = any(
            isinstance(node, ast.Name) and node.id in ("exec", "eval", "compile") or isinstance(node, ast.alias) and node.name == "builtins"
            for node, _, _ in self.nodes
        )

    def read(self):
        for node, above, scope in self.nodes:
            if isinstance(node, ast.Global) and scope.is_later:
                self.declared(node.names, node.lineno)
            elif isinstance(node, ast.Constant) and self.runs_texts and isinstance(node.value, str):
                self.text(node, above, scope)
            elif isinstance(node, ast.ImportFrom):
                self.imported(node, scope)
            elif isinstance(node, ast.Call):
                self.called(node, scope)
            elif isinstance(node, ast.AugAssign):
                self.added(node, scope)
            if isinstance(node, ast.expr):
                self.reaching(node, above, scope)
                kind = self.kind(node, scope)
                if kind is not None:
                    self.used(node, above, scope, kind)
        anywhere = {"names": self.anywhere.names, "line": self.anywhere.dynamic and self.anywhere.dynamic[0]}
        return {"globals": self.own.names, "dynamic": self.own.dynamic, "anywhere": anywhere}

    def bound_by(self, kind):
        """Whose names are bound by what is of a kind."""
        if not kind.endswith(MAYBE):
            return [self.own]
        return [self.anywhere] if self.is_standard else [self.own, self.anywhere]

    def declared(self, names, line):
        for each in self.into:
            for name in names:
                each.names.setdefault(name, line)

    def text(self, node, above, scope):
        """Code may stand in any text, and whoever runs it may be anywhere. No docstring does more than declare."""
        for found in GLOBAL_IN_TEXT.findall(node.value):
            self.declared(re.split(r"[\s,\\]+", found.strip()), node.lineno)
        if isinstance(above, ast.Expr):
            return
        for name in set_in_text(node.value):
            self.anywhere.names.setdefault(name, node.lineno)
        if IN_TEXTS.search(node.value):
            self.say(node, scope, "function", even_at_load=True)

    def imported(self, node, scope):
        if node.module == "builtins" and node.level == 0 and any(each.name in REACHING or each.name == "*" for each in node.names):
            self.say(node, scope, "function", even_at_load=True)

    def reaching(self, node, above, scope):
        """A builtin that is not called here, but may be by another name."""
        if isinstance(above, ast.Call) and above.func is node:
            return
        if any(self.is_builtin(node, scope, name) for name in REACHING) and isinstance(node.ctx, ast.Load):
            self.say(node, scope, "function", even_at_load=True)

    def called(self, node, scope):
        """Texts that are run as code, in this module's namespace where no other is given."""
        name = last_name(node.func)
        if name == "getattr" and len(node.args) > 1 and self.is_builtin_table(node.args[0], scope):
            if isinstance(node.args[1], ast.Constant) and node.args[1].value in REACHING:
                self.say(node, scope, "function")
        if not self.is_builtin(node.func, scope, "exec") or not node.args:
            return
        spaces = node.args[1:] + [each.value for each in node.keywords]
        text = node.args[0]
        kinds = [kind for kind in (self.kind(each, scope) for each in spaces) if kind in (NAMESPACE, NAMESPACE + MAYBE)]
        if not spaces and may_declare(text):
            self.say(node, scope, "getattr", even_at_load=True)
        for kind in kinds:
            is_constant = isinstance(text, ast.Constant)
            self.into = self.bound_by(kind)
            self.say(node, scope, "function" if is_constant else "getattr", even_at_load=not is_constant)
        self.into = [self.own]

    def is_builtin_table(self, node, scope):
        return self.kind(node, scope) == "builtins" or isinstance(node, ast.Name) and node.id in ("builtins", "__builtins__")

    def added(self, node, scope):
        """`names |= other`, where the name stands for the namespace."""
        if not isinstance(node.target, ast.Name):
            return
        home = scope.home(node.target.id)
        kind = None if home is None else home.known.get(node.target.id)
        if kind in (NAMESPACE, NAMESPACE + MAYBE):
            self.into = self.bound_by(kind)
            self.say(node, scope, "getattr")
            self.into = [self.own]

    def used(self, node, above, scope, kind):
        self.into = self.bound_by(kind)
        self.used_as(node, above, scope, kind)
        self.into = [self.own]

    def used_as(self, node, above, scope, kind):
        # What the standard library's modules hand on of themselves nobody binds names of.
        is_sure = not kind.endswith(MAYBE) and not self.is_standard
        kind = kind.rstrip(MAYBE)
        if kind in ("sys", "builtins", MODULES) or isinstance(getattr(node, "ctx", None), (ast.Store, ast.Del)):
            return
        if isinstance(above, ast.Attribute):
            self.attribute_used(node, above, scope, kind)
        elif isinstance(above, ast.Subscript) and above.value is node:
            if kind == NAMESPACE and not isinstance(above.ctx, ast.Load):
                self.write(above, scope, above.slice)
        elif isinstance(above, (ast.Call, ast.keyword)):
            self.handed(node, above, scope, kind, is_sure)
        elif isinstance(above, ast.Dict) and any(key is None and value is node for key, value in zip(above.keys, above.values)):
            return
        elif isinstance(above, (ast.Assign, ast.AnnAssign)):
            targets = above.targets if isinstance(above, ast.Assign) else [above.target]
            if is_sure and (scope.is_class or not all(isinstance(each, ast.Name) for each in targets)):
                self.say(node, scope, "function", even_at_load=True)
        elif is_sure and not isinstance(above, HARMLESS) and not self.is_default(node, above):
            self.say(node, scope, "getattr", even_at_load=True)

    def is_default(self, node, above):
        """Of a parameter that stands for it from then on."""
        args = getattr(above, "args", None)
        return isinstance(args, ast.arguments) and any(each is node for each in args.defaults + args.kw_defaults)

    def attribute_used(self, node, above, scope, kind):
        if kind == NAMESPACE:
            call, _ = self.above[id(above)]
            is_called = isinstance(call, ast.Call) and call.func is above
            names = spelt_out(call) if above.attr == "update" and is_called else None
            if above.attr in CHANGES_ONE and is_called and call.args:
                self.write(call, scope, call.args[0])
            elif names is not None:
                if scope.is_later or self.anywhere in self.into:
                    self.declared(names, node.lineno)
            elif above.attr not in LOOKS_AT_NAMESPACE:
                is_text = is_called and (call.keywords or any(has_text(each) for each in call.args))
                self.say(node, scope, "function" if is_text else "getattr", even_at_load=not is_called)
        elif not isinstance(above.ctx, ast.Load):
            if above.attr == "__class__":
                self.say(node, scope, "function", even_at_load=True)
            elif scope.is_later or self.anywhere in self.into:
                self.declared([above.attr], node.lineno)
        elif above.attr in ("__setattr__", "__delattr__"):
            self.say(node, scope, "getattr", even_at_load=True)

    def handed(self, node, above, scope, kind, is_sure):
        if isinstance(above, ast.keyword):
            call, _ = self.above[id(above)]
            is_own = isinstance(call, ast.Call) and any(value is node for _, value in self.own_parameters(call, scope))
            if is_own or above.arg is None and kind == NAMESPACE:
                return
            if is_sure:
                self.say(node, scope, "getattr", even_at_load=True)
            return
        name = last_name(above.func)
        if above.func is node or name in LOOKING or name == "vars":
            return
        if any(value is node for _, value in self.own_parameters(above, scope)):
            return
        is_first = bool(above.args) and above.args[0] is node
        if kind == MODULE and is_first and name in ("setattr", "delattr"):
            self.write(above, scope, above.args[1] if len(above.args) > 1 else None)
        elif is_sure and not self.is_builtin(above.func, scope, "exec"):
            self.say(node, scope, "getattr", even_at_load=True)

    def write(self, node, scope, key):
        key = key.value if type(key).__name__ == "Index" else key
        getter = self.getter(scope)
        if getter is not None and isinstance(key, ast.Name) and key.id == self.asked_by(getter, scope):
            self.say(node, scope, "asked")
        elif isinstance(key, ast.Constant) and (scope.is_later or self.anywhere in self.into):
            self.declared([str(key.value)], node.lineno)
        else:
            self.say(node, scope, "function" if key is None or has_text(key) else "getattr")

    def getter(self, scope):
        """The module's `__getattr__`, if that is the outermost function around."""
        *_, outermost = [None, *scope.functions()]
        if not isinstance(outermost, ast.FunctionDef) or outermost.name != "__getattr__":
            return None
        return outermost if self.above[id(outermost)][1] is self.top else None

    def asked_by(self, getter, scope):
        """What `__getattr__` calls the name that it is asked for, where nothing gives that another value; None for none."""
        all_parameters = parameters(getter)
        if len(all_parameters) != 1 or getter.args.vararg is not None or getter.args.kwarg is not None:
            return None
        name, inner = all_parameters[0].arg, self.inside(getter)
        is_bound = any(
            isinstance(node, ast.Name) and node.id == name and not isinstance(node.ctx, ast.Load)
            or getattr(node, "name", None) == name
            or isinstance(node, ast.alias) and (node.asname or node.name) == name
            or isinstance(node, ast.arg) and node.arg == name and node is not all_parameters[0]
            for node in ast.walk(getter)
        )
        return None if is_bound or scope.home(name) is not inner else name

    def say(self, node, scope, by, even_at_load=False):
        """Notes that names are bound: by a function, or by whom what is handed out at load is in the hands of."""
        if by != "function" and self.getter(scope) is None:
            by = "function"
        for each in self.into:
            if not scope.is_later and not even_at_load and each is self.own:
                continue
            if each.dynamic is None or WORSE.index(by) > WORSE.index(each.dynamic[1]):
                each.dynamic = [node.lineno, by]


def spelt_out(update):
    """The names that `names.update(a=1)` binds, or `names.update({"a": 1})`; None where it does not say."""
    names = [each.arg for each in update.keywords]
    for each in update.args:
        names += [key.value if isinstance(key, ast.Constant) else None for key in each.keys] if isinstance(each, ast.Dict) else [None]
    return None if not all(isinstance(each, str) for each in names) else names


def set_in_text(text):
    """Attributes that a text sets, if it is code."""
    if "=" not in text or "." not in text:
        return []
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return []
    return [each.attr for each in ast.walk(tree) if isinstance(each, ast.Attribute) and not isinstance(each.ctx, ast.Load)]


def may_declare(text):
    """Whether what is run within a function may hold a `global`: what it binds else are the function's own names."""
    if isinstance(text, ast.Constant):
        return False  # Read as a text of the file.
    if isinstance(text, ast.BinOp):
        return may_declare(text.left) or (isinstance(text.op, ast.Add) and may_declare(text.right)) or has_global(text)
    if isinstance(text, ast.Call) and isinstance(text.func, ast.Attribute) and text.func.attr == "format":
        return may_declare(text.func.value) or has_global(text)
    return not isinstance(text, ast.JoinedStr) or has_global(text)


def has_text(node):
    return any(isinstance(each, ast.Constant) and isinstance(each.value, str) for each in ast.walk(node))


def has_global(text):
    return any(isinstance(each, ast.Constant) and isinstance(each.value, str) and re.search(r"\bglobal\b", each.value) for each in ast.walk(text))


def answers(lines):
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(20000)
    for line in lines:
        try:
            result = Reader(json.loads(line)).read()
        except Exception:  # Whatever it is, it may bind anything then.
            result = None
        yield json.dumps(result)


def main():
    for answer in answers(sys.stdin):
        sys.stdout.write(answer + "\n")


if __name__ == "__main__":
    main()
