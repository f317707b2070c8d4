"""Says of Python sources what their loads, and each of their functions, mention of other modules and of their own globals.

Reads JSON documents from stdin, one a line: {"file", "module", "isPackage"}. Prints for each one line, or null for what can't be parsed:
{"units": {function or "" for the load: {"uses": [[path, line, is bound]], "words": [attribute]}}, "bodies": {function: [[first line, last line]]},
"globals": {name: [kind, path]}, "decorated": [[function, path, made by a call]], "passive": [function], "stars": [module]}. What is bound is only given
another name, and not looked into. Methods stand under their own names. Imports nothing of what it reads. Written for 3.8 and later.
"""

import ast
import json
import os
import sys
import warnings

# An isolated interpreter does not look beside its script.
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from comprehended import is_flat  # noqa: E402
from file_names import DEFS, chain, file_of  # noqa: E402

del sys.path[0]

# What gives strings, numbers and the like, whose contents never change.
UNCHANGING = {
    "str", "int", "float", "bool", "bytes", "complex", "frozenset", "len", "abs", "round", "ord", "chr", "hex", "repr", "hash", "range",
    "object", "slice", "format", "isinstance", "issubclass", "callable", "hasattr",
}
UNCHANGING_PREFIXES = (
    "os.path.", "os.getenv", "os.environ.get", "os.sep", "os.name", "os.linesep", "os.pathsep", "os.devnull", "pathlib.", "re.compile", "re.escape",
    "sys.platform", "sys.version", "sys.maxsize", "sys.executable", "sys.prefix", "sys.byteorder", "platform.", "string.", "math.", "decimal.Decimal",
    "fractions.Fraction", "datetime.", "typing.", "typing_extensions.", "struct.Struct", "struct.calcsize", "uuid.UUID", "operator.", "textwrap.",
    "collections.namedtuple", "enum.auto", "contextvars.Token", "shutil.which", "types.MappingProxyType",
)
# Functions and numbers: what a call of such a function gives may change.
UNCHANGING_NAMES = (
    "hashlib.", "base64.", "binascii.", "errno.", "stat.", "signal.SIG", "socket.AF_", "socket.SOCK_", "logging.DEBUG", "logging.INFO", "logging.WARN",
    "logging.ERROR", "logging.CRITICAL", "logging.FATAL", "logging.NOTSET",
)
CONTAINERS = {"list", "dict", "set", "tuple", "sorted"}
GENERIC = {"list", "dict", "set", "tuple", "frozenset", "type"}
FILLING = {"append", "add", "insert", "extend", "update", "setdefault", "appendleft", "extendleft", "__setitem__"}


