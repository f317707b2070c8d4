"""Compares the scopes that facts.py finds with CPython's own symbol tables, file by file.

Usage: compare_scopes.py FACTS.PY, with one path a line as JSON on stdin; prints one JSON list of differences a line.
"""

import ast
import importlib.util
import json
import symtable
import sys
import warnings

sys.setrecursionlimit(20000)
warnings.simplefilter("ignore")
spec = importlib.util.spec_from_file_location("facts", sys.argv[1])
facts = importlib.util.module_from_spec(spec)
spec.loader.exec_module(facts)

# Scopes that symtable has and a reader of names needs not: annotations' own ones came with 3.14.
KINDS = {"function": "function", "lambda": "function", "comprehension": "function", "class": "class", "module": "module"}
IMPLICIT = {".0", "__class__", "__classdict__", ".type_params", ".generic_base", "__conditional_annotations__", ".defaults", ".kwdefaults", "__static_attributes__", "__type_params__", "__classcell__", ".format"}


def name_of(scope):
    if scope.kind == "lambda":
        return "lambda"
    if scope.kind == "comprehension":
        return scope.name[1:-1]
    return scope.name


class Names:
    """What a scope's names mean, and those of which symtable says something only at times."""

    def __init__(self):
        self.meanings = {}
        self.optional = {"__class__", "__classcell__", "__type_params__"}


def said_by_us(reader, inlined):
    tables = {}
    for scope in [reader.module] + reader.scopes:
        if scope.kind in KINDS:
            tables[scope] = Names()
    for name, by, scope, statement, role, node, path, type_only, annotation, index in reader.occurrences:
        if by == "global":
            # Declared global in a function, it is in the module's table too.
            tables[reader.module].optional.add(name)
        outer, is_bound = scope, False
        # Since 3.12 a comprehension's names are its function's.
        while outer.kind == "comprehension" and inlined(outer):
            is_bound = is_bound or name in outer.binds
            outer = outer.within
            if is_bound and outer in tables:
                tables[outer].optional.add(name)
        if outer not in tables:
            continue
        if role in ("annotation", "string-annotation", "string-type"):
            tables[outer].optional.add(name)
        else:
            tables[outer].meanings[name] = meaning(outer, name)
    for scope in list(tables):
        if scope.kind == "comprehension" and inlined(scope):
            del tables[scope]
    return tables


def meaning(scope, name):
    if scope.kind == "module":
        return "global"
    found = scope.resolve(name)
    if found is None:
        return "global"
    return "local" if found is scope else "free"


def said_by_symtable(table):
    said = {}
    for name in table.get_identifiers():
        if name in IMPLICIT:
            continue
        symbol = table.lookup(name)
        if not (symbol.is_referenced() or symbol.is_assigned() or symbol.is_parameter() or symbol.is_imported() or symbol.is_global()):
            continue
        if table.get_type() == "module" or str(table.get_type()).endswith("MODULE"):
            said[name] = "global"
        else:
            said[name] = "free" if symbol.is_free() else "global" if symbol.is_global() else "local"
    return said


def kind_of(table):
    kind = table.get_type()
    return str(getattr(kind, "value", kind))


def tables_below(table):
    yield table
    for inner in table.get_children():
        yield from tables_below(inner)


def key_of(scope):
    if scope.kind == "module":
        return ("module", "top", 0)
    return (KINDS[scope.kind], name_of(scope), scope.node.lineno)


def compare(file):
    with open(file, "rb") as source:
        data = source.read()
    reader = facts.Reader(data, (), False)
    reader.read()
    top = symtable.symtable(data, file, "exec")
    ours, theirs = {}, {}
    for table in tables_below(top):
        kind = kind_of(table)
        if kind in ("function", "class", "module"):
            line = 0 if kind == "module" else table.get_lineno()
            theirs.setdefault((kind, table.get_name().strip("<>"), line), []).append(said_by_symtable(table))
    for scope, names in said_by_us(reader, lambda scope: key_of(scope) not in theirs).items():
        ours.setdefault(key_of(scope), []).append(names)
    problems = []
    for key in sorted(set(ours) | set(theirs)):
        mine, other = ours.get(key, []), theirs.get(key, [])
        if key[:2] == ("function", "top"):
            # symtable of 3.8 takes it for the module.
            continue
        if len(mine) != len(other):
            problems.append("%s: %d scopes, symtable %d" % (key, len(mine), len(other)))
            continue
        pool = list(other)
        for names in mine:
            # Several on one line: in whatever order, each must have its like.
            best = min(pool, key=lambda said: len(differences(names, said)))
            pool.remove(best)
            problems += ["%s: %s" % (key, d) for d in differences(names, best)]
    return problems


def differences(ours, other):
    mine = ours.meanings
    names = sorted((set(mine) | set(other)) - ours.optional)
    return ["%s: %s, symtable %s" % (n, mine.get(n), other.get(n)) for n in names if mine.get(n) != other.get(n)]


for line in sys.stdin:
    file = json.loads(line)
    try:
        result = compare(file)
    except SyntaxError:
        result = []
    except (RecursionError, ValueError, UnicodeDecodeError) as error:
        result = ["%s: %s" % (type(error).__name__, error)]
    print(json.dumps(result))
