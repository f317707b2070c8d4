"""Follows modules that a literal list or dict of a module holds: what is read of them where they are taken out again.

For lookers.py: `containers` finds those that a file makes, `HeldReader` reads files that use them. Written for 3.8 and later.
"""

import ast

from lookers import Reader, Scope, index_of, last_name, source_of

# As in lookers.py: the method for each class of nodes.
METHODS = {}
SEQUENCES = (ast.List, ast.Tuple, ast.Set)
DISPLAYS = SEQUENCES + (ast.Dict,)
LOOP = "<loop>"
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
# What a call of one of these does with a dict: it looks at its keys. Of a list they would hand on what it holds.
OF_KEYS = {"sorted", "list", "tuple", "set", "frozenset", "iter", "enumerate", "max", "min"}


def parts_of(display):
    return display.values if isinstance(display, ast.Dict) else display.elts


def definitions(tree):
    """(name, display) of the file's own statements that bind a name to a display; a name that anything else binds is none."""
    bound = {}
    for node in ast.walk(tree):
        names = [node.id] if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load) else []
        if isinstance(node, (ast.Global, ast.Nonlocal)):
            names = node.names
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names = [node.name]
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            names = [(alias.asname or alias.name).split(".")[0] for alias in node.names]
        elif isinstance(node, ast.arg):
            names = [node.arg]
        elif isinstance(node, ast.ExceptHandler) and node.name:
            names = [node.name]
        elif type(node).__name__ in ("MatchAs", "MatchStar", "MatchMapping", "TypeAlias"):
            names = [getattr(node, "name", None), getattr(node, "rest", None)]
        for name in names:
            bound[name] = bound.get(name, 0) + 1
    if "*" in bound:
        return
    for node in tree.body:
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            target = node.targets[0]
        elif isinstance(node, ast.AnnAssign):
            target = node.target
        else:
            continue
        if not isinstance(target, ast.Name) or bound.get(target.id) != 1 or not isinstance(node.value, DISPLAYS):
            continue
        if any(part is None or isinstance(part, ast.Starred) for part in parts_of(node.value)):
            continue
        if isinstance(node.value, ast.Dict) and any(key is None for key in node.value.keys):
            continue
        yield target.id, node.value


def module_of(reader, part):
    """The paths of one part of a display, with what only says its type taken off."""
    if isinstance(part, ast.Call) and len(part.args) == 2 and not part.keywords:
        if set(reader.paths(part.func)) == {"typing.cast"}:
            part = part.args[1]
    return reader.paths(part) if isinstance(part, (ast.Name, ast.Attribute)) else []


def containers(reader, tree):
    """[name, whether it is a dict, paths of what it holds] of those of a file's displays that hold modules that are asked about."""
    found = []
    for name, display in definitions(tree):
        paths = [path for part in parts_of(display) for path in module_of(reader, part)]
        if any(each is None for path in paths for _, each, _ in reader.targets.hits(path)):
            found.append([name, isinstance(display, ast.Dict), paths])
    # A display that a loop goes over has no name: that there is one is reason enough to look again.
    if not found and any(isinstance(getattr(node, "iter", None), SEQUENCES) for node in ast.walk(tree)):
        found.append([LOOP, False, []])
    return found


