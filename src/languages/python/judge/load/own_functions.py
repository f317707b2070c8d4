"""Which functions of a file's own its calls run, by name. For the scripts beside it. Written for 3.8 and later."""

import ast

from file_names import DEFS

BY_NAME = {"locals", "vars", "eval", "exec", "dir"}
"""Who has these may reach a parameter without naming it."""


def own_functions(file):
    """{name: the one function of the module's own block} for the names that stand for that wherever the file has them."""
    bound = {}
    for node in file.nodes:
        for name in names_bound(node):
            bound.setdefault(name, []).append(node)
    if "*" in bound:
        return {}
    block = file.tree.body
    alone = {name: each[0] for name, each in bound.items() if len(each) == 1 and name not in file.declared}
    return {name: each for name, each in alone.items() if type(each) in DEFS and each in block and is_plain(each)}


def names_bound(node):
    """What one node binds in its scope; "*" of a star import."""
    kind = type(node)
    if kind in DEFS or kind is ast.ClassDef:
        return (node.name,)
    if kind is ast.arg:
        return (node.arg,)
    if kind is ast.Name:
        return () if type(node.ctx) is ast.Load else (node.id,)
    if kind is ast.ExceptHandler or kind.__name__ in ("MatchAs", "MatchStar"):
        return (node.name,) if node.name else ()
    if kind.__name__ == "MatchMapping":
        return (node.rest,) if node.rest else ()
    if kind in (ast.Import, ast.ImportFrom):
        return [alias.asname or alias.name.split(".")[0] for alias in node.names]
    return ()


def is_plain(function):
    """Undecorated, and with nothing that asks for names."""
    return not function.decorator_list and not reaches_names(function)


def reaches_names(node):
    return any(isinstance(each, ast.Name) and each.id in BY_NAME for each in ast.walk(node))


def declares(node, names):
    """Whether some of the names may be those of another scope."""
    return any(isinstance(each, (ast.Global, ast.Nonlocal)) and not names.isdisjoint(each.names) for each in ast.walk(node))
