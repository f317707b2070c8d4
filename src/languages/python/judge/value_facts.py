"""Says of statements `NAME = expression` of a module what the expression is made of: for facts.py, which runs nothing of it."""

import ast

OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.FloorDiv, ast.Mod, ast.BitOr, ast.BitAnd, ast.LShift, ast.RShift, ast.Pow)


def values_in(tree, imported):
    """The statements of the module's own block that bind one name to what reads an imported one, by their nodes."""
    found = {}
    for node in tree.body:
        target = value_target(node)
        if target is not None and any(isinstance(child, ast.Name) and child.id in imported for child in ast.walk(node.value)):
            found[node] = target
    return found


def value_target(node):
    if isinstance(node, ast.Assign) and len(node.targets) == 1:
        target = node.targets[0]
    elif isinstance(node, ast.AnnAssign) and node.value is not None and node.simple:
        target = node.target
    else:
        return None
    return target.id if isinstance(target, ast.Name) and target.id.isascii() else None


def made_of(node):
    """A `Made` of facts.ts."""
    if is_constant(node):
        return {"kind": "constant"}
    path = path_of(node)
    if path is not None:
        return {"kind": "path", "path": path, "line": node.lineno}
    if isinstance(node, (ast.Tuple, ast.List)):
        return display(node.elts)
    if isinstance(node, ast.Dict) and all(key is not None and is_constant(key) for key in node.keys):
        return display(node.values)
    if isinstance(node, ast.Set) and all(is_constant(child) for child in node.elts):
        return {"kind": "constant"}
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return {"kind": "flags", "parts": [made_of(node.left), made_of(node.right)], "line": node.lineno}
    if isinstance(node, ast.Call):
        return call(node)
    return {"kind": "other", "what": type(node).__name__, "line": node.lineno}


def display(nodes):
    return {"kind": "display", "parts": [made_of(node) for node in nodes]}


def call(node):
    path = path_of(node.func)
    given = node.args + [keyword.value for keyword in node.keywords]
    starred = any(isinstance(child, ast.Starred) for child in node.args) or any(keyword.arg is None for keyword in node.keywords)
    if path is None or starred:
        return {"kind": "other", "what": "Call", "line": node.lineno}
    first = node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else None
    return {
        "kind": "call",
        "path": path,
        "line": node.lineno,
        "parts": [made_of(child) for child in given],
        "arguments": len(node.args),
        "text": first if isinstance(first, str) and first.isprintable() else None,
    }


def path_of(node):
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return None
    parts.append(node.id)
    return ".".join(reversed(parts))


def is_constant(node):
    """Made of literals alone: the same whenever it is made, and nobody's code runs."""
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.JoinedStr):
        return all(isinstance(child, ast.Constant) for child in node.values)
    if isinstance(node, ast.UnaryOp):
        return is_constant(node.operand)
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, OPERATORS) and is_number(node.left) and is_number(node.right)
    return isinstance(node, ast.Tuple) and all(is_constant(child) for child in node.elts)


def is_number(node):
    if isinstance(node, ast.Constant):
        return isinstance(node.value, (int, float))
    return isinstance(node, ast.BinOp) and is_constant(node)
