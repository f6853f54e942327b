"""Returned workbooks: a unit's own data in the form, bad cells marked and explained."""
