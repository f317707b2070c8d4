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


def _start(here):
    try:
        if sys.version_info < (3, 7) or sys.implementation.name != "cpython":
            import os
            path = os.path.join(here, "out", "%d-%d.other" % (os.getpid(), id(here)))
            with open(path, "w") as file:
                file.write("%s %d.%d" % (sys.executable, sys.version_info[0], sys.version_info[1]))
            return
        import importperf_tracer
        del sys.modules["importperf_tracer"]
        importperf_tracer.start(here, globals())
    except Exception:
        # A recording may fail, the program must not.
        pass


_here = __file__.replace("\\", "/").rsplit("/", 1)[0]
for _folder in sys.path:
    if _folder.replace("\\", "/").rstrip("/") == _here:
        _here = _folder
        break
_start(_here)
_chain(_here)
