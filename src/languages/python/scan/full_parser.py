"""Says of Python sources what scan.ts says, by CPython's own parser.

Reads paths from stdin, one a line as JSON, and prints one JSON document a line, in the same order. Imports nothing of what
it reads. Written for 3.9 and later; an older Python reads fewer files and has no end positions.
"""

import ast
import json
import re
import sys
import warnings

CATCHING = ("ImportError", "ModuleNotFoundError", "Exception", "BaseException")
TARGETS = {
    "importlib.import_module": "import_module",
    "importlib.__import__": "__import__",
    "builtins.__import__": "__import__",
    "__import__": "__import__",
    "lazy_loader.attach": "attach",
    "lazy_loader.attach_stub": "stub",
    "lazy_loader.load": "load",
    "pkgutil.iter_modules": "pkgutil",
    "pkgutil.walk_packages": "pkgutil",
    "pkgutil.resolve_name": "computed",
    "runpy.run_module": "computed",
    "runpy.run_path": "file",
    "imp.load_module": "file",
    "imp.load_source": "file",
    "importlib.util.spec_from_file_location": "file",
    "importlib.metadata.entry_points": "entry-points",
    "importlib_metadata.entry_points": "entry-points",
    "pkg_resources.iter_entry_points": "entry-points",
    "pkg_resources.load_entry_point": "entry-points",
    "django.utils.module_loading.import_string": "settings",
    "werkzeug.utils.import_string": "settings",
}
SETTINGS = {
    "INSTALLED_APPS",
    "MIDDLEWARE",
    "MIDDLEWARE_CLASSES",
    "ROOT_URLCONF",
    "WSGI_APPLICATION",
    "ASGI_APPLICATION",
    "AUTHENTICATION_BACKENDS",
}
DUNDER = {"__all__", "__getattr__", "__dir__", "__lazy_modules__"}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
TRIES = tuple(getattr(ast, name) for name in ("Try", "TryStar") if hasattr(ast, name))
CONSTANT = ast.Constant
SEQUENCES = (ast.List, ast.Tuple, ast.Set)


class Text:
    """The source as CPython reads it, and its offsets."""

    def __init__(self, data):
        self.source = decode(data)
        self.lines = re.split("(?<=\n)", self.source)
        self.encoded = [None] * len(self.lines)
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line))

    def column(self, line, column):
        """Characters before a byte column."""
        text = self.lines[line - 1]
        if text.isascii():
            return column
        return len(text.encode("utf-8", "surrogatepass")[:column].decode("utf-8", "surrogatepass"))

    def place(self, node):
        """1-based line and column, the column in UTF-16 units."""
        before = self.lines[node.lineno - 1][: self.column(node.lineno, node.col_offset)]
        return node.lineno, len(before.encode("utf-16-le", "surrogatepass")) // 2 + 1

    def start(self, node):
        return self.starts[node.lineno - 1] + self.column(node.lineno, node.col_offset)

    def end(self, node):
        return self.starts[node.end_lineno - 1] + self.column(node.end_lineno, node.end_col_offset)

    def of(self, node):
        return self.source[self.start(node) : self.end(node)]

    def colon_after(self, at):
        """The header's colon; only brackets, spaces, comments, commas and a bound name stand between."""
        while self.source[at] != ":":
            if self.source[at] == "#":
                at = self.source.index("\n", at)
            at += 1
        return at


def decode(data):
    """As the tokenizer decodes, with its line breaks."""
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    name = "utf-8"
    for line in re.split(rb"\r\n|\r|\n", data[:4000])[:2]:
        match = re.match(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)", line)
        if match:
            name = match.group(1).decode("ascii", "replace")
            break
        if not re.match(rb"^[ \t\f]*(?:#.*)?$", line):
            break
    return data.decode(name).replace("\r\n", "\n").replace("\r", "\n") + "\n"


def dotted(node):
    """The dotted name of an expression, or None."""
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return None
    parts.append(node.id)
    return ".".join(reversed(parts))


def string(node):
    """A string's value, also of an f-string without fields; None for anything else."""
    if isinstance(node, ast.JoinedStr) and all(isinstance(part, CONSTANT) for part in node.values):
        return "".join(part.value for part in node.values)
    return node.value if isinstance(node, CONSTANT) and isinstance(node.value, str) else None


