"""Compares the scopes and positions that facts.py finds with CPython's own symbol tables and tree, file by file.

Usage: compare_scopes.py FACTS.PY, with one path a line as JSON on stdin; prints one JSON list of differences a line.
"""

import ast
import importlib.util
import json
import re
import symtable
import sys
import warnings

sys.setrecursionlimit(20000)
sys.dont_write_bytecode = True
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
            if outer is not scope and tables[outer].meanings[name] == "free":
                # What only hands a name on to a scope within it knows nothing of a use that became its own.
                tables[outer].optional.add(name)
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


def misplaced(reader, data):
    """Where a use's place in UTF-16 units does not lead to its name, or a statement's to one of the tree's."""
    lines = [line.encode("utf-16-le", "surrogatepass") for line in reader.text.lines]
    emitted = facts.Emitter(reader).facts()
    found = []

    def at(place):
        return lines[place["line"] - 1][2 * (place["column"] - 1) :].decode("utf-16-le", "surrogatepass")

    for use in emitted["uses"]:
        rest = at(use)
        mangled = re.fullmatch(r"_[^_]\w*?(__\w*[^_]_?)", use["name"])
        name = mangled.group(1) if mangled and rest.startswith("__") else use["name"]
        if use["by"] == "load" and use["role"] not in ("string-annotation", "string-type") and name not in rest[: len(name) + 60]:
            # Inside of a string before 3.12 its place is the string's.
            if sys.version_info >= (3, 12) or not rest.lower().lstrip("rubft").startswith(("'", '"', "(")):
                found.append("%s at %d:%d: %r" % (use["name"], use["line"], use["column"], rest[:20]))
        if use["by"] == "load" and use["role"] is None and sys.version_info >= (3, 12) and not rest.startswith(name):
            found.append("%s at %d:%d: %r" % (use["name"], use["line"], use["column"], rest[:20]))
    starts = {}
    for node in ast.walk(reader.tree):
        if isinstance(node, ast.stmt):
            line = reader.text.lines[node.lineno - 1].encode("utf-8", "surrogatepass")
            column = len(line[: node.col_offset].decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass")) // 2 + 1
            starts[(node.lineno, column)] = node
    for statement in emitted["statements"]:
        rest = at(statement)
        if rest.startswith("@"):
            continue
        node = starts.get((statement["line"], statement["column"]))
        if node is None or node.end_lineno != statement["endLine"]:
            found.append("no statement begins at %d:%d" % (statement["line"], statement["column"]))
        block = emitted["blocks"][statement["block"]]
        if block["header"] is None and statement["position"] == 0:
            continue
        alone = lines[statement["line"] - 1][: 2 * (statement["column"] - 1)].decode("utf-16-le", "surrogatepass").strip() == ""
        if alone != (statement["inline"] is None) and not reader.text.lines[statement["line"] - 2].endswith("\\"):
            found.append("%d:%d inline: %s" % (statement["line"], statement["column"], statement["inline"]))
        header = (statement["inline"] or {}).get("header")
        if header is not None and not at({"line": header["colonLine"], "column": header["colonColumn"]}).startswith(":"):
            found.append("no colon at %s" % header)
    for block in emitted["blocks"]:
        words = ("if", "elif", "else", "case", "def", "async", "class")
        if block["header"] is not None and not block["header"].startswith(words):
            found.append("header %r" % block["header"])
        if block["header"] is not None and at(block)[:4] != block["header"][:4] and "\n" not in at(block)[:4]:
            found.append("header %r at %r" % (block["header"], at(block)[:20]))
    return found


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
    problems = misplaced(reader, data)
    for key in sorted(set(ours) | set(theirs)):
        mine, other = ours.get(key, []), theirs.get(key, [])
        if key[:2] == ("function", "top"):
            # symtable of 3.8 takes it for the module.
            continue
        if len(mine) != len(other):
            problems.append("%s: %d scopes, symtable %d" % (key, len(mine), len(other)))
            continue
        for names, said in unlike(mine, other):
            problems += ["%s: %s" % (key, d) for d in differences(names, said)]
    return problems


def unlike(ours, theirs):
    """Several scopes on one line, in whatever order: pairs of those left when as many as can be have their like."""
    owners = {}

    def has_like(at, seen):
        for like, said in enumerate(theirs):
            if like not in seen and not differences(ours[at], said):
                seen.add(like)
                # One that fits several may give way.
                if like not in owners or has_like(owners[like], seen):
                    owners[like] = at
                    return True
        return False

    left = [ours[at] for at in range(len(ours)) if not has_like(at, set())]
    return zip(left, [said for like, said in enumerate(theirs) if like not in owners])


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
