"""Records fixtures/logs/*.log again: python3 .ci/record-logs.py VENVS [part of a file name]

VENVS is a folder with one virtual environment a version, VENVS/3.7 to VENVS/3.15; the table below says what is
installed in which (httpie and pytest in most, awscli 1.x in 3.10 and 3.13, gefyra 2.5.4 in 3.11 with what its wheel
forgets: alive-progress, cli-exit-tools, click, prompt_toolkit, tabulate; pytest-xdist in 3.12). A recording whose version is missing is skipped and named. Paths of this machine
are replaced, nothing else.
"""

import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LOGS = os.path.join(ROOT, "fixtures", "logs")
PROGRAMS = os.path.join(LOGS, "programs")
PYTEST = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "tests_sample"]
VERSIONS = ["3.%d" % minor for minor in range(7, 16)]

# file, version, value of -X importtime ("env": asked for in the environment, which all descendants see), further words
RUNS = [("boot-%s.log" % version, version, "", ["-c", "pass"]) for version in VERSIONS] + [
    ("boot-3.14-cached.log", "3.14", "=2", ["-c", "pass"]),
    ("boot-3.15-cached.log", "3.15", "=2", ["-c", "pass"]),
    ("pip-3.7.log", "3.7", "", ["-m", "pip", "list", "--help"]),
    ("pip-3.14-cached.log", "3.14", "=2", ["-m", "pip", "--version"]),
    ("httpie-3.8.log", "3.8", "", ["-m", "httpie", "--version"]),
    ("httpie-3.15-cached.log", "3.15", "=2", ["-m", "httpie", "--version"]),
    ("pytest-3.9.log", "3.9", "", PYTEST),
    ("pytest-xdist-3.12.log", "3.12", "env", PYTEST + ["-n", "2"]),
    ("pytest-3.15-lazy-all.log", "3.15", "", ["-X", "lazy_imports=all"] + PYTEST),
    ("awscli-3.10.log", "3.10", "", ["-m", "awscli", "--version"]),
    ("awscli-3.13.log", "3.13", "", ["-m", "awscli", "--version"]),
    ("gefyra-3.11.log", "3.11", "", ["{bin}/gefyra", "--help"]),
    ("lazy-3.15.log", "3.15", "", ["lazy.py"]),
    ("lazy-3.15-cached.log", "3.15", "=2", ["lazy.py"]),
    ("lazy-all-3.15.log", "3.15", "", ["-X", "lazy_imports=all", "-m", "pip", "--version"]),
    ("subprocess-in-import-3.12.log", "3.12", "", ["-c", "import asks_git"]),
    ("fork-3.11.log", "3.11", "", ["fork.py"]),
    ("fork-at-once-3.13.log", "3.13", "", ["fork_at_once.py"]),
    ("spawn-3.9.log", "3.9", "", ["spawn.py"]),
    ("spawn-3.14.log", "3.14", "", ["spawn.py"]),
    ("threads-3.8.log", "3.8", "", ["threads.py"]),
    ("threads-3.14.log", "3.14", "", ["threads.py"]),
    ("noisy-3.12.log", "3.12", "", ["-W", "always", "noisy.py"]),
    ("noisy-3.14-cached.log", "3.14", "=2", ["-W", "always", "noisy.py"]),
    ("killed-3.10.log", "3.10", "", ["killed.py"]),
    ("killed-3.14-cached.log", "3.14", "=2", ["killed.py"]),
    ("caught-3.13.log", "3.13", "", ["caught.py"]),
]


def record(venvs, version, value, words):
    python = os.path.join(venvs, version, "bin", "python")
    if not os.path.exists(python):
        return None
    prefix, base = subprocess.check_output(
        [python, "-I", "-c", "import os, sys; print(sys.prefix); print(os.path.realpath(sys.base_prefix))"],
        encoding="utf-8").splitlines()
    # No compiled files are written: a second run would print the same rows, but leave traces in the sources.
    env = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
    words = [word.replace("{bin}", os.path.dirname(python)) for word in words]
    if value == "env":
        env["PYTHONPROFILEIMPORTTIME"] = "1"
    else:
        words = ["-X", "importtime" + value] + words
    done = subprocess.run([python] + words, cwd=PROGRAMS, env=env,
                          stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=120)
    log = done.stderr
    for path, name in ((PROGRAMS, "/home/user/project"), (os.path.abspath(os.path.join(venvs, version)), "/home/user/venv"),
                       (prefix, "/home/user/venv"), (base, "/opt/python")):
        log = log.replace(path.encode(), name.encode())
    return log


def derived(log):
    """What other systems and accidents make of one small log."""
    lines = log.splitlines(keepends=True)
    text = log.decode("utf-8")
    windows = text.replace("\n", "\r\n")
    # Windows PowerShell 5.1 wraps what a program writes to stderr first into an error of its own.
    error = ("At line:1 char:1\r\n+ python -X importtime -c pass 2> import.log\r\n+ ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\r\n"
             "    + CategoryInfo          : NotSpecified: (import time: se...mported package:String) [], RemoteException\r\n"
             "    + FullyQualifiedErrorId : NativeCommandError\r\n \r\n")
    header, rest = windows.split("\r\n", 1)
    return {
        "powershell-5.1.log": b"\xff\xfe" + ("python : " + header + "\r\n" + error + rest).encode("utf-16-le"),
        "utf-16le-bom.log": b"\xff\xfe" + windows.encode("utf-16-le"),
        "utf-16be-bom.log": b"\xfe\xff" + windows.encode("utf-16-be"),
        "utf-16le-no-bom.log": windows.encode("utf-16-le"),
        "utf-8-bom-crlf.log": b"\xef\xbb\xbf" + windows.encode("utf-8"),
        "no-header.log": b"".join(lines[1:]),
        "cut-in-last-row.log": log[: log.rindex(b"|") + 3],
        "cut-inside-tree.log": b"".join(lines[: len(lines) * 2 // 3]),
        "no-last-newline.log": log.rstrip(b"\n"),
    }


def main(venvs, part=""):
    for file, version, value, words in RUNS:
        if part not in file:
            continue
        log = record(venvs, version, value, words)
        if log is None:
            print("skipped, no %s: %s" % (version, file))
            continue
        with open(os.path.join(LOGS, file), "wb") as out:
            out.write(log)
        print("%7d %s" % (len(log), file))
    with open(os.path.join(LOGS, "boot-3.12.log"), "rb") as base, open(os.path.join(LOGS, "boot-3.9.log"), "rb") as other:
        small, before = base.read(), other.read()
    for file, log in dict(derived(small), **{"two-logs.log": before + small}).items():
        with open(os.path.join(LOGS, file), "wb") as out:
            out.write(log)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(*sys.argv[1:])
