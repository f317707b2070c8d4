"""Source files and their trees: in a process that stays, each is read and parsed once, for all scripts that look at it.

For the scripts beside it, which change no tree. Written for 3.8 and later.
"""

import ast

KEPT = {}
# How many bytes of sources may still be kept: none, unless somebody asks for it. Trees take thirty to sixty times their sources.
ROOM = [0]


def parsed(file):
    """(bytes, tree); raises what reading and parsing raise."""
    found = KEPT.get(file)
    if found is None:
        with open(file, "rb") as opened:
            data = opened.read()
        found = data, ast.parse(data)
        if len(data) <= ROOM[0]:
            ROOM[0] -= len(data)
            KEPT[file] = found
    return found


# By class of nodes the fields that can hold nodes which say something; whether all that a list there holds are nodes.
FIELDS = {ast.Name: (), ast.Constant: (), ast.alias: ()}
PLAIN = {"ctx", "op", "ops", "id", "attr", "kind", "level", "type_comment", "lineno"}
WHOLE = {"body", "orelse", "finalbody", "handlers", "items", "targets", "decorator_list", "elts", "args", "keywords", "generators", "values"}
WHOLE |= {"comparators", "ifs", "bases", "posonlyargs", "kwonlyargs", "defaults", "cases", "patterns", "kwd_patterns", "type_params"}


def is_lazy_list(node):
    """`__lazy_modules__ = ["a", "b.c"]`: these texts are for the interpreter, which looks for no module by them."""
    target, value = node.targets[0], node.value
    if type(target) is not ast.Name or target.id != "__lazy_modules__" or len(node.targets) != 1:
        return False
    return isinstance(value, (ast.List, ast.Tuple, ast.Set)) and all(type(each) is ast.Constant for each in value.elts)


def children(node):
    """As `ast.iter_child_nodes`, without operators and contexts."""
    kind = type(node)
    if kind is ast.Assign and is_lazy_list(node):
        return node.targets
    fields = FIELDS.get(kind)
    if not fields:
        if fields is not None:
            return ()
        fields = FIELDS[kind] = tuple((field, field in WHOLE) for field in node._fields if field not in PLAIN)
    found = []
    for field, is_whole in fields:
        value = getattr(node, field, None)
        if value is None:
            continue
        kind = type(value)
        if kind is list:
            if not value:
                continue
            if is_whole:
                found += value
            else:
                found += [each for each in value if isinstance(each, ast.AST)]
        elif kind is not str and isinstance(value, ast.AST):
            found.append(value)
    return found


def walk(node):
    """As `ast.walk`, without operators and contexts: what stands higher comes first."""
    found = [node]
    for each in found:
        yield each
        found.extend(children(each))


def keep(most_bytes):
    ROOM[0] = most_bytes
