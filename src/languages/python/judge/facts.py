"""Says of Python sources where the names that their imports bind are used, by CPython's own parser.

Reads JSON documents from stdin, one a line: {"words": [...]}, then {"file": ...} for each file, and prints one for each: a `FileFacts` of
facts.ts. Runs nothing of what it reads. Written for 3.8 and later.
"""

import ast
import io
import json
import os
import re
import sys
import tokenize
import warnings

# An isolated interpreter does not look beside its script.
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from parsed import children, parsed, walk  # noqa: E402
from value_facts import made_of, values_in  # noqa: E402

del sys.path[0]

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
TRIES = tuple(getattr(ast, name) for name in ("Try", "TryStar") if hasattr(ast, name))
LOOPS = (ast.For, ast.AsyncFor, ast.While)
WITHS = (ast.With, ast.AsyncWith)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
STRINGS = tuple(getattr(ast, name) for name in ("JoinedStr", "TemplateStr") if hasattr(ast, name))
MATCH = getattr(ast, "Match", ())
TYPE_ALIAS = getattr(ast, "TypeAlias", ())
CAPTURES = tuple(getattr(ast, name) for name in ("MatchAs", "MatchStar", "MatchMapping") if hasattr(ast, name))
TYPING = ("typing", "typing_extensions")
LAZY_KINDS = ("type-parameters", "type-alias")
# Before 3.12, what stands in an f-string has a place of its own that is often wrong.
LOOSE_STRINGS = sys.version_info < (3, 12)

GENERICS = {"Optional", "Union", "List", "Dict", "Set", "FrozenSet", "Tuple", "Type", "Callable", "Iterable", "Iterator", "Sequence"}
GENERICS |= {"Mapping", "Annotated", "ClassVar", "Awaitable", "Coroutine", "Generator", "AsyncIterator", "DefaultDict", "list", "dict"}
GENERICS |= {"set", "frozenset", "tuple", "type", "Collection", "MutableMapping", "Deque", "deque", "Final"}

# What reads names that the text does not show.
LOOKUPS = {"eval", "exec", "globals", "locals", "vars", "dir"}
FRAMES = {"_getframe", "currentframe", "_getframemodulename", "f_globals", "f_locals", "f_back", "tb_frame", "gi_frame", "cr_frame"}
FRAMES |= {"ag_frame", "__globals__", "getouterframes", "getinnerframes", "_current_frames"}
LOOKED = LOOKUPS | FRAMES
# Run text as code, in a namespace that they find themselves.
RUNNERS = {"timeit.timeit", "timeit.repeat", "timeit.Timer", "cProfile.run", "profile.run", "cProfile.runctx", "pdb.run", "pdb.runeval"}

# Calls whose arguments are run at a moment that is not theirs: at the end, in a signal, in a collection, in another import.
LATE_CALLS = {
    "signal": "signal-handler",
    "add_signal_handler": "signal-handler",
    "ref": "weakref-callback",
    "proxy": "weakref-callback",
    "WeakMethod": "weakref-callback",
    "finalize": "weakref-callback",
    "Finalize": "weakref-callback",
    "_register_atexit": "atexit-function",
    "settrace": "trace-function",
    "setprofile": "trace-function",
    "register_at_fork": "fork-hook",
    "addaudithook": "audit-hook",
}
LATE_TARGETS = {"excepthook", "unraisablehook", "displayhook", "__import__"}
# A class with one of these takes part in every import.
IMPORT_HOOKS = {"find_spec", "find_module", "load_module", "exec_module", "create_module", "find_distributions"}
# What a base class may call from its `__del__` (io.IOBase calls `close`, which calls `flush`), or under a lock (logging).
LATE_IN_FOREIGN = {"close": "finaliser", "flush": "finaliser", "detach": "finaliser", "emit": "logging-handler"}
PLAIN_BASES = {"object", "ABC", "Generic", "Protocol", "Exception", "ValueError", "TypeError", "RuntimeError", "Enum", "IntEnum"}
PLAIN_BASES |= {"str", "int", "dict", "list", "tuple", "set", "float", "bytes", "NamedTuple", "TypedDict", "BaseException"}


class Scope:
    def __init__(self, kind, name, within, node=None):
        self.kind = kind
        self.name = name
        self.within = within
        self.node = node
        self.binds = {}
        self.globals = {}
        self.nonlocals = {}
        self.mangling = name if kind == "class" else within.mangling if within is not None else None
        # Of functions and classes.
        self.decorators = []
        self.bases = []
        self.keywords = []
        self.mentions = set()
        self.calls = set()
        self.late = None
        self.yields = False
        # The innermost function that it is or stands in, without lambdas; None outside of all.
        self.home = self if kind == "function" else None if within is None else within.home

    def resolve(self, name):
        """The scope whose name it is; a class where the class binds it and the global shows through until then."""
        if name in self.globals:
            return None
        if name in self.binds and name not in self.nonlocals:
            return self if self.within is not None else None
        sees_class = self.kind in LAZY_KINDS
        scope = self.within
        while scope is not None and scope.within is not None:
            if scope.kind != "class" or sees_class:
                if name in scope.globals:
                    return None
                if name in scope.binds and name not in scope.nonlocals:
                    return scope
            sees_class = sees_class and scope.kind in LAZY_KINDS
            scope = scope.within
        return None


class Block:
    """A suite; `owner` is None for the module's."""

    def __init__(self, owner, scope, role, find_header):
        self.owner = owner
        self.scope = scope
        self.role = role
        self.find_header = find_header
        self.first = None


class Statement:
    def __init__(self, node, block, before):
        self.node = node
        self.block = block
        self.before = before
        self.position = 0 if before is None else before.position + 1


