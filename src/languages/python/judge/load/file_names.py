"""What the names of one source file mean: the paths that its imports bind, its own globals, and what is a function's own.

For the scripts beside it; imports nothing of what it reads. Written for 3.8 and later.
"""

import ast
import os
import sys

# An isolated interpreter does not look beside its script; where it lies in a folder of its own, what it shares lies above.
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.dirname(HERE)]
from parsed import KEPT, children, parsed  # noqa: E402

del sys.path[:2]

DEFS = (ast.FunctionDef, ast.AsyncFunctionDef)
SCOPES = DEFS + (ast.ClassDef, ast.Lambda)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
OWN_NAMES = set(SCOPES + COMPREHENSIONS)
NOTHING = {""}
# What can bind a name, and what has names of its own.
BINDING = set(SCOPES + COMPREHENSIONS + (ast.Import, ast.ImportFrom, ast.Global, ast.Nonlocal, ast.Name, ast.ExceptHandler))
BINDING |= {getattr(ast, name) for name in ("MatchAs", "MatchStar", "MatchMapping") if hasattr(ast, name)}


def absolute(module, is_package, name, level):
    if level == 0:
        return name or ""
    parts = module.split(".")
    up = level - 1 if is_package else level
    base = ".".join(parts[: len(parts) - up])
    return base + "." + name if name else base


# Of files whose trees are kept.
FILES = {}


def file_of(file, module, is_package):
    key = file, module, is_package
    found = FILES.get(key)
    if found is None:
        found = File(parsed(file)[1], module, is_package)
        if file in KEPT:
            FILES[key] = found
    return found


class Mention:
    """A name that is read or bound, with all attributes behind it."""

    def __init__(self, node, top, paths, unit):
        self.node = node
        # The longest chain of attributes that begins with the name.
        self.top = top
        # What the name stands for: dotted paths, none for what is unknown or a function's own.
        self.paths = paths
        # The function that it stands in; "" for what runs while the module loads.
        self.unit = unit


class File:
    def __init__(self, tree, module, is_package):
        self.tree = tree
        self.module = module
        self.is_package = is_package
        self.stars = []
        self.parents = parents = {}
        self.below = below = {}
        # All of the tree, what stands higher first.
        self.nodes = nodes = [tree]
        # Of these some kinds, in the same order.
        self.attributes, self.definitions, globals_ = [], [], []
        kept = {ast.Attribute: self.attributes, ast.Global: globals_, **{kind: self.definitions for kind in DEFS + (ast.ClassDef,)}}
        for node in nodes:
            below[node] = found = children(node)
            for child in found:
                parents[child] = node
            nodes += found
            kind = type(node)
            if kind in kept:
                kept[kind].append(node)
        self.globals = self.bound_in(self.tree.body)
        self.declared = {name for node in globals_ for name in node.names}

    def bound_in(self, body):
        """Names that statements bind, without those of functions and classes in them: of an import its paths, of all else ""."""
        names, outer, stack = {}, set(), list(body)
        below = self.below
        while stack:
            node = stack.pop()
            kind = type(node)
            if kind not in BINDING:
                stack += below[node]
                continue
            if kind is ast.Name:
                if type(node.ctx) is not ast.Load:
                    names.setdefault(node.id, set()).add("")
                continue
            if isinstance(node, DEFS + (ast.ClassDef,)):
                names.setdefault(node.name, set()).add("")
                stack.extend(node.decorator_list)
                continue
            if isinstance(node, ast.Lambda):
                continue
            if isinstance(node, COMPREHENSIONS):
                stack.extend(each for each in ast.walk(node) if isinstance(each, ast.NamedExpr))
                continue
            if isinstance(node, ast.Import):
                for alias in node.names:
                    first = alias.name.split(".")[0]
                    names.setdefault(alias.asname or first, set()).add(alias.name if alias.asname else first)
            elif isinstance(node, ast.ImportFrom):
                base = absolute(self.module, self.is_package, node.module, node.level)
                for alias in node.names:
                    if alias.name == "*":
                        self.stars.append(base)
                    else:
                        names.setdefault(alias.asname or alias.name, set()).add(base + "." + alias.name)
            elif isinstance(node, (ast.Global, ast.Nonlocal)):
                outer.update(node.names)
            elif isinstance(node, ast.ExceptHandler) or type(node).__name__ in ("MatchAs", "MatchStar"):
                if node.name:
                    names.setdefault(node.name, set()).add("")
            elif type(node).__name__ == "MatchMapping" and node.rest:
                names.setdefault(node.rest, set()).add("")
            stack.extend(below[node])
        return {name: paths for name, paths in names.items() if name not in outer}

    def paths_of(self, name, scopes):
        """@param scopes what is bound around, the innermost last; a class only if it is the innermost"""
        for at in range(len(scopes) - 1, -1, -1):
            kind, names = scopes[at]
            if name in names and (kind != "class" or at == len(scopes) - 1):
                return names[name] - NOTHING
        if name in self.globals:
            return {path or self.module + "." + name for path in self.globals[name]}
        if name in self.declared:
            return {self.module + "." + name}
        return {star + "." + name for star in self.stars}

    def mentions(self):
        """Every name of the file, decorators, defaults and annotations where they are evaluated."""
        parents, below = self.parents, self.below
        stack = [(node, [], "") for node in reversed(self.tree.body)]
        while stack:
            node, scopes, unit = stack.pop()
            kind = type(node)
            if kind is ast.Name:
                top, parent = node, parents.get(node)
                while type(parent) is ast.Attribute:
                    top, parent = parent, parents.get(parent)
                yield Mention(node, top, self.paths_of(node.id, scopes), unit)
            elif kind not in OWN_NAMES:
                stack += [(each, scopes, unit) for each in below[node]]
            elif isinstance(node, SCOPES):
                around, within = self.split(node)
                stack.extend((each, scopes, unit) for each in around)
                if isinstance(node, ast.ClassDef):
                    own = ("class", self.bound_in(node.body))
                    stack.extend((each, scopes + [own], unit) for each in within)
                else:
                    own = ("function", self.locals_of(node))
                    inner = unit or getattr(node, "name", "")
                    stack.extend((each, scopes + [own], inner) for each in within)
            else:
                bound = {each.id: set() for part in node.generators for each in ast.walk(part.target) if isinstance(each, ast.Name)}
                own = ("comprehension", bound)
                stack.extend([(each, scopes + [own], unit) for each in below[node]])

    def split(self, node):
        """What of a function or class is evaluated around it, and what within."""
        if isinstance(node, ast.ClassDef):
            return node.decorator_list + node.bases + [each.value for each in node.keywords], node.body
        arguments = node.args
        every = getattr(arguments, "posonlyargs", []) + arguments.args + arguments.kwonlyargs
        every += [each for each in (arguments.vararg, arguments.kwarg) if each is not None]
        around = arguments.defaults + [each for each in arguments.kw_defaults if each is not None]
        if isinstance(node, ast.Lambda):
            return around, [node.body]
        around = around + node.decorator_list + [each.annotation for each in every if each.annotation is not None]
        return around + ([] if node.returns is None else [node.returns]), node.body

    def locals_of(self, node):
        bound = {} if isinstance(node, ast.Lambda) else self.bound_in(node.body)
        arguments = node.args
        every = getattr(arguments, "posonlyargs", []) + arguments.args + arguments.kwonlyargs
        every += [each for each in (arguments.vararg, arguments.kwarg) if each is not None]
        bound.update((each.arg, set()) for each in every)
        return bound


def chain(node):
    """The attributes of a chain, in the order of the text."""
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return parts[::-1]
