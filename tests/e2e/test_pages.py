"""The pages about the bot in a real browser: narrow and wide, in every language."""

from __future__ import annotations

import pytest
from playwright.async_api import async_playwright

from bot.core.languages import LANGUAGES
from bot.locale import words
from bot.web.pages import PAGES, write
from tests.e2e.conftest import BUILD, QUIET_BROWSER

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_no_page_scrolls_sideways_in_a_narrow_window(chromium: str, scheme: str):
    """320 px is what 1280 px at 400 % comes to (WCAG 1.4.10). Pictures in build/e2e/pages."""
    folder = BUILD / "pages"
    async with async_playwright() as play:
        browser = await play.chromium.launch(executable_path=chromium, args=QUIET_BROWSER)
        for width in (320, 1280):
            window = await browser.new_page(
                viewport={"width": width, "height": 900},
                color_scheme="dark" if scheme == "dark" else "light",
            )
            for page in PAGES:
                for language in LANGUAGES:
                    content = write(page, words(language), "ROR-IKT", 1095, 5)
                    await window.set_content(content)
                    wide = await window.evaluate("document.documentElement.scrollWidth")
                    assert wide <= width, (page, language)
                    file = folder / f"{page}-{language}-{width}-{scheme}.png"
                    await window.screenshot(path=file, full_page=True)
        await browser.close()
