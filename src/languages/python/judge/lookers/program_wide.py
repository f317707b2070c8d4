"""Says where Python sources take away what loads need that come later, or find it otherwise: folders of sys.path, modules of sys.modules, finders.

Reads JSON documents from stdin, one a line: {"file"}. Prints for each one line, {code: line} of the first place of each kind, or null for what
can't be parsed; "removes-modules PREFIX" where only modules go whose names begin so. What stands in texts is no code, and who takes out only what it has put in there itself takes nothing away. Imports nothing of
what it reads. Written for 3.8 and later.
"""

import ast
import json
import re
import sys
import warnings

DEFS = (ast.FunctionDef, ast.AsyncFunctionDef)
SCOPES = DEFS + (ast.Lambda, ast.ClassDef)
LOOPS = (ast.For, ast.AsyncFor, ast.While)
BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")
FIRST, LAST = "first", "last"
NAMED = re.compile(r"\bsys\.(?:path|modules|meta_path)\b")


class Reader:
    def __init__(self, source):
        self.tree = ast.parse(source)
        self.parents = {}
        for node in ast.walk(self.tree):
            for child in ast.iter_child_nodes(node):
                self.parents[child] = node
        self.found = {}
        # Additions that a removal was found for.
        self.undone = set()

    def read(self):
        if self.runs_texts():
            raise ValueError("a text may be the code that runs")
        nodes = [node for node in ast.walk(self.tree) if hasattr(node, "lineno")]
        for node in sorted(nodes, key=lambda each: (each.lineno, each.col_offset)):
            if self.is_relative(node):
                self.say("relative-search-path", node)
            for key in self.removed_modules(node):
                prefix = self.prefix(key)
                self.say("removes-modules" + (" " + prefix if prefix else ""), node)
            if self.is_finder_first(node):
                self.say("adds-finder", node)
            removal = self.removal(node)
            # What a module's own block takes out it takes out as it loads: the recording shows that.
            if removal is None or isinstance(self.parents.get(self.statement(node)), ast.Module):
                continue
            if not self.is_undoing(node, *removal) and not self.is_moving(node, *removal):
                self.say("removes-search-path", node)
        return self.found

    def say(self, code, node):
        self.found.setdefault(code, node.lineno)

    def runs_texts(self):
        """Whether the file runs code of texts, and has one that names what is asked for; docstrings are none."""
        runs = texts = False
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("exec", "eval", "compile"):
                runs = True
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and NAMED.search(node.value):
                texts = texts or not isinstance(self.parents.get(node), ast.Expr)
        return runs and texts

    # Places

    def statement(self, node):
        while node is not None and not isinstance(node, ast.stmt):
            node = self.parents.get(node)
        return node

    def scope(self, node):
        node = self.parents.get(node)
        while node is not None and not isinstance(node, SCOPES):
            node = self.parents.get(node)
        return node

    def block(self, statement):
        """The statements among which one stands."""
        parent = self.parents.get(statement)
        for field in BLOCKS:
            each = getattr(parent, field, None)
            if isinstance(each, list) and statement in each:
                return each
        return []

    def steps(self, node):
        """The statements around one, itself first, up to its function; none from a loop on, which may run it again."""
        at = self.statement(node)
        while at is not None and not isinstance(at, SCOPES):
            if isinstance(at, LOOPS):
                return
            if isinstance(at, ast.stmt):
                yield at
            at = self.parents.get(at)

    # sys.modules

    def removed_modules(self, node):
        """Keys of the modules that it takes out of sys.modules and that the text does not name; None for any."""
        keys = []
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and is_modules(node.func.value):
            name = node.func.attr
            keys = [None] if name in ("clear", "popitem") else node.args[:1] if name == "pop" else []
        elif isinstance(node, ast.Delete):
            keys = [index_of(each) for each in node.targets if isinstance(each, ast.Subscript) and is_modules(each.value)]
        elif isinstance(node, ast.Assign) and any(is_modules(target) for target in node.targets):
            keys = [None]
        return [key for key in keys if key is None or self.is_computed(key)]

    def is_computed(self, key):
        return not (isinstance(key, ast.Constant) or is_name(key, "__name__") or self.is_written(key))

    def is_written(self, key):
        """Whether a key is a name of the function's own that is bound once, to a text."""
        return isinstance(self.only_value(key), ast.Constant)

    def prefix(self, key):
        """What the text that a key gives begins with; "" where that is not known."""
        return beginning(self.only_value(key) or key)

    def only_value(self, key):
        """What a name of the function's own is bound to, once and for all; None for anything else."""
        scope = self.scope(key) if key is not None else None
        if not isinstance(key, ast.Name) or not isinstance(scope, DEFS):
            return None
        values = []
        for node in ast.walk(scope):
            if isinstance(node, (ast.Global, ast.Nonlocal)) and key.id in node.names:
                return None
            if isinstance(node, ast.arg) and node.arg == key.id or isinstance(node, DEFS) and node is not scope:
                return None
            if isinstance(node, ast.ExceptHandler) and node.name == key.id or isinstance(node, ast.alias) and key.id in (node.name, node.asname):
                return None
            if isinstance(node, ast.Name) and node.id == key.id and not isinstance(node.ctx, ast.Load):
                statement = self.parents.get(node)
                if not isinstance(statement, ast.Assign) or statement.targets != [node]:
                    return None
                values.append(statement.value)
        return values[0] if len(values) == 1 else None

    # sys.meta_path

    def is_finder_first(self, node):
        """Whether a function puts a finder before others, but for one that its own file's load calls: then the recording shows what it finds."""
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and is_finders(node.func.value):
            is_changed = node.func.attr == "insert" or node.func.attr in ("pop", "clear", "reverse", "sort")
        else:
            is_changed = isinstance(node, (ast.Assign, ast.Delete)) and any(is_finders(whole_of(each)) for each in node.targets)
        function = self.scope(node)
        while isinstance(function, ast.ClassDef):
            function = self.scope(function)
        return is_changed and function is not None and not self.is_called_at_load(function)

    def is_called_at_load(self, function):
        """Whether the module's own level calls a function, or a method of that name, and nobody else in the file names it."""
        name = getattr(function, "name", None)
        named = [each for each in ast.walk(self.tree) if name is not None and last_name(each) == name]
        return bool(named) and all(self.is_called_by_module(each) for each in named)

    def is_called_by_module(self, node):
        call = self.parents.get(node)
        return isinstance(call, ast.Call) and call.func is node and self.scope(call) is None

    # sys.path

    def removal(self, node):
        """(where it takes something out, what) of a node that does; (None, None) where that is not known; else None."""
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and is_path(node.func.value):
            name = node.func.attr
            if name == "remove" and len(node.args) == 1:
                return (None, node.args[0])
            if name == "pop":
                return (end_of(node.args[0]) if node.args else LAST, None)
            return (None, None) if name == "clear" else None
        if isinstance(node, ast.Delete):
            for target in node.targets:
                if is_path(target):
                    return (None, None)
                if isinstance(target, ast.Subscript) and is_path(target.value):
                    return (end_of(index_of(target)), None)
        if isinstance(node, ast.Assign) and any(self.is_bound_path(target) for target in node.targets):
            return None if self.keeps(node.value) or self.is_saved(node.value) else (None, None)
        return None

    def is_bound_path(self, target):
        """Whether a target is the whole path, or a part that is not empty."""
        if is_path(target):
            return True
        if not (isinstance(target, ast.Subscript) and is_path(target.value)):
            return False
        key = index_of(target)
        is_empty = isinstance(key, ast.Slice) and number(key.upper) == 0 and (key.lower is None or number(key.lower) == 0)
        return not is_empty

    def keeps(self, value):
        """Whether all of the path is in a value."""
        if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add):
            return self.keeps(value.left) or self.keeps(value.right)
        if isinstance(value, (ast.List, ast.Tuple)):
            return any(isinstance(each, ast.Starred) and self.keeps(each.value) for each in value.elts)
        return is_path(value) or copied(value) is not None and is_path(copied(value))

    def is_saved(self, value):
        """Whether a value is the path as it was before and nothing else: to put it back takes away what was added meanwhile."""
        inner = copied(value) or value
        key = ast.dump(load_of(inner)) if isinstance(inner, (ast.Name, ast.Attribute)) else None
        if key is None or isinstance(inner, ast.Attribute) and not is_self(inner.value):
            return False
        within = self.class_of(inner) if isinstance(inner, ast.Attribute) else self.scope(inner)
        saves = 0
        for node in ast.walk(within or self.tree):
            if not isinstance(node, (ast.Name, ast.Attribute)) or ast.dump(load_of(node)) != key:
                continue
            parent = self.parents.get(node)
            if isinstance(node.ctx, ast.Load):
                if not self.is_put_back(node):
                    return False
            elif not isinstance(parent, ast.Assign) or not self.keeps(parent.value):
                return False
            else:
                saves += 1
        return saves > 0

    def is_put_back(self, node):
        """Whether what was saved goes into the path, itself or as a copy."""
        at = node
        parent = self.parents.get(at)
        while not isinstance(parent, ast.stmt):
            if copied(parent) is not node:
                if not isinstance(parent, (ast.Attribute, ast.Slice)):
                    return False
            at, parent = parent, self.parents.get(parent)
        return isinstance(parent, ast.Assign) and parent.value is at and any(is_path(each) or is_whole(each) for each in parent.targets)

    def class_of(self, node):
        while node is not None and not isinstance(node, ast.ClassDef):
            node = self.parents.get(node)
        return node

    def is_undoing(self, node, end, value):
        """Whether it takes out what a statement before it, which has run then, has put in."""
        for step in self.steps(node):
            block = self.block(step)
            for before in reversed(block[: block.index(step)] if step in block else []):
                added = addition(before)
                if added is None or id(before) in self.undone:
                    continue
                where, what = added
                fits = where == end if value is None else self.is_same(what, value)
                if not fits:
                    continue
                # Of a folder that stands there twice the first goes: behind an addition to the end that is another one.
                if value is not None and where != FIRST:
                    self.say("reorders-search-path", node)
                self.undone.add(id(before))
                return True
        return False

    def is_moving(self, node, end, value):
        """Whether the very next statement puts it in again."""
        step = self.statement(node)
        while step is not None and not isinstance(step, SCOPES):
            block = self.block(step)
            if not block or isinstance(step, LOOPS):
                return False
            behind = block[block.index(step) + 1 :]
            if behind:
                added = addition(behind[0])
                return added is not None and value is not None and self.is_same(added[1], value)
            step = self.parents.get(step)
        return False

    def is_same(self, one, other):
        """Whether two expressions give the same: a constant, a name that nothing binds between them, or its text."""
        if one is None or ast.dump(one) != ast.dump(other):
            return False
        inner = one.args[0] if isinstance(one, ast.Call) and is_name(one.func, "str") and len(one.args) == 1 else one
        if isinstance(inner, ast.Constant):
            return True
        scope = self.scope(inner)
        if not isinstance(inner, ast.Name) or not isinstance(scope, DEFS):
            return False
        first, last = sorted((one.lineno, other.lineno))
        for node in ast.walk(scope):
            if isinstance(node, (ast.Global, ast.Nonlocal)) and inner.id in node.names:
                return False
            is_bound = isinstance(node, ast.Name) and node.id == inner.id and not isinstance(node.ctx, ast.Load)
            if (is_bound or isinstance(node, ast.ExceptHandler) and node.name == inner.id) and first <= node.lineno <= last:
                return False
        return inner.id in bound_in(scope)

    def is_relative(self, node):
        """Whether it adds a folder that is another one once the program has changed its own."""
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and is_path(node.func.value)):
            return False
        index = {"insert": 1, "append": 0}.get(node.func.attr)
        given = node.args[index] if index is not None and len(node.args) > index else None
        if not (isinstance(given, ast.Constant) and isinstance(given.value, str)):
            return False
        return not (given.value.startswith(("/", "\\")) or given.value[1:2] == ":")


