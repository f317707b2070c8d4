# Found first on PYTHONPATH by every Python that the recorded command starts, so that `site` loads it before the
# program. Starts the tracer, takes all trace of itself away, then gives `site` the sitecustomize that it would have
# found without us. Any version may load this file, Python 2 too: keep the syntax plain.
import sys


def _chain(here):
    """Loads the user's own sitecustomize; without one, `site` sees the error that it expects."""
    sys.path[:] = [folder for folder in sys.path if folder != here]
    sys.path_importer_cache.pop(here, None)
    sys.modules.pop("sitecustomize", None)
    __import__("sitecustomize")


def _code(here, part):
    """Code of ours, compiled once for each version, whatever the program's own settings say of .pyc files."""
    import marshal
    kept = "%s/%s-%x" % (here, part, sys.hexversion)
    try:
        with open(kept, "rb") as file:
            return marshal.loads(file.read())
    except (OSError, EOFError, ValueError, TypeError):
        pass
    with open("%s/importperf_%s.py" % (here, part), "rb") as file:
        # Frames of this name are left out of tracebacks and skipped by warnings, as the import system's own.
        code = compile(file.read(), "<frozen importlib._bootstrap>", "exec", 0, True)
    try:
        import os
        with open("%s-%d" % (kept, os.getpid()), "wb") as file:
            file.write(marshal.dumps(code))
        os.rename("%s-%d" % (kept, os.getpid()), kept)
    except OSError:
        pass
    return code


def _start(here):
    try:
        if sys.version_info < (3, 7) or sys.implementation.name != "cpython":
            import os
            path = os.path.join(here, "out", "%d-%d.other" % (os.getpid(), id(here)))
            with open(path, "w") as file:
                kind = getattr(getattr(sys, "implementation", None), "name", "cpython")
                file.write("%s\n%s %d.%d" % ((sys.executable, kind) + tuple(sys.version_info[:2])))
            return
        # A copy: the program may put functions of its own in the place of any.
        names = {"__name__": "importperf_tracer", "__builtins__": dict(__builtins__)}
        exec(_code(here, "tracer"), names)
        names["start"](globals())
    except Exception:
        # A recording may fail, the program must not.
        pass


# A bundle of ours that is recorded takes the functions alone: it starts without `site`.
if __name__ == "sitecustomize":
    _here = __file__.replace("\\", "/").rsplit("/", 1)[0]
    for _folder in sys.path:
        if _folder.replace("\\", "/").rstrip("/") == _here:
            _here = _folder
            break
    _start(_here)
    _chain(_here)
