"""A headless Chromium for the tests, driven by its own protocol: pages as the clerk sees and prints them, and what they ask for."""

from __future__ import annotations

import base64
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import pytest

_OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)


class Browser:
    """A Chromium with a page open: its width, its picture, its print, its requests, what an engine says of it."""

    def __init__(self, driver) -> None:
        self._driver = driver

    def open(self, page: Path, width: int = 1280, height: int = 900) -> Browser:
        """Show a page of the disk in a window so many pixels wide and high."""
        screen = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self._driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
        self._driver.get_log("performance")
        self._driver.get(page.as_uri())
        return self

    def run(self, script: str) -> object:
        """Return what a script gives, run on the page from outside it."""
        return self._driver.execute_script(script)

    @property
    def overflow(self) -> list[str]:
        """What of the page reaches beyond the window's right edge, each element by its tag and first words."""
        return self.run(
            "const edge = document.documentElement.clientWidth + 0.5;"
            "if (document.documentElement.scrollWidth <= edge) return [];"
            "return [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > edge)"
            ".map(e => e.tagName + ' ' + e.textContent.slice(0, 40)).concat(['the page']);"
        )

    @property
    def requests(self) -> list[str]:
        """The addresses that were asked for since the page was opened, its own first."""
        events = [json.loads(line["message"])["message"] for line in self._driver.get_log("performance")]
        return [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]

    @property
    def complaints(self) -> list[str]:
        """What axe finds that keeps somebody from using the page: the rule and the first place."""
        engine = files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8")
        self._driver.execute_script(engine)
        found = self._driver.execute_async_script(
            "const done = arguments[0]; axe.run(document, {reporter: 'v2'}).then(r => done(r.violations));"
        )
        return [f"{violation['id']}: {violation['nodes'][0]['html'][:200]}" for violation in found]

    def picture(self, *, whole: bool = True) -> bytes:
        """Return the page as .png: the whole of it, or what the window shows."""
        taken = self._driver.execute_cdp_cmd(
            "Page.captureScreenshot", {"captureBeyondViewport": whole, "format": "png"}
        )
        return base64.b64decode(taken["data"])

    def pdf(self) -> bytes:
        """Return the page as it is printed."""
        asked = {"preferCSSPageSize": True, "printBackground": False}
        return base64.b64decode(self._driver.execute_cdp_cmd("Page.printToPDF", asked)["data"])


@contextmanager
def browser() -> Iterator[Browser]:
    """Give a browser that knows nothing; a test without one is skipped, in CI it fails."""
    program, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if program is None or driver is None:
        if os.environ.get("RECRUIT_NO_SKIP"):
            pytest.fail("Chromium and its driver are wanted, see .ci/run")
        pytest.skip("wants Chromium and its driver")
    from selenium import webdriver

    with tempfile.TemporaryDirectory() as profile:
        options = webdriver.ChromeOptions()
        options.binary_location = program
        options.set_capability("goog:loggingPrefs", {"performance": "ALL"})
        for option in (*_OPTIONS, f"--user-data-dir={profile}"):
            options.add_argument(option)
        opened = webdriver.Chrome(options, webdriver.ChromeService(driver))
        try:
            yield Browser(opened)
        finally:
            opened.quit()
