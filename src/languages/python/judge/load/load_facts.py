"""Says of Python sources whether loading them does anything beyond making the module's own objects.

Reads JSON documents from stdin, one a line: {"file", "module", "isPackage", "source": text or null}, where `source` may lack
functions' bodies. Prints for each one line:
{"stops": [[code, line, text]], "needs": [[use, path, line, text]], "names": {name: kind}, "stars": [path]}
or null for what can't be parsed. A stop is the first statement of its kind that does more than it may; a need is something of
another module that the load uses and that must be what it is taken for. Imports nothing of what it reads. Written for 3.8 and later.
"""

import ast
import builtins
import json
import os
import sys
import warnings

# An isolated interpreter does not look beside its script; where it lies in a folder of its own, what it shares lies above.
sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.dirname(HERE)]
from parsed import KEPT, parsed  # noqa: E402
from load_tables import (  # noqa: E402
    CLASS_DECORATORS,
    EFFECT_PREFIXES,
    EFFECTS,
    METHOD_EFFECTS,
    MUTATING,
    PURE_BUILTINS,
    PURE_CALLS,
    PURE_METHODS,
    PURE_MODULES,
    SIMPLE_BASES,
    STANDARD,
    TYPING_MODULES,
    UNHOOKED_METACLASSES,
    VALUES,
)

del sys.path[:2]

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
TRIES = tuple(getattr(ast, name) for name in ("Try", "TryStar") if hasattr(ast, name))
# What a name or an expression is: a builtin object made of constants; a builtin object that may hold anything; a typing construct;
# a path to a file of the module's own; an own object of unknown class; anything.
CONST, VALUE, TYPE, OWN_PATH, OWN_FILE, LOGGER, OBJECT, UNKNOWN = (
    ("const",), ("value",), ("type",), ("own-path",), ("own-file",), ("logger",), ("object",), ("unknown",)
)
PLAIN = (CONST, VALUE, TYPE, OWN_PATH)
MAKERS = {
    "__init__", "__new__", "__post_init__", "__call__", "__prepare__", "__del__", "__getattribute__", "__setattr__", "__set_name__",
}
MOST_DEPTH = 6


class Impure(Exception):
    def __init__(self, code, node, text=None):
        self.code = code
        self.line = getattr(node, "lineno", 1)
        self.text = source_of(node) if text is None else text


# The text that is read, for a Python without `ast.unparse`.
SOURCE = [""]


def source_of(node):
    try:
        text = ast.unparse(node) if sys.version_info >= (3, 9) else ast.get_source_segment(SOURCE[0], node) or ""
    except Exception:
        text = type(node).__name__
    text = text.split("\n", 1)[0]
    return text if len(text) <= 100 else text[:97] + "..."


class ClassFacts:
    def __init__(self, bases, hooks, makes):
        self.bases = bases
        # Making a subclass runs code of it.
        self.hooks = hooks
        # Making an instance runs code of it.
        self.makes = makes
        self.is_enum = False
        # `X[...]` runs code of it.
        self.indexed = False
        # Its `__init__`, where this alone makes an instance.
        self.init = None


