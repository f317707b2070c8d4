"""What CPython's ast says of rewritten sources: an independent truth for the tests of the rewriter.

Reads one JSON document a line on stdin and answers each with one on stdout:
{"list": PATH} -> {"imports": [{line, column, last, names: [{text, from}]}], "places": [{line, column}]} or null
{"check": {"before": BASE64, "after": BASE64, "edits": [EDIT...]}} -> null, or what is wrong
EDIT: {kind, line, column, index, places: [[line, column]...], values: [VALUE...]};
VALUE: {name, line, column, places, isServed}. Columns count UTF-16 units, from 1.
"""
import ast
import base64
import copy
import io
import json
import re
import sys
import tokenize
import warnings

warnings.simplefilter("ignore")
BODIES = ("body", "orelse", "finalbody", "handlers", "cases")


def lines_of(source):
    encoding = tokenize.detect_encoding(io.BytesIO(source).readline)[0]
    text = source.decode(encoding)
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


class Columns:
    def __init__(self, source):
        self.lines = lines_of(source)

    def of(self, line, offset):
        """A column in UTF-16 units from one in UTF-8 bytes, as ast counts."""
        before = self.lines[line - 1].encode("utf-8")[:offset].decode("utf-8")
        return len(before.encode("utf-16-le")) // 2 + 1


def statements(node):
    for field in BODIES:
        for each in getattr(node, field, None) or []:
            if isinstance(each, ast.stmt):
                yield each
            elif not isinstance(each, ast.AST) or field not in ("handlers", "cases"):
                continue
            if isinstance(each, ast.stmt) or field in ("handlers", "cases"):
                yield from statements(each)


def text_of(alias):
    return alias.name if alias.asname is None else alias.name + " as " + alias.asname


def module_of(node):
    return None if isinstance(node, ast.Import) else "." * node.level + (node.module or "")


def is_docstring(node, body):
    return body and body[0] is node and isinstance(node, ast.Expr)


def listed(path):
    with open(path, "rb") as file:
        source = file.read()
    try:
        tree = ast.parse(source)
        columns = Columns(source)
    except (SyntaxError, ValueError, RecursionError, LookupError, UnicodeError):
        return None
    imports = []
    for node in module_statements(tree):
        if not isinstance(node, (ast.Import, ast.ImportFrom)) or module_of(node) == "__future__":
            continue
        if node.names[0].name == "*":
            continue
        names = [{"text": text_of(alias), "from": module_of(node)} for alias in node.names]
        column = columns.of(node.lineno, node.col_offset)
        imports.append({"line": node.lineno, "column": column, "last": node.end_lineno, "names": names})
    places = []
    for function in ast.walk(tree):
        if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
            for node in own_statements(function):
                if not is_docstring(node, function.body):
                    places.append({"line": node.lineno, "column": columns.of(node.lineno, node.col_offset)})
    return {"imports": imports, "places": places}


