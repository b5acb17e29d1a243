"""Passwords of registers: the file of wrapped keys beside a protected register."""

from __future__ import annotations

import json
import os
import secrets
import unicodedata
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any

from storage.errors import StorageError

_KEY_BYTES = 32
_SALT_BYTES = 16
# Scrypt: 32 MB and about 0.1 s on a five-year-old PC; kept with each entry, so it can be raised.
_COST = {"n": 2**15, "r": 8, "p": 1}
_FORMAT = 1
FIRST_ACCOUNT = ""


def keys_path(register_path: Path | str) -> Path:
    """Return where the wrapped keys of a register stand: ``REGISTER.keys``."""
    path = Path(register_path)
    return path.with_name(path.name + ".keys")


def files_of(register_path: Path | str) -> tuple[Path, ...]:
    """Return a register's own file, its keys, and what SQLite keeps beside it while it is open."""
    path = Path(register_path)
    open_files = (path.with_name(path.name + ending) for ending in ("-wal", "-shm"))
    return path, keys_path(path), *open_files


def is_protected(register_path: Path | str) -> bool:
    """Say whether a register is opened with a password."""
    return keys_path(register_path).exists()


def make_keys(register_path: Path | str, password: str, *, account: str = FIRST_ACCOUNT) -> bytes:
    """Make a random key for a new register and wrap it under a password.

    Returns:
        The 32-byte key to hand to `open_register`.

    Raises:
        StorageError: empty_password; already_protected; cannot_open when it cannot be written.
    """
    if is_protected(register_path):
        raise StorageError("already_protected", file=Path(register_path).name)
    key = secrets.token_bytes(_KEY_BYTES)
    _write(register_path, {account: _wrapped(key, password)})
    return key


def unlock(register_path: Path | str, password: str, *, account: str = FIRST_ACCOUNT) -> bytes:
    """Return the key of a register.

    Raises:
        StorageError: wrong_password; no_keys when the file is missing or cannot be read.
    """
    entry = _read(register_path).get(account)
    if entry is None:
        raise StorageError("wrong_password", file=Path(register_path).name)
    from cryptography.hazmat.primitives.keywrap import (  # noqa: PLC0415 - slow to import
        InvalidUnwrap,
        aes_key_unwrap,
    )

    try:
        salt, wrapped = b64decode(entry["salt"]), b64decode(entry["key"])
        derived = _derived(password, salt, entry["scrypt"])
    except (KeyError, TypeError, ValueError, MemoryError) as error:
        raise StorageError("no_keys", file=keys_path(register_path).name) from error
    try:
        return aes_key_unwrap(derived, wrapped)
    except InvalidUnwrap as error:
        raise StorageError("wrong_password", file=Path(register_path).name) from error


def change_password(
    register_path: Path | str, old: str, new: str, *, account: str = FIRST_ACCOUNT
) -> None:
    """Wrap the same key under another password; the register itself is not touched.

    Raises:
        StorageError: wrong_password, empty_password, no_keys, cannot_open.
    """
    key = unlock(register_path, old, account=account)
    _write(register_path, {**_read(register_path), account: _wrapped(key, new)})


def _wrapped(key: bytes, password: str) -> dict[str, Any]:
    from cryptography.hazmat.primitives.keywrap import aes_key_wrap  # noqa: PLC0415

    if not password:
        raise StorageError("empty_password")
    salt = os.urandom(_SALT_BYTES)
    wrapped = aes_key_wrap(_derived(password, salt, _COST), key)
    return {
        "scrypt": dict(_COST),
        "salt": b64encode(salt).decode("ascii"),
        "key": b64encode(wrapped).decode("ascii"),
    }


def _derived(password: str, salt: bytes, cost: dict[str, int]) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt  # noqa: PLC0415

    # NFC: the same letters typed on another keyboard must make the same password.
    text = unicodedata.normalize("NFC", password).encode("utf-8")
    return Scrypt(salt=salt, length=_KEY_BYTES, n=cost["n"], r=cost["r"], p=cost["p"]).derive(text)


def _read(register_path: Path | str) -> dict[str, Any]:
    path = keys_path(register_path)
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        entries: dict[str, Any] = content["entries"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StorageError("no_keys", file=path.name) from error
    if not isinstance(entries, dict):
        raise StorageError("no_keys", file=path.name)
    return entries


def _write(register_path: Path | str, entries: dict[str, Any]) -> None:
    path = keys_path(register_path)
    temporary = path.with_name(path.name + ".new")
    try:
        with temporary.open("w", encoding="utf-8") as file:
            json.dump({"format": _FORMAT, "entries": entries}, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        raise StorageError("cannot_open", file=path.name, detail=str(error)) from error
