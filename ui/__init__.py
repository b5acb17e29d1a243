"""The window: the only part that knows Qt."""

import ctypes
import sys

_PLENTY = 1 << 40


def _keep_singletons() -> None:
    """Make sure that None, True and False cannot run out of references.

    PySide6 6.12.0 gives back one reference too many whenever a call returns None, as if these
    objects were immortal. They are so from Python 3.12 on; before, the interpreter stops with
    “deallocating None” after a few thousand calls. Harmless where the fault is mended.
    """
    if sys.version_info < (3, 12):
        for single in (None, True, False):
            ctypes.c_ssize_t.from_address(id(single)).value += _PLENTY


_keep_singletons()
