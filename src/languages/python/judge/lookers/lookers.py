"""Says where Python sources look at global names of given modules from outside: by attribute, patch, string, getattr.

Reads JSON documents from stdin, one a line. The first is {"names": {module: [name]}, "aliases": {path: path}, "held": null or
{path: [whether a dict, [path]]}}, where an alias says what module stands under a name of another module, and held is what holds modules
(held_modules.py); each further one is a file: {"file", "module", "isPackage", "kind": "python" | "text" | "notebook"}. Prints for each file
one line: a list of [manner, line, module, name or null for any name, text], and without "held" of ["held", whether a dict, path, null, paths]
for what may be asked for so; null for a file that can't be parsed. Imports nothing of what it
reads. Written for 3.8 and later.
"""

import ast
import doctest
import json
import os
import re
import sys
import warnings

# An isolated interpreter does not look beside its script; where it lies in a folder of its own, what it shares lies above.
sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.dirname(HERE)]
from parsed import is_lazy_list, parsed  # noqa: E402

del sys.path[:2]

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
# Calls whose first argument is the text of a path to replace.
PATCHES = {"patch", "setattr", "delattr", "multiple", "dict", "object", "spy", "stub", "swap_attr", "setitem", "delitem"}
# Calls f(module, "name", ...) that replace an attribute of the module.
REPLACES = {"object", "setattr", "delattr", "spy", "stub", "swap_attr", "swap", "set", "patch_object", "replace", "Replacer"}
READS_ONE = {"getattr", "hasattr"}
READS_ALL = {"vars", "dir", "getmembers", "getmembers_static"}
# What takes a module and looks at none of its names.
BLIND = {
    "reload", "isinstance", "id", "repr", "str", "print", "type", "bool", "callable", "ismodule", "files", "path", "read_text",
    "read_binary", "open_text", "open_binary", "contents", "is_resource", "resource_filename", "resource_string",
    "resource_stream", "resource_exists", "getfile", "getsourcefile",
}
DOTTED = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)+(?::[^\W\d]\w*(?:\.[^\W\d]\w*)*)?\Z")
ENTRY_POINT = re.compile(r"=\s*([^\W\d]\w*(?:\.\w+)*:[^\W\d]\w*)", re.M)
MOST_VARIANTS = 16
UNKNOWN = None
# The method for each class of nodes.
METHODS = {}


class Targets:
    def __init__(self, names, aliases, held=None):
        self.held = held
        self.names = {module: set(each) for module, each in names.items()}
        self.aliases = aliases

    def variants(self, path):
        """A path, and what it is once aliases on its way are followed."""
        found = [path]
        for each in found:
            at = len(each)
            while at > 0 and len(found) < MOST_VARIANTS:
                target = self.aliases.get(each[:at])
                if target is not None and target + each[at:] not in found:
                    found.append(target + each[at:])
                at = each.rfind(".", 0, at)
        return found

    def hits(self, path):
        """(module, name or None where the path is the module itself, whether more follows the name)"""
        for each in self.variants(path):
            if each in self.names:
                yield each, None, False
            at = each.rfind(".")
            while at > 0:
                module = each[:at]
                if module in self.names:
                    rest = each[at + 1 :].split(".")
                    yield module, rest[0], len(rest) > 1
                at = each.rfind(".", 0, at)


class Scope:
    def __init__(self, kind, above):
        self.kind = kind
        self.above = above
        self.paths = {}
        self.other = set()
        self.outer = {}

    def find(self, name):
        """Paths that imports bind to a name as this scope sees it."""
        scope = self
        while scope is not None:
            if name in scope.outer:
                scope = scope.outer[name]
                continue
            if (name in scope.paths or name in scope.other) and (scope is self or scope.kind != "class"):
                return scope.paths.get(name, ())
            scope = scope.above
        return ()


