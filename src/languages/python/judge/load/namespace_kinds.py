"""What names and expressions of a Python source stand for: its own module's namespace, the module itself, or what leads to these.

For the scripts beside it. Written for 3.8 and later.
"""

import ast

import parsed
from file_names import absolute
from name_scopes import scoped

# A star behind those that may as well be another module's: what is only handed on of these is nobody's concern.
NAMESPACE, MODULE, MODULES = "namespace", "module", "modules"
MAYBE = "*"

GIVES_NAMESPACE = {"__globals__", "f_globals", "func_globals"}
GIVES_OBJECTS = {"get_objects", "get_referrers", "get_referents"}
GIVES_MODULE = {"import_module", "__import__", "resolve_name"}


class Kinds:
    def __init__(self, asked):
        self.module = asked["module"]
        self.is_standard = asked.get("isStandard", False)
        self.is_package = asked["isPackage"]
        self.top, self.nodes = scoped(parsed.parsed(asked["file"])[1])
        self.above = {id(node): (above, scope) for node, above, scope in self.nodes}
        self.scopes = list({id(scope): scope for _, _, scope in self.nodes}.values())
        self.functions = self.own_functions()
        self.mixed = {}
        self.is_learnt = False
        self.learn()
        self.is_learnt = True

    def own_functions(self):
        """Functions of the module's own level that nothing else there has the name of, nor decorates."""
        found, others = {}, set()
        for node, above, scope in self.nodes:
            if scope is self.top and isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and not node.decorator_list and node.name not in found:
                found[node.name] = node
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                others.add(node.name)
            elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
                others.add(node.id)
            elif isinstance(node, (ast.Import, ast.ImportFrom)):
                others.update(each.asname or each.name for each in node.names)
        return {name: node for name, node in found.items() if name not in others}

    def learn(self):
        """Gives names what they stand for, until no more is found."""
        known = -1
        while known != self.count():
            known = self.count()
            for node, above, scope in self.nodes:
                if isinstance(node, ast.Import):
                    for each in node.names:
                        self.import_name(each, scope)
                elif isinstance(node, ast.ImportFrom):
                    for each in node.names:
                        self.import_from(node, each, scope)
                elif isinstance(node, (ast.Assign, ast.AnnAssign, ast.NamedExpr)) and node.value is not None:
                    kind = self.kind(node.value, scope)
                    for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                        if kind is not None and isinstance(target, ast.Name):
                            self.name(target.id, kind, scope)
                elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
                    self.defaults(node, scope)
                elif isinstance(node, ast.Call):
                    self.arguments(node, scope)
                elif isinstance(node, (ast.For, ast.comprehension)):
                    self.looped(node, scope)

    def count(self):
        return sum(len(scope.known) for scope in self.scopes)

    def name(self, name, kind, scope):
        home = scope.target(name)
        known = home.known.get(name)
        home.known[name] = kind if known is None or known.endswith(MAYBE) else known

    def import_name(self, alias, scope):
        if alias.asname is not None and alias.name == self.module or alias.name == self.module == alias.name.split(".")[0]:
            self.name(alias.asname or alias.name, MODULE, scope)
        elif alias.name in ("sys", "builtins"):
            self.name(alias.asname or alias.name, alias.name, scope)

    def import_from(self, node, alias, scope):
        base = absolute(self.module, self.is_package, node.module, node.level)
        path = base + "." + alias.name if base else alias.name
        if path == self.module:
            self.name(alias.asname or alias.name, MODULE, scope)
        elif path == "sys.modules":
            self.name(alias.asname or alias.name, MODULES, scope)

    def defaults(self, node, scope):
        """Parameters that are this where nobody gives another."""
        args = node.args
        named = args.posonlyargs + args.args
        pairs = list(zip(named[len(named) - len(args.defaults) :], args.defaults)) + list(zip(args.kwonlyargs, args.kw_defaults))
        for parameter, default in pairs:
            kind = None if default is None else self.kind(default, scope)
            if kind is not None:
                inner = self.inside(node)
                if inner is not None:
                    inner.known.setdefault(parameter.arg, kind)

    def arguments(self, node, scope):
        """What functions of this file are handed, whose parameters stand for it then."""
        for parameter, value in self.own_parameters(node, scope):
            kind = self.kind(value, scope)
            function = self.own_function(node.func, scope)
            if kind is not None:
                self.inside(function).known.setdefault(parameter.arg, kind)

    def looped(self, node, scope):
        """What a loop over all modules, or all objects, binds."""
        if any(self.kind(each, scope) == MODULES or last_name(each) in GIVES_OBJECTS for each in ast.walk(node.iter)):
            for each in ast.walk(node.target):
                if isinstance(each, ast.Name):
                    self.name(each.id, MODULE + MAYBE, scope)

    def own_parameters(self, node, scope):
        """The arguments of a call by the parameters of a function of this file, where nobody else's may be meant."""
        function = self.own_function(node.func, scope)
        if function is None or any(isinstance(each, ast.Starred) for each in node.args):
            return []
        args = function.args
        found = list(zip(args.posonlyargs + args.args, node.args))
        named = {each.arg: each for each in args.args + args.kwonlyargs}
        return found + [(named[each.arg], each.value) for each in node.keywords if each.arg in named]

    def own_function(self, node, scope):
        if not isinstance(node, ast.Name) or scope.home(node.id) is not self.top:
            return None
        return self.functions.get(node.id)

    def inside(self, function):
        body = function.body if isinstance(function.body, list) else [function.body]
        return self.above[id(body[0])][1] if id(body[0]) in self.above else None

    def kind(self, node, scope):
        """What an expression may stand for; None for nothing of interest."""
        if isinstance(node, ast.Name):
            home = scope.home(node.id)
            kind = None if home is None else home.known.get(node.id)
            is_vague = self.is_learnt and kind is not None and kind.endswith(MAYBE) and self.is_mixed(node.id, home)
            return None if is_vague else kind
        if isinstance(node, ast.IfExp):
            return self.either([node.body, node.orelse], scope)
        if isinstance(node, ast.BoolOp):
            return self.either(node.values, scope)
        if isinstance(node, ast.NamedExpr):
            return self.kind(node.value, scope)
        if isinstance(node, ast.Attribute):
            return self.attribute(node, scope)
        if isinstance(node, ast.Subscript):
            return self.in_table(node.slice, scope) if self.kind(node.value, scope) == MODULES else None
        return self.call(node, scope) if isinstance(node, ast.Call) else None

    def is_mixed(self, name, home):
        """Whether a name is given something else too, a copy most often."""
        key = id(home), name
        if key not in self.mixed:
            self.mixed[key] = False
            self.mixed[key] = any(
                isinstance(node, ast.Name)
                and node.id == name
                and isinstance(node.ctx, ast.Store)
                and scope.target(name) is home
                and self.is_given_other(above, scope)
                for node, above, scope in self.nodes
            )
        return self.mixed[key]

    def is_given_other(self, statement, scope):
        if isinstance(statement, (ast.For, ast.comprehension, ast.Tuple)):
            return False  # Only loops over modules give such names.
        if not isinstance(statement, (ast.Assign, ast.AnnAssign, ast.NamedExpr)):
            return True
        is_none = isinstance(statement.value, ast.Constant) and statement.value.value is None
        return not is_none and self.kind(statement.value, scope) is None

    def either(self, nodes, scope):
        kinds = [kind for kind in (self.kind(each, scope) for each in nodes) if kind is not None]
        return next((kind for kind in kinds if not kind.endswith(MAYBE)), kinds[0] if kinds else None)

    def attribute(self, node, scope):
        if node.attr in GIVES_NAMESPACE:
            return NAMESPACE + MAYBE
        of = self.kind(node.value, scope)
        if of == "sys":
            return MODULES if node.attr == "modules" else None
        if of in (MODULE, MODULE + MAYBE):
            return of.replace(MODULE, NAMESPACE) if node.attr == "__dict__" else None
        return MODULE if self.path(node, scope) == self.module else None

    def path(self, node, scope):
        """Of `a.b.c`, where `a` is what an import of it binds."""
        names = []
        while isinstance(node, ast.Attribute):
            names.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name) or node.id != self.module.split(".")[0]:
            return None
        return ".".join([node.id] + names[::-1])

    def in_table(self, key, scope):
        key = key.value if type(key).__name__ == "Index" else key
        if isinstance(key, ast.Constant):
            return MODULE if key.value == self.module else None
        return MODULE if self.is_own_name(key, scope) else MODULE + MAYBE

    def by_text(self, function, name, scope):
        """What a call gives that imports by a text; whom a relative one means is not asked."""
        if self.is_own_name(name, scope):
            return MODULE
        is_path = isinstance(name, ast.Constant) and isinstance(name.value, str) and not name.value.startswith(".")
        return None if is_path and function != "resolve_name" else MODULE + MAYBE

    def is_own_name(self, node, scope):
        if isinstance(node, ast.Constant):
            return node.value == self.module
        return isinstance(node, ast.Name) and node.id == "__name__" and scope.home("__name__") is None

    def call(self, node, scope):
        name = last_name(node.func)
        first = node.args[0] if node.args else None
        if self.is_builtin(node.func, scope, "globals"):
            return NAMESPACE
        if name in ("vars", "locals") and first is None:
            return NAMESPACE if scope.above is None else None
        if name == "vars":
            of = self.kind(first, scope)
            return of.replace(MODULE, NAMESPACE) if of in (MODULE, MODULE + MAYBE) else None
        if name == "getattr" and len(node.args) > 1:
            asked = node.args[1].value if isinstance(node.args[1], ast.Constant) else None
            of = self.kind(first, scope)
            if asked in GIVES_NAMESPACE:
                return NAMESPACE + MAYBE
            return of.replace(MODULE, NAMESPACE) if asked == "__dict__" and of in (MODULE, MODULE + MAYBE) else None
        if name in GIVES_MODULE and first is not None:
            return self.by_text(name, first, scope)
        if name == "getmodule":
            return MODULE + MAYBE
        if name == "cast" and len(node.args) > 1:
            return self.kind(node.args[1], scope)
        is_table = isinstance(node.func, ast.Attribute) and self.kind(node.func.value, scope) == MODULES
        if is_table and first is not None and name in ("get", "pop", "setdefault", "__getitem__"):
            return self.in_table(first, scope)
        return None

    def is_builtin(self, node, scope, name):
        """Whether a node is the builtin of this name."""
        if isinstance(node, ast.Attribute):
            return node.attr == name and self.kind(node.value, scope) == "builtins"
        return isinstance(node, ast.Name) and node.id == name and scope.home(name) in (None, self.top)


def last_name(node):
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else None
