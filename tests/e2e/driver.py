"""A person at the Agents Playground: sees, taps, writes. Waits on what is seen, never on time.

`newest` is the card a person looks at: the last, in a channel the first.
"""

from __future__ import annotations

import re
from pathlib import Path

from playwright.async_api import Locator, Page, expect

DESKTOP = {"width": 1280, "height": 900}
AROUND = 300  # pixels of the window that are not the card
PATIENCE = 30_000  # milliseconds; two cores may be busy
ROOMS = {"personal": "Personal Chat", "group": "Gruppechat", "channel": "Pådrivere - Samlinger"}

NARROW = {"width": 320, "height": 800}
# The Playground itself never gets narrower than a terminal window. A card is: 288 px is what Teams
# leaves of 320, and what stands around it here gives way.
MAKE_NARROW = """
div:has(.ac-adaptiveCard) { min-width: 0 !important; max-width: 100vw !important;
    margin-inline: 0 !important; padding-left: 0 !important }
div:has(> .fai-OutputCard) > :not(.fai-OutputCard) { display: none !important }
.fai-OutputCard .ac-preview-panel { width: 288px !important }
"""

# Texts of what reaches beyond the card's right edge.
STICKING_OUT = """card => {
    const edge = card.getBoundingClientRect().right + 1
    const visible = [...card.querySelectorAll("*")].filter(each => each.getClientRects().length)
    return visible
        .filter(each => each.getBoundingClientRect().right > edge)
        .map(each => each.innerText || each.outerHTML.slice(0, 80))
}"""


class Chat:
    """One browser page with the Playground in it. `pictures` is the folder for screenshots."""

    def __init__(self, page: Page, address: str, pictures: Path) -> None:
        self.page = page
        self.address = address
        self.pictures = pictures
        self.window = DESKTOP
        self.room = "personal"
        page.set_default_timeout(PATIENCE)

    @property
    def connector(self) -> str:
        """Where the Playground takes what the bot sends."""
        return f"{self.address.replace('localhost', '127.0.0.1')}/_connector"

    # -- coming and going

    async def open(self, *, narrow: bool = False) -> None:
        """Open the Playground, which installs the bot by itself; `narrow` as on a phone, 320 px
        wide."""
        await self.page.set_viewport_size(DESKTOP)
        await self.page.goto(self.address)
        await self._arrive()
        if narrow:
            self.window = NARROW
            await self.page.add_style_tag(content=MAKE_NARROW)
            await self.page.set_viewport_size(NARROW)

    async def reopen(self) -> None:
        """Reload the page: the chat as another device, or the same one tomorrow, shows it."""
        await self.page.reload()
        await self._arrive()

    async def mock(self, event: str) -> None:
        """Send a made-up event, by its title in the menu «Mock an Activity»."""
        await self.page.get_by_role("button", name="Mock an Activity").click()
        await self.page.get_by_role("menuitem").filter(has_text=_exactly(event)).click()
        await self.page.get_by_role("button", name="Send activity").click()
        await expect(self.page.get_by_role("dialog")).to_be_hidden(timeout=PATIENCE)

    async def enter(self, room: str) -> None:
        """Go to the room: personal, group or channel."""
        await self.page.get_by_role("treeitem", name=ROOMS[room], exact=True).click()
        self.room = room

    # -- seeing

    @property
    def cards(self) -> Locator:
        return self.page.locator(".ac-adaptiveCard")

    @property
    def newest(self) -> Locator:
        return self.cards.first if self.room == "channel" else self.cards.last

    async def sees(self, text: str) -> None:
        """Wait until the newest card says `text`."""
        await expect(self.newest).to_contain_text(text, timeout=PATIENCE)

    async def sees_not(self, text: str) -> None:
        """Wait until the newest card no longer says `text`."""
        await expect(self.newest).not_to_contain_text(text, timeout=PATIENCE)

    async def has_cards(self, number: int) -> None:
        """Wait until the room shows exactly that many cards."""
        await expect(self.cards).to_have_count(number, timeout=PATIENCE)

    async def read(self) -> str:
        """All text of the newest card."""
        return await self.newest.inner_text()

    # -- doing

    async def says(self, text: str) -> None:
        await self._box.click()
        await self.page.keyboard.insert_text(text)
        await self.page.get_by_role("button", name="Send Message").click()

    async def taps(self, title: str) -> None:
        """The button with exactly this title on the newest card."""
        await self.newest.get_by_role("button", name=title, exact=True).click()

    async def chooses(self, option: str) -> None:
        """One option of an expanded choice: a radio button or a checkbox."""
        await self.newest.locator("label").filter(has_text=_exactly(option)).click()

    async def picks(self, label: str, option: str) -> None:
        """One option of a compact choice, from the list that drops down."""
        await self.newest.get_by_role("combobox", name=label).click()
        await self.page.get_by_role("option", name=option, exact=True).click()

    async def searches(self, label: str, text: str) -> None:
        """Write in a list that is searched while one writes."""
        await self.newest.get_by_role("combobox", name=label).fill(text)

    async def fills(self, label: str, text: str) -> None:
        await self.newest.get_by_role("textbox", name=label).fill(text)

    # -- showing

    async def picture(self, name: str) -> None:
        """Screenshots of where the person is: NAME.png, the window, as tall as the card needs;
        and from a terminal also NAME-narrow.png, the newest card as a window 320 px wide shows it.
        Nothing may stick out there."""
        self.pictures.mkdir(parents=True, exist_ok=True)
        await self._hide_log()
        newest = 0 if self.room == "channel" else await self.cards.count() - 1
        card = self.cards.nth(newest)  # another may come meanwhile
        await self._window_for(card)
        await self.page.screenshot(path=self.pictures / f"{name}.png", animations="disabled")
        if self.window is DESKTOP:
            await self._picture_narrow(card, name)
        await self.page.set_viewport_size(self.window)

    async def fits(self) -> None:
        """Nothing sticks out of the newest card."""
        await _fits(self.newest)

    async def _picture_narrow(self, card: Locator, name: str) -> None:
        await card.evaluate("card => card.style.cssText += 'width: 288px; flex: none'")
        await self._window_for(card)
        await card.screenshot(path=self.pictures / f"{name}-narrow.png")
        await _fits(card)
        await card.evaluate("card => { card.style.width = card.style.flex = '' }")

    async def _window_for(self, card: Locator) -> None:
        tall = await card.evaluate("card => card.scrollHeight")
        height = max(self.window["height"], tall + AROUND)
        await self.page.set_viewport_size({"width": self.window["width"], "height": height})
        await card.scroll_into_view_if_needed()

    async def _arrive(self) -> None:
        await expect(self._box).to_be_visible(timeout=PATIENCE)
        await self._hide_log()

    async def _hide_log(self) -> None:
        """The Playground opens it again when it has something to say."""
        hide = self.page.get_by_title("Hide log panel")
        if await hide.is_visible():
            await hide.click()
            await expect(hide).to_be_hidden()

    @property
    def _box(self) -> Locator:
        return self.page.locator("[contenteditable=true][role=textbox]")


async def _fits(card: Locator) -> None:
    sticking_out = await card.evaluate(STICKING_OUT)
    assert not sticking_out, f"wider than the card: {sticking_out}"


def _exactly(text: str) -> re.Pattern[str]:
    return re.compile(rf"^\s*{re.escape(text)}\s*$")
