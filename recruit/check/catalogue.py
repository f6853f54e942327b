"""Every rule, by importing the rooms that declare them."""

from recruit.check import cells, files, look_back, people, plan, steps  # noqa: F401 - importing registers the rules
