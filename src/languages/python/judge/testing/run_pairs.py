"""Runs programs and what became of them; says where they differ.

Usage: run_pairs.py FOLDER, with a JSON list of [before, after, places] on stdin, places as [line, column]; prints a JSON list
with null or what is wrong for each. The folder goes onto the path.
"""

import ast
import json
import sys

sys.path.insert(0, sys.argv[1])


def outcome(source):
    names = {"__name__": "program"}
    said = []
    try:
        exec(compile(source, "program", "exec"), names)
        functions = names["calls"]()
    except Exception as error:
        return ["load: %s: %s" % (type(error).__name__, error)]
    for function in functions:
        for n in range(6):
            names["r"].clear()
            try:
                result = function(n)
            except Exception as error:
                result = "%s: %s" % (type(error).__name__, error)
            said.append(repr((function.__name__, n, result, names["r"])))
    return said


def misplaced(source, places):
    """A place that is no statement of a function, or stands in more than branches."""
    tree = ast.parse(source)
    around = {}

    def walk(node, kinds):
        for child in ast.iter_child_nodes(node):
            inner = kinds + [type(child).__name__]
            if isinstance(child, ast.stmt):
                line, column = child.lineno, child.col_offset
                for decorator in getattr(child, "decorator_list", [])[:1]:
                    line = decorator.lineno
                text = source.split("\n")[line - 1].encode()[:column].decode()
                around[(line, len(text.encode("utf-16-le")) // 2 + 1)] = kinds
            walk(child, inner)

    walk(tree, [])
    for line, column in places:
        kinds = around.get((line, column))
        if kinds is None:
            return "no statement begins at %d:%d" % (line, column)
        while kinds and kinds[-1] in ("If", "Match", "match_case"):
            kinds = kinds[:-1]
        if not kinds or kinds[-1] not in ("FunctionDef", "AsyncFunctionDef"):
            return "%d:%d stands in %s" % (line, column, kinds)
    return None


problems = []
for before, after, places in json.load(sys.stdin):
    wrong = misplaced(before, places)
    if wrong is None:
        first, second = outcome(before), outcome(after)
        if first != second:
            pairs = [pair for pair in zip(first, second) if pair[0] != pair[1]]
            wrong = repr(pairs[0] if pairs else (len(first), len(second)))
    problems.append(wrong)
print(json.dumps(problems))