def prefix(node):
    """What an f-string begins with; None for what is none."""
    if not isinstance(node, ast.JoinedStr):
        return None
    first = node.values[0] if node.values else None
    return string(first) or "" if first is not None else ""


def catching(nodes):
    """The first exception that a failing import is one of."""
    for node in nodes:
        name = dotted(node)
        if name is not None and name.split(".")[-1] in CATCHING:
            return name.split(".")[-1]
    return None


def exceptions(node):
    return node.elts if isinstance(node, ast.Tuple) else [node]


class Place:
    def __init__(self):
        self.scope = []
        self.conditions = []
        self.is_main = False
        self.is_type_only = False
        self.functions = 0
        self.guard = None
        self.is_module_scope = True

    def but(self, **changes):
        other = Place()
        other.__dict__.update(self.__dict__)
        other.__dict__.update(changes)
        return other

    def under(self, condition):
        return self.but(conditions=self.conditions + [condition])


class Scanner:
    def __init__(self, data):
        self.text = Text(data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.tree = ast.parse(data)
        self.found = []
        self.bindings = {}
        self.aliases = []
        self.all = None
        self.lazy_modules = None
        self.has_getattr = False
        self.getattrs = []
        self.tables = []

    def scan(self):
        self.statements(self.tree.body, Place())
        for name, callee in self.aliases:
            for meaning in self.meanings(callee):
                self.bind(name, meaning)
        imports, unresolved = [], []
        for line, column, place, what, node in self.found:
            here = {
                "line": line,
                "column": column,
                "when": "type-only" if place.is_type_only else "deferred" if place.functions else "eager",
                "scope": place.scope,
                "isMain": place.is_main,
                "conditions": place.conditions,
                "guard": place.guard,
            }
            if what == "import":
                imports += [self.statement(here, node, "import", a.name, 0, [a]) for a in node.names]
            elif what == "from":
                imports.append(self.statement(here, node, "from", node.module or "", node.level, node.names))
            elif what == "settings":
                unresolved.append(dict(here, text=node, reason="settings"))
            else:
                self.call(here, node, imports, unresolved)
        mentioned = set(re.findall(r"\w+", "\n".join(self.getattrs)))
        return {
            "imports": imports,
            "unresolved": unresolved,
            "unread": None,
            "unsure": None,
            "all": self.all,
            "hasGetattr": self.has_getattr,
            "tables": [t for t in self.tables if t["name"] in mentioned] if self.has_getattr else [],
            "lazyModules": self.lazy_modules,
        }

    def statement(self, here, node, kind, module, level, names):
        is_lazy = bool(getattr(node, "is_lazy", 0))
        when = "deferred" if is_lazy and here["when"] == "eager" else here["when"]
        names = [{"name": a.name, "as": a.asname} for a in names]
        more = dict(kind=kind, module=module, level=level, names=names, isLazy=is_lazy, anchor=None, isPrefix=False)
        return dict(here, when=when, **more)

    # What names stand for.

    def bind(self, name, meaning):
        self.bindings.setdefault(name, [])
        if meaning not in self.bindings[name]:
            self.bindings[name].append(meaning)

    def meanings(self, callee):
        first, _, rest = callee.partition(".")
        rest = "." + rest if rest else ""
        return [m + rest for m in self.bindings[first]] if first in self.bindings else [callee]

    def target(self, callee):
        for meaning in self.meanings(callee):
            if meaning in TARGETS:
                return TARGETS[meaning]
            if meaning.endswith(".importlib.import_module"):
                return "import_module"
        return None

    # Statements, each in its place.

    def statements(self, nodes, place):
        for node in nodes:
            method = getattr(self, "visit_" + type(node).__name__, None)
            if method is not None:
                method(node, place)
            else:
                self.simple(node, place)

    def simple(self, node, place):
        self.expressions(node, place)
        if place.is_module_scope:
            self.module_statement(node, place)
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            callee = dotted(node.value)
            if callee is not None and callee.split(".")[-1] in ("import_module", "__import__"):
                self.aliases.append((node.targets[0].id, callee))

    def expressions(self, node, place):
        if node is None:
            return
        for child in node if isinstance(node, list) else [node]:
            self.expression(child, place)

    def expression(self, node, place):
        stack = [(node, place)]
        calls = []
        while stack:
            node, place = stack.pop()
            if isinstance(node, ast.Lambda):
                stack.append((node.args, place))
                inner = place.but(functions=place.functions + 1, scope=place.scope + ["<lambda>"], guard=None, is_module_scope=False)
                stack.append((node.body, inner))
                continue
            if isinstance(node, ast.Call):
                callee = dotted(node.func)
                if callee is not None:
                    calls.append((node, place))
            for child in ast.iter_child_nodes(node):
                stack.append((child, place))
        for node, place in sorted(calls, key=lambda call: (call[0].func.end_lineno, call[0].func.end_col_offset)):
            line, column = self.text.place(node)
            self.found.append((line, column, place, "call", node))

    def visit_Import(self, node, place):
        for alias in node.names:
            first = alias.name.split(".")[0]
            self.bind(alias.asname or first, alias.name if alias.asname else first)
        self.found.append((*self.text.place(node), place, "import", node))

    def visit_ImportFrom(self, node, place):
        base = "." * node.level + (node.module or "")
        for alias in node.names:
            name = alias.asname or alias.name
            self.bind(name, base + alias.name if base.endswith(".") else base + "." + alias.name)
            if name == "__getattr__" and place.functions == 0 and not place.scope:
                self.has_getattr = True
        self.found.append((*self.text.place(node), place, "from", node))

    def visit_FunctionDef(self, node, place):
        self.expressions(node.decorator_list, place)
        self.expressions(getattr(node, "type_params", []), place)
        self.expressions(node.args, place)
        self.expressions(node.returns, place)
        if place.is_module_scope and node.name == "__getattr__":
            self.has_getattr = True
            self.getattrs.append("\n".join(self.text.lines[node.lineno - 1 : node.end_lineno]))
        inner = place.but(scope=place.scope + [node.name], functions=place.functions + 1, guard=None, is_module_scope=False)
        self.statements(node.body, inner)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_ClassDef(self, node, place):
        self.expressions(node.decorator_list, place)
        self.expressions(getattr(node, "type_params", []), place)
        self.expressions(node.bases, place)
        self.expressions(node.keywords, place)
        self.statements(node.body, place.but(scope=place.scope + [node.name], is_module_scope=False))

    def visit_If(self, node, place):
        while True:
            self.expressions(node.test, place)
            keyword = self.text.start(node)
            keyword += 4 if self.text.source.startswith("elif", keyword) else 2
            condition = self.text.source[keyword : self.text.colon_after(self.text.end(node.test))].strip()
            kind = self.kind_of(node.test)
            body = place
            if kind == "type-only":
                body = body.but(is_type_only=True)
            if kind in ("main", "main-and"):
                body = body.but(is_main=True)
            if kind in ("other", "main-and"):
                body = body.under(condition)
            self.statements(node.body, body)
            if kind == "never-types":
                place = place.but(is_type_only=True)
            elif kind != "type-only":
                place = place.under("not (%s)" % condition)
            # A loop, as chains of elif are long.
            if len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
                node = node.orelse[0]
            else:
                break
        self.statements(node.orelse, place)

    def kind_of(self, test):
        name = dotted(test)
        if name is not None:
            return "type-only" if name.split(".")[-1] == "TYPE_CHECKING" else "other"
        if isinstance(test, CONSTANT) and self.text.of(test) in ("False", "0"):
            return "type-only"
        if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
            return "never-types" if self.kind_of(test.operand) == "type-only" else "other"
        if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
            kinds = [self.kind_of(value) for value in test.values]
            if "type-only" in kinds:
                return "type-only"
            return "main-and" if "main" in kinds or "main-and" in kinds else "other"
        if isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], ast.Eq):
            sides = [test.left, test.comparators[0]]
            names = [side for side in sides if isinstance(side, ast.Name) and side.id == "__name__"]
            if names and any(string(side) == "__main__" for side in sides):
                return "main"
        return "other"

    def header(self, node, last):
        start = self.text.start(node)
        return self.text.source[start : self.text.colon_after(self.text.end(last))].strip()

    def visit_While(self, node, place):
        self.expressions(node.test, place)
        self.statements(node.body, place.under(self.header(node, node.test)))
        self.statements(node.orelse, place)

    def visit_For(self, node, place):
        self.expressions(node.target, place)
        self.expressions(node.iter, place)
        self.statements(node.body, place.under(self.header(node, node.iter)))
        self.statements(node.orelse, place)

    visit_AsyncFor = visit_For

    def visit_With(self, node, place):
        guard = None
        for item in node.items:
            self.expressions(item, place)
            call = item.context_expr
            if isinstance(call, ast.Call) and guard is None:
                name = dotted(call.func)
                if name is not None and name.split(".")[-1] == "suppress":
                    guard = catching(call.args)
        self.statements(node.body, place if guard is None else place.but(guard="suppress " + guard))

    visit_AsyncWith = visit_With

    def visit_Try(self, node, place):
        guard = None
        for handler in node.handlers:
            name = "" if handler.type is None else catching(exceptions(handler.type))
            if name is not None:
                guard = ("try " + name).strip()
                break
        self.statements(node.body, place if guard is None else place.but(guard=guard))
        for handler in node.handlers:
            self.expressions(handler.type, place)
            at = self.text.start(handler) if handler.type is None else self.text.end(handler.type)
            condition = self.text.source[self.text.start(handler) : self.text.colon_after(at)].strip()
            self.statements(handler.body, place.under(condition))
        self.statements(node.orelse, place)
        self.statements(node.finalbody, place)

    visit_TryStar = visit_Try

    def visit_Match(self, node, place):
        self.expressions(node.subject, place)
        for case in node.cases:
            self.expressions(case.pattern, place)
            self.expressions(case.guard, place)
            last = case.guard or case.pattern
            # A case has no place of its own.
            start = self.text.source.rindex("case", 0, self.text.start(case.pattern))
            condition = self.text.source[start : self.text.colon_after(self.text.end(last))].strip()
            self.statements(case.body, place.under(condition))

    # What a module says of its names.

    def module_statement(self, node, place):
        if isinstance(node, ast.Expr):
            self.change_all(node.value)
        elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            if node.target.id == "__all__" and isinstance(node.op, ast.Add):
                self.add_to_all(self.sum(node.value))
        elif isinstance(node, ast.Assign) or (isinstance(node, ast.AnnAssign) and node.value is not None):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if not isinstance(targets[0], ast.Name) and not self.is_bare_tuple(targets[0]):
                return
            names, is_plain = [], True
            for target in targets:
                if isinstance(target, ast.Name):
                    names.append(target.id)
                elif self.is_bare_tuple(target):
                    is_plain = False
                    names += [e.id for e in target.elts if isinstance(e, ast.Name)]
            self.assigned(node, names, is_plain, place)

    def is_bare_tuple(self, node):
        return isinstance(node, ast.Tuple) and isinstance(node.elts[0] if node.elts else None, ast.Name) and not self.text.of(node).startswith("(")

    def assigned(self, node, names, is_plain, place):
        """Names other than those of tables count in a statement that begins with one of them."""
        is_of_interest = names[0] in DUNDER or names[0] in SETTINGS
        if is_plain:
            for name in names:
                entries = None if name in DUNDER else entries_of(node.value)
                if entries:
                    self.tables.append({"name": name, "line": node.lineno, "entries": entries})
        if not is_of_interest:
            return
        if "__getattr__" in names:
            self.has_getattr = True
        if not is_plain:
            if "__all__" in names:
                self.all = {"names": [], "isComplete": False}
            return
        for name in names:
            if name == "__all__":
                self.all = {"names": [], "isComplete": True}
                self.add_to_all(self.sum(node.value))
            elif name == "__lazy_modules__":
                self.lazy_modules = strings(node.value)
        if any(name in SETTINGS for name in names):
            for text in strings(node.value):
                self.found.append((*self.text.place(node), place, "settings", text))

    def change_all(self, node):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            return
        if not isinstance(node.func.value, ast.Name) or node.func.value.id != "__all__":
            return
        value = node.args[0] if node.args else None
        if node.func.attr == "extend" and value is not None:
            self.add_to_all(value.elts if isinstance(value, SEQUENCES) else [None])
        else:
            self.add_to_all([value if node.func.attr == "append" else None])

    def add_to_all(self, items):
        names = [None if item is None else string(item) for item in items]
        known = [name for name in names if name is not None]
        before = self.all or {"names": [], "isComplete": False}
        is_complete = before["isComplete"] and len(known) == len(names)
        self.all = {"names": before["names"] + known, "isComplete": is_complete}

    def sum(self, node):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            return self.sum(node.left) + self.sum(node.right)
        return node.elts if isinstance(node, SEQUENCES) else [None]

    # Calls.

    def call(self, here, node, imports, unresolved):
        target = self.target(dotted(node.func))
        if target is None:
            return
        positional = node.args
        named = {k.arg: k.value for k in node.keywords if k.arg is not None}

        def argument(at, name):
            return positional[at] if at < len(positional) else named.get(name)

        def one(**part):
            base = dict(kind="call", level=0, anchor=None, names=[], isPrefix=False, isLazy=False)
            imports.append(dict(here, **dict(base, **part)))

        def doubt(reason):
            unresolved.append(dict(here, text=self.text.of(node), reason=reason))

        if target == "import_module":
            self.import_module(argument, one, doubt)
        elif target == "__import__":
            name = argument(0, "name")
            level = argument(4, "level")
            value, start = (None, None) if name is None else (string(name), prefix(name))
            module = value if value is not None else start or ""
            if level is not None and not re.match(r"\d+$", self.text.of(level)):
                return doubt("computed")
            number = 0 if level is None else level.value
            if module == "" and number == 0:
                return doubt("computed")
            items = argument(3, "fromlist")
            names = [string(e) for e in items.elts] if isinstance(items, SEQUENCES) else []
            names = [{"name": n, "as": None} for n in names if n is not None]
            one(module=module, level=number, names=names, isPrefix=value is None)
        elif target == "attach":
            self.attach(argument, one, doubt, here)
        elif target == "load":
            name = argument(0, "fullname")
            if name is None or string(name) is None:
                return doubt("computed")
            one(module=string(name), when="deferred")
        else:
            doubt(target)

    def import_module(self, argument, one, doubt):
        name = argument(0, "name")
        value, start = (None, None) if name is None else (string(name), prefix(name))
        text = value if value is not None else start or ""
        module = text.lstrip(".")
        level = len(text) - len(module)
        if text == "":
            return doubt("computed")
        if level == 0:
            return one(module=module, isPrefix=value is None)
        anchor = argument(1, "package")
        if anchor is None:
            return doubt("computed")
        given = string(anchor)
        if given is None:
            given = self.text.of(anchor)
            if given not in ("__name__", "__package__", "__spec__.parent"):
                return doubt("computed")
        one(module=module, level=level, isPrefix=value is None, anchor=given)

    def attach(self, argument, one, doubt, here):
        submodules, attributes = argument(1, "submodules"), argument(2, "submod_attrs")
        is_complete = all(n is None or isinstance(n, (*SEQUENCES, ast.Dict)) or self.text.of(n) == "None" for n in (submodules, attributes))
        relative = dict(level=1, anchor="__name__", when="deferred")
        for item in submodules.elts if isinstance(submodules, SEQUENCES) else []:
            if string(item) is None:
                is_complete = False
            else:
                one(module=string(item), **relative)
        if isinstance(attributes, ast.Dict):
            for key, value in zip(attributes.keys, attributes.values):
                items = value.elts if isinstance(value, SEQUENCES) else []
                if key is None or string(key) is None:
                    is_complete = False
                else:
                    names = [{"name": string(i), "as": None} for i in items if string(i) is not None]
                    one(module=string(key), names=names, **relative)
        if not is_complete:
            doubt("computed")


