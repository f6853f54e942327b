"""The workbooks that are shipped for people to fill in, each with what makes it."""

from __future__ import annotations

from recruit.write.forms.book import form_bytes
from recruit.write.forms.plan import plan_bytes

TEMPLATES = {"bieu_bao_cao_thang.xlsx": form_bytes, "ke_hoach_nam.xlsx": lambda: plan_bytes({}, [], example=True)}
