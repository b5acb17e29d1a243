"""The reasons people give, by the number that stands on the paper sheets."""

from storage import Register
from ui.choices import Choice


def reasons(register: Register) -> tuple[Choice, ...]:
    """The reasons offered, in the order of their numbers; a typed number or word finds one."""
    offered = register.refusal_reasons.all()
    return tuple(Choice(str(one.number), f"{one.number}. {one.title}") for one in offered)
