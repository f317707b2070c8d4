# Run in the place of a bundle's start.py when the bundle is recorded: its interpreter does without `site`, which brings our
# hooks elsewhere. Begins to record, takes all trace of itself away, and goes on as start.py.
import sys


def _entered():
    had_time = "time" in sys.modules
    from time import perf_counter_ns

    entered = perf_counter_ns()
    if not had_time:
        del sys.modules["time"]
    hooks = __file__.rpartition("/")[0]
    for words in sys.argv, getattr(sys, "orig_argv", ()):
        if __file__ in words:
            words.remove(__file__)
    start = globals()["__file__"] = sys.argv[0]
    sys.path[:] = [start.rpartition("/")[0]] + [folder for folder in sys.path[1:] if folder != hooks]
    names = {"__name__": "importperf_bundle", "__builtins__": vars(__builtins__), "_entered": entered}
    with open(hooks + "/sitecustomize.py", "rb") as file:
        exec(compile(file.read(), "<frozen importlib._bootstrap>", "exec", 0, True), names)
    names["_start"](hooks)
    with open(start, "rb") as file:
        return compile(file.read(), start, "exec", 0, True)


_code = _entered()
del _entered, sys
exec(globals().pop("_code"))