class Text:
    """The source as CPython reads it, and its offsets."""

    def __init__(self, data):
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        self.source = data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n") + "\n"
        self.lines = self.source.split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)

    def characters(self, line, column):
        """Characters before a column in bytes."""
        text = self.lines[line - 1]
        if text.isascii():
            return column
        return len(text.encode("utf-8", "surrogatepass")[:column].decode("utf-8", "replace"))

    def offset(self, line, column):
        return self.starts[line - 1] + self.characters(line, column)

    def start(self, node):
        """Where a node begins; of what is decorated, the first `@`."""
        decorators = getattr(node, "decorator_list", None)
        if not decorators:
            return self.offset(node.lineno, node.col_offset)
        at = self.source.rindex("@", 0, self.offset(decorators[0].lineno, decorators[0].col_offset))
        while self.source[self.source.rfind("\n", 0, at) + 1 : at].strip(" \t\f"):
            at = self.source.rindex("@", 0, at)
        return at

    def end(self, node):
        return self.offset(node.end_lineno, node.end_col_offset)

    def place(self, offset):
        """Line and column from 1, the column in UTF-16 units."""
        low, high = 0, len(self.starts) - 1
        while high - low > 1:
            middle = (low + high) // 2
            if self.starts[middle] <= offset:
                low = middle
            else:
                high = middle
        before = self.source[self.starts[low] : offset]
        return low + 1, (len(before) if before.isascii() else len(before.encode("utf-16-le", "surrogatepass")) // 2) + 1

    def token(self, wanted, at):
        """The offset of the next such text that is no comment's."""
        while not self.source.startswith(wanted, at):
            at = self.source.index("\n", at) if self.source[at] == "#" else at + 1
        return at

    def breaks(self, at, end):
        """Whether a logical line ends in text that holds no strings and no open brackets."""
        while at < end:
            if self.source[at] == "#":
                return self.source.index("\n", at) < end
            if self.source[at] == "\n":
                return True
            at += 2 if self.source[at] == "\\" else 1
        return False


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


def callee(node):
    """The dotted name of what is called, or is there: `a.b` of `a.b`, `a.b(1)` and `a.b[T]`."""
    while isinstance(node, (ast.Call, ast.Subscript)):
        node = node.func if isinstance(node, ast.Call) else node.value
    return dotted(node)


def decorator_name(node):
    name = callee(node)
    return "?" if name is None else name + "()" if isinstance(node, ast.Call) else name


# What a wrapper may ask of the function that it is given, and of what it is given it may be.
ASKED = {"__name__", "__qualname__", "__doc__", "__module__"}
ASKING = {"wraps", "iscoroutinefunction", "isgeneratorfunction", "isasyncgenfunction", "callable"}


def wrapper_kind(node):
    """Of a decorator that only calls what it decorates "plain", of a function that makes such decorators "made"; else None."""
    inner = returned_function(node)
    if inner is not None and returned_function(inner) is not None:
        return "made" if only_calls(inner) else None
    return "plain" if only_calls(node) else None


def returned_function(node):
    """The function in a function that it returns."""
    functions = {child.name: child for child in node.body if isinstance(child, FUNCTIONS)}
    for child in node.body:
        if isinstance(child, ast.Return) and isinstance(child.value, ast.Name) and child.value.id in functions:
            return functions[child.value.id]
    return None


def only_calls(node):
    args = node.args
    positional = getattr(args, "posonlyargs", []) + args.args
    if len(positional) != 1 or args.vararg or args.kwarg or args.kwonlyargs:
        return False
    name = positional[0].arg
    allowed = set()
    # What allows a name stands above it, and is met first.
    nodes = [node]
    for child in nodes:
        kind = type(child)
        if kind is ast.Name:
            if child.id == name and id(child) not in allowed:
                return False
            continue
        if kind is ast.Call:
            allowed.add(id(child.func))
            if (dotted(child.func) or "").split(".")[-1] in ASKING:
                allowed.update(id(argument) for argument in child.args)
        elif kind is ast.Attribute:
            if child.attr in ASKED or isinstance(child.ctx, ast.Store):
                allowed.add(id(child.value))
        elif kind is ast.Return and child.value is not None:
            allowed.add(id(child.value))
        nodes += children(child)
    return True


def text_of(node):
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def sliced(node):
    inner = node.slice
    return inner.value if type(inner).__name__ == "Index" else inner


def imported_at_load(tree):
    """Names that import statements outside of functions bind."""
    names = set()
    stack = list(tree.body)
    while stack:
        node = stack.pop()
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            for alias in node.names:
                names.add(bound_by(alias, node))
        elif isinstance(node, FUNCTIONS):
            continue
        elif isinstance(node, (ast.stmt, ast.excepthandler)) or type(node).__name__ == "match_case":
            for field in ("body", "orelse", "handlers", "finalbody", "cases"):
                stack.extend(getattr(node, field, ()))
    return names


def bound_by(alias, node):
    if alias.asname or isinstance(node, ast.ImportFrom):
        return alias.asname or alias.name
    return alias.name.split(".")[0]


def type_checking_names(tree):
    """How a module calls `typing.TYPE_CHECKING`."""
    names = set()
    for node in tree.body:
        if isinstance(node, ast.Import):
            names |= {(a.asname or a.name) + ".TYPE_CHECKING" for a in node.names if a.name in TYPING}
        elif isinstance(node, ast.ImportFrom) and node.module in TYPING and node.level == 0:
            names |= {a.asname or a.name for a in node.names if a.name == "TYPE_CHECKING"}
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and node.value.value is False:
            names |= {t.id for t in node.targets if isinstance(t, ast.Name) and t.id == "TYPE_CHECKING"}
    return names


class Reader:
    """Walks one file once. `wanted` are the names to follow, None for all."""

    def __init__(self, data, words=(), wanted=True, tree=None):
        self.text = Text(data)
        if tree is None:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                tree = ast.parse(data)
        self.tree = tree
        self.wanted = imported_at_load(self.tree) if wanted else None
        self.value_nodes = values_in(self.tree, self.wanted) if wanted else {}
        if self.wanted is not None:
            self.wanted |= set(self.value_nodes.values())
        self.values = []
        self.called = set()
        self.words = set(words)
        self.module = Scope("module", "", None)
        self.scopes = []
        self.occurrences = []
        self.imports = []
        # Of imports that only see whether they fail: the statement that deletes the name.
        self.checks = {}
        self.deferred = []
        self.paths = []
        self.modules = []
        self.futures = []
        self.lookups = []
        self.strings = []
        self.annotations = []
        self.exported = None
        self.late_roots = []
        self.said = {}
        self.harmless = set()
        self.type_only = False
        self.stars = []
        self.getattr = None
        self.bound_names = set()
        self.reads = set()
        self.unsure_names = set()
        self.rebound_names = set()
        self.type_checking = type_checking_names(self.tree)

    def read(self):
        self.block(self.tree.body, Block(None, self.module, "module", None))
        self.type_comments()
        self.find_late()
        return Emitter(self).facts()

    # Names.

    def mangled(self, name, scope):
        if scope.mangling is None or name[:2] != "__" or name.endswith("__") or "." in name:
            return name
        owner = scope.mangling.lstrip("_")
        return "_" + owner + name if owner else name

    def follows(self, name):
        return self.wanted is None or name in self.wanted

    def bind(self, name, by, scope, statement, node, index=None):
        name = self.mangled(name, scope)
        if scope is self.module and not self.type_only:
            # Under a condition it may be there or not; a deleted one is gone.
            plain = statement.block.owner is None and by != "del"
            if plain and name in self.bound_names:
                self.rebound_names.add(name)
            (self.bound_names if plain else self.unsure_names).add(name)
        if self.follows(name):
            if name not in scope.binds:
                scope.binds[name] = by
            self.occurrences.append((name, by, scope, statement, None, node, "", self.type_only, None, index))

    def load(self, name, by, scope, statement, role, node, path, annotation):
        name = self.mangled(name, scope)
        if self.follows(name):
            self.occurrences.append((name, by, scope, statement, role, node, path, self.type_only, annotation, None))

    def mention(self, name, node, scope, called=False):
        """A name or attribute that is read: what a function may call, and the words that were asked for."""
        home = scope.home
        if home is not None:
            home.mentions.add(name)
            if called:
                home.calls.add(name)
        if name in self.words and name not in self.said:
            self.said[name] = node.lineno

    def lookup(self, what, node, scope, key=None):
        self.lookups.append((what, node, scope, key))

    # Statements.

    def block(self, nodes, block):
        before = None
        for node in nodes:
            statement = Statement(node, block, before)
            if before is None:
                block.first = statement
            getattr(self, "visit_" + type(node).__name__, self.simple)(node, block.scope, statement)
            before = statement

    def inside(self, nodes, statement, scope, role, find_header, type_only=False):
        outer = self.type_only
        self.type_only = outer or type_only
        self.block(nodes, Block(statement, scope, role, find_header))
        self.type_only = outer

    def simple(self, node, scope, statement):
        for child in children(node):
            self.expression(child, scope, statement)

    def visit_Import(self, node, scope, statement):
        for index, alias in enumerate(node.names):
            self.modules.append((alias.name, node.lineno))
            for part in alias.name.split("."):
                self.mention(part, node, scope)
            self.bind(bound_by(alias, node), "import", scope, statement, node, index)
        self.note_import(node, scope, statement)

    def visit_ImportFrom(self, node, scope, statement):
        module = "." * node.level + (node.module or "")
        self.modules.append((module, node.lineno))
        if module == "__future__":
            self.futures += [alias.name for alias in node.names]
        for index, alias in enumerate(node.names):
            if alias.name == "*":
                # Under `if TYPE_CHECKING:` it binds nothing for the program.
                if not self.type_only:
                    self.stars.append(node.lineno)
                continue
            self.mention(alias.name, node, scope)
            if alias.name in FRAMES:
                self.lookup(alias.name, node, scope)
            if alias.asname == "__getattr__" or (alias.name == "__getattr__" and not alias.asname):
                self.getattr = node.lineno
            if alias.name in LOOKUPS and module == "builtins":
                self.lookup(alias.name, node, scope)
            self.bind(bound_by(alias, node), "import", scope, statement, node, index)
        self.note_import(node, scope, statement)

    def note_import(self, node, scope, statement):
        (self.deferred if scope.home else self.imports).append((node, scope, statement, self.type_only))

    def visit_FunctionDef(self, node, scope, statement):
        self.bind(node.name, "def", scope, statement, node)
        if scope.kind == "module" and node.name == "__getattr__":
            self.getattr = node.lineno
        for decorator in node.decorator_list:
            self.expression(decorator, scope, statement, "decorator")
        args = node.args
        for default in args.defaults + [d for d in args.kw_defaults if d is not None]:
            self.expression(default, scope, statement, "default")
        outer = self.type_parameters(node, scope, statement)
        inner = self.new_scope("function", node.name, outer, node)
        inner.decorators = [decorator_name(d) for d in node.decorator_list]
        parameters = getattr(args, "posonlyargs", []) + args.args + args.kwonlyargs + [a for a in (args.vararg, args.kwarg) if a]
        for parameter in parameters:
            self.bind(parameter.arg, "parameter", inner, statement, parameter)
            if parameter.annotation is not None:
                self.annotation(parameter.annotation, outer, statement, "parameter", inner)
        if node.returns is not None:
            self.annotation(node.returns, outer, statement, "return", inner)
        children = [p.annotation or p for p in parameters] + args.defaults + [d for d in args.kw_defaults if d is not None]
        children += ([node.returns] if node.returns is not None else []) + getattr(node, "type_params", [])
        for decorator in node.decorator_list:
            if (callee(decorator) or "").split(".")[-1] == "register" and self.knows_atexit():
                self.late_roots.append(({node.name}, "atexit-function", node.lineno))
        if node.name == "__del__":
            self.late_roots.append(({node.name}, "finaliser", node.lineno))
        self.inside(node.body, statement, inner, "function", lambda: self.header(self.text.offset(node.lineno, node.col_offset), children))

    visit_AsyncFunctionDef = visit_FunctionDef

    def knows_atexit(self):
        return any(module == "atexit" for module, _ in self.modules)

    def visit_ClassDef(self, node, scope, statement):
        self.bind(node.name, "class", scope, statement, node)
        for decorator in node.decorator_list:
            self.expression(decorator, scope, statement, "decorator")
        outer = self.type_parameters(node, scope, statement)
        for base in node.bases:
            self.expression(base, outer, statement, "base")
        for keyword in node.keywords:
            self.expression(keyword.value, outer, statement, "class-keyword")
        inner = self.new_scope("class", node.name, outer, node)
        inner.decorators = [decorator_name(d) for d in node.decorator_list]
        inner.bases = [callee(b) or "?" for b in node.bases]
        inner.keywords = [(k.arg or "**") + "=" + (callee(k.value) or "?") for k in node.keywords]
        children = node.bases + [k.value for k in node.keywords] + getattr(node, "type_params", [])
        self.inside(node.body, statement, inner, "class", lambda: self.header(self.text.offset(node.lineno, node.col_offset), children))

    def type_parameters(self, node, scope, statement):
        parameters = getattr(node, "type_params", None)
        if not parameters:
            return scope
        inner = self.new_scope("type-parameters", node.name if isinstance(getattr(node, "name", None), str) else "", scope, node)
        if isinstance(node, ast.ClassDef):
            inner.mangling = node.name
        for parameter in parameters:
            self.bind(parameter.name, "type-parameter", inner, statement, parameter)
        for parameter in parameters:
            for child in ast.iter_child_nodes(parameter):
                self.expression(child, inner, statement, "type-parameter")
        return inner

    def visit_TypeAlias(self, node, scope, statement):
        self.expression(node.name, scope, statement)
        outer = self.type_parameters(node, scope, statement)
        inner = self.new_scope("type-alias", node.name.id, outer, node)
        self.expression(node.value, inner, statement, "type-alias")

    def visit_If(self, node, scope, statement):
        while True:
            self.expression(node.test, scope, statement)
            only_types, never_types = self.kind_of(node.test)
            test, at = node.test, self.text.offset(node.lineno, node.col_offset)
            self.inside(node.body, statement, scope, "if", lambda at=at, test=test: self.header(at, [test]), only_types)
            rest = node.orelse
            end = self.text.end(node.body[-1]) if rest else 0
            if len(rest) == 1 and isinstance(rest[0], ast.If) and self.is_elif(rest[0]):
                node = rest[0]
                # What follows `if not TYPE_CHECKING` is for type checkers alone; a condition there is taken as one that runs.
                continue
            if rest:
                self.inside(rest, statement, scope, "if", lambda end=end: self.word_header("else", end), never_types)
            return

    def is_elif(self, node):
        return self.text.source.startswith("elif", self.text.offset(node.lineno, node.col_offset))

    def kind_of(self, test):
        """(whether the body is for type checkers alone, whether all but the body is)"""
        negated = isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)
        if dotted(test.operand if negated else test) not in self.type_checking:
            return False, False
        return not negated, negated

    def visit_loop(self, node, scope, statement):
        for field in ("iter", "target", "test"):
            if getattr(node, field, None) is not None:
                self.expression(getattr(node, field), scope, statement)
        self.inside(node.body, statement, scope, "loop", None)
        self.inside(node.orelse, statement, scope, "loop", None)

    visit_For = visit_AsyncFor = visit_While = visit_loop

    def visit_with(self, node, scope, statement):
        for item in node.items:
            self.expression(item.context_expr, scope, statement)
            if item.optional_vars is not None:
                self.expression(item.optional_vars, scope, statement)
        self.inside(node.body, statement, scope, "with", None)

    visit_With = visit_AsyncWith = visit_with

    def visit_try(self, node, scope, statement):
        if scope.kind == "module" and not node.finalbody:
            self.note_check(node)
        self.inside(node.body, statement, scope, "try", None)
        for handler in node.handlers:
            if handler.type is not None:
                self.expression(handler.type, scope, statement)
            if handler.name:
                self.bind(handler.name, "except", scope, statement, handler)
            self.inside(handler.body, statement, scope, "try", None)
        self.inside(node.orelse, statement, scope, "try", None)
        self.inside(node.finalbody, statement, scope, "try", None)

    visit_Try = visit_TryStar = visit_try

    def note_check(self, node):
        """Notes an import that a try has only to see whether it fails: the next statement deletes its name, and the rest can't fail."""
        first, *rest = node.body
        names = first.names if isinstance(first, (ast.Import, ast.ImportFrom)) and not getattr(first, "level", 0) else []
        if len(names) != 1 or names[0].name == "*" or not rest:
            return
        gone, *flags = rest
        is_gone = isinstance(gone, ast.Delete) and len(gone.targets) == 1 and isinstance(gone.targets[0], ast.Name)
        if is_gone and gone.targets[0].id == bound_by(names[0], first) and all(is_flag(each) for each in flags):
            self.checks[first] = gone

    def visit_Match(self, node, scope, statement):
        self.expression(node.subject, scope, statement)
        end = self.text.end(node.subject)
        for case in node.cases:
            self.expression(case.pattern, scope, statement)
            if case.guard is not None:
                self.expression(case.guard, scope, statement)
            children = [case.pattern] + ([case.guard] if case.guard is not None else [])
            # The word can stand in the subject's comment only, which is passed over.
            self.inside(case.body, statement, scope, "match", lambda end=end, children=children: self.header(self.word("case", end), children))
            end = self.text.end(case.body[-1])

    def visit_Global(self, node, scope, statement):
        for name in node.names:
            name = self.mangled(name, scope)
            self.unsure_names.add(name)
            if self.follows(name):
                scope.globals[name] = node
                if scope.kind != "module":
                    self.occurrences.append((name, "global", scope, statement, None, node, "", self.type_only, None, None))

    def visit_Nonlocal(self, node, scope, statement):
        for name in node.names:
            name = self.mangled(name, scope)
            if self.follows(name):
                scope.nonlocals[name] = node

    def visit_AnnAssign(self, node, scope, statement):
        is_name = isinstance(node.target, ast.Name)
        if is_name and not node.simple and node.value is None:
            self.mention(node.target.id, node, scope)
        elif is_name:
            self.bind(node.target.id, "assign", scope, statement, node.target)
        else:
            self.expression(node.target, scope, statement)
        self.note_value(node, statement)
        local = scope.kind == "function"
        self.annotation(node.annotation, scope, statement, "local" if local else "variable", scope)
        if node.value is not None:
            self.expression(node.value, scope, statement)
        if is_name and node.target.id == "__all__" and scope.kind == "module":
            self.export(node.value, node)

    def visit_Assign(self, node, scope, statement):
        self.simple(node, scope, statement)
        self.note_value(node, statement)
        for target in node.targets:
            if isinstance(target, ast.Attribute) and target.attr in LATE_TARGETS:
                self.late_roots.append((names_in([node.value]), target.attr, node.lineno))
            if isinstance(target, ast.Name) and target.id == "__all__" and scope.kind == "module":
                self.export(node.value, node)
            if isinstance(target, ast.Name) and target.id == "__getattr__" and scope.kind == "module":
                self.getattr = node.lineno

    def visit_AugAssign(self, node, scope, statement):
        self.simple(node, scope, statement)
        if isinstance(node.target, ast.Name) and node.target.id == "__all__":
            self.export(node.value, node)

    def visit_Expr(self, node, scope, statement):
        self.simple(node, scope, statement)
        call = node.value
        if isinstance(call, ast.Call) and (dotted(call.func) or "").startswith("__all__."):
            for argument in call.args:
                self.export(argument if isinstance(argument, (ast.List, ast.Tuple, ast.Set)) else ast.List([argument]), node)

    def note_value(self, node, statement):
        if node in self.value_nodes:
            self.values.append((node, self.value_nodes[node], statement))

    def export(self, value, node):
        if self.exported is None:
            self.exported = {"line": node.lineno, "names": [], "isComplete": True}
        stack = [value]
        while stack:
            part = stack.pop()
            name = text_of(part)
            if name is not None:
                self.exported["names"].append(name)
            elif isinstance(part, (ast.List, ast.Tuple, ast.Set)):
                stack.extend(part.elts)
            elif isinstance(part, ast.BinOp) and isinstance(part.op, ast.Add) and not {text_of(part.left), text_of(part.right)} - {None}:
                stack.extend((part.left, part.right))
            elif part is not None and dotted(part) != "__all__":
                self.exported["isComplete"] = False

    # Expressions.

    def new_scope(self, kind, name, within, node):
        scope = Scope(kind, name, within, node)
        self.scopes.append(scope)
        return scope

    def annotation(self, node, scope, statement, of, owner):
        index = len(self.annotations)
        self.annotations.append((node, of, owner))
        self.expression(node, scope, statement, "annotation", index)

    def expression(self, node, scope, statement, role=None, annotation=None):
        stack = [(node, scope, role, None)]
        while stack:
            node, scope, role, at = stack.pop()
            kind = type(node)
            if kind is ast.Name:
                self.name(node, scope, statement, role, at or node, "", annotation)
            elif kind is ast.BinOp or kind is ast.BoolOp:
                stack += [(child, scope, role, at) for child in children(node)]
            elif kind is ast.Attribute:
                self.attribute(node, scope, statement, role, at, annotation, stack)
            elif kind is ast.Constant:
                if isinstance(node.value, str):
                    self.string(node, scope, statement, role, at or node, annotation)
            elif kind is ast.Lambda:
                self.lambda_(node, scope, statement, role, at, stack)
            elif kind in COMPREHENSIONS:
                self.comprehension(node, scope, statement, role, at, stack)
            elif kind is ast.NamedExpr:
                outer = scope
                while outer.kind == "comprehension":
                    outer = outer.within
                self.bind(node.target.id, "walrus", outer, statement, at or node.target)
                stack.append((node.value, scope, role, at))
            else:
                if kind is ast.Call:
                    self.call(node, scope, statement)
                elif kind is ast.Subscript:
                    self.subscript(node, scope)
                    if role != "annotation":
                        self.types_in(node, scope, statement, at)
                    if role == "annotation" and (callee(node.value) or "").split(".")[-1] == "Literal":
                        stack.append((node.value, scope, role, at))
                        continue
                elif kind is ast.Compare:
                    self.compare(node, scope)
                elif kind in (ast.Yield, ast.YieldFrom):
                    home = scope.home
                    if home is not None:
                        home.yields = True
                elif kind in CAPTURES:
                    name = getattr(node, "name", None) or getattr(node, "rest", None)
                    if name:
                        self.bind(name, "match", scope, statement, node)
                if kind in STRINGS and at is None and LOOSE_STRINGS:
                    at = node
                stack += [(child, scope, role, at) for child in children(node)]

    def name(self, node, scope, statement, role, at, path, annotation):
        name = node.id
        how = type(node.ctx)
        if how is ast.Load:
            self.mention(name, at, scope)
            self.reads.add(name)
            if name in LOOKED and id(node) not in self.harmless:
                self.lookup(name, at, scope)
            if scope.mangling is not None or self.wanted is None or name in self.wanted:
                self.load(name, "load", scope, statement, role, at, path, annotation)
        else:
            self.bind(name, "assign" if how is ast.Store else "del", scope, statement, at)

    def attribute(self, node, scope, statement, role, at, annotation, stack):
        parts = []
        inner = node
        while isinstance(inner, ast.Attribute):
            parts.append(inner.attr)
            self.mention(inner.attr, at or inner, scope)
            if inner.attr in FRAMES:
                self.lookup(inner.attr, at or inner, scope)
            inner = inner.value
        if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Load):
            path = ".".join(reversed(parts))
            whole = inner.id + "." + path
            self.paths.append((inner.id, path, node.lineno))
            if whole in ("inspect.stack", "inspect.trace", "builtins.eval", "builtins.exec", "builtins.globals", "builtins.locals", "builtins.vars"):
                self.lookup(whole, at or inner, scope)
            self.name(inner, scope, statement, role, at or inner, path, annotation)
        else:
            stack.append((inner, scope, role, at))

    def lambda_(self, node, scope, statement, role, at, stack):
        inner = self.new_scope("lambda", "<lambda>", scope, node)
        args = node.args
        for parameter in getattr(args, "posonlyargs", []) + args.args + args.kwonlyargs + [a for a in (args.vararg, args.kwarg) if a]:
            self.bind(parameter.arg, "parameter", inner, statement, at or parameter)
        for default in args.defaults + [d for d in args.kw_defaults if d is not None]:
            stack.append((default, scope, role, at))
        stack.append((node.body, inner, role, at))

    def comprehension(self, node, scope, statement, role, at, stack):
        name = {ast.ListComp: "listcomp", ast.SetComp: "setcomp", ast.DictComp: "dictcomp"}.get(type(node), "genexpr")
        inner = self.new_scope("comprehension", "<" + name + ">", scope, node)
        for index, part in enumerate(node.generators):
            stack.append((part.iter, inner if index else scope, role, at))
            stack.append((part.target, inner, role, at))
            for test in part.ifs:
                stack.append((test, inner, role, at))
        for field in ("elt", "key", "value"):
            child = getattr(node, field, None)
            if child is not None:
                stack.append((child, inner, role, at))

    def call(self, node, scope, statement):
        func = node.func
        name = dotted(func)
        last = name.split(".")[-1] if name is not None else func.attr if isinstance(func, ast.Attribute) else None
        if last is None:
            return
        self.mention(last, node, scope, True)
        root = func
        while isinstance(root, ast.Attribute):
            root = root.value
        self.called.add(id(root))
        if isinstance(func, ast.Name) and func.id in LOOKUPS:
            self.own_lookup(func.id, node, scope)
        if last == "FunctionType":
            self.lookup(last, node, scope)
        if name in RUNNERS:
            self.lookup(name, node, scope)
        if last in ("import_module", "__import__", "get") and node.args and dotted(node.args[0]) == "__name__":
            if last != "get" or (name or "").endswith("modules.get"):
                self.lookup("sys.modules[__name__]", node, scope)
        if isinstance(func, ast.Attribute) and isinstance(func.value, ast.Call) and dotted(func.value.func) == "globals":
            if func.attr in ("get", "pop", "setdefault") and node.args and text_of(node.args[0]) is not None:
                self.harmless.add(id(func.value))
                self.lookup("globals", node, scope, text_of(node.args[0]))
        given = node.args + [k.value for k in node.keywords]
        why = LATE_CALLS.get(last)
        if last == "register" and self.knows_atexit():
            why = "atexit-function"
        if last == "append" and (name or "").endswith("gc.callbacks.append"):
            why = "collector-callback"
        if why is not None:
            self.late_roots.append((names_in(given), why, node.lineno))
        for keyword in node.keywords:
            if keyword.arg == "preexec_fn":
                self.late_roots.append((names_in([keyword.value]), "preexec-function", node.lineno))
        if last in ("cast", "TypeVar", "NewType", "ForwardRef", "ParamSpec"):
            for value in (given[:1] if last in ("cast", "ForwardRef") else given[1:]):
                if text_of(value) is not None:
                    self.quoted(value, scope, statement, "string-type", value, None)
        self.named_in_text(node, last, scope, statement)

    def own_lookup(self, name, node, scope):
        self.harmless.add(id(node.func))
        plain = not any(isinstance(a, ast.Starred) for a in node.args) and all(k.arg for k in node.keywords)
        if name in ("vars", "dir") and plain and node.args:
            return
        if name in ("eval", "exec") and plain and len(node.args) > 1 and is_own_dict(node.args[1], scope):
            return
        if name == "globals" and id(node) in self.harmless:
            return
        self.lookup(name, node, scope)

    def subscript(self, node, scope):
        """Is asked before what stands in it."""
        key = sliced(node)
        if isinstance(node.value, ast.Call) and dotted(node.value.func) == "globals" and text_of(key) is not None:
            self.harmless.add(id(node.value))
            self.lookup("globals", node, scope, text_of(key))
        if (dotted(node.value) or "").split(".")[-1] == "modules" and (dotted(key) or "").split(".")[-1] in ("__name__", "__module__"):
            self.lookup("sys.modules[__name__]", node, scope)

    def types_in(self, node, scope, statement, at):
        """Types in strings of an alias: `Optional["Client"]`."""
        if (callee(node.value) or "").split(".")[-1] not in GENERICS:
            return
        key = sliced(node)
        for part in key.elts if isinstance(key, ast.Tuple) else [key]:
            if text_of(part) is not None:
                self.quoted(part, scope, statement, "string-type", at or part, None)

    def compare(self, node, scope):
        other = node.comparators[0]
        if isinstance(other, ast.Call) and dotted(other.func) == "globals" and isinstance(node.ops[0], (ast.In, ast.NotIn)):
            if text_of(node.left) is not None and len(node.ops) == 1:
                self.harmless.add(id(other))
                self.lookup("globals", node, scope, text_of(node.left))

    # Text.

    def string(self, node, scope, statement, role, at, annotation):
        if role == "annotation":
            self.quoted(node, scope, statement, "string-annotation", at, annotation)
        elif ">>>" in node.value:
            self.doctest(node.value, at)

    def quoted(self, node, scope, statement, role, at, annotation):
        """Types in strings; what can't be parsed mentions all its words."""
        try:
            tree = ast.parse(node.value.strip(), mode="eval")
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            for word in set(re.findall(r"\w+", node.value)):
                self.load(word, "load", scope, statement, role, at, "", annotation)
            return
        for child in ast.walk(tree):
            if isinstance(child, ast.Name):
                self.load(child.id, "load", scope, statement, role, at, "", annotation)
            elif text_of(child) is not None:
                for word in set(re.findall(r"\w+", child.value)):
                    self.load(word, "load", scope, statement, role, at, "", annotation)

    def doctest(self, text, node):
        own = set()
        for line in text.splitlines():
            line = line.strip()
            if not line.startswith((">>>", "...")):
                continue
            code = line[3:].strip()
            match = re.match(r"(?:from\s+\S+\s+)?import\s+(.*)", code)
            if match:
                own |= set(re.findall(r"\w+", match.group(1)))
            for word in set(re.findall(r"\w+", code)) - own:
                if self.wanted is not None and word in self.wanted:
                    self.strings.append((word, node.lineno, "doctest"))

    def named_in_text(self, node, last, scope, statement):
        """Formulas and queries in strings look names up in the frame that calls: "np.log(y) ~ x", "a > @limit"."""
        if self.wanted is None or isinstance(statement.node, (ast.Raise, ast.Assert)):
            return
        for value in node.args + [k.value for k in node.keywords]:
            text = text_of(value)
            if text is None or not ("@" in text or ("~" in text and "(" in text)):
                continue
            for word in set(re.findall(r"(?<![\w.])@(\w+)|(?<![\w./@-])(\w+)(?=[.\w]*\()", text)):
                name = word[0] or word[1]
                if name in self.wanted:
                    self.strings.append((name, value.lineno, "formula"))

    def type_comments(self):
        if self.wanted is None or "# type:" not in self.text.source:
            return
        for number, line in enumerate(self.text.lines):
            match = re.search(r"#\s*type:\s*(?!ignore)(.*)", line)
            if match:
                for word in set(re.findall(r"\w+", match.group(1))) & self.wanted:
                    self.strings.append((word, number + 1, "type-comment"))

    # Headers.

    def header(self, at, children):
        """(where a clause begins, its colon): only brackets, commas, names and blanks stand behind its last expression."""
        last = max([self.text.end(child) for child in children if hasattr(child, "end_lineno")], default=at)
        return at, self.text.token(":", last)

    def word(self, word, at):
        return self.text.token(word, at)

    def word_header(self, word, at):
        start = self.word(word, at)
        return start, self.text.token(":", start)

    # Functions that run at a moment that is not theirs.

    def find_late(self):
        functions = {}
        for scope in self.scopes:
            if scope.kind == "function":
                functions.setdefault(scope.name, []).append(scope)
        classes = {}
        for scope in self.scopes:
            if scope.kind == "class":
                classes.setdefault(scope.name, []).append(scope)
        queue = []

        def late(scope, why, line):
            if scope.late is None:
                scope.late = (why, line)
                queue.append(scope)

        for names, why, line in self.late_roots:
            for name in names:
                for scope in functions.get(name, ()):
                    late(scope, why, line)
        if self.getattr is not None:
            for scope in functions.get("__getattr__", ()):
                if scope.within is self.module:
                    late(scope, "module-getattr", scope.node.lineno)
        hooks = {scope.within for name in IMPORT_HOOKS for scope in functions.get(name, ()) if scope.within.kind == "class"}
        for scope in self.scopes:
            if scope.kind == "function" and scope.within in hooks:
                late(scope, "import-hook", scope.node.lineno)
        for name, why in LATE_IN_FOREIGN.items():
            for scope in functions.get(name, ()):
                if scope.within.kind == "class" and is_foreign(scope.within, classes, set()):
                    late(scope, why, scope.node.lineno)
        while queue:
            scope = queue.pop()
            for name in scope.mentions:
                for other in functions.get(name, ()):
                    late(other, *scope.late)
        for scope in self.scopes:
            outer = scope.within.home if scope.kind == "function" else None
            if outer is not None and outer.late is not None and scope.late is None:
                scope.late = outer.late


