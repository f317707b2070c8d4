"""Says where the names that `name_scopes.py` finds bound in modules, functions and classes are not those of CPython's own `symtable`.

`python compare_name_scopes.py` reads paths from stdin, each as JSON on a line of its own, and prints for each a list of differences.
"""

import ast
import json
import os
import sys
import symtable

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.dirname(HERE), os.path.dirname(os.path.dirname(HERE))]
from file_names import COMPREHENSIONS  # noqa: E402
from name_scopes import FUNCTIONS, scoped  # noqa: E402

# What the compiler itself puts into classes.
OF_COMPILER = {"__class__", "__classdict__", "__classcell__", "__static_attributes__", "__conditional_annotations__", "__annotations__", "__type_params__"}


def is_plain(name):
    """Private names of a class are others to the compiler."""
    return name not in OF_COMPILER and "__" not in name.strip("_") and not (name.startswith("__") and not name.endswith("__"))


def ours(tree):
    """By place the names that are bound, and those of comprehensions within, which the compiler takes for the function's from 3.12 on."""
    found = {}
    module, nodes = scoped(tree)
    scopes = {id(scope): scope for scope in [module] + [scope for _, _, scope in nodes]}.values()
    within = {}
    for scope in scopes:
        above = scope
        while isinstance(above.node, COMPREHENSIONS):
            above = above.above
            within.setdefault(id(above), set()).update(scope.bound)
    for scope in scopes:
        node = scope.node
        if isinstance(node, ast.Module):
            key = "module", "top", 0
        elif isinstance(node, ast.ClassDef):
            key = "class", node.name, node.lineno
        elif isinstance(node, FUNCTIONS) and not isinstance(node, ast.Lambda):
            key = "function", node.name, node.lineno
        else:
            continue
        bound = {name for name in scope.bound - scope.globals - scope.outer if is_plain(name)}
        found[key] = bound, within.get(id(scope), set()) if sys.version_info >= (3, 12) else set()
    return found


def theirs(table, found):
    for each in table.get_children():
        theirs(each, found)
    if str(table.get_type()) not in ("module", "class", "function") or table.get_name() in ("lambda", "listcomp", "setcomp", "dictcomp", "genexpr"):
        return found
    bound = {
        symbol.get_name()
        for symbol in table.get_symbols()
        if symbol.is_local() and (symbol.is_assigned() or symbol.is_imported() or symbol.is_parameter() or symbol.is_namespace())
    }
    line = 0 if table.get_type() == "module" else table.get_lineno()
    found[table.get_type(), table.get_name(), line] = {name for name in bound if is_plain(name)}
    return found


def differences(file):
    with open(file, "rb") as opened:
        source = opened.read()
    try:
        tree = ast.parse(source)
        table = symtable.symtable(source, file, "exec")
    except (SyntaxError, ValueError):
        return []
    own, other = ours(tree), theirs(table, {})
    found = ["%s %s, line %d: only in one of the two" % key for key in sorted(set(own) ^ set(other))]
    for key in set(own) & set(other):
        bound, within = own[key]
        if bound - other[key] or other[key] - bound - within:
            found.append("%s %s, line %d: %s" % (*key, ", ".join(sorted(bound ^ other[key]))))
    return found


for line in sys.stdin:
    print(json.dumps(differences(json.loads(line))))
