"""Every rule, by importing the rooms that declare them."""

from recruit.check import (  # noqa: F401 - importing registers the rules
    cells,
    committees,
    files,
    look_back,
    people,
    plan,
    steps,
)