class Reader:
    def __init__(self, targets, module, is_package, first_line=1):
        self.targets = targets
        self.module = module
        self.is_package = is_package
        self.shift = first_line - 1
        self.found = []
        self.constants = {}
        self.scope = Scope("module", None)
        self.top = self.scope

    def say(self, manner, node, module, name, text=""):
        names = self.targets.names[module]
        if name is not None and name not in names and ("*" not in names or name.startswith("__")):
            return
        self.found.append([manner, node.lineno + self.shift, module, name, text])

    # Bindings

    def absolute(self, module, level):
        if level == 0:
            return module or ""
        parts = self.module.split(".")
        up = level - 1 if self.is_package else level
        base = ".".join(parts[: len(parts) - up])
        return base + "." + module if module else base

    def bind(self, statements, scope):
        """
        Notes what a scope's own statements bind, functions and classes in it left for later. Walrus targets are not noted: then
        more names are taken for modules than are.
        """
        open_nodes = list(statements)
        while open_nodes:
            node = open_nodes.pop()
            kind = type(node)
            if kind is ast.Expr or kind is ast.Return or isinstance(node, ast.expr):
                continue
            if kind is ast.Import:
                for alias in node.names:
                    bound = alias.asname or alias.name.split(".")[0]
                    path = alias.name if alias.asname else bound
                    scope.paths.setdefault(bound, []).append(path)
            elif kind is ast.ImportFrom:
                base = self.absolute(node.module, node.level)
                for alias in node.names:
                    scope.paths.setdefault(alias.asname or alias.name, []).append(base + "." + alias.name)
            elif kind is ast.Global or kind is ast.Nonlocal:
                above = self.top if kind is ast.Global else scope.above
                for name in node.names:
                    if above is not None and above is not scope:
                        scope.outer[name] = above
            elif kind in FUNCTIONS or kind is ast.ClassDef:
                scope.other.add(node.name)
            elif kind is ast.Assign:
                target = node.targets[0]
                if len(node.targets) == 1 and type(target) is ast.Name:
                    path = self.path_of_chain(node.value)
                    if path is not None:
                        scope.paths.setdefault(target.id, []).append(path)
                        continue
                    self.note_constant(target.id, node.value)
                for each in node.targets:
                    self.bind_target(each, scope)
            elif kind is ast.AnnAssign:
                if type(node.target) is ast.Name and node.value is not None:
                    self.note_constant(node.target.id, node.value)
                self.bind_target(node.target, scope)
            else:
                for field in ("target", "optional_vars"):
                    if hasattr(node, field):
                        self.bind_target(getattr(node, field), scope)
                for item in getattr(node, "items", ()):
                    if item.optional_vars is not None:
                        self.bind_target(item.optional_vars, scope)
                if kind is ast.ExceptHandler and node.name:
                    scope.other.add(node.name)
                for field in ("body", "orelse", "finalbody", "handlers", "cases"):
                    open_nodes.extend(getattr(node, field, ()))

    def bind_target(self, node, scope):
        if isinstance(node, ast.Name):
            scope.other.add(node.id)
        elif isinstance(node, (ast.Tuple, ast.List)):
            for each in node.elts:
                self.bind_target(each, scope)
        elif isinstance(node, ast.Starred):
            self.bind_target(node.value, scope)

    def note_constant(self, name, value):
        self.constants.setdefault(name, []).append(value)

    # Paths

    def path_of_call(self, node):
        """The module that `importlib.import_module("m")` and its like give, or `sys.modules["m"]`."""
        if isinstance(node, ast.Call) and node.args:
            name = last_name(node.func)
            if name in ("import_module", "importorskip", "importorfail", "import_fresh_module"):
                text = self.known_text(node.args[0])
                if text is not None and text.startswith("."):
                    anchor = self.known_text(node.args[1]) if len(node.args) > 1 else None
                    level = len(text) - len(text.lstrip("."))
                    if anchor is None:
                        return None
                    parts = anchor.split(".")
                    return ".".join(parts[: len(parts) - level + 1] + [text.lstrip(".")])
                return text
            if name == "__import__":
                text = self.known_text(node.args[0])
                has_list = len(node.args) > 3 or any(each.arg == "fromlist" for each in node.keywords)
                return text if text is None or has_list else text.split(".")[0]
        if isinstance(node, ast.Subscript) and is_modules(node.value):
            return self.known_text(index_of(node))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            if node.func.attr in ("get", "pop", "setdefault") and is_modules(node.func.value):
                return self.known_text(node.args[0])
        return None

    def path_of_chain(self, node):
        """The same of what is read of it: `__import__("a.b").b`."""
        names = []
        while isinstance(node, ast.Attribute):
            names.append(node.attr)
            node = node.value
        path = self.path_of_call(node)
        return None if path is None else ".".join([path] + names[::-1])

    def paths(self, node):
        if isinstance(node, ast.Name):
            return list(self.scope.find(node.id))
        if isinstance(node, ast.Attribute):
            return [path + "." + node.attr for path in self.paths(node.value)]
        path = self.path_of_call(node)
        return [] if path is None else [path]

    # Texts

    def pieces(self, node, depth=0):
        """A text as pieces, None for what is computed."""
        if depth > 8:
            return [UNKNOWN]
        if isinstance(node, ast.Constant):
            return [node.value] if isinstance(node.value, str) else [str(node.value)]
        if isinstance(node, ast.JoinedStr):
            parts = []
            for value in node.values:
                parts += self.pieces(value.value if isinstance(value, ast.FormattedValue) else value, depth + 1)
            return parts
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            return self.pieces(node.left, depth + 1) + self.pieces(node.right, depth + 1)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
            left = self.pieces(node.left, depth + 1)
            if left == [UNKNOWN] or len(left) != 1:
                return [UNKNOWN]
            right = node.right.elts if isinstance(node.right, ast.Tuple) else [node.right]
            return self.filled(re.split(r"%(?:\(\w+\))?[sr]", left[0]), right, depth)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            values = self.pieces(node.func.value, depth + 1)
            if node.func.attr == "format" and len(values) == 1 and values[0] is not UNKNOWN:
                return self.filled(re.split(r"\{[^{}]*\}", values[0]), node.args, depth)
            if node.func.attr == "join" and values == ["."] and len(node.args) == 1:
                if isinstance(node.args[0], (ast.List, ast.Tuple)):
                    parts = []
                    for each in node.args[0].elts:
                        parts += ["."] * bool(parts) + self.pieces(each, depth + 1)
                    return parts
            return [UNKNOWN]
        if isinstance(node, ast.Name):
            if node.id == "__name__":
                return [self.module]
            values = self.constants.get(node.id, ())
            return self.pieces(values[0], depth + 1) if len(values) == 1 else [UNKNOWN]
        if isinstance(node, ast.Attribute):
            if node.attr == "__name__":
                paths = self.paths(node.value)
                return [self.targets.variants(paths[0])[-1]] if paths else [UNKNOWN]
            values = self.constants.get(node.attr, ())
            return self.pieces(values[0], depth + 1) if len(values) == 1 else [UNKNOWN]
        return [UNKNOWN]

    def filled(self, parts, values, depth):
        found = [parts[0]]
        for at, part in enumerate(parts[1:]):
            found += self.pieces(values[at], depth + 1) if at < len(values) else [UNKNOWN]
            found.append(part)
        return found

    def known_text(self, node):
        parts = self.pieces(node)
        return None if UNKNOWN in parts else "".join(parts)

    def path_text(self, manner, node, text):
        """A text that names a path, with what it stands for."""
        path = text.replace(":", ".")
        how = "entry-point" if ":" in text and manner == "string" else manner
        for module, name, goes_on in self.targets.hits(path):
            if name is not None:
                self.say("patch-within" if how == "patch" and goes_on else how, node, module, name, text)

    def patched_text(self, node, where, manner="patch"):
        """What a text given to `patch` names; what it could name where parts are computed."""
        parts = self.pieces(node)
        if UNKNOWN not in parts:
            self.path_text(manner, where, "".join(parts))
            return
        if not any(parts):
            return
        pattern = re.compile("".join(".*" if part is UNKNOWN else re.escape(part) for part in parts))
        for module, names in self.targets.names.items():
            for name in names:
                path = module + "." + name
                if name == "*":
                    fits = parts[0] is UNKNOWN or parts[0].startswith(module + ".")
                else:
                    fits = pattern.fullmatch(path) or pattern.match(path + ".")
                if fits:
                    self.say(manner, where, module, name, source_of(node))

    # Walk

    def read(self, tree):
        self.bind(tree.body, self.scope)
        self.visit_all(tree.body)
        return self.found

    def visit_all(self, nodes):
        for node in nodes:
            self.visit(node)

    def visit(self, node):
        method = METHODS.get(type(node))
        if method is None:
            method = METHODS[type(node)] = getattr(Reader, "visit_" + type(node).__name__, Reader.visit_fields)
        method(self, node)

    def visit_fields(self, node):
        for field in node._fields:
            value = getattr(node, field, None)
            if isinstance(value, list):
                for each in value:
                    if isinstance(each, ast.AST):
                        self.visit(each)
            elif isinstance(value, ast.AST):
                self.visit(value)

    def visit_Import(self, node):
        pass

    visit_ImportFrom = visit_Import

    def visit_FunctionDef(self, node):
        self.visit_all(node.decorator_list)
        arguments = node.args
        self.visit_all(arguments.defaults)
        self.visit_all([each for each in arguments.kw_defaults if each is not None])
        every = all_arguments(arguments)
        self.visit_all([each.annotation for each in every if each.annotation is not None])
        if node.returns is not None:
            self.visit(node.returns)
        self.inside("function", node.body, [each.arg for each in every])

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Lambda(self, node):
        self.visit_all(node.args.defaults)
        self.visit_all([each for each in node.args.kw_defaults if each is not None])
        self.inside("function", [node.body], [each.arg for each in all_arguments(node.args)])

    def visit_ClassDef(self, node):
        self.visit_all(node.decorator_list)
        self.visit_all(node.bases)
        self.visit_all([each.value for each in node.keywords])
        self.inside("class", node.body, [])

    def comprehension(self, node):
        bound = [n.id for g in node.generators for n in ast.walk(g.target) if isinstance(n, ast.Name)]
        scope = Scope("function", self.scope)
        scope.other.update(bound)
        self.scope = scope
        self.visit_fields(node)
        self.scope = scope.above

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = comprehension

    def inside(self, kind, body, bound):
        scope = Scope(kind, self.scope)
        scope.other.update(bound)
        self.bind(body, scope)
        self.scope = scope
        self.visit_all(body)
        self.scope = scope.above

    def visit_Attribute(self, node):
        manner = "attribute" if isinstance(node.ctx, ast.Load) else "set"
        self.use(node, manner)

    def use(self, node, manner, is_called=False):
        """A path in an expression, the longest that stands there. What is called is no module, whatever its path."""
        paths = self.paths(node)
        base = node
        while isinstance(base, ast.Attribute):
            base = base.value
        # What `from module import name` took is that import's look, not that of each use.
        taken = {hit[:2] for path in (self.paths(base) if base is not node else paths) for hit in self.targets.hits(path)}
        if not paths:
            if not isinstance(base, ast.Name):
                self.visit(base)
            if base is not node and isinstance(node, ast.Attribute) and is_globals_of_frame(node):
                self.frame(node)
            return
        for path in paths:
            for module, name, more in self.targets.hits(path):
                if name is not None and isinstance(base, ast.Name) and (module, name) in taken:
                    continue
                if name is None and is_called:
                    continue
                if name is None:
                    self.say("escape", node, module, None, source_of(node))
                elif name in ("__setattr__", "__delattr__"):
                    self.say("escape", node, module, None, source_of(node))
                elif name == "__dict__":
                    self.found.append(["globals", node.lineno + self.shift, module, None, source_of(node)])
                else:
                    self.say("attribute" if more else manner, node, module, name, source_of(node))
        if isinstance(base, ast.Call):
            self.visit_all(base.args)

    def frame(self, node):
        self.found.append(["frame", node.lineno + self.shift, self.module, None, source_of(node)])

    def visit_Name(self, node):
        if isinstance(node.ctx, ast.Load):
            self.use(node, "attribute")

    def visit_Subscript(self, node):
        if isinstance(node.value, ast.Attribute) and node.value.attr == "__dict__" or is_call_of(node.value, ("vars", "globals")):
            if self.one_key(node, node.value, index_of(node)):
                return
        if is_globals_of_frame(node.value):
            if self.known_text(index_of(node)) is None:
                self.frame(node.value)
            self.visit_all(list(ast.iter_child_nodes(node))[1:])
            return
        if self.path_of_call(node) is not None:
            self.use(node, "attribute")
            return
        self.visit_fields(node)

    def one_key(self, node, table, key):
        """One key of a module's dictionary."""
        text = self.known_text(key)
        if text is None:
            return False
        for module in self.modules_of_dict(table):
            self.say("globals", node, module, text, source_of(node))
        return True

    def modules_of_dict(self, table):
        if isinstance(table, ast.Attribute):
            paths = self.paths(table.value)
        elif last_name(table.func) == "globals":
            paths = [self.module]
        elif table.args:
            paths = self.paths(table.args[0])
        else:
            paths = [self.module] if self.scope is self.top else []
        return {module for path in paths for module, name, _ in self.targets.hits(path) if name is None}

    def visit_Call(self, node):
        name = last_name(node.func)
        arguments = node.args
        if isinstance(node.func, ast.Attribute) and node.func.attr in ("get", "setdefault", "pop", "__getitem__") and arguments:
            table = node.func.value
            if is_call_of(table, ("vars", "globals")) or isinstance(table, ast.Attribute) and table.attr == "__dict__":
                if self.one_key(node, table, arguments[0]):
                    self.visit_all(arguments)
                    return
            if is_globals_of_frame(table) and self.known_text(arguments[0]) is not None:
                return
        if name in ("globals", "vars", "locals", "dir") and not arguments and isinstance(node.func, ast.Name):
            if (name == "globals" or self.scope is self.top) and self.module in self.targets.names:
                self.found.append(["globals", node.lineno + self.shift, self.module, None, source_of(node)])
            return
        if self.path_of_call(node) is not None:
            self.use(node, "attribute")
            self.visit_all(arguments[1:])
            return
        self.changed_modules(node, name)
        handled = False
        if name in PATCHES and arguments:
            for part in self.alternatives(arguments[0]):
                self.patched_text(part, node, "set" if name == "delattr" else "patch")
            if name == "multiple":
                handled = self.multiple(node)
        if not handled and arguments:
            handled = self.first_argument(node, name, arguments)
        if isinstance(node.func, (ast.Name, ast.Attribute)):
            self.use(node.func, "attribute", True)
        else:
            self.visit(node.func)
        rest = arguments[1:] if handled else arguments
        self.visit_all(rest)
        self.visit_all([each.value for each in node.keywords])

    def alternatives(self, node):
        return node.elts if isinstance(node, (ast.List, ast.Tuple)) else [node]

    def multiple(self, node):
        target = node.args[0]
        text = self.known_text(target)
        paths = [text] if text is not None else self.paths(target)
        for path in paths:
            for keyword in node.keywords:
                hits = self.targets.hits(path)
                if keyword.arg is None:
                    for module, name, _ in hits:
                        if name is None:
                            self.found.append(["patch", node.lineno + self.shift, module, None, source_of(node)])
                else:
                    self.path_text("patch", node, path + "." + keyword.arg)
        return bool(paths)

    def first_argument(self, node, name, arguments):
        """A call f(module, ...): whether what it does with the module is known."""
        modules = {
            module for path in self.paths(arguments[0]) for module, rest, _ in self.targets.hits(path) if rest is None
        }
        key = arguments[1] if len(arguments) > 1 else next((k.value for k in node.keywords if k.arg in ("attribute", "name")), None)
        if name in REPLACES and key is not None:
            text = self.known_text(key)
            for path in self.paths(arguments[0]):
                # `text.replace(os.sep, "/")` names no attribute.
                if text is not None and all(map(str.isidentifier, text.split("."))):
                    self.path_text("set" if name == "delattr" else "patch", node, path + "." + text)
        if not modules:
            return False
        if name in READS_ONE or name in REPLACES:
            if key is None:
                return False
            text = self.known_text(key)
            manner = "getattr" if name in READS_ONE else "set" if name == "delattr" else "patch"
            for module in modules:
                if text is None:
                    self.found.append([manner, node.lineno + self.shift, module, None, source_of(node)])
                elif manner == "getattr":
                    self.say(manner, node, module, text, source_of(node))
            return True
        if name in READS_ALL:
            for module in modules:
                self.found.append(["globals", node.lineno + self.shift, module, None, source_of(node)])
            return True
        return name in BLIND

    def changed_modules(self, node, name):
        """`patch.dict(sys.modules, ...)`: what loads inside it is forgotten behind it."""
        if name != "dict" or not node.args:
            return
        target = node.args[0]
        if is_modules(target) or self.known_text(target) == "sys.modules":
            self.found.append(["modules-table", node.lineno + self.shift, "", None, source_of(node)])

    def visit_Assign(self, node):
        if not is_lazy_list(node):
            self.visit_fields(node)

    def visit_Constant(self, node):
        if isinstance(node.value, str) and len(node.value) < 300 and DOTTED.match(node.value):
            self.path_text("string", node, node.value)
        elif isinstance(node.value, str) and ":" in node.value:
            for match in ENTRY_POINT.finditer(node.value):
                self.path_text("string", node, match.group(1))

    def visit_Compare(self, node):
        for each in [node.left] + node.comparators:
            if not (isinstance(each, ast.Name) and all(isinstance(op, (ast.Is, ast.IsNot)) for op in node.ops)):
                self.visit(each)

    def visit_If(self, node):
        if not isinstance(node.test, ast.Name):
            self.visit(node.test)
        self.visit_all(node.body)
        self.visit_all(node.orelse)

    def visit_Expr(self, node):
        if not isinstance(node.value, ast.Name):
            self.visit(node.value)

    def visit_Assert(self, node):
        if not isinstance(node.test, ast.Name):
            self.visit(node.test)

    def visit_Delete(self, node):
        for each in node.targets:
            if isinstance(each, ast.Subscript) and is_modules(each.value):
                continue
            self.visit(each)