class Reader:
    def __init__(self, entry):
        self.entry = entry
        self.module = entry["module"]
        self.is_package = entry["isPackage"]
        self.env = {}
        self.class_envs = []
        self.stops = {}
        self.needs = {}
        self.stars = []
        # Names that a star import behind them may have bound anew.
        self.before_star = set()
        self.line = 1
        self.local = None
        self.depth = 0
        self.full = None
        self.known = {}
        self.branches = 0
        self.returned = []
        self.future = sys.version_info >= (3, 14)

    # Statements

    def read(self, tree):
        self.block(tree.body)
        return {
            "stops": [[code, line, text] for code, (line, text) in self.stops.items()],
            "needs": [[use, path, line, text] for (use, path), (line, text) in self.needs.items()],
            "names": {name: described(kind) for name, kind in self.env.items()},
            "stars": self.stars,
            "calls": {name: self.call_of(name) for name in self.entry.get("functions", ())},
        }

    def call_of(self, name):
        """What a function does that another module calls while it loads: null for nothing."""
        kind = self.env.get(name, UNKNOWN)
        try:
            if kind[0] != "func":
                raise Impure("calls-at-load", ast.Name(id=name), name)
            self.run_function(kind[1], kind[1])
        except Impure as impure:
            return [impure.code, impure.line, impure.text]
        return None

    def block(self, statements):
        for statement in statements:
            try:
                self.statement(statement)
            except Impure as impure:
                if self.local is not None:
                    raise
                self.stops.setdefault(impure.code, (impure.line, impure.text))
                self.bind_unknown(statement)

    def bind_unknown(self, statement):
        if isinstance(statement, FUNCTIONS + (ast.ClassDef,)):
            self.bind(statement.name, UNKNOWN)
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                self.bind(node.id, UNKNOWN)

    def need(self, use, path, node):
        self.needs.setdefault((use, path), (getattr(node, "lineno", 1), source_of(node)))

    def scope(self):
        return self.class_envs[-1] if self.class_envs else self.local if self.local is not None else self.env

    def bind(self, name, kind):
        """Under a condition a name may also be what it was before."""
        scope = self.scope()
        before = scope.get(name, ("builtin", name) if hasattr(builtins, name) else kind)
        if self.branches > 0 and before != kind:
            if before[0] == "path" and kind[0] == "path" and is_standard(before[1]) and is_standard(kind[1]):
                kind = before
            else:
                kind = VALUE if before in PLAIN and kind in PLAIN else UNKNOWN
        scope[name] = kind
        if scope is self.env:
            self.before_star.discard(name)

    def find(self, name):
        if self.class_envs and name in self.class_envs[-1]:
            return self.class_envs[-1][name]
        if self.local is not None and name in self.local:
            return self.local[name]
        if name in self.before_star or name not in self.env and self.stars and hasattr(builtins, name):
            self.need("own", name, ast.Name(id=name, lineno=self.line))
        if name in self.env:
            return self.env[name]
        if name in ("__file__", "__path__", "__spec__"):
            return OWN_PATH
        if name in ("__name__", "__package__", "__doc__", "__debug__", "__qualname__", "__module__"):
            return CONST
        if hasattr(builtins, name):
            return ("builtin", name)
        # What a star import brings is looked for where the modules are known.
        return ("path", self.module + "." + name) if self.stars and self.local is None else UNKNOWN

    def statement(self, node):
        self.line = node.lineno
        method = getattr(self, "do_" + type(node).__name__, None)
        if method is None:
            raise Impure("calls-at-load", node)
        method(node)

    def do_Pass(self, node):
        pass

    do_Global = do_Nonlocal = do_Break = do_Continue = do_Pass

    def do_Import(self, node):
        for alias in node.names:
            bound = alias.asname or alias.name.split(".")[0]
            self.bind(bound, ("path", alias.name if alias.asname else bound))

    def do_ImportFrom(self, node):
        base = node.module or ""
        if node.level:
            parts = self.module.split(".")
            parts = parts[: len(parts) - (node.level - 1 if self.is_package else node.level)]
            base = ".".join(parts + ([node.module] if node.module else []))
        if base == "__future__":
            self.future = self.future or any(alias.name == "annotations" for alias in node.names)
            return
        for alias in node.names:
            if alias.name == "*":
                self.stars.append(base)
                self.before_star.update(self.env)
            else:
                self.bind(alias.asname or alias.name, ("path", base + "." + alias.name))

    def do_Expr(self, node):
        self.value(node.value)

    def do_Assert(self, node):
        self.truth(node.test)

    def do_Return(self, node):
        self.returned.append(CONST if node.value is None else self.value(node.value))

    def do_Raise(self, node):
        # Under a condition: that the module can be loaded is known.
        if self.local is None and self.branches == 0:
            raise Impure("raises-at-load", node)
        if node.exc is not None:
            self.value(node.exc)

    def do_Assign(self, node):
        kind = self.value(node.value)
        for target in node.targets:
            self.assign(target, kind, node)

    def do_AnnAssign(self, node):
        kind = UNKNOWN if node.value is None else self.value(node.value)
        if self.local is None:
            self.annotation(node.annotation)
        if node.value is not None:
            self.assign(node.target, kind, node)

    def do_AugAssign(self, node):
        kind = self.value(node.value)
        if isinstance(node.target, ast.Name):
            own = self.find(node.target.id)
            if own[0] == "path" and own[1] not in VALUES:
                raise Impure("changes-other-module", node)
            if own not in PLAIN or kind not in PLAIN:
                raise Impure("calls-at-load", node)
            self.bind(node.target.id, own)
        else:
            self.assign(node.target, kind, node)

    def do_TypeAlias(self, node):
        self.bind(node.name.id, TYPE)

    def do_Delete(self, node):
        for target in node.targets:
            if isinstance(target, ast.Name):
                continue
            self.assign(target, UNKNOWN, node)

    def assign(self, target, kind, node):
        if isinstance(target, ast.Name):
            self.bind(target.id, kind)
        elif isinstance(target, (ast.Tuple, ast.List)):
            # Unpacking runs what its class has for that.
            if kind[0] in ("path", "object"):
                self.iterable(kind, node)
            for each in target.elts:
                self.assign(each.value if isinstance(each, ast.Starred) else each, CONST if kind == CONST else UNKNOWN, node)
        elif isinstance(target, (ast.Attribute, ast.Subscript)):
            self.change(target, node)
            if isinstance(target, ast.Subscript):
                self.index(target.slice)
        else:
            raise Impure("calls-at-load", node)

    def change(self, target, node):
        """What an attribute or an item is set of: an own object, or somebody else's."""
        base = target
        while isinstance(base, (ast.Attribute, ast.Subscript)):
            base = base.value
        if isinstance(base, ast.Call) and isinstance(base.func, ast.Name) and base.func.id == "globals" and self.local is None:
            return
        if not isinstance(base, ast.Name):
            raise Impure("changes-other-module", node)
        kind = self.find(base.id)
        direct = target.value is base
        if kind[0] == "path":
            path = kind[1] + "".join("." + part for part in attributes(target.value))
            code = "changes-environment" if path == "os.environ" else "registers" if path.startswith("sys.") else "changes-other-module"
            raise Impure(code, node)
        if self.local is not None and base.id not in self.local:
            raise Impure("registers", node)
        if kind[0] in ("class", "func") and direct and isinstance(target, ast.Attribute):
            return
        if kind[0] in ("value", "const") and direct and isinstance(target, ast.Subscript):
            return
        if kind[0] == "self" and direct:
            return
        raise Impure("changes-other-module" if kind == UNKNOWN else "calls-at-load", node)

    def do_If(self, node):
        test = node.test
        if is_type_checking(test):
            # What a type checker reads binds names all the same, for annotations.
            for each in node.body:
                if isinstance(each, (ast.Import, ast.ImportFrom)):
                    self.statement(each)
            self.block(node.orelse)
            return
        if is_main(test):
            self.block(node.orelse)
            return
        self.truth(test)
        self.branches += 1
        try:
            self.block(node.body)
            self.block(node.orelse)
        finally:
            self.branches -= 1

    def do_Try(self, node):
        self.branches += 1
        try:
            self.tried(node)
        finally:
            self.branches -= 1

    def tried(self, node):
        self.block(node.body)
        for handler in node.handlers:
            if handler.type is not None:
                self.value(handler.type)
            if handler.name:
                self.bind(handler.name, UNKNOWN)
            body = handler.body
            # `except ImportError: raise ...` runs only where the load fails anyway.
            self.block([each for each in body if not isinstance(each, ast.Raise)])
        self.block(node.orelse)
        self.block(node.finalbody)

    do_TryStar = do_Try

    def do_With(self, node):
        for item in node.items:
            kind = self.value(item.context_expr)
            if kind != OWN_FILE and not self.is_path(item.context_expr, ("contextlib.suppress", "contextlib.nullcontext")):
                raise Impure("calls-at-load", item.context_expr)
            if item.optional_vars is not None:
                self.assign(item.optional_vars, kind, node)
        self.block(node.body)

    def do_For(self, node):
        kind = self.value(node.iter)
        self.iterable(kind, node.iter)
        self.branches += 1
        try:
            # Twice: the second round sees what the first has bound.
            for _ in range(2):
                self.assign(node.target, CONST if kind == CONST else UNKNOWN, node)
                self.block(node.body)
                self.known = {}
            self.block(node.orelse)
        finally:
            self.branches -= 1

    def do_While(self, node):
        self.branches += 1
        try:
            for _ in range(2):
                self.known = {}
                self.truth(node.test)
                self.block(node.body)
        finally:
            self.branches -= 1

    def do_Match(self, node):
        self.plain(node.subject)
        self.branches += 1
        try:
            for case in node.cases:
                for part in ast.walk(case.pattern):
                    name = getattr(part, "name", None) or getattr(part, "rest", None)
                    if isinstance(name, str):
                        self.bind(name, UNKNOWN)
                    if type(part).__name__ == "MatchClass":
                        raise Impure("calls-at-load", part)
                if case.guard is not None:
                    self.truth(case.guard)
                self.block(case.body)
        finally:
            self.branches -= 1

    def do_FunctionDef(self, node):
        arguments = node.args
        for each in arguments.defaults + [each for each in arguments.kw_defaults if each is not None]:
            self.value(each)
        for each in all_arguments(arguments):
            if each.annotation is not None:
                self.annotation(each.annotation)
        if node.returns is not None:
            self.annotation(node.returns)
        kind = ("func", node)
        for decorator in reversed(node.decorator_list):
            kind = self.decorated(decorator, kind)
        self.bind(node.name, kind)

    do_AsyncFunctionDef = do_FunctionDef

    def decorated(self, decorator, kind):
        if isinstance(decorator, ast.Attribute) and decorator.attr in ("setter", "getter", "deleter", "register"):
            if isinstance(decorator.value, ast.Name) and self.find(decorator.value.id)[0] in ("func", "object", "value"):
                return kind
        if isinstance(decorator, ast.Call) and isinstance(decorator.func, ast.Attribute) and decorator.func.attr == "register":
            if isinstance(decorator.func.value, ast.Name) and self.find(decorator.func.value.id)[0] in ("func", "object"):
                for each in decorator.args:
                    self.value(each)
                return kind
        found = self.value(decorator)
        if isinstance(decorator, ast.Call):
            return self.call_result(decorator, found, kind)
        path = found[1] if found[0] == "path" else None
        if found[0] == "builtin" and found[1] in ("property", "classmethod", "staticmethod"):
            return kind
        if path is not None:
            self.call_path(path, decorator, [kind])
            # What another's decorator makes of a function is its own.
            return kind if is_standard(path) else OBJECT
        if found[0] == "func":
            self.run_function(found[1], decorator)
            return OBJECT
        if found[0] == "class":
            self.make(found[1], decorator)
            return OBJECT
        raise Impure("calls-at-load", decorator, "@" + source_of(decorator))

    def call_result(self, decorator, found, kind):
        """What `@decorator(...)` makes of a function: the decorator that the call gave runs too."""
        if found[0] == "func":
            if found[1] is None:
                return kind
            self.run_function(found[1], decorator)
            return OBJECT
        target = self.value(decorator.func)
        if found == VALUE and target[0] == "path" and is_standard(target[1]):
            return kind
        if target[0] == "path" and found == OBJECT:
            self.need("call", target[1], decorator)
            return OBJECT
        raise Impure("calls-at-load", decorator, "@" + source_of(decorator))

    def annotation(self, node):
        """Only calls count: what `[]` and `|` do of an annotation is typing's."""
        if self.future:
            return
        for each in ast.walk(node):
            if isinstance(each, ast.Call):
                self.value(each)

    def do_ClassDef(self, node):
        bases = []
        metaclass = None
        for base in node.bases:
            if isinstance(base, ast.Starred):
                raise Impure("runs-class-hook", node, "class " + node.name)
            kind = self.value(base)
            bases.append(kind)
            self.check_base(kind, base, node)
        for keyword in node.keywords:
            kind = self.value(keyword.value)
            if keyword.arg == "metaclass":
                metaclass = kind
        if metaclass is not None:
            self.check_metaclass(metaclass, node)
        elif node.keywords and not all(self.is_simple_base(kind) for kind in bases):
            raise Impure("runs-class-hook", node, "class " + node.name)
        env = {}
        self.class_envs.append(env)
        try:
            for statement in node.body:
                self.statement(statement)
        finally:
            self.class_envs.pop()
        if any(is_enum(kind) for kind in bases):
            for name in ("__init__", "__new__", "_generate_next_value_", "__set_name__"):
                if name in env and env[name][0] == "func":
                    self.run_function(env[name][1], node, own=True)
        own = [each for each in (outer(kind) for kind in bases) if each is not None]
        above = [kind[1] for kind in bases if kind[0] == "class"]
        facts = ClassFacts(
            own + [path for facts in above for path in facts.bases],
            "__init_subclass__" in env or metaclass is not None and metaclass[0] != "path" or any(each.hooks for each in above),
            bool(MAKERS & set(env)) or any(each.makes for each in above) or any(is_heavy(kind) for kind in bases),
        )
        facts.is_enum = any(is_enum(kind) for kind in bases)
        facts.indexed = "__class_getitem__" in env or any(each.indexed for each in above)
        if not (MAKERS - {"__init__"}) & set(env) and all(kind == ("builtin", "object") for kind in bases):
            facts.init = env.get("__init__")
        kind = ("class", facts)
        for decorator in reversed(node.decorator_list):
            kind = self.class_decorated(decorator, kind)
        self.bind(node.name, kind)

    def class_decorated(self, decorator, kind):
        target = decorator.func if isinstance(decorator, ast.Call) else decorator
        found = self.value(target)
        if found[0] == "path" and found[1] in CLASS_DECORATORS:
            if isinstance(decorator, ast.Call):
                for each in decorator.args + [keyword.value for keyword in decorator.keywords]:
                    self.value(each)
            return kind
        return self.decorated(decorator, kind)

    def is_simple_base(self, kind):
        return kind[0] in ("builtin", "class") or kind == TYPE or kind[0] == "path" and is_standard(kind[1])

    def check_base(self, kind, base, node):
        if kind[0] == "class":
            if kind[1].hooks and not kind[1].is_enum:
                raise Impure("runs-class-hook", node, "class %s(%s)" % (node.name, source_of(base)))
            return
        if kind[0] == "builtin" or kind == TYPE:
            return
        if kind[0] == "path":
            if not is_standard(kind[1]):
                self.need("base", kind[1], base)
            return
        if isinstance(base, ast.Call) and kind == VALUE:
            return
        raise Impure("runs-class-hook", node, "class %s(%s)" % (node.name, source_of(base)))

    def check_metaclass(self, kind, node):
        if kind[0] == "path" and kind[1] in UNHOOKED_METACLASSES or kind == ("builtin", "type"):
            return
        raise Impure("runs-class-hook", node, "class %s(metaclass=...)" % node.name)

    # Expressions

    def value(self, node):
        method = getattr(self, "of_" + type(node).__name__, None)
        if method is None:
            raise Impure("calls-at-load", node)
        if not isinstance(node, ast.Call):
            return method(node)
        # A call's arguments are looked at as values and as operands: each once, however deep.
        known = self.known.get(node)
        if known is None:
            known = self.known[node] = method(node)
        return known

    def of_Constant(self, node):
        return CONST

    def of_JoinedStr(self, node):
        for each in node.values:
            if isinstance(each, ast.FormattedValue):
                self.plain(each.value)
        return CONST

    def of_Name(self, node):
        kind = self.find(node.id)
        if kind[0] == "path":
            self.effect_of(kind[1], node)
            return CONST if kind[1] in VALUES else kind
        return kind

    def of_Lambda(self, node):
        for each in node.args.defaults + [each for each in node.args.kw_defaults if each is not None]:
            self.value(each)
        return ("func", node)

    def of_NamedExpr(self, node):
        kind = self.value(node.value)
        self.bind(node.target.id, kind)
        return kind

    def of_Starred(self, node):
        kind = self.value(node.value)
        self.iterable(kind, node)
        return kind

    def of_Tuple(self, node):
        kinds = [self.value(each) for each in node.elts]
        return CONST if all(kind == CONST for kind in kinds) else VALUE

    of_List = of_Tuple

    def of_Set(self, node):
        kind = self.of_Tuple(node)
        for each in node.elts:
            self.key(each)
        return kind

    def of_Dict(self, node):
        kinds = [self.value(each) for each in node.values]
        for key, kind in zip(node.keys, kinds):
            if key is None:
                self.iterable(kind, node)
            else:
                kinds.append(self.value(key))
                self.key(key)
        return CONST if all(kind == CONST for kind in kinds) else VALUE

    def key(self, node):
        """A hash runs code of the key's class."""
        kind = self.value(node)
        if kind[0] in ("object", "self") or kind == UNKNOWN and not isinstance(node, (ast.Name, ast.Attribute)):
            raise Impure("calls-at-load", node)
        self.truth(node)

    def truth(self, node):
        """Whether it is true is asked: of another module's object that is its class's code."""
        kind = self.value(node)
        if kind[0] == "path" and not is_standard(kind[1]) and not is_value(kind[1]):
            self.need("operand", kind[1], node)
        elif kind == OBJECT:
            raise Impure("calls-at-load", node)

    def plain(self, node):
        """An operand: its operators are its class's code."""
        kind = self.value(node)
        if kind in PLAIN or kind[0] in ("func", "class", "builtin", "logger"):
            return kind
        if kind[0] == "path":
            if is_value(kind[1]):
                return CONST
            if is_standard(kind[1]):
                self.effect_of(kind[1], node)
                return VALUE
            self.need("operand", kind[1], node)
            return VALUE
        raise Impure("calls-at-load", node)

    def iterable(self, kind, node):
        if kind in (CONST, VALUE, OWN_FILE, OWN_PATH) or kind[0] == "class" and kind[1].is_enum:
            return
        if kind[0] == "path":
            if is_standard(kind[1]):
                self.effect_of(kind[1], node)
                return
            self.need("operand", kind[1], node)
            return
        raise Impure("calls-at-load", node)

    def of_BinOp(self, node):
        left = self.plain(node.left)
        right = self.plain(node.right)
        if OWN_PATH in (left, right):
            return OWN_PATH
        if left == CONST and right == CONST:
            return CONST
        return TYPE if TYPE in (left, right) or left[0] == "class" or right[0] == "class" else VALUE

    def of_UnaryOp(self, node):
        if isinstance(node.op, ast.Not):
            return self.of_BoolOp(ast.BoolOp(op=ast.And(), values=[node.operand]))
        return self.plain(node.operand)

    def of_BoolOp(self, node):
        kinds = []
        for each in node.values:
            kind = self.value(each)
            self.truth(each)
            # Truth of an object is its class's code; of modules, functions and classes nobody's.
            kinds.append(self.plain(each) if kind[0] in ("object", "unknown") and not isinstance(each, ast.Name) else kind)
        if all(kind == kinds[0] for kind in kinds):
            return kinds[0]
        return CONST if all(kind == CONST for kind in kinds) else VALUE if all(kind in PLAIN for kind in kinds) else UNKNOWN

    def of_Compare(self, node):
        if all(isinstance(op, (ast.Is, ast.IsNot)) for op in node.ops):
            for each in [node.left] + node.comparators:
                self.value(each)
        else:
            for each in [node.left] + node.comparators:
                kind = self.value(each)
                if kind[0] == "path" and kind[1] == "os.environ":
                    raise Impure("reads-environment", node)
                self.plain(each)
        return CONST

    def of_IfExp(self, node):
        self.truth(node.test)
        body = self.value(node.body)
        orelse = self.value(node.orelse)
        return body if body == orelse else VALUE if body in PLAIN and orelse in PLAIN else UNKNOWN

    def of_Attribute(self, node):
        kind = self.value(node.value)
        if kind[0] == "path":
            path = kind[1] + "." + node.attr
            self.effect_of(path, node)
            if not is_standard(path):
                self.need("read", path, node)
            return CONST if path in VALUES or is_value(path) and is_standard(path) else ("path", path)
        if kind[0] == "class":
            if node.attr in ("__doc__", "__name__", "__module__", "__qualname__"):
                return CONST
            return UNKNOWN if not kind[1].is_enum else CONST
        if kind in (CONST, VALUE, TYPE, LOGGER, OWN_PATH, OWN_FILE) or kind[0] in ("func", "builtin"):
            return OWN_PATH if kind == OWN_PATH else UNKNOWN if kind != CONST else VALUE
        if kind[0] == "self" or node.attr in ("__name__", "__qualname__", "__module__", "__doc__"):
            return UNKNOWN
        raise Impure("calls-at-load", node)

    def of_Subscript(self, node):
        kind = self.value(node.value)
        self.index(node.slice)
        if kind[0] == "path":
            if kind[1] == "os.environ":
                raise Impure("reads-environment", node)
            if is_standard(kind[1]):
                if kind[1].split(".")[0] in TYPING_MODULES or kind[1].split(".")[-1][:1].isupper():
                    return TYPE
                return CONST if is_value(kind[1]) else UNKNOWN
            self.need("operand", kind[1], node)
            return kind
        if kind[0] == "class" and not kind[1].indexed:
            return kind
        if kind[0] == "builtin" or kind == TYPE:
            return TYPE
        if kind in (CONST, VALUE, OWN_PATH):
            return kind if kind != VALUE else UNKNOWN
        raise Impure("calls-at-load", node)

    def index(self, node):
        if isinstance(node, ast.Slice):
            for each in (node.lower, node.upper, node.step):
                if each is not None:
                    self.value(each)
        else:
            self.value(node.value if type(node).__name__ == "Index" else node)

    def of_Slice(self, node):
        self.index(node)
        return CONST

    def of_Index(self, node):
        return self.value(node.value)

    def comprehension(self, node):
        saved = dict(self.scope())
        env = self.scope()
        try:
            for generator in node.generators:
                kind = self.value(generator.iter)
                self.iterable(kind, generator.iter)
                self.assign(generator.target, CONST if kind == CONST else UNKNOWN, node)
                for test in generator.ifs:
                    self.truth(test)
            parts = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
            kinds = [self.value(each) for each in parts]
        finally:
            env.clear()
            env.update(saved)
        return CONST if all(kind == CONST for kind in kinds) else VALUE

    of_ListComp = of_SetComp = of_DictComp = of_GeneratorExp = comprehension

    def of_Yield(self, node):
        if self.local is None:
            raise Impure("calls-at-load", node)
        return UNKNOWN

    of_YieldFrom = of_Yield

    # Calls

    def of_Call(self, node):
        if isinstance(node.func, ast.Attribute):
            found = self.method_call(node)
            if found is not None:
                return found
        kind = self.value(node.func)
        kinds = self.arguments(node)
        if kind[0] == "builtin":
            return self.call_builtin(kind[1], node, kinds)
        if kind[0] == "path":
            return self.call_path(kind[1], node, kinds)
        if kind[0] == "class":
            return self.make(kind[1], node)
        if kind[0] == "func":
            return self.run_function(kind[1], node)
        raise Impure("calls-at-load", node)

    def arguments(self, node):
        return [self.value(each) for each in node.args] + [self.value(each.value) for each in node.keywords]

    def method_call(self, node):
        """A call of a method of an own object; null where the callee is no such method."""
        base = node.func.value
        name = node.func.attr
        if name in ("__init__", "__new__") and isinstance(base, ast.Call) and isinstance(base.func, ast.Name) and base.func.id == "super":
            self.arguments(node)
            return ("self",)
        kind = self.value(base)
        if kind[0] == "builtin":
            kinds = self.arguments(node)
            if name == "__new__":
                return ("self",)
            if name in PURE_METHODS and all(each in PLAIN for each in kinds):
                return CONST if all(each == CONST for each in kinds) else VALUE
        if kind in (CONST, VALUE, TYPE):
            kinds = self.arguments(node)
            if kind == TYPE:
                return None
            if name in MUTATING:
                if self.local is not None and not (isinstance(base, ast.Name) and base.id in self.local):
                    raise Impure("registers", node)
                if name in ("sort", "remove", "index") and not all(each == CONST for each in kinds) and kind != CONST:
                    raise Impure("calls-at-load", node)
                if kind == CONST and isinstance(base, ast.Name) and not all(each == CONST for each in kinds):
                    self.bind(base.id, VALUE)
                return CONST
            if name in PURE_METHODS:
                if name in ("format", "join", "index", "count", "format_map") and any(each not in PLAIN and each[0] != "path" for each in kinds):
                    raise Impure("calls-at-load", node)
                return CONST if kind == CONST and all(each == CONST for each in kinds) else VALUE
            raise Impure("calls-at-load", node)
        if kind == OWN_PATH:
            self.arguments(node)
            if name in ("write_text", "write_bytes", "unlink", "mkdir", "rename", "touch", "rmdir", "chmod"):
                raise Impure("writes-file", node)
            if name in ("read_text", "read_bytes"):
                return CONST
            if name == "open":
                return OWN_FILE
            return OWN_PATH
        if kind == OWN_FILE:
            if name in ("read", "readline", "readlines", "close", "splitlines", "strip"):
                return CONST
            raise Impure("calls-at-load", node)
        if kind == LOGGER:
            if name == "addHandler" and len(node.args) == 1 and self.is_path(node.args[0], ("logging.NullHandler",)):
                return CONST
            raise Impure("registers" if name in ("addHandler", "addFilter", "setLevel", "removeHandler") else "writes-output", node)
        if kind[0] == "func" and name in ("register", "cache_clear"):
            self.arguments(node)
            return UNKNOWN
        if kind == ("path", "os.environ") or kind == ("path", "os.environb"):
            raise Impure("reads-environment" if name in ("get", "items", "keys", "values", "copy", "__contains__") else "changes-environment", node)
        return None

    def is_path(self, node, paths):
        if isinstance(node, ast.Call):
            node = node.func
        try:
            kind = self.value(node)
        except Impure:
            return False
        return kind[0] == "path" and kind[1] in paths

    def call_builtin(self, name, node, kinds):
        if name in PURE_BUILTINS:
            rule = PURE_BUILTINS[name]
            if rule == "plain":
                for each in node.args:
                    if not isinstance(each, ast.Starred):
                        self.plain(each)
            if rule == "iterates":
                for each, kind in zip(node.args, kinds):
                    self.iterable(kind, each)
            if name in ("map", "filter", "sorted", "min", "max") and not all(kind in PLAIN for kind in kinds):
                for each in node.args[:1] + [keyword.value for keyword in node.keywords]:
                    kind = self.value(each)
                    if kind[0] == "func":
                        self.run_function(kind[1], each)
                    elif kind[0] != "builtin" and kind not in PLAIN:
                        raise Impure("calls-at-load", node)
            return CONST if kinds and all(kind == CONST for kind in kinds) else VALUE
        if name == "open":
            mode = node.args[1] if len(node.args) > 1 else next((k.value for k in node.keywords if k.arg == "mode"), None)
            text = mode.value if isinstance(mode, ast.Constant) else "r" if mode is None else "?"
            if not isinstance(text, str) or set(text) & set("wax+?"):
                raise Impure("writes-file", node)
            if kinds and kinds[0] == OWN_PATH:
                return OWN_FILE
            raise Impure("reads-file", node)
        if name == "type":
            if len(node.args) == 1 and kinds[0] in PLAIN:
                return ("class", ClassFacts([], False, False))
            raise Impure("runs-class-hook", node)
        if name in ("getattr", "hasattr"):
            if kinds and kinds[0][0] == "path" and isinstance(node.args[1], ast.Constant):
                path = kinds[0][1] + "." + str(node.args[1].value)
                self.effect_of(path, node)
                if not is_standard(path):
                    self.need("read", path, node)
                return CONST if name == "hasattr" else UNKNOWN
            if kinds and (kinds[0] in PLAIN or kinds[0][0] in ("class", "func", "builtin")):
                return CONST if name == "hasattr" else UNKNOWN
            raise Impure("calls-at-load", node)
        if name in ("globals", "vars", "locals", "dir"):
            if not node.args:
                return VALUE
            raise Impure("calls-at-load", node)
        if name in ("print", "input"):
            raise Impure("writes-output" if name == "print" else "reads-input", node)
        if name in ("setattr", "delattr") and kinds and (kinds[0][0] in ("class", "func")) and self.local is None:
            return CONST
        value = getattr(builtins, name, None)
        if isinstance(value, type) and issubclass(value, BaseException):
            return OBJECT
        raise Impure("changes-other-module" if name in ("setattr", "delattr") else "calls-at-load", node)

    def effect_of(self, path, node):
        """What reading an attribute of the standard library reveals by itself."""
        if path in ("sys.argv", "sys.orig_argv"):
            raise Impure("reads-arguments", node)
        if path in ("sys.path", "sys.meta_path", "sys.path_hooks", "sys.modules", "sys.path_importer_cache"):
            raise Impure("reads-path", node)
        if path in ("sys.stdout", "sys.stderr", "sys.stdin", "sys.excepthook", "sys.displayhook", "sys.unraisablehook", "sys.breakpointhook"):
            raise Impure("reads-stream" if path.startswith("sys.std") else "reads-hook", node)

    def call_path(self, path, node, kinds):
        if path in PURE_CALLS:
            return self.pure_call(path, node, kinds)
        top = path.split(".")[0]
        if path in EFFECTS:
            raise Impure(EFFECTS[path], node)
        for prefix, code in EFFECT_PREFIXES:
            if path.startswith(prefix):
                raise Impure(code, node)
        last = path.rsplit(".", 1)[-1]
        if not is_standard(path):
            if last in MUTATING:
                raise Impure("changes-other-module", node)
            if last in METHOD_EFFECTS:
                raise Impure(METHOD_EFFECTS[last], node)
            self.need("call", path, node)
            return OBJECT
        if top in PURE_MODULES or top in TYPING_MODULES:
            return VALUE
        # Exceptions of the standard library.
        if last.endswith(("Error", "Exception", "Warning")):
            return OBJECT
        raise Impure("calls-at-load", node)

    def pure_call(self, path, node, kinds):
        result = PURE_CALLS[path]
        if result == "logger":
            argument = node.args[0] if isinstance(node, ast.Call) and node.args else None
            if argument is None:
                return UNKNOWN
            self.need("logger", self.module, node)
            text = argument.value if isinstance(argument, ast.Constant) else None
            is_own = isinstance(argument, ast.Name) and argument.id == "__name__"
            is_own = is_own or isinstance(text, str) and text.split(".")[0] == self.module.split(".")[0]
            return LOGGER if is_own else OBJECT
        if result == "path":
            return OWN_PATH if OWN_PATH in kinds else CONST if all(kind == CONST for kind in kinds) else VALUE
        if result == "absolute":
            if OWN_PATH not in kinds:
                raise Impure("reads-directory", node)
            return OWN_PATH
        if result == "exists":
            if OWN_PATH not in kinds:
                raise Impure("reads-file", node)
            return CONST
        if result == "plain":
            for each in node.args if isinstance(node, ast.Call) else []:
                if not isinstance(each, ast.Starred):
                    self.plain(each)
            return CONST if kinds and all(kind == CONST for kind in kinds) else VALUE
        if result == "decorator":
            return ("func", None) if isinstance(node, ast.Call) else VALUE
        if result == "type":
            return TYPE
        if result == "class":
            return ("class", ClassFacts([], False, False))
        return OBJECT if result == "object" else VALUE

    def make(self, facts, node):
        """An instance of an own class."""
        if facts.is_enum:
            return CONST
        if facts.init is not None and facts.init[0] == "func" and not facts.hooks:
            self.run_function(facts.init[1], node, own=True)
            return OBJECT
        if facts.makes or facts.hooks:
            raise Impure("calls-at-load", node)
        for path in facts.bases:
            self.need("make", path, node)
        return OBJECT

    def run_function(self, function, node, own=False):
        """An own function that runs at load: its body under the same rules. Returns what it gives."""
        if function is None:
            return UNKNOWN
        if self.depth >= MOST_DEPTH:
            raise Impure("calls-at-load", node)
        function = self.whole(function)
        saved = (self.local, self.class_envs, self.depth, self.known, self.returned)
        if isinstance(function, FUNCTIONS) and any(isinstance(each, (ast.Global, ast.Nonlocal)) for each in ast.walk(function)):
            raise Impure("calls-at-load", node)
        given = self.given(function, node, own)
        outer_local = self.local or {}
        self.local = dict(outer_local)
        self.local.update(given)
        self.class_envs = []
        self.known = {}
        self.returned = []
        self.depth += 1
        try:
            if isinstance(function, ast.Lambda):
                return self.value(function.body)
            self.block(function.body)
            if any(isinstance(each, (ast.Yield, ast.YieldFrom)) for each in ast.walk(function)):
                return VALUE
            kinds = self.returned
            return kinds[0] if kinds and all(kind == kinds[0] for kind in kinds) else VALUE if all(kind in PLAIN for kind in kinds) else UNKNOWN
        except Impure as impure:
            text = node.name + "()" if isinstance(node, FUNCTIONS) else source_of(node)
            raise Impure(impure.code, node, "%s, which runs %s in line %d" % (text, impure.text, impure.line))
        finally:
            self.local, self.class_envs, self.depth, self.known, self.returned = saved

    def given(self, function, node, own):
        """What each parameter of a function is in a call; unknown where it is called by somebody else."""
        arguments = function.args
        positional = list(getattr(arguments, "posonlyargs", [])) + arguments.args
        names = [each.arg for each in all_arguments(arguments)]
        given = {name: UNKNOWN for name in names}
        if own and positional:
            given[positional[0].arg] = ("self",)
            positional = positional[1:]
        if not isinstance(node, ast.Call):
            return given
        for parameter, default in zip(reversed(positional), reversed(arguments.defaults)):
            given[parameter.arg] = self.value(default)
        for parameter, default in zip(arguments.kwonlyargs, arguments.kw_defaults):
            if default is not None:
                given[parameter.arg] = self.value(default)
        if any(isinstance(each, ast.Starred) for each in node.args) or any(each.arg is None for each in node.keywords):
            return {name: kind if kind == ("self",) else UNKNOWN for name, kind in given.items()}
        kinds = [self.value(each) for each in node.args]
        for parameter, kind in zip(positional, kinds):
            given[parameter.arg] = kind
        if arguments.vararg is not None:
            rest = kinds[len(positional) :]
            given[arguments.vararg.arg] = CONST if all(kind == CONST for kind in rest) else VALUE
        rest = []
        for keyword in node.keywords:
            kind = self.value(keyword.value)
            if keyword.arg in given:
                given[keyword.arg] = kind
            else:
                rest.append(kind)
        if arguments.kwarg is not None:
            given[arguments.kwarg.arg] = CONST if all(kind == CONST for kind in rest) else VALUE
        return given

    def whole(self, function):
        """The function with its body, where the source came without."""
        if self.entry.get("source") is None or isinstance(function, ast.Lambda):
            return function
        if self.full is None:
            tree = parsed(self.entry["file"])[1]
            self.full = {(each.lineno, each.name): each for each in ast.walk(tree) if isinstance(each, FUNCTIONS)}
        found = self.full.get((function.lineno, function.name))
        if found is None:
            raise Impure("calls-at-load", function, function.name)
        return found


