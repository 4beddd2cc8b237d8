"""The Teams app package: what it says of the bot, in three languages, with icons of our own.

``package(App(app_id, public_url, sender, version))`` gives the zip that is uploaded to Teams::

    manifest.json   the app itself, its texts in bokmål
    nn.json en.json the same texts in nynorsk and English
    color.png outline.png

Bokmål is the default: Teams shows it to everyone whose language is none of these, and its own
users must get it under whatever tag their client goes by (nb, nb-NO, no). The tags have no region,
so that they cover them all: Teams lays *language* over the default, then *language-region*.
https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-localization

What a later part of the bot adds (tabs, sign-in) is handed in as data: see
`App.more`. A text in it is `said("key")`, and its translations find their places by themselves.
"""

from __future__ import annotations

from manifest.app import App
from manifest.faults import NotPackaged, faults_of
from manifest.package import contents, package, packaged
from manifest.texts import said

__all__ = ["App", "NotPackaged", "contents", "faults_of", "package", "packaged", "said"]