def is_foreign(scope, classes, seen):
    """Whether a class inherits what this file doesn't say."""
    if scope in seen:
        return False
    seen.add(scope)
    for base in scope.bases:
        last = base.split(".")[-1]
        if base in classes:
            if any(is_foreign(other, classes, seen) for other in classes[base]):
                return True
        elif last not in PLAIN_BASES:
            return True
    return any(not keyword.startswith("metaclass=") or not keyword.endswith("ABCMeta") for keyword in scope.keywords)


def makes_dict(node):
    return isinstance(node, (ast.Dict, ast.DictComp)) or (isinstance(node, ast.Call) and dotted(node.func) == "dict" and not node.args)


def is_own_dict(node, scope):
    """Whether it is a dict that the function made itself."""
    if not isinstance(node, ast.Name):
        return makes_dict(node)
    made, bound = 0, 0
    for each in walk(scope.home.node) if scope.home is not None else ():
        if node.id in getattr(each, "names", ()):
            # `global` and `nonlocal`.
            return False
        if isinstance(each, (ast.Assign, ast.AnnAssign)) and each.value is not None and makes_dict(each.value):
            targets = each.targets if isinstance(each, ast.Assign) else [each.target]
            made += sum(isinstance(target, ast.Name) and target.id == node.id for target in targets)
        if isinstance(each, ast.Name) and each.id == node.id and not isinstance(each.ctx, ast.Load):
            bound += 1
        elif node.id in [getattr(each, field, None) for field in ("arg", "name", "asname", "rest")]:
            return False
    return made == bound > 0


