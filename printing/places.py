"""Which village a request means."""

from printing.wording import PrintError
from storage import Register


def village_id(register: Register, name: str | None) -> str | None:
    """The id of the village of a name, accents aside, or of an id; None where none was asked.

    Raises:
        PrintError: unknown_village, with its name.
    """
    if name is None:
        return None
    if any(village.id == name for village in register.villages.all()):
        return name
    found = register.villages.find(name)
    if found is None:
        raise PrintError("unknown_village", name=name)
    return found
