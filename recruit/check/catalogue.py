"""Every rule, by importing the rooms that declare them."""

from recruit.check.rules import (
    cells,  # noqa: F401 - importing registers the rules
    committees,  # noqa: F401 - importing registers the rules
    files,  # noqa: F401 - importing registers the rules
    look_back,  # noqa: F401 - importing registers the rules
    people,  # noqa: F401 - importing registers the rules
    plan,  # noqa: F401 - importing registers the rules
    steps,  # noqa: F401 - importing registers the rules
)