def reader_of(targets, module, is_package, first_line=1):
    if not targets.held:
        return Reader(targets, module, is_package, first_line)
    return held_modules.HeldReader(targets, targets.held, module, is_package, first_line)


def held_by(reader, tree, found):
    """Where modules are handed on, what of the file holds them."""
    if reader.targets.held is not None or not any(manner == "escape" for manner, *_ in found):
        return []
    return [["held", is_dict, reader.module + "." + name, None, paths] for name, is_dict, paths in held_modules.containers(reader, tree)]


def all_arguments(arguments):
    every = list(getattr(arguments, "posonlyargs", [])) + arguments.args + arguments.kwonlyargs
    return every + [each for each in (arguments.vararg, arguments.kwarg) if each is not None]


def index_of(node):
    return node.slice.value if isinstance(node.slice, getattr(ast, "Index", ())) and sys.version_info < (3, 9) else node.slice


def last_name(node):
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else None


def is_modules(node):
    return isinstance(node, ast.Attribute) and node.attr == "modules" and isinstance(node.value, ast.Name) and node.value.id == "sys"


def is_call_of(node, names):
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names


def is_globals_of_frame(node):
    return isinstance(node, ast.Attribute) and node.attr in ("f_globals", "f_locals")


# The text that is read, for a Python without `ast.unparse`.
SOURCE = [""]


