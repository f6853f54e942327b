"""Monthly reports on people brought towards Party membership: workbooks in, an official letter out."""

__version__ = "0.1.0"
