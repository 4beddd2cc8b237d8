"""Draws the app's icons anew from their SVG: python -m tests.manifest.draw (needs Chromium).

The outline may hold no colour but white, so what the browser blends at its edges is put right.
https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-package#app-icons
"""

from __future__ import annotations

import asyncio
import base64
import os
import shutil
from pathlib import Path

from playwright.async_api import async_playwright

from tests.manifest.png import read, write

ICONS = Path(__file__).resolve().parents[2] / "manifest" / "icons"
SIZES = {"color": 192, "outline": 32}
PAGE = '<style>*{{margin:0}}img{{display:block}}</style><img src="data:image/svg+xml;base64,{}">'


async def draw() -> None:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium)
        for name, size in SIZES.items():
            page = await browser.new_page(viewport={"width": size, "height": size})
            source = base64.b64encode((ICONS / f"{name}.svg").read_bytes()).decode()
            await page.set_content(PAGE.format(source))
            picture = read(await page.screenshot(omit_background=True))
            if name == "outline":
                picture = picture.painted(255, 255, 255)
            (ICONS / f"{name}.png").write_bytes(write(picture))
        await browser.close()


if __name__ == "__main__":
    asyncio.run(draw())