def strings(node):
    return [s for s in map(string, [node, *(node.elts if isinstance(node, SEQUENCES) else [])]) if s is not None]


def entries_of(node):
    if isinstance(node, ast.Dict):
        if None in node.keys:
            return None
        pairs = zip(node.keys, node.values)
    elif isinstance(node, SEQUENCES):
        pairs = [(e, None) for e in node.elts]
    else:
        return None
    return [
        {"key": string(key), "values": [] if value is None else strings(value)}
        for key, value in pairs
        if string(key) is not None
    ]


NOTHING = {
    "imports": [],
    "unresolved": [],
    "unread": None,
    "unsure": None,
    "all": None,
    "hasGetattr": False,
    "tables": [],
    "lazyModules": None,
}


def scan(path):
    try:
        with open(path, "rb") as file:
            data = file.read()
        return Scanner(data).scan()
    except SyntaxError as error:
        return dict(NOTHING, unread={"line": error.lineno or 1, "reason": "syntax error: %s" % error.msg})
    except (ValueError, LookupError, RecursionError, MemoryError, OSError) as error:
        return dict(NOTHING, unread={"line": 1, "reason": "%s: %s" % (type(error).__name__, error)})


def main():
    sys.setrecursionlimit(5000)
    for line in sys.stdin:
        sys.stdout.write(json.dumps(scan(json.loads(line))) + "\n")


if __name__ == "__main__":
    main()