def names_in(nodes):
    found = set()
    for node in nodes:
        for child in walk(node):
            if isinstance(child, ast.Name):
                found.add(child.id)
            elif isinstance(child, ast.Attribute):
                found.add(child.attr)
    return found


class Emitter:
    """Numbers what uses stand in, and nothing else."""

    def __init__(self, reader):
        self.reader = reader
        self.text = reader.text
        self.scopes, self.scope_of = [], {}
        self.statements, self.statement_of = [], {}
        self.blocks, self.block_of = [], {}

    def facts(self):
        reader = self.reader
        self.scope(reader.module)
        uses, shadows = [], []
        for name, by, scope, statement, role, node, path, type_only, annotation, index in reader.occurrences:
            found = scope.resolve(name)
            if by != "load" and scope.kind in ("comprehension", "lambda"):
                shadows.append({"name": name, "line": node.lineno, "scope": self.scope(scope)})
            if found is not None and not (found.kind == "class" and by == "load"):
                continue
            line, column = self.place(node)
            use = {"name": name, "by": by, "line": line, "column": column, "scope": self.scope(scope), "statement": self.statement(statement)}
            use.update(role=role, path=path, isTypeOnly=type_only, annotation=annotation, index=index, isCalled=id(node) in reader.called)
            use["inClass"] = None if found is None else self.scope(found)
            uses.append(use)
        uses.sort(key=lambda use: (use["line"], use["column"], use["index"] or 0))
        annotations = []
        wanted = {use["annotation"] for use in uses if use["annotation"] is not None}
        for index, (node, of, owner) in enumerate(reader.annotations):
            annotations.append(dict(self.span(node), of=of, scope=self.scope(owner)) if index in wanted else None)
        local = {bound_by(alias, found[0]) for found in reader.deferred for alias in found[0].names}
        late = set().union(*(names for names, _, _ in reader.late_roots))
        for scope in reader.scopes:
            if scope.late is not None:
                late |= scope.calls
        return {
            "unread": None,
            "futures": reader.futures,
            "imports": [self.statement_of_import(*found) for found in reader.imports],
            "values": [self.value(*found) for found in reader.values],
            "deferred": [self.statement_of_import(*found) for found in reader.deferred],
            "paths": [{"name": n, "path": p, "line": line} for n, p, line in sorted(set(reader.paths)) if n in local],
            "modules": [{"module": module, "line": line} for module, line in reader.modules],
            "uses": uses,
            "shadows": shadows,
            "scopes": self.scopes,
            "statements": self.statements,
            "blocks": self.blocks,
            "annotations": annotations,
            "lookups": [
                {"what": what, "line": node.lineno, "scope": self.scope(scope), "key": key}
                for what, node, scope, key in reader.lookups
                if not self.is_own(what, node)
            ],
            "texts": [{"name": name, "line": line, "kind": kind} for name, line, kind in sorted(set(reader.strings))],
            "stars": reader.stars,
            "exported": reader.exported,
            "getattrLine": reader.getattr,
            "words": reader.said,
            "lateCalls": sorted(late),
            "decorated": self.decorated(),
            "wrappers": self.wrappers(),
            "reads": sorted(reader.reads) if reader.stars else [],
            "boundNames": sorted(reader.bound_names),
            "unsureNames": sorted(reader.unsure_names),
            "reboundNames": sorted(reader.rebound_names),
        }

    def value(self, node, name, statement):
        made = made_of(node.value)
        return dict(self.span(node), name=name, statement=self.statement(statement), made=made)

    def wrappers(self):
        found = {}
        for node in self.reader.tree.body:
            if isinstance(node, FUNCTIONS) and not node.decorator_list:
                kind = wrapper_kind(node)
                if kind is not None:
                    found[node.name] = kind
        return found

    def decorated(self):
        """The decorators of the module's own functions."""
        found = {}
        for scope in self.reader.scopes:
            if scope.kind == "function" and scope.within is self.reader.module and scope.decorators:
                found.setdefault(scope.name, []).extend(scope.decorators)
        return found

    def is_own(self, what, node):
        """Whether the builtin's name is that of a function which the module has defined above: whatever it is, it is no lookup."""
        reader = self.reader
        if what not in LOOKUPS or what in reader.unsure_names or what in reader.rebound_names:
            return False
        return any(isinstance(each, FUNCTIONS) and each.name == what and each.lineno < node.lineno for each in reader.tree.body)

    def place(self, node):
        """Of what is decorated its name's statement, where a definition is said to be."""
        return self.text.place(self.text.offset(node.lineno, node.col_offset))

    def span(self, node):
        line, column = self.text.place(self.text.start(node))
        end_line, end_column = self.text.place(self.text.end(node))
        return {"line": line, "column": column, "endLine": end_line, "endColumn": end_column}

    def scope(self, scope):
        if scope in self.scope_of:
            return self.scope_of[scope]
        within = None if scope.within is None else self.scope(scope.within)
        number = len(self.scopes)
        self.scope_of[scope] = number
        self.scopes.append({
            "kind": scope.kind,
            "name": scope.name,
            "line": getattr(scope.node, "lineno", 1),
            "within": within,
            "decorators": scope.decorators,
            "bases": scope.bases,
            "keywords": scope.keywords,
            "isAsync": isinstance(scope.node, ast.AsyncFunctionDef),
            "isGenerator": scope.yields,
            "late": None if scope.late is None else {"why": scope.late[0], "line": scope.late[1]},
        })
        return number

    def block(self, block):
        if block in self.block_of:
            return self.block_of[block]
        owner = None if block.owner is None else self.statement(block.owner)
        header, line, column = None, None, None
        if block.find_header is not None:
            at, colon = block.find_header()
            header = re.sub(r"\s*\n\s*", " ", self.text.source[at:colon].replace("\\\n", "\n")).strip()
            line, column = self.text.place(at)
        number = len(self.blocks)
        self.block_of[block] = number
        self.blocks.append({"owner": owner, "scope": self.scope(block.scope), "role": block.role, "header": header, "line": line, "column": column})
        return number

    def statement(self, statement):
        if statement in self.statement_of:
            return self.statement_of[statement]
        block = self.block(statement.block)
        number = len(self.statements)
        self.statement_of[statement] = number
        found = dict(self.span(statement.node), kind=kind_of_statement(statement.node), block=block, position=statement.position)
        found["inline"] = self.inline(statement)
        self.statements.append(found)
        return number

    def inline(self, statement):
        start = self.text.start(statement.node)
        if statement.before is not None:
            return None if self.text.breaks(self.text.end(statement.before.node), start) else {"by": "semicolon"}
        if statement.block.find_header is None:
            return None
        at, colon = statement.block.find_header()
        if self.text.breaks(colon, start):
            return None
        line, column = self.text.place(at)
        colon_line, colon_column = self.text.place(colon)
        return {"by": "header", "header": {"line": line, "column": column, "colonLine": colon_line, "colonColumn": colon_column}}

    def statement_of_import(self, node, scope, statement, type_only):
        is_from = isinstance(node, ast.ImportFrom)
        names = []
        for alias in node.names:
            text = alias.name + (" as " + alias.asname if alias.asname else "")
            names.append({"name": alias.name, "as": alias.asname, "text": text, "bound": "*" if alias.name == "*" else self.reader.mangled(bound_by(alias, node), scope)})
        found = dict(self.span(node), kind="from" if is_from else "import", module=(node.module or "") if is_from else "")
        found.update(level=node.level if is_from else 0, names=names, isLazy=bool(getattr(node, "is_lazy", 0)))
        found.update(scope=self.scope(scope), statement=self.statement(statement), isTypeOnly=type_only)
        deleted = self.reader.checks.get(node)
        if deleted is not None:
            found.update(deleted=self.span(deleted))
        return found