def source_of(node):
    try:
        text = ast.unparse(node) if sys.version_info >= (3, 9) else ast.get_source_segment(SOURCE[0], node) or ""
    except Exception:
        text = ""
    return text if len(text) <= 80 else text[:77] + "..."


def examples(text):
    """Doctest examples, as (line, source)."""
    try:
        return [(each.lineno + 1, each.source) for each in doctest.DocTestParser().get_examples(text)]
    except ValueError:
        return [(1, "import " + "_")]


def program(every):
    """Examples as one program in which each stands on its own line; those that can't be parsed are left out."""
    lines = []
    for line, source in every:
        try:
            ast.parse(source)
        except SyntaxError:
            continue
        lines += [""] * (line - 1 - len(lines))
        lines += source.rstrip("\n").split("\n")
    return "\n".join(lines) + "\n"


def own_doctests(reader, tree, found):
    """Names of the module that its docstrings' examples use: doctest runs them with the module's globals."""
    for node in ast.walk(tree):
        if not isinstance(node, FUNCTIONS + (ast.ClassDef, ast.Module)):
            continue
        body = node.body
        if not body or not isinstance(body[0], ast.Expr) or not isinstance(getattr(body[0].value, "value", None), str):
            continue
        text = body[0].value.value
        if ">>>" not in text:
            continue
        first = body[0].lineno
        every = examples(text)
        if reader.module in reader.targets.names:
            used = set()
            for _, source in every:
                try:
                    used.update(each.id for each in ast.walk(ast.parse(source)) if isinstance(each, ast.Name))
                except SyntaxError:
                    used.update(re.findall(r"\w+", source))
            for name in sorted(used & reader.targets.names[reader.module]):
                found.append(["doctest-own", first, reader.module, name, name])
        found.extend(of_examples(reader.targets, every, first))


