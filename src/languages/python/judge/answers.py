"""Answers for the scripts beside it, in one process that stays: each is loaded once, and a file that several look at parsed once.

    python -I -S answers.py BYTES          so many bytes of sources are kept parsed

Reads from stdin a line of JSON {"script": name, "head": [line], "count": number}, then so many lines of questions, and prints a line for
each, as that script does by itself; then the next. Written for 3.8 and later.
"""

import gc
import importlib
import json
import os
import signal
import sys
import warnings

# An isolated interpreter does not look beside its script.
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import parsed  # noqa: E402

SCRIPTS = {"facts", "lookers", "program_wide", "taken_facts", "changes", "load_facts", "bound_names"}


def main():
    warnings.simplefilter("ignore")
    # Ctrl-C in a terminal reaches all that were started from it; who asks decides when this ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Trees are kept, and hold no circles: to look through them for garbage again and again takes longer than to parse them.
    gc.disable()
    parsed.keep(int(sys.argv[1]))
    while True:
        line = sys.stdin.readline()
        if not line:
            # To free trees node by node takes as long as to make them.
            os._exit(0)
        asked = json.loads(line)
        if asked["script"] not in SCRIPTS:
            raise ValueError(asked["script"])
        script = importlib.import_module(asked["script"])
        questions = [sys.stdin.readline() for _ in range(asked["count"])]
        for answer in script.answers(iter(asked["head"] + questions)):
            sys.stdout.write(answer + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