def bound_in(function):
    """Names of a function's own, as far as it has been looked at for what declares them others'."""
    names = {node.arg for node in ast.walk(function.args) if isinstance(node, ast.arg)}
    open_nodes = list(function.body)
    while open_nodes:
        node = open_nodes.pop()
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            names.add(node.id)
        if not isinstance(node, SCOPES):
            open_nodes.extend(ast.iter_child_nodes(node))
    return names


def beginning(node):
    """What a text begins with that an expression gives; "" where that is not known."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return beginning(node.left)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        return beginning(node.left).partition("%")[0] if isinstance(node.left, ast.Constant) else ""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        return beginning(node.func.value).partition("{")[0] if isinstance(node.func.value, ast.Constant) else ""
    if isinstance(node, ast.JoinedStr):
        return beginning(node.values[0]) if node.values else ""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def is_name(node, name):
    return isinstance(node, ast.Name) and node.id == name


def is_self(node):
    return isinstance(node, ast.Name) and node.id in ("self", "cls")


def is_path(node):
    return isinstance(node, ast.Attribute) and node.attr == "path" and is_name(node.value, "sys")


def is_whole(node):
    if not (isinstance(node, ast.Subscript) and is_path(node.value)):
        return False
    key = index_of(node)
    return isinstance(key, ast.Slice) and key.lower is None and key.upper is None


def is_modules(node):
    return isinstance(node, ast.Attribute) and node.attr == "modules" and is_name(node.value, "sys")


def is_finders(node):
    return isinstance(node, ast.Attribute) and node.attr == "meta_path" and is_name(node.value, "sys")


def whole_of(target):
    return target.value if isinstance(target, ast.Subscript) else target


def last_name(node):
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else None


def index_of(node):
    return node.slice.value if type(node.slice).__name__ == "Index" else node.slice


def number(node):
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = number(node.operand)
        return None if inner is None else -inner
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, int) else None


def end_of(index):
    return {0: FIRST, -1: LAST}.get(number(index))


def load_of(node):
    """The same expression as one that is read."""
    if isinstance(node, ast.Name):
        return ast.Name(id=node.id, ctx=ast.Load())
    return ast.Attribute(value=node.value, attr=node.attr, ctx=ast.Load())


def copied(node):
    """What a call or a slice makes a copy of; None for any other expression."""
    if isinstance(node, ast.Subscript) and isinstance(index_of(node), ast.Slice):
        key = index_of(node)
        return node.value if key.lower is None and key.upper is None and key.step is None else None
    if not isinstance(node, ast.Call) or node.keywords:
        return None
    if isinstance(node.func, ast.Attribute) and node.func.attr == "copy" and not node.args:
        return node.func.value
    name = node.func.attr if isinstance(node.func, ast.Attribute) and is_name(node.func.value, "copy") else getattr(node.func, "id", None)
    return node.args[0] if name in ("list", "copy") and len(node.args) == 1 else None


def addition(statement):
    """(which end, what) of a statement that puts one folder into the path; what is None where that is not told."""
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        call = statement.value
        if not (isinstance(call.func, ast.Attribute) and is_path(call.func.value)):
            return None
        if call.func.attr == "insert" and len(call.args) == 2 and number(call.args[0]) == 0:
            return FIRST, call.args[1]
        return (LAST, call.args[0]) if call.func.attr == "append" and len(call.args) == 1 else None
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1 or not is_path(statement.targets[0]):
        return None
    value = statement.value
    if isinstance(value, ast.List) and len(value.elts) == 2 and isinstance(value.elts[1], ast.Starred) and is_path(value.elts[1].value):
        return FIRST, value.elts[0]
    is_list = isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add) and isinstance(value.left, ast.List) and is_path(value.right)
    return (FIRST, value.left.elts[0]) if is_list and len(value.left.elts) == 1 and not isinstance(value.left.elts[0], ast.Starred) else None


def answers(lines):
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(20000)
    for line in lines:
        try:
            with open(json.loads(line)["file"], "rb") as opened:
                result = Reader(opened.read()).read()
        except Exception:  # Whatever it is, nothing is known of the file then.
            result = None
        yield json.dumps(result)


def main():
    for answer in answers(sys.stdin):
        sys.stdout.write(answer + "\n")


if __name__ == "__main__":
    main()
