"""Prints what comes of thousands of generics. `python -I generics.py [FOLDER]`: with `typing_extensions` of that folder loaded before."""

import itertools
import sys
import types
import typing
from typing import (  # noqa: UP035
    Any, AsyncGenerator, Callable, ClassVar, Concatenate, Dict, Final, Generator, Generic, Iterator, List, Literal, Mapping, Optional, ParamSpec,
    Protocol, Set, Tuple, Type, TypeVar, TypeVarTuple, Union, Unpack,
)

if sys.argv[1:]:
    sys.path.insert(0, sys.argv[1])
    import typing_extensions

    assert typing_extensions.__file__.startswith(sys.argv[1])

T, U, V = TypeVar("T"), TypeVar("U", bound=int), TypeVar("V", int, str)
P, Ts = ParamSpec("P"), TypeVarTuple("Ts")


class One(Generic[T]):
    pass


class Two(Generic[T, U]):
    pass


class Half(Two[T, int]):
    pass


class Way(Protocol[T]):
    pass


class Many(Generic[T, Unpack[Ts]]):
    pass


class Called(Generic[P]):
    pass


class CalledWith(Generic[T, P]):
    pass


HEADS = [
    List, Dict, Tuple, Union, Optional, One, Two, Half, Way, Generic, Protocol, Callable, Type, Mapping, Set, Iterator, Generator, AsyncGenerator, Literal,
    Final, ClassVar, Concatenate, Many, Called, CalledWith,
]
PARTS = [
    T, U, V, int, str, None, Any, "Name", ClassVar[int], P, P.args, P.kwargs, Ts, Unpack[Ts], [int, T], List[T], Dict[T, U], Union[T, int], Optional[U],
    Callable[[T], U], Tuple[T, ...], Callable[..., T], List, Dict, Type[T],
]


def said(make):
    try:
        found = make()
        return "%r %r" % (found, getattr(found, "__parameters__", None))
    except Exception as error:
        return "%s: %s" % (type(error).__name__, error)


for head in HEADS:
    for count in (1, 2, 3):
        every = itertools.product(PARTS, repeat=count)
        for at, given in enumerate(every if count < 3 else itertools.islice(every, 0, 6000, 7)):
            asked = given if count > 1 else given[0]
            first = said(lambda: head[asked])
            print(head, count, at, first)
            if count == 3:
                continue
            if not first.startswith(("TypeError", "AttributeError")):
                for part in (PARTS[0], PARTS[3], PARTS[1]):
                    print("   ", said(lambda: head[asked][part]))
            print("    class", said(lambda: types.new_class("Made", (head[asked],)).__mro__[:2]))

print(len(typing.__all__))
