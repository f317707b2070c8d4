"""Says where Python sources may change what given globals of modules hold, or hand it to something that may.

Reads JSON documents from stdin, one a line. The first is {"names": {module: {name: kind}}, "aliases": {path: path}}, where a kind is
`bound` (only what it is bound to can change), `flat` (a container of what never changes), `class`, `logger` or `value`; each further one is a file: {"file", "module", "isPackage"}. Prints
for each file one line: a list of [module, name or null for any, line, text]; null for a file that can't be parsed. What a module
does to its own globals while it loads is left out. Imports nothing of what it reads. Written for 3.8 and later.
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
from file_names import COMPREHENSIONS, DEFS, chain, file_of  # noqa: E402
from load_tables import MUTATING, PURE_METHODS  # noqa: E402
from own_classes import may_be  # noqa: E402
from own_functions import declares, own_functions, reaches_names  # noqa: E402

del sys.path[0]

# What looks at an argument and gives nothing of it.
LOOKING = {
    "len", "str", "repr", "bool", "any", "all", "sum", "print", "isinstance", "issubclass", "int", "float", "bytes", "format", "hash", "id", "type",
    "callable", "hasattr", "ascii",
}
# What gives something new that holds the same.
COPYING = {"list", "dict", "set", "tuple", "sorted", "frozenset", "min", "max", "enumerate", "zip", "reversed", "iter", "range", "copy", "deepcopy"}
# What takes a module and changes none of its names.
BLIND = {"isinstance", "id", "repr", "str", "print", "type", "bool", "hasattr", "ismodule", "getfile", "getsourcefile", "files", "read_text"}
# What a logger is asked to do all the time: it holds the same then.
LOGGING = {"debug", "info", "warning", "warn", "error", "critical", "fatal", "exception", "log", "isEnabledFor", "getEffectiveLevel", "hasHandlers"}
# With a global's whole path as a text these bind it anew. A test that does so most often has loaded all of the project before.
REBINDING = {"patch", "setattr"}
# f(module, "name", ...), which reads or binds this one name.
ASKING = {"getattr", "hasattr", "setattr", "delattr", "object", "spy", "swap_attr"}
TEST = re.compile(r"(?:^|/)tests?/|(?:^|/)(?:test_[^/]*|[^/]*_test|conftest)\.py$")
MOST_VARIANTS = 16
# A class is handed on everywhere, and what it holds are mostly constants: only what changes them counts.
OF_CLASS = ("class", "part")


class Reader:
    def __init__(self, head, entry):
        self.file = file_of(entry["file"], entry["module"], entry["isPackage"])
        self.is_test = TEST.search(entry["file"].replace("\\", "/")) is not None
        self.names = head["names"]
        self.aliases = head["aliases"]
        self.found = []
        self.functions = None
        # Whether a function leaves what it is given as a parameter, of a kind, as it was.
        self.kept = {}

    def say(self, module, name, node, text=None):
        if text is None:
            text = ast.unparse(node) if sys.version_info >= (3, 9) else type(node).__name__
        text = text.split("\n", 1)[0]
        self.found.append([module, name, node.lineno, text if len(text) <= 80 else text[:77] + "..."])

    def read(self):
        for mention in self.file.mentions():
            for path in mention.paths:
                for each in self.variants(".".join([path] + chain(mention.top))):
                    self.look(each, mention)
        for node in self.file.nodes:
            self.look_at_class(node)
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                for module, names in self.names.items():
                    if node.value == module:
                        self.say(module, None, node, repr(node.value))
                    name, *rest = node.value[len(module) + 1 :].split(".")
                    if node.value.startswith(module + ".") and name in names and (rest or not self.is_bound_anew(node)):
                        self.say(module, name, node, repr(node.value))
        return self.found

    def is_bound_anew(self, node):
        parent = self.file.parents.get(node)
        return self.is_test and isinstance(parent, ast.Call) and parent.args[:1] == [node] and last_name(parent.func) in REBINDING

    def look_at_class(self, node):
        """A class's own methods may change it."""
        own = self.names.get(self.file.module, {})
        if not isinstance(node, ast.Attribute) or isinstance(node.ctx, ast.Load):
            return
        base = node.value
        is_class = isinstance(base, ast.Name) and base.id == "cls" or isinstance(base, ast.Attribute) and base.attr == "__class__"
        if is_class or isinstance(base, ast.Call) and last_name(base.func) == "type":
            for name, kind in own.items():
                if kind == "class" and may_be(self.file, base, name):
                    self.say(self.file.module, name, self.statement(node))

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

    def look(self, path, mention):
        for module, names in self.names.items():
            if path == module:
                self.look_at_module(module, names, mention.top)
                continue
            if not path.startswith(module + "."):
                continue
            name, *rest = path[len(module) + 1 :].split(".")
            if name == "__dict__":
                self.say(module, None, self.statement(mention.top))
            if name not in names or module == self.file.module and mention.unit == "":
                continue
            node = mention.top
            # The chain's end, taken back to the name itself.
            for _ in rest:
                if isinstance(node, ast.Attribute):
                    node = node.value
            changed = None if names[name] == "bound" else self.changed(node, names[name])
            if changed is not None:
                self.say(module, name, changed)

    def look_at_module(self, module, names, node):
        """A module that is asked for a name, or handed on."""
        call = self.file.parents.get(node)
        asked = last_name(call.func) if isinstance(call, ast.Call) and call.args[:1] == [node] else None
        if asked not in ASKING:
            if not self.is_blind(node):
                self.say(module, None, self.statement(node))
            return
        key = call.args[1] if len(call.args) > 1 else None
        known = key.value if isinstance(key, ast.Constant) else None
        for name, kind in names.items():
            if asked == "hasattr" or known is not None and known != name:
                continue
            changed = self.statement(node) if asked != "getattr" else None if kind == "bound" else self.changed(call, kind)
            if changed is not None:
                self.say(module, name, changed)

    def is_blind(self, node):
        """Whether a module that is handed on stays as it is."""
        parent = self.file.parents.get(node)
        if isinstance(parent, ast.Call) and node in parent.args:
            return last_name(parent.func) in BLIND
        return isinstance(parent, (ast.Compare, ast.Expr)) or not isinstance(node.ctx, ast.Load)

    def statement(self, node):
        while not isinstance(node, ast.stmt):
            parent = self.file.parents.get(node)
            if parent is None:
                break
            node = parent
        return node

    def changed(self, node, kind):
        """The statement after which what an expression gives may hold something else; null where it is only looked at."""
        while True:
            if not isinstance(getattr(node, "ctx", None) or ast.Load(), ast.Load):
                return self.statement(node)
            parent = self.file.parents.get(node)
            if isinstance(parent, ast.Attribute):
                call = self.file.parents.get(parent)
                if isinstance(call, ast.Call) and call.func is parent:
                    if kind == "class" or kind == "logger" and parent.attr in LOGGING:
                        return None
                    if parent.attr not in PURE_METHODS and (kind != "part" or parent.attr in MUTATING):
                        return self.statement(node)
                    parent = call
            elif not (isinstance(parent, ast.Subscript) and parent.value is node):
                return self.handed_on(node, parent, kind)
            # What it holds: constants never change, and of all else the same is asked.
            if not isinstance(getattr(parent, "ctx", None) or ast.Load(), ast.Load):
                return self.statement(node)
            if kind == "flat":
                return None
            kind = "part" if kind == "class" else kind
            node = parent

    def handed_on(self, node, parent, kind):
        statement = self.statement(node)
        if isinstance(parent, ast.Call):
            if parent.func is node:
                return None if kind in OF_CLASS else statement
            name = last_name(parent.func)
            if name in ("setattr", "delattr"):
                return statement
            if kind in OF_CLASS or is_assertion(name):
                return None
            if isinstance(parent.func, ast.Name) and (name in LOOKING or kind == "flat" and name in COPYING):
                return None
            if isinstance(parent.func, ast.Attribute) and is_text(parent.func.value):
                # "%s".format(x), ", ".join(x)
                return None
            return None if self.keeps(parent, node, None, kind) else statement
        if kind in OF_CLASS:
            return None
        if isinstance(parent, (ast.Compare, ast.FormattedValue, ast.Expr, ast.If, ast.While, ast.Assert, ast.Slice)):
            return None
        if isinstance(parent, ast.UnaryOp) or isinstance(parent, ast.Subscript):
            return None
        if self.is_annotation(node):
            return None
        if isinstance(parent, ast.IfExp) and parent.test is node:
            return None
        if isinstance(parent, (ast.BoolOp, ast.IfExp)):
            return self.changed(parent, kind)
        if isinstance(parent, (ast.Starred, ast.BinOp)):
            return None if kind == "flat" else statement
        if isinstance(parent, (ast.For, ast.AsyncFor, ast.comprehension)):
            return None if kind == "flat" or self.is_kept_as([parent.target], parent, kind) else statement
        if isinstance(parent, ast.Assign) and self.is_kept_as(parent.targets, parent, kind):
            return None
        if isinstance(parent, (ast.AnnAssign, ast.NamedExpr)) and parent.value is node and self.is_kept_as([parent.target], parent, kind):
            return None if isinstance(parent, ast.AnnAssign) else self.changed(parent, kind)
        if isinstance(parent, ast.keyword) and parent.arg is not None:
            call = self.file.parents.get(parent)
            is_kept = isinstance(call, ast.Call) and self.keeps(call, node, parent.arg, kind)
            return None if is_kept else statement
        if isinstance(parent, ast.keyword) and parent.arg is None or isinstance(parent, ast.Dict) and is_unpacked(parent, node):
            return None if kind == "flat" else statement
        if type(parent).__name__ == "Index":
            return None
        return statement


    def is_annotation(self, node):
        """Whether it stands in an annotation: what it names there is a type."""
        parent = self.file.parents.get(node)
        while parent is not None and not isinstance(parent, ast.stmt):
            if isinstance(parent, ast.arg):
                return parent.annotation is node
            node, parent = parent, self.file.parents.get(parent)
        return getattr(parent, "returns", None) is node or isinstance(parent, ast.AnnAssign) and parent.annotation is node

    def is_kept_as(self, targets, node, kind):
        """Whether names of a function's own that are given it, or a part of it, only look at it."""
        names = set()
        for target in targets:
            for each in target.elts if isinstance(target, (ast.Tuple, ast.List)) else [target]:
                if not isinstance(each, ast.Name):
                    return False
                names.add(each.id)
        # What `:=` binds in a comprehension is its function's.
        own = DEFS + (() if isinstance(node, ast.NamedExpr) else COMPREHENSIONS)
        while not isinstance(node, own + (ast.Lambda, ast.ClassDef, ast.Module)):
            node = self.file.parents[node]
        if isinstance(node, (ast.Lambda, ast.ClassDef, ast.Module)) or reaches_names(node) or declares(node, names):
            return False
        return all(self.keeps_name(node, name, kind) for name in names)

    def keeps(self, call, node, keyword, kind):
        """Whether a call of one of the file's own functions leaves what it is given as it was, by what its body does with the parameter."""
        if self.functions is None:
            self.functions = own_functions(self.file)
        function = self.functions.get(call.func.id) if isinstance(call.func, ast.Name) else None
        if function is None:
            return False
        arguments = function.args
        if keyword is not None:
            names = [each.arg for each in arguments.args + arguments.kwonlyargs if each.arg == keyword]
        else:
            by_place = list(getattr(arguments, "posonlyargs", [])) + arguments.args
            at = call.args.index(node) if node in call.args else len(by_place)
            is_plain = not any(isinstance(each, ast.Starred) for each in call.args[:at])
            names = [each.arg for each in by_place[at : at + 1] if is_plain]
        if not names:
            return False
        return self.keeps_name(function, names[0], kind)

    def keeps_name(self, function, name, kind):
        """Whether what a name holds is left as it was, by what a function's body does with the name."""
        key = (function, name, kind)
        if key not in self.kept:
            # What calls itself with it does no more than the rest does.
            before = set(self.kept)
            self.kept[key] = True
            own = [each for each in ast.walk(function) if isinstance(each, ast.Name) and each.id == name]
            # `x += y` changes what x holds; `x = y` does not.
            is_added_to = any(isinstance(self.file.parents.get(each), ast.AugAssign) and not isinstance(each.ctx, ast.Load) for each in own)
            if is_added_to or not all(self.changed(each, kind) is None for each in own if isinstance(each.ctx, ast.Load)):
                # What was found meanwhile may rest on that.
                self.kept = {known: is_kept for known, is_kept in self.kept.items() if known in before or not is_kept}
                self.kept[key] = False
        return self.kept[key]


def is_text(node):
    return isinstance(node, ast.JoinedStr) or isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes))


def is_unpacked(node, value):
    return any(key is None and each is value for key, each in zip(node.keys, node.values))


def is_assertion(name):
    return name is not None and name.lower().startswith("assert")


def last_name(node):
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else None


def answers(lines):
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(20000)
    head = json.loads(next(lines))
    for line in lines:
        try:
            result = Reader(head, json.loads(line)).read()
        except Exception:  # Whatever it is, it may change anything then.
            result = None
        yield json.dumps(result)


def main():
    for answer in answers(sys.stdin):
        sys.stdout.write(answer + "\n")


if __name__ == "__main__":
    main()