class HeldReader(Reader):
    """Reads as `Reader` does, and knows what is taken out of containers; a container in any other place hands on all that it holds."""

    def __init__(self, targets, held, module, is_package, first_line=1):
        super().__init__(targets, module, is_package, first_line)
        # By full name: whether it is a dict, and paths.
        self.held = held
        self.own = {path.rsplit(".", 1)[1] for path in held if path.rsplit(".", 1)[0] == module}

    def visit(self, node):
        method = METHODS.get(type(node))
        if method is None:
            method = METHODS[type(node)] = getattr(HeldReader, "visit_" + type(node).__name__, HeldReader.visit_fields)
        method(self, node)

    def read(self, tree):
        self.defined = {id(display) for name, display in definitions(tree) if name in self.own}
        for name in self.own:
            self.scope.paths.setdefault(name, []).append(self.module + "." + name)
        self.bind(tree.body, self.scope)
        self.visit_all(tree.body)
        return self.found

    # What holds modules, and what is one of them.

    def container(self, node):
        """(whether all are dicts, paths of what they hold) of an expression that may be a container; None for any other."""
        if not isinstance(node, (ast.Name, ast.Attribute)):
            return None
        found = [self.held[each] for path in super().paths(node) for each in self.targets.variants(path) if each in self.held]
        return (all(is_dict for is_dict, _ in found), [path for _, paths in found for path in paths]) if found else None

    def elements(self, node):
        """Paths of what an expression takes out of a container: `X[key]` and `X.get(key)`."""
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
            held = self.container(node.value)
            return held[1] if held is not None and not isinstance(index_of(node), ast.Slice) else []
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get" and len(node.args) == 1:
            held = None if node.keywords else self.container(node.func.value)
            return held[1] if held is not None and held[0] else []
        return []

    def paths(self, node):
        return self.elements(node) or super().paths(node)

    def each_of(self, iterated, target):
        """
        (name, paths) where a loop over a container, or over a display, binds one name to what it holds; (None, ()) where it binds keys; else
        None.
        """
        if isinstance(iterated, SEQUENCES):
            paths = [path for part in iterated.elts for path in module_of(self, part)]
            return (target.id, paths) if paths and isinstance(target, ast.Name) else None
        held = self.container(iterated)
        if held is not None:
            if held[0]:
                return None, ()
            return (target.id, held[1]) if isinstance(target, ast.Name) else None
        is_call = isinstance(iterated, ast.Call) and isinstance(iterated.func, ast.Attribute) and not iterated.args and not iterated.keywords
        held = self.container(iterated.func.value) if is_call else None
        if held is None or not held[0]:
            return None
        if iterated.func.attr == "values" and isinstance(target, ast.Name):
            return target.id, held[1]
        if iterated.func.attr == "items" and isinstance(target, ast.Tuple) and len(target.elts) == 2:
            key, value = target.elts
            if isinstance(key, ast.Name) and isinstance(value, ast.Name) and key.id != value.id:
                return value.id, held[1]
        return None

    # Bindings: names of functions alone, since those of modules and classes are anybody's.

    def inside(self, kind, body, bound):
        scope = Scope(kind, self.scope)
        scope.other.update(bound)
        self.bind(body, scope)
        self.scope = scope
        if kind == "function":
            self.bind_elements(body)
        self.visit_all(body)
        self.scope = scope.above

    def bind_elements(self, statements):
        """Of the function whose scope has just been made: names that take something out of a container."""
        open_nodes = [node for node in statements if not isinstance(node, FUNCTIONS)]
        while open_nodes:
            node = open_nodes.pop()
            if isinstance(node, (ast.For, ast.AsyncFor)):
                taken = self.each_of(node.iter, node.target)
                if taken is not None and taken[0] is not None:
                    self.bind_one(*taken)
            elif isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
                self.bind_one(node.targets[0].id, self.elements(node.value))
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
                self.bind_one(node.target.id, self.elements(node.value))
            open_nodes.extend(each for each in ast.iter_child_nodes(node) if not isinstance(each, FUNCTIONS))

    def bind_one(self, name, paths):
        if paths and name not in self.scope.outer:
            self.scope.paths.setdefault(name, []).extend(paths)

    def is_free(self, name):
        """Whether nothing in the file binds a name, so that it is the builtin."""
        scope = self.scope
        while scope is not None:
            if name in scope.paths or name in scope.other or name in scope.outer:
                return False
            scope = scope.above
        return True

    def is_own(self, name):
        return self.scope.kind == "function" and name not in self.scope.outer

    # Places where a container is read and not handed on.

    def visit_Assign(self, node):
        if id(node.value) in self.defined:
            self.visit_definition(node.value)
            return
        one = node.targets[0]
        if len(node.targets) == 1 and isinstance(one, ast.Name) and self.is_own(one.id) and self.elements(node.value):
            self.visit_taken(node.value)
            return
        self.visit_fields(node)

    def visit_AnnAssign(self, node):
        if node.value is not None and id(node.value) in self.defined:
            self.visit(node.annotation)
            self.visit_definition(node.value)
            return
        if isinstance(node.target, ast.Name) and self.is_own(node.target.id) and node.value is not None and self.elements(node.value):
            self.visit(node.annotation)
            self.visit_taken(node.value)
            return
        self.visit_fields(node)

    def visit_definition(self, display):
        if isinstance(display, ast.Dict):
            self.visit_all(display.keys)
        self.visit_all([part for part in parts_of(display) if not module_of(self, part)])

    def visit_taken(self, node):
        """What stands in the brackets."""
        if isinstance(node, ast.Subscript):
            self.visit(index_of(node))
        else:
            self.visit_all(node.args)

    def visit_For(self, node):
        taken = self.each_of(node.iter, node.target)
        self.visit_iterated(node.iter, taken is not None and (taken[0] is None or self.is_own(taken[0])))
        self.visit(node.target)
        self.visit_all(node.body)
        self.visit_all(node.orelse)

    visit_AsyncFor = visit_For

    def visit_iterated(self, node, is_followed):
        if not is_followed:
            self.visit(node)
        elif isinstance(node, SEQUENCES):
            self.visit_definition(node)

    def comprehension(self, node):
        scope = Scope("function", self.scope)
        scope.other.update(n.id for g in node.generators for n in ast.walk(g.target) if isinstance(n, ast.Name))
        for each in node.generators:
            taken = self.each_of(each.iter, each.target)
            self.visit_iterated(each.iter, taken is not None)
            self.scope = scope
            if taken is not None and taken[0] is not None:
                self.bind_one(*taken)
        for each in node.generators:
            self.visit(each.target)
            self.visit_all(each.ifs)
        self.visit_all([node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt])
        self.scope = scope.above

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = comprehension

    def visit_ImportFrom(self, node):
        """A class's own import makes an attribute of it, and one of a name that is declared global a global."""
        base = self.absolute(node.module, node.level)
        for alias in node.names:
            path = base + "." + alias.name
            if self.scope.kind == "class" or (alias.asname or alias.name) in self.scope.outer:
                self.hand_on(node, [each for found in self.targets.variants(path) if found in self.held for each in self.held[found][1]])

    def visit_Subscript(self, node):
        if self.elements(node):
            self.use(node, "attribute")
            self.visit_taken(node)
            return
        super().visit_Subscript(node)

    def visit_Compare(self, node):
        for at, each in enumerate([node.left] + node.comparators):
            held = self.container(each)
            op = node.ops[max(0, at - 1)]
            if held is not None and (isinstance(op, (ast.Is, ast.IsNot)) or at > 0 and held[0] and isinstance(op, (ast.In, ast.NotIn))):
                continue
            if not (isinstance(each, ast.Name) and all(isinstance(op, (ast.Is, ast.IsNot)) for op in node.ops)):
                self.visit(each)

    def visit_Call(self, node):
        name = last_name(node.func)
        if isinstance(node.func, ast.Attribute):
            held = self.container(node.func.value)
            if held is not None and held[0] and not node.keywords:
                if name == "keys" and not node.args:
                    return
                if name == "get" and self.elements(node):
                    self.use(node, "attribute")
                    self.visit_all(node.args)
                    return
        elif isinstance(node.func, ast.Name) and len(node.args) == 1 and not node.keywords and self.is_free(name):
            held = self.container(node.args[0])
            if held is not None and (name == "len" or held[0] and name in OF_KEYS):
                return
        super().visit_Call(node)

    def use(self, node, manner, is_called=False):
        base = node
        while isinstance(base, ast.Attribute):
            inner = self.container(base)
            if inner is not None:
                break
            base = base.value
        held = self.container(base)
        if held is None:
            super().use(node, manner, is_called)
            if isinstance(base, ast.Subscript) and base is not node and self.elements(base):
                self.visit_taken(base)
            return
        self.hand_on(base, held[1])

    def hand_on(self, node, paths):
        for path in paths:
            for module, name, _ in self.targets.hits(path):
                if name is None:
                    self.say("escape", node, module, None, source_of(node))
