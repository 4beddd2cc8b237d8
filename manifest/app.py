"""The manifest: https://learn.microsoft.com/microsoft-365/extensibility/schema/"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from manifest.extension import extension
from manifest.texts import DEFAULT, OTHERS, Tree, said, typed

# 1.25 has everything that the bot and its tab need; later versions add features for agents.
VERSION: Final = "1.25"
SCHEMAS: Final = f"https://developer.microsoft.com/json-schemas/teams/v{VERSION}"
ACCENT: Final = "#3F8F8B"

# For personal chats. Group chats and channels only get what works there: an invitation.
COMMANDS: Final = (
    "help",
    "next",
    "status",
    "lessons",
    "language",
    "municipality",
    "pause",
    "stop",
    "my-data",
    "about",
)


@dataclass(frozen=True, slots=True)
class App:
    """The app. `id` is the id of both the bot and the app. `public_url` is where the bot serves its
    pages (without a slash at the end), `sender` the organisation that runs it, `version` "1.2.3".

    `more` has further properties of the manifest: {"staticTabs": [...], "webApplicationInfo":
    ...}. `domains` has further hosts that a tab may load from.
    """

    id: str
    public_url: str
    sender: str
    version: str
    more: Mapping[str, Tree] = field(default_factory=dict)
    domains: tuple[str, ...] = ()


def manifest_of(app: App) -> dict[str, Tree]:
    """The manifest, with texts that have yet to be resolved in a language."""
    return {
        "$schema": f"{SCHEMAS}/MicrosoftTeams.schema.json",
        "manifestVersion": VERSION,
        "version": app.version,
        "id": app.id.lower(),
        "localizationInfo": {
            "defaultLanguageTag": DEFAULT,
            "additionalLanguages": [
                {"languageTag": each, "file": f"{each}.json"} for each in OTHERS
            ],
        },
        "developer": _developer(app),
        "name": {"short": said("manifest-name"), "full": said("manifest-from", sender=app.sender)},
        "description": {"short": said("manifest-short"), "full": said("manifest-full")},
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": ACCENT,
        "bots": [_bot(app)],
        "composeExtensions": [extension(app.id.lower())],
        # The bot needs the name and address of people, and permission to write to them.
        "permissions": ["identity", "messageTeamMembers"],
        "validDomains": [urlsplit(app.public_url).netloc, *app.domains],
        "defaultInstallScope": "personal",
        **app.more,
    }


def _developer(app: App) -> dict[str, Tree]:
    """The pages that the bot serves itself; without a language they use the browser's."""
    return {
        "name": app.sender,
        "websiteUrl": f"{app.public_url}/about",
        "privacyUrl": f"{app.public_url}/privacy",
        "termsOfUseUrl": f"{app.public_url}/terms",
    }


def _bot(app: App) -> dict[str, Tree]:
    return {
        "botId": app.id.lower(),
        "scopes": ["personal", "team", "groupChat"],
        "isNotificationOnly": False,
        "supportsFiles": False,
        "supportsCalling": False,
        "supportsVideo": False,
        "commandLists": [
            {"scopes": ["personal"], "commands": [_command(each) for each in COMMANDS]},
            {"scopes": ["team", "groupChat"], "commands": [_invitation()]},
        ],
    }


def _command(name: str) -> dict[str, Tree]:
    return {"title": typed(name), "description": said(f"manifest-command-{name}")}


def _invitation() -> dict[str, Tree]:
    return {"title": typed("help"), "description": said("manifest-room-help")}
