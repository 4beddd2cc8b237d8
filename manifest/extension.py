"""The message extension: what champions find behind the plus sign where messages are written.

`bot.chat.pushes.extension` answers each command by its id.
https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/search-commands/define-search-command
https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/action-commands/define-action-command
"""

from __future__ import annotations

from manifest.texts import Tree, said


def extension(bot: str) -> dict[str, Tree]:
    """One search and two forms. From the search box at the top of Teams nothing can be shared, as
    there is no chat to share it in; recommending works there too."""
    return {
        "botId": bot,
        "canUpdateConfiguration": False,
        "commands": [_search(), _form("share", "compose"), _form("recommend", *_ANYWHERE)],
    }


_ANYWHERE = ("compose", "commandBox")


def _search() -> dict[str, Tree]:
    """`initialRun` shows lessons before anything is typed."""
    query = {
        "name": "query",
        "title": said("manifest-search-query"),
        "description": said("manifest-search-query-about"),
        "inputType": "text",
    }
    facts = {"type": "query", "context": ["compose"], "initialRun": True, "parameters": [query]}
    return _named("search") | facts


def _form(name: str, *context: str) -> dict[str, Tree]:
    """`fetchTask` gets the form from the bot, which knows what may be shared."""
    return _named(name) | {"type": "action", "context": list(context), "fetchTask": True}


def _named(name: str) -> dict[str, Tree]:
    title, about = said(f"manifest-{name}"), said(f"manifest-{name}-about")
    return {"id": name, "title": title, "description": about}
