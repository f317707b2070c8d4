"""Regular expressions compiled when a bundle is made: parsing them is a tenth of what many programs do as they start."""

import importlib
import marshal
import re
import sys
import warnings

COMPILER = "sre_compile" if sys.version_info < (3, 11) else "re._compiler"
"""The module that `re` has patterns compiled by."""


class Asked:
    """`_sre` in the compiler's eyes, with what it was asked to make."""

    def __init__(self, real):
        self.real, self.given = real, None

    def __getattr__(self, name):
        return getattr(self.real, name)

    def compile(self, pattern, *given):
        self.given = given
        return self.real.compile(pattern, *given)


def compiled(text, flags):
    """What makes a pattern without its being parsed; None where something is said of it as it is compiled."""
    compiler = importlib.import_module(COMPILER)
    real = compiler._sre
    compiler._sre = asked = Asked(real)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            made = compiler.compile(text, flags)
    except (ValueError, OverflowError, RecursionError, re.error, Warning):
        return None
    finally:
        compiler._sre = real
    own_flags, code, groups, names, of_groups = asked.given
    given = int(own_flags), [int(each) for each in code], groups, dict(names), of_groups
    return given if real.compile(text, *given) == made else None


def compiled_patterns(patterns):
    """For each pattern its key (of bytes, text, flags) and, marshalled, what `_sre.compile` takes after the text; sorted."""
    for pattern in sorted(patterns, key=lambda pattern: (pattern["isBytes"], pattern["text"], pattern["flags"])):
        text = pattern["text"].encode("latin-1") if pattern["isBytes"] else pattern["text"]
        made = compiled(text, pattern["flags"])
        if made is not None:
            # The second version has no references, which depend on what else is in memory.
            yield (pattern["isBytes"], text, pattern["flags"]), marshal.dumps(made, 2)
