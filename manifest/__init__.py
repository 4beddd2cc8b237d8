"""The Teams app package: the manifest in three languages, and the icons.

``package(App(app_id, public_url, sender, version))`` makes the zip to upload to Teams::

    manifest.json   the app itself, its texts in bokmål
    nn.json en.json the same texts in nynorsk and English
    color.png outline.png

Bokmål is the default. Teams shows it to everyone with another language, and to people whose client
asks for bokmål under any tag (nb, nb-NO, no). The tags of the translations have no region, so that
they apply to all regions: Teams applies *language* over the default, then *language-region*.
https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-localization

Further properties (tabs, sign-in) are given as data: see `App.more`. A text in them is
`said("key")`, and its translations are placed automatically.
"""

from __future__ import annotations

from manifest.app import App
from manifest.faults import NotPackaged, faults_of
from manifest.package import contents, package, packaged
from manifest.texts import said

__all__ = ["App", "NotPackaged", "contents", "faults_of", "package", "packaged", "said"]
