"""Says what comprehensions hold, as far as it follows from constants: a shape is "constant", ("of", shape of the items),
("map", shape of the keys, shape of the values), ("pair", shape, shape), or None for anything else. Written for 3.8 and later.
"""

import ast

COPYING = {"list", "set", "tuple", "frozenset", "sorted", "reversed", "iter"}
MOST_DEPTH = 20


def is_flat(reader, node):
    """Whether a comprehension gives a container of what never changes."""
    return shape(reader, node, 0) in (("of", "constant"), ("map", "constant", "constant"))


def shape(reader, node, depth):
    if depth > MOST_DEPTH:
        return None
    if isinstance(node, ast.Name) and node.id in reader.targets:
        return reader.targets[node.id]
    if reader.is_constant(node, 0):
        return "constant"
    deeper = depth + 1
    if isinstance(node, ast.Name):
        values = reader.bound_to(node.id)
        return same([shape(reader, each, deeper) for each in values]) if values and not reader.is_filled(node.id) else None
    if isinstance(node, (ast.List, ast.Set, ast.Tuple)):
        return of(same([shape(reader, each, deeper) for each in node.elts]) if node.elts else "constant")
    if isinstance(node, ast.Dict):
        if None in node.keys:
            return None
        return mapping(*(same([shape(reader, each, deeper) for each in parts]) if parts else "constant" for parts in (node.keys, node.values)))
    if isinstance(node, (ast.ListComp, ast.SetComp, ast.DictComp)):
        return comprehended(reader, node, deeper)
    if isinstance(node, ast.Call):
        return called(reader, node, deeper)
    return None


def called(reader, node, depth):
    if isinstance(node.func, ast.Attribute):
        if node.func.attr in ("split", "rsplit", "splitlines"):
            return of("constant") if reader.is_constant(node.func.value, 0) else None
        holder = shape(reader, node.func.value, depth)
        if holder is None or holder[0] != "map" or node.args or node.keywords:
            return None
        return {"items": of(("pair", *holder[1:])), "keys": of(holder[1]), "values": of(holder[2])}.get(node.func.attr)
    name = node.func.id if isinstance(node.func, ast.Name) and node.func.id not in reader.file.globals else None
    if name == "range":
        return of("constant")
    items = [item(shape(reader, each, depth)) for each in node.args]
    if name in COPYING and len(items) == 1:
        return of(items[0])
    if name == "enumerate" and items and items[0] is not None:
        return of(("pair", "constant", items[0]))
    if name == "zip" and len(items) == 2 and None not in items:
        return of(("pair", *items))
    return None


def comprehended(reader, node, depth):
    before = reader.targets
    reader.targets = dict(before)
    try:
        for each in node.generators:
            if each.is_async or not bind(reader.targets, each.target, item(shape(reader, each.iter, depth))):
                return None
        if isinstance(node, ast.DictComp):
            return mapping(shape(reader, node.key, depth), shape(reader, node.value, depth))
        return of(shape(reader, node.elt, depth))
    finally:
        reader.targets = before


def bind(targets, target, found):
    if isinstance(target, ast.Name):
        targets[target.id] = found
        return True
    if not isinstance(target, ast.Tuple) or any(not isinstance(each, ast.Name) for each in target.elts):
        return False
    parts = found[1:] if found is not None and found[0] == "pair" and len(target.elts) == 2 else [item(found)] * len(target.elts)
    targets.update((each.id, part) for each, part in zip(target.elts, parts))
    return True


def item(found):
    """What going through it gives."""
    if found is None or found == "constant":
        return found
    return same(list(found[1:])) if found[0] == "pair" else found[1]


def same(shapes):
    return shapes[0] if all(each == shapes[0] for each in shapes) else None


def of(found):
    return None if found is None else ("of", found)


def mapping(keys, values):
    return None if keys is None or values is None else ("map", keys, values)
