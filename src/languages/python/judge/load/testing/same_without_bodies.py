"""Reads [file, short source in base64] as JSON lines; prints the files whose trees differ beyond functions' bodies."""

import ast
import base64
import json
import sys
import warnings

warnings.simplefilter("ignore")
sys.setrecursionlimit(20000)


def shape(source):
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            node.body = []
        # Ends move with what was left out.
        if hasattr(node, "body"):
            node.end_lineno = node.end_col_offset = None
    return ast.dump(tree, include_attributes=True)


read = 0
for line in sys.stdin:
    file, short = json.loads(line)
    with open(file, "rb") as opened:
        source = opened.read()
    try:
        expected = shape(source)
    except (SyntaxError, ValueError, RecursionError):
        continue
    read += 1
    try:
        same = shape(base64.b64decode(short)) == expected
    except SyntaxError:
        same = False
    if not same:
        print(file)
print("read", read > 300)
