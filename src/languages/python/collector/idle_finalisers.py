"""Which finalisers (`__del__`) of a source do nothing while an attribute of their object has a certain value.

Used by at_exit.py and, where a bundle is laid out, by lay_out.py. What the value is right now, idle_now.py says.
"""

import ast

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def idle_finalisers(source):
    """
    {(qualified name, line): (attribute, state)} of a module's source, as bytes.

    state: what the attribute is while nothing happens: "none", "other" (not None), "false" (None or False), "true" (True);
    "always" with no attribute, where nothing ever does
    """
    if b"__del__" not in source:
        return {}
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return {}
    found, waiting = {}, [(tree, "", False)]
    for node, prefix, is_class in waiting:
        for each in ast.iter_child_nodes(node):
            if isinstance(each, FUNCTIONS):
                if is_class and each.name == "__del__" and type(each) is ast.FunctionDef:
                    rule = rule_of(each)
                    if rule is not None:
                        found[prefix + each.name, each.lineno] = rule
                waiting.append((each, prefix + each.name + ".<locals>.", False))
            elif isinstance(each, ast.ClassDef):
                waiting.append((each, prefix + each.name + ".", True))
            else:
                waiting.append((each, prefix, is_class))
    return found


def rule_of(function):
    if function.decorator_list or not function.args.args:
        return None
    own = function.args.args[0].arg
    body = [each for each in function.body if not isinstance(each, ast.Pass) and not is_text(each)]
    if not body:
        return "", "always"
    first = body[0]
    if type(first) is not ast.If or first.orelse:
        return None
    if len(body) == 1:
        return state_of(first_operand(first.test, ast.And), own, False)
    last = first.body[0]
    if len(first.body) == 1 and type(last) is ast.Return and last.value is None:
        return state_of(first_operand(first.test, ast.Or), own, True)
    return None


def is_text(node):
    return type(node) is ast.Expr and type(node.value).__name__ in ("Str", "Constant")


def first_operand(test, kind):
    return test.values[0] if type(test) is ast.BoolOp and type(test.op) is kind else test


def state_of(test, own, wanted):
    """The state of an attribute in which the test gives `wanted`."""
    if type(test) is ast.UnaryOp and type(test.op) is ast.Not:
        return state_of(test.operand, own, not wanted)
    if type(test) is ast.Compare and len(test.ops) == 1 and is_none(test.comparators[0]):
        name = attribute_of(test.left, own)
        kinds = {ast.Is: ("other", "none"), ast.IsNot: ("none", "other")}.get(type(test.ops[0]))
        return (name, kinds[wanted]) if name and kinds else None
    name = attribute_of(test, own)
    return (name, "true" if wanted else "false") if name else None


def is_none(node):
    return type(node).__name__ in ("NameConstant", "Constant") and node.value is None


def attribute_of(node, own):
    """`x` of `self.x`; none of a private name, which the compiler changes."""
    if type(node) is not ast.Attribute or type(node.value) is not ast.Name or node.value.id != own:
        return None
    return None if node.attr.startswith("__") and not node.attr.endswith("__") else node.attr