class Reader:
    def __init__(self, entry):
        self.file = file_of(entry["file"], entry["module"], entry["isPackage"])
        self.units = {}
        self.assigned = None
        self.filled = None
        # What the names of a comprehension that is looked into hold.
        self.targets = {}

    def unit(self, name):
        found = self.units.get(name)
        if found is None:
            found = self.units[name] = {"uses": {}, "words": set()}
        return found

    def read(self):
        imported = self.unit("")["uses"]
        for paths in self.file.globals.values():
            imported.update((path, (1, True)) for path in paths if path)
        for mention in self.file.mentions():
            unit = self.unit(mention.unit)
            parts = () if mention.top is mention.node else chain(mention.top)
            if not mention.paths:
                if parts:
                    unit["words"].update(parts)
                continue
            if not isinstance(mention.top.ctx, ast.Load) and mention.top is mention.node:
                continue
            for path in mention.paths:
                key = ".".join([path, *parts])
                line, is_bound = unit["uses"].get(key, (mention.node.lineno, True))
                owner = self.default_of(mention.top)
                unit["uses"][key] = (line, is_bound and (owner is not None or self.only_binds(mention)))
                if owner is not None:
                    # Who calls the function may look into it.
                    self.unit(owner)["uses"][key] = (line, False)
                asked = self.asked_by_name(mention.top)
                if asked is not None:
                    unit["uses"].setdefault(key + "." + asked, (line, False))
        for node in self.file.attributes:
            # What follows a call or an index is a method of something unknown.
            if not isinstance(node.value, (ast.Name, ast.Attribute)):
                self.unit(self.unit_of(node))["words"].add(node.attr)
        return {
            "units": {name: {"uses": [[path, *found["uses"][path]] for path in found["uses"]], "words": sorted(found["words"])} for name, found in self.units.items()},
            "bodies": self.bodies(),
            "globals": self.bindings(),
            "decorated": self.decorated(),
            "passive": self.passive(),
            "stars": self.file.stars,
        }

    def bodies(self):
        """Lines of functions by their names, without those of their headers where these are lines of their own."""
        found = {}
        for node in self.file.definitions:
            if isinstance(node, DEFS):
                first = node.body[0]
                lines = [first.lineno] + [each.lineno for each in getattr(first, "decorator_list", ())]
                found.setdefault(node.name, []).append([min(lines), node.end_lineno])
        return found

    def unit_of(self, node):
        found = ""
        inner, at = node, self.file.parents.get(node)
        while at is not None:
            if isinstance(at, DEFS) and inner in at.body:
                found = at.name
            inner, at = at, self.file.parents.get(at)
        return found

    def asked_by_name(self, node):
        """Of what is handed to a call the name that is asked of it, "*" for any: it may be a module."""
        parent = self.file.parents.get(node)
        if not isinstance(parent, ast.Call) or node not in parent.args:
            return None
        name = parent.func.id if isinstance(parent.func, ast.Name) else None
        key = parent.args[1] if name in ("getattr", "hasattr") and len(parent.args) > 1 else None
        return key.value if isinstance(key, ast.Constant) and isinstance(key.value, str) else "*"

    def only_binds(self, mention):
        """Whether what is found is given another name and nothing else."""
        top = mention.top
        if not isinstance(top.ctx, ast.Load):
            return False
        parent = self.file.parents.get(top)
        if isinstance(parent, (ast.Assign, ast.AnnAssign)) and parent.value is top:
            targets = parent.targets if isinstance(parent, ast.Assign) else [parent.target]
            # To unpack is to look.
            return all(isinstance(each, (ast.Name, ast.Attribute, ast.Subscript)) for each in targets)
        return False

    def default_of(self, node):
        """The function whose default value this is; None for no default value."""
        arguments = self.file.parents.get(node)
        if not isinstance(arguments, ast.arguments) or node not in arguments.defaults + arguments.kw_defaults:
            return None
        owner = self.file.parents.get(arguments)
        return owner.name if isinstance(owner, DEFS) else None

    def passive(self):
        """Functions that, as decorators, hand on what they get and do not call it: only `wraps` and functions of their own have it."""
        return [node.name for node in self.file.tree.body if isinstance(node, ast.FunctionDef) and self.is_passive(node)]

    def is_passive(self, node):
        given = node.args.posonlyargs + node.args.args
        if node.decorator_list or len(given) != 1 or node.args.vararg or node.args.kwonlyargs or node.args.kwarg:
            return False
        for part in node.body:
            if isinstance(part, DEFS):
                looked = part.decorator_list + part.args.defaults + [each for each in part.args.kw_defaults if each]
                if not all(isinstance(each, ast.Call) and self.path(each.func) == "functools.wraps" for each in looked):
                    return False
            elif isinstance(part, ast.Return):
                if not isinstance(part.value, ast.Name):
                    return False
            elif not (isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant)):
                return False
        return True

    def decorated(self):
        found = []
        for node in self.file.definitions:
            for each in node.decorator_list:
                # What a call gives is another function, which gets what is decorated.
                is_made = isinstance(each, (ast.Call, ast.Subscript))
                while isinstance(each, (ast.Call, ast.Subscript)):
                    each = each.func if isinstance(each, ast.Call) else each.value
                root = each
                while isinstance(root, ast.Attribute):
                    root = root.value
                paths = self.file.paths_of(root.id, []) if isinstance(root, ast.Name) else {"?"}
                found.extend([node.name, ".".join([path] + chain(each)), is_made] for path in paths)
        return found

    # What a global is

    def bindings(self):
        found = {}
        for name, paths in self.file.globals.items():
            if "" not in paths and len(paths) == 1:
                found[name] = ["import", next(iter(paths))]
            else:
                found[name] = None
        values = {}
        for node in self.load_statements():
            if isinstance(node, DEFS) or isinstance(node, ast.ClassDef):
                values.setdefault(node.name, []).append(["class" if isinstance(node, ast.ClassDef) else "function", ""])
            elif isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                for target in targets:
                    kind = self.kind(node.value) if isinstance(target, ast.Name) else ["value", ""]
                    for each in ast.walk(target):
                        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store):
                            values.setdefault(each.id, []).append(kind)
        counts = self.counts()
        for name in found:
            if found[name] is not None:
                continue
            kinds = values.get(name, [])
            same = kinds and len(kinds) == counts.get(name, 0) and all(each == kinds[0] for each in kinds)
            found[name] = kinds[0] if same else ["value", ""]
            if found[name][0] == "flat" and self.is_filled(name):
                found[name] = ["value", ""]
        return found

    def is_filled(self, name):
        """Whether the module's own block puts other than constants into a container."""
        if self.filled is None:
            self.filled = set()
            stack = list(self.file.tree.body)
            while stack:
                node = stack.pop()
                if isinstance(node, DEFS + (ast.ClassDef,)):
                    continue
                stack.extend(self.file.below[node])
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in FILLING:
                    into, values = node.func.value, node.args + [each.value for each in node.keywords]
                elif isinstance(node, ast.Assign):
                    into, values = [each.value for each in node.targets if isinstance(each, ast.Subscript)], [node.value]
                elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Subscript):
                    into, values = node.target.value, [node.value]
                else:
                    continue
                if not all(self.is_constant(each, 0) or self.kind(each)[0] == "flat" and is_emptied(node) for each in values):
                    self.filled.update(each.id for each in (into if isinstance(into, list) else [into]) if isinstance(each, ast.Name))
        return name in self.filled

    def load_statements(self):
        stack = list(self.file.tree.body)
        while stack:
            node = stack.pop()
            yield node
            if not isinstance(node, DEFS + (ast.ClassDef,)):
                stack.extend(each for each in self.file.below[node] if isinstance(each, (ast.stmt, ast.excepthandler)))

    def counts(self):
        """How often the module's own level binds each name."""
        counts = {}
        stack = list(self.file.tree.body)
        while stack:
            node = stack.pop()
            bound = ()
            if isinstance(node, DEFS + (ast.ClassDef,)):
                bound = (node.name,)
            elif isinstance(node, ast.Name):
                bound = () if isinstance(node.ctx, ast.Load) else (node.id,)
            else:
                if isinstance(node, (ast.Import, ast.ImportFrom)):
                    bound = {each.asname or each.name.split(".")[0] for each in node.names}
                stack.extend(self.file.below[node])
            for name in bound:
                counts[name] = counts.get(name, 0) + 1
        return counts

    def kind(self, node):
        """`constant`: never holds anything else; `flat`: a container of such; `logger`; `value`: anything, made by what the path names."""
        if self.is_constant(node, 0):
            return ["constant", ""]
        if isinstance(node, ast.Lambda):
            return ["value", ""]
        if isinstance(node, (ast.List, ast.Set, ast.Tuple)):
            return ["flat" if all(self.is_constant(each, 0) for each in node.elts) else "value", ""]
        if isinstance(node, ast.Dict):
            parts = [each for each in node.keys + node.values]
            return ["flat" if all(each is not None and self.is_constant(each, 0) for each in parts) else "value", ""]
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else None
            if name in CONTAINERS and name not in self.file.globals:
                flat = all(self.is_constant(each, 0) or self.kind(each)[0] == "flat" for each in node.args + [each.value for each in node.keywords])
                return ["flat" if flat else "value", ""]
            path = self.path(node.func) or ""
            return ["logger", ""] if path == "logging.getLogger" else ["value", path]
        if isinstance(node, (ast.ListComp, ast.SetComp, ast.DictComp)):
            return ["flat" if is_flat(self, node) else "value", ""]
        path = self.path(node)
        return ["value", ""] if path is None else ["import", path]

    def path(self, node):
        root = node
        while isinstance(root, ast.Attribute):
            root = root.value
        if not isinstance(root, ast.Name):
            return None
        paths = self.file.paths_of(root.id, [])
        return ".".join([sorted(paths)[0]] + chain(node)) if len(paths) == 1 else None

    def is_constant(self, node, depth):
        if depth > 20:
            return False
        deeper = depth + 1
        if isinstance(node, ast.Name) and node.id in self.targets:
            return self.targets[node.id] == "constant"
        if isinstance(node, (ast.Constant, ast.JoinedStr, ast.Compare)):
            return True
        if isinstance(node, ast.Tuple):
            return all(self.is_constant(each, deeper) for each in node.elts)
        if isinstance(node, ast.UnaryOp):
            return isinstance(node.op, ast.Not) or self.is_constant(node.operand, deeper)
        if isinstance(node, ast.BinOp):
            return self.is_constant(node.left, deeper) and self.is_constant(node.right, deeper)
        if isinstance(node, ast.BoolOp):
            return all(self.is_constant(each, deeper) for each in node.values)
        if isinstance(node, ast.IfExp):
            return self.is_constant(node.body, deeper) and self.is_constant(node.orelse, deeper)
        if isinstance(node, ast.Subscript):
            # list[int] is the name of a type.
            is_type = isinstance(node.value, ast.Name) and node.value.id in GENERIC and node.value.id not in self.file.globals
            return is_type or self.is_constant(node.value, deeper)
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name) and node.func.id in UNCHANGING and node.func.id not in self.file.globals:
                return True
            if isinstance(node.func, ast.Attribute) and self.is_constant(node.func.value, deeper):
                return node.func.attr not in ("split", "rsplit", "splitlines", "findall")
            return self.is_unchanging(self.path(node.func))
        if isinstance(node, ast.Attribute) and self.is_constant(node.value, deeper):
            return True
        if isinstance(node, ast.Name) and node.id in ("__name__", "__file__", "__doc__", "__package__"):
            return True
        if isinstance(node, ast.Name) and self.is_bound_to_constants(node.id, deeper):
            return True
        path = self.path(node)
        return self.is_unchanging(path) or path is not None and path.startswith(UNCHANGING_NAMES)

    def is_bound_to_constants(self, name, depth):
        """Whether all that the module's own block binds to a name are constants, and no function binds it."""
        values = self.bound_to(name)
        return bool(values) and all(self.is_constant(each, depth) for each in values)

    def bound_to(self, name):
        """All that is ever bound to a global; none where that isn't known."""
        if self.assigned is None:
            self.assigned = {}
            for node in self.load_statements():
                if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
                    for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                        if isinstance(target, ast.Name):
                            self.assigned.setdefault(target.id, []).append(node.value)
            self.bound = self.counts()
        values = self.assigned.get(name, ())
        is_all = len(values) == self.bound.get(name, 0) and name not in self.file.declared and not self.file.stars
        return values if is_all else ()

    def is_unchanging(self, path):
        return path is not None and path.startswith(UNCHANGING_PREFIXES)


def is_emptied(node):
    """Whether what is added is taken out of its container."""
    return isinstance(node, ast.Call) and node.func.attr in ("extend", "update", "extendleft")


def answers(lines):
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(20000)
    for line in lines:
        try:
            result = Reader(json.loads(line)).read()
        except Exception:  # Whatever it is, nothing is known of the file then.
            result = None
        yield json.dumps(result)


def main():
    for answer in answers(sys.stdin):
        sys.stdout.write(answer + "\n")


if __name__ == "__main__":
    main()