def of_examples(targets, every, first):
    """What examples look at, read as one program."""
    tree = ast.parse(program(every))
    reader = reader_of(targets, "__main__", False, first)
    found = reader.read(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module in targets.names:
            for alias in node.names:
                for name in targets.names[node.module] if alias.name == "*" else [alias.name]:
                    reader.say("doctest", node, node.module, name, "from %s import %s" % (node.module, alias.name))
    return [["doctest" if each[0] == "attribute" else each[0]] + each[1:] for each in found]


def notebook(data):
    cells = json.loads(data.decode("utf-8")).get("cells", [])
    lines = []
    for cell in cells:
        if cell.get("cell_type") == "code":
            source = cell.get("source", "")
            text = source if isinstance(source, str) else "".join(source)
            # A cell of another language, and commands for a shell with the lines that continue them.
            if re.match(r"\s*%%(?!time|capture)", text):
                text = "\n" * text.count("\n")
            text = re.sub(r"(?m)^\s*[%!?](?:.*\\\n)*.*$", lambda found: "\n" * found.group().count("\n"), text)
            lines += text.split("\n")
    return "\n".join(lines) + "\n"


FENCED = re.compile(r"^[ \t]*```[ \t]*(?:python|py|pycon)\b[^\n]*\n(.*?)^[ \t]*```", re.S | re.M)


def text_examples(data):
    text = data.decode("utf-8", "replace")
    every = examples(text) if ">>>" in text else []
    for match in FENCED.finditer(text):
        source = match.group(1)
        if ">>>" not in source:
            every.append((text.count("\n", 0, match.start(1)) + 1, source))
    return every


def read(targets, entry):
    if entry["kind"] == "python":
        data, tree = parsed(entry["file"])
    else:
        with open(entry["file"], "rb") as opened:
            data = opened.read()
        if entry["kind"] == "text":
            return of_examples(targets, sorted(text_examples(data)), 1)
        data = notebook(data).encode()
        tree = ast.parse(data)
    SOURCE[0] = data.decode("utf-8", "replace")
    reader = reader_of(targets, entry["module"], entry["isPackage"])
    found = reader.read(tree)
    if entry["kind"] == "python":
        found.extend(held_by(reader, tree, found))
    if entry["kind"] == "notebook":
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module in targets.names:
                for alias in node.names:
                    reader.say("from-import", node, node.module, alias.name, source_of(node))
    if b">>>" in data:
        own_doctests(reader, tree, found)
    return found


def answers(lines):
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(20000)
    head = json.loads(next(lines))
    targets = Targets(head["names"], head["aliases"], head.get("held"))
    for line in lines:
        try:
            result = read(targets, json.loads(line))
        except Exception:  # Whatever it is, nothing is known of the file then.
            result = None
        yield json.dumps(result, ensure_ascii=True)


def main():
    for answer in answers(sys.stdin):
        sys.stdout.write(answer + "\n")


# It takes its base class from here.
sys.path[:0] = [HERE, os.path.dirname(HERE)]
import held_modules  # noqa: E402

del sys.path[:2]

if __name__ == "__main__":
    main()