def attributes(node):
    parts = []
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        if isinstance(node, ast.Attribute):
            parts.append(node.attr)
        node = node.value
    return reversed(parts)


def all_arguments(arguments):
    every = list(getattr(arguments, "posonlyargs", [])) + arguments.args + arguments.kwonlyargs
    return every + [each for each in (arguments.vararg, arguments.kwarg) if each is not None]


def is_type_checking(test):
    return isinstance(test, ast.Name) and test.id == "TYPE_CHECKING" or isinstance(test, ast.Attribute) and test.attr == "TYPE_CHECKING"


def is_main(test):
    return (
        isinstance(test, ast.Compare)
        and isinstance(test.left, ast.Name)
        and test.left.id == "__name__"
        and len(test.comparators) == 1
        and isinstance(test.comparators[0], ast.Constant)
        and test.comparators[0].value == "__main__"
        and isinstance(test.ops[0], ast.Eq)
    )


def is_standard(path):
    return path.split(".", 1)[0] in STANDARD


def is_value(path):
    is_name = path.rsplit(".", 1)[-1].isupper() and is_standard(path) and path not in SIMPLE_BASES
    return path in VALUES or is_name or path.endswith(".__all__")


def is_enum(kind):
    return kind[0] == "class" and kind[1].is_enum or kind[0] == "path" and kind[1].startswith("enum.")