def module_statements(node):
    """Statements that run while the module loads, those of its functions and classes left out."""
    for each in statements_of(node):
        yield each
        if not isinstance(each, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield from module_statements(each)


def own_statements(node):
    for each in statements_of(node):
        yield each
        if not isinstance(each, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            yield from own_statements(each)


def statements_of(node):
    for field in BODIES:
        children = getattr(node, field, None) or []
        # An `elif` is a statement for ast, but nothing can come before it.
        if field == "orelse" and isinstance(node, ast.If) and len(children) == 1:
            if isinstance(children[0], ast.If) and children[0].col_offset == node.col_offset:
                yield from statements_of(children[0])
                continue
        for each in children:
            if isinstance(each, ast.stmt):
                yield each
            else:
                yield from statements_of(each)


def expanded(names, node):
    """`import a, b` as two statements: the rewriter may write either."""
    if isinstance(node, ast.Import):
        return [ast.Import(names=[alias]) for alias in names]
    return [ast.ImportFrom(module=node.module, names=list(names), level=node.level)] if names else []


def edited(source, edits):
    """The tree that the edits "function" and "value" ask for."""
    tree = ast.parse(source)
    makers = Makers(source)
    columns = Columns(source)
    starts = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt):
            starts[node.lineno, columns.of(node.lineno, node.col_offset)] = node
    moved = {}
    gone = {}
    for edit in sorted(edits, key=lambda edit: (edit["line"], edit["column"], edit["index"])):
        node = starts[edit["line"], edit["column"]]
        gone.setdefault(id(node), set()).add(edit["index"])
        for place in edit["places"]:
            there = moved.setdefault(id(starts[tuple(place)]), {})
            there.setdefault(id(node), (node, []))[1].append(node.names[edit["index"]])
        for value in edit.get("values", ()):
            makers.add(value, starts, node, edit["index"])
    makers.finish(starts)

    def change(body):
        changed = []
        for node in body:
            for owner, names in moved.get(id(node), {}).values():
                changed += expanded(names, owner)
            changed += makers.asked.get(id(node), [])
            if id(node) in makers.made:
                changed += makers.made[id(node)]
            elif id(node) in gone:
                names = [alias for i, alias in enumerate(node.names) if i not in gone[id(node)]]
                changed += expanded(names, node)
            elif isinstance(node, (ast.Import, ast.ImportFrom)):
                changed += expanded(node.names, node)
            else:
                changed.append(node)
        return changed or ([ast.Pass()] if body else [])

    apply(tree, change)
    return tree


class Makers:
    """Functions that make values: by the statements that they replace, and what asks for them by the statements before which it stands."""

    def __init__(self, source):
        self.words = set(re.findall(r"\w+", source.decode("latin-1")))
        self.found = {}
        self.made = {}
        self.asked = {}

    def unused(self, name):
        while name in self.words:
            name += "_"
        self.words.add(name)
        return name

    def add(self, value, starts, node, index):
        at = starts[value["line"], value["column"]]
        found = self.found.setdefault((value["line"], value["column"]), {"value": value, "at": at, "imports": {}, "isServed": False})
        found["imports"].setdefault(id(node), (node, []))[1].append(node.names[index])
        found["isServed"] = found["isServed"] or value["isServed"]

    def finish(self, starts):
        table = self.unused("_made") if self.found else ""
        all_found = [found for _, found in sorted(self.found.items())]
        for found in all_found:
            name = found["value"]["name"]
            found["function"] = maker = self.unused("_make_" + name.lower().lstrip("_"))
            text = "def {0}():\n if {1!r} in {2}:\n  return {2}[{1!r}]\n return {2}.setdefault({1!r}, {3})"
            function = ast.parse(text.format(maker, name, table, name)).body[0]
            imports = [each for node, names in found["imports"].values() for each in expanded(names, node)]
            function.body[1:1] = imports + [copy.deepcopy(found["at"])]
            first = ast.parse(table + " = {}").body if found is all_found[0] else []
            self.made[id(found["at"])] = first + [function]
            for place in found["value"]["places"]:
                asked = ast.parse("{0} = {1}()".format(name, maker)).body
                self.asked.setdefault(id(starts[tuple(place)]), []).extend(asked)
        served = [found for found in all_found if found["isServed"]]
        if served:
            tests = "".join(" if name == {0!r}:\n  return {1}()\n".format(each["value"]["name"], each["function"]) for each in served)
            text = "def __getattr__(name):\n" + tests
            text += " message = f'module {__name__!r} has no attribute {name!r}'\n raise AttributeError(message)\n"
            text += "def __dir__():\n return sorted({*globals(), %s})" % ", ".join(repr(each["value"]["name"]) for each in served)
            self.made[id(all_found[-1]["at"])] += ast.parse(text).body


def apply(tree, change):
    for node in ast.walk(tree):
        for field in ("body", "orelse", "finalbody"):
            body = getattr(node, field, None)
            if isinstance(body, list):
                body[:] = change(body)


def plain(tree):
    def change(body):
        changed = []
        for node in body:
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                changed += expanded(node.names, node)
            else:
                changed.append(node)
        return changed

    apply(tree, change)
    if not tree.body or all(isinstance(node, ast.Pass) for node in tree.body):
        tree.body = []
    return tree


def checked(before, after, edits):
    try:
        compile(after, "after", "exec", dont_inherit=True)
        found = plain(ast.parse(after))
    except (SyntaxError, ValueError) as error:
        return "does not compile: %s" % error
    wanted = edited(before, edits)
    if not isinstance(wanted.body[0] if wanted.body else None, ast.AST):
        wanted.body = []
    if ast.dump(found) == ast.dump(wanted):
        return None
    a = [ast.dump(node) for node in wanted.body]
    b = [ast.dump(node) for node in found.body]
    for one, other in zip(a, b):
        if one != other:
            return "trees differ: wanted %s, found %s" % (one[:2000], other[:2000])
    return "trees differ: wanted %d statements, found %d" % (len(a), len(b))


def answer(asked):
    if "list" in asked:
        return listed(asked["list"])
    if "compile" in asked:
        try:
            compile(base64.b64decode(asked["compile"]), "after", "exec", dont_inherit=True)
        except (SyntaxError, ValueError) as error:
            return str(error)
        return None
    check = asked["check"]
    return checked(base64.b64decode(check["before"]), base64.b64decode(check["after"]), check["edits"])


sys.setrecursionlimit(20000)
for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
