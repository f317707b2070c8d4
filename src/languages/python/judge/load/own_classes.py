"""Says which of a file's own classes `cls`, `type(self)` and `self.__class__` may be in a method.

For the scripts beside it; imports nothing of what it reads. Written for 3.8 and later.
"""

import ast
import sys

from file_names import DEFS

OF_CLASSES = {"__init_subclass__", "__class_getitem__", "__new__"}
# Behind these a method is still one of instances.
OF_INSTANCES = {"abstractmethod", "cached_property", "final", "override", "property"}
MOST_STEPS = 50
# Another metaclass may give a class other bases than those that are written.
METACLASSES = {"ABCMeta", "EnumMeta", "EnumType", "type"}
# Modules of the standard library, which derive from no program's classes; all of them are told since 3.10 only.
STANDARD = getattr(sys, "stdlib_module_names", {"abc", "argparse", "collections", "enum", "io", "json", "logging", "threading", "typing"})


def may_be(file, expression, name):
    """Whether an expression for a method's own class may be the file's class of this name; true where that isn't known."""
    method_class, is_made_by_it = class_of(file, expression)
    named = [node for node in file.definitions if node.name == name]
    if method_class is None or len(named) != 1 or not is_class(file, named[0]):
        return True
    return (made_by if is_made_by_it else derives)(file, named[0], method_class, frozenset())


def is_class(file, node):
    return isinstance(node, ast.ClassDef) and node in file.tree.body


def class_of(file, expression):
    """
    The class of the module's own block in whose method the expression stands, None where the expression may be of another, and whether that
    is a metaclass, and the expression a class that it makes.
    """
    of_instance = not isinstance(expression, ast.Name)
    parts = [each for each in ast.walk(expression) if isinstance(each, ast.Name) and each.id != "type"]
    method = expression
    while not isinstance(method, DEFS + (ast.Lambda, ast.Module)):
        method = file.parents[method]
    owner = file.parents.get(method)
    if len(parts) != 1 or not isinstance(method, DEFS) or not isinstance(owner, ast.ClassDef) or not is_class(file, owner):
        return None, False
    arguments = (list(getattr(method.args, "posonlyargs", [])) + method.args.args)[:1]
    first = arguments[0].arg if arguments else None
    bound = any(isinstance(each, ast.Name) and each.id == first and not isinstance(each.ctx, ast.Load) for each in ast.walk(method))
    if parts[0].id != first or bound:
        return None, False
    decorators = {each.id if isinstance(each, ast.Name) else "" for each in method.decorator_list}
    is_of_classes = method.name in OF_CLASSES or "classmethod" in decorators
    known = OF_INSTANCES if of_instance else {"classmethod", "staticmethod"} if is_of_classes else set()
    if of_instance and is_of_classes or not decorators <= known:
        return None, False
    return owner, not of_instance and not is_of_classes


def made_by(file, node, metaclass, met):
    """Whether a class may be made by a metaclass of the file's own."""
    if node in met or len(met) > MOST_STEPS:
        return True
    for keyword in node.keywords:
        if keyword.arg is None or keyword.arg == "metaclass" and base_is(file, keyword.value, derives, metaclass, met):
            return True
    return any(base_is(file, each, made_by, metaclass, met | {node}) for each in node.bases)


def derives(file, node, other, met):
    if node is other or node in met or len(met) > MOST_STEPS:
        return True
    for keyword in node.keywords:
        metaclass = keyword.value.attr if isinstance(keyword.value, ast.Attribute) else getattr(keyword.value, "id", None)
        if keyword.arg in (None, "metaclass") and metaclass not in METACLASSES:
            return True
    return any(base_is(file, each, derives, other, met | {node}) for each in node.bases)


def base_is(file, base, asked, other, met):
    """What `asked` says of a base, or of a metaclass, of a class."""
    while isinstance(base, ast.Subscript):
        base = base.value
    root = base
    while isinstance(root, ast.Attribute):
        root = root.value
    if not isinstance(root, ast.Name):
        return True
    own = [each for each in file.definitions if each.name == root.id]
    if own:
        return len(own) > 1 or base is not root or not is_class(file, own[0]) or asked(file, own[0], other, met)
    if root.id not in file.globals:
        return bool(file.stars) or base is not root
    imports = [each for each in file.tree.body if isinstance(each, (ast.Import, ast.ImportFrom)) and root.id in names_of(each)]
    if len(imports) != 1 or "" in file.globals[root.id]:
        return True
    (statement,) = imports
    if base is root and isinstance(statement, ast.ImportFrom):
        # What was there before the class does not derive from it.
        return statement.lineno > other.lineno
    return not all(path.split(".")[0] in STANDARD for path in file.globals[root.id])


def names_of(statement):
    return {each.asname or each.name.split(".")[0] for each in statement.names}