def is_flag(node):
    """`NAME = constant`"""
    return isinstance(node, ast.Assign) and all(isinstance(each, ast.Name) for each in node.targets) and isinstance(node.value, ast.Constant)


def kind_of_statement(node):
    if isinstance(node, FUNCTIONS):
        return "def"
    for kind, types in (("class", ast.ClassDef), ("if", ast.If), ("loop", LOOPS), ("with", WITHS), ("try", TRIES), ("match", MATCH)):
        if types and isinstance(node, types):
            return kind
    return "simple"


def unread(line, reason):
    return {"unread": {"line": line or 1, "reason": reason}}


def facts_of(file, words):
    try:
        data, tree = parsed(file)
        reader = Reader(data, words, tree=tree)
        try:
            return reader.read()
        finally:
            # Its blocks know how to ask it for their headers: a circle.
            vars(reader).clear()
    except SyntaxError as error:
        return unread(error.lineno, "syntax: %s" % error.msg)
    except OSError as error:
        return unread(1, "file: %s" % (error.strerror or error))
    except (RecursionError, MemoryError):
        return unread(1, "syntax: nested too deeply")
    except ValueError as error:
        return unread(1, "syntax: %s" % error)


def answers(lines):
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(10000)
    words = json.loads(next(lines))["words"]
    for line in lines:
        yield json.dumps(facts_of(json.loads(line)["file"], words), separators=(",", ":"))


def main():
    for answer in answers(sys.stdin):
        sys.stdout.write(answer + "\n")


if __name__ == "__main__":
    main()
