"""Source files and their trees: in a process that stays, each is read and parsed once, for all scripts that look at it.

For the scripts beside it, which change no tree. Written for 3.8 and later.
"""

import ast

# A tree takes about a hundred times its source.
MOST_BYTES = 4_000_000
KEPT = {}
# How many bytes of sources may still be kept: none, unless somebody asks for it.
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


def keep():
    ROOM[0] = MOST_BYTES
