"""Which names the functions, classes and comprehensions of a Python source bind, and in which of them each node stands.

For the scripts beside it. Written for 3.8 and later.
"""

import ast

from file_names import COMPREHENSIONS
from parsed import children

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


class Scope:
    def __init__(self, node, above):
        self.node = node
        self.above = above
        self.bound = set()
        self.globals = set()
        self.outer = set()  # Declared nonlocal.
        # What names of it stand for, as far as anybody asks.
        self.known = {}
        # Whether its code runs once the module's load is over, or may.
        self.is_later = isinstance(node, FUNCTIONS) or (above is not None and above.is_later)

    @property
    def is_class(self):
        return isinstance(self.node, ast.ClassDef)

    @property
    def top(self):
        return self if self.above is None else self.above.top

    def home(self, name):
        """The scope in which a name that is read here is bound; None for one of the builtins, or of a star import."""
        scope, is_own = self, True
        while scope is not None:
            if name in scope.globals:
                scope = scope.top
            elif scope.is_class and not is_own:
                scope = scope.above
                continue
            if name in scope.bound and name not in scope.outer:
                return scope
            scope, is_own = scope.above, False
        return None

    def target(self, name):
        """The scope whose name an assignment here binds."""
        if name in self.globals:
            return self.top
        if name in self.outer:
            return self.above.home(name) or self.top
        return self

    def functions(self):
        """The functions around, the innermost first."""
        scope = self
        while scope is not None:
            if isinstance(scope.node, FUNCTIONS):
                yield scope.node
            scope = scope.above


def outer_fields(node):
    """What of a definition is evaluated outside of it."""
    if isinstance(node, ast.ClassDef):
        return node.decorator_list + node.bases + [each.value for each in node.keywords]
    args = node.args
    found = list(getattr(node, "decorator_list", ())) + args.defaults + [each for each in args.kw_defaults if each is not None]
    named = args.posonlyargs + args.args + args.kwonlyargs + [each for each in (args.vararg, args.kwarg) if each is not None]
    return found + [each.annotation for each in named if each.annotation is not None] + [each for each in [getattr(node, "returns", None)] if each is not None]


def parameters(node):
    args = node.args
    return args.posonlyargs + args.args + args.kwonlyargs + [each for each in (args.vararg, args.kwarg) if each is not None]


def scoped(tree):
    """The scope of the module, and all nodes with what they stand in: (node, the node above it, scope)."""
    module = Scope(tree, None)
    found = []
    open_nodes = [(each, tree, module) for each in reversed(tree.body)]
    while open_nodes:
        node, above, scope = open_nodes.pop()
        found.append((node, above, scope))
        bind(node, scope)
        if isinstance(node, FUNCTIONS) or isinstance(node, ast.ClassDef):
            inner = Scope(node, scope)
            outside = outer_fields(node)
            open_nodes += [(each, node, scope) for each in outside]
            if not isinstance(node, ast.ClassDef):
                inner.bound.update(each.arg for each in parameters(node))
            body = [node.body] if isinstance(node, ast.Lambda) else node.body
            open_nodes += [(each, node, inner) for each in reversed(body)]
        elif isinstance(node, COMPREHENSIONS):
            inner = Scope(node, scope)
            first = node.generators[0].iter
            open_nodes += [(each, node, inner) for each in children(node) if not isinstance(each, ast.comprehension)]
            for at, each in enumerate(node.generators):
                open_nodes += [(other, each, inner) for other in children(each) if other is not first]
                if at == 0:
                    open_nodes.append((first, each, scope))
        else:
            open_nodes += [(each, node, scope) for each in reversed(children(node))]
    return module, found


def bind(node, scope):
    """Notes what a node binds."""
    if isinstance(node, ast.Name):
        if not isinstance(node.ctx, ast.Load):
            scope.bound.add(node.id)
    elif isinstance(node, ast.NamedExpr):
        home = scope
        while isinstance(home.node, COMPREHENSIONS):
            home = home.above
        home.bound.add(node.target.id)
    elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        scope.bound.add(node.name)
    elif isinstance(node, (ast.Import, ast.ImportFrom)):
        scope.bound.update((each.asname or each.name.split(".")[0]) for each in node.names if each.name != "*")
    elif isinstance(node, ast.Global):
        scope.globals.update(node.names)
    elif isinstance(node, ast.Nonlocal):
        scope.outer.update(node.names)
    elif isinstance(node, ast.ExceptHandler) and node.name is not None:
        scope.bound.add(node.name)
    elif type(node).__name__ in ("MatchAs", "MatchStar") and node.name is not None:
        scope.bound.add(node.name)
    elif type(node).__name__ == "MatchMapping" and node.rest is not None:
        scope.bound.add(node.rest)