def is_heavy(kind):
    """A base whose instances are made by code of the standard library that is not known."""
    return kind[0] == "path" and is_standard(kind[1]) and kind[1] not in SIMPLE_BASES


def outer(kind):
    return kind[1] if kind[0] == "path" and not is_standard(kind[1]) else None


def described(kind):
    """What others may rest on: ["class", bases, hooks, makes], ["import", path], or one word."""
    if kind[0] == "class":
        return ["class", kind[1].bases, kind[1].hooks, kind[1].makes]
    if kind[0] == "path":
        return ["import", kind[1]]
    if kind[0] == "func":
        return ["function"]
    return ["value"] if kind in PLAIN else ["unknown"]


def read(entry):
    if entry["file"] in KEPT:
        entry["source"] = None
    source = entry["source"]
    STANDARD.difference_update(entry.get("shadowed", ()))
    if source is None:
        data, tree = parsed(entry["file"])
        SOURCE[0] = data.decode("utf-8", "replace")
    else:
        SOURCE[0] = source
        tree = ast.parse(source)
    return Reader(entry).read(tree)


def answers(lines):
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(20000)
    for line in lines:
        try:
            result = read(json.loads(line))
        except Exception:  # Whatever it is, nothing is known of the file then.
            result = None
        yield json.dumps(result)


def main():
    for answer in answers(sys.stdin):
        sys.stdout.write(answer + "\n")


if __name__ == "__main__":
    main()
