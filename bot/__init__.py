"""The map of this house.

``core`` thinks and knows nothing but values. ``actions`` are what can be done, whoever asks:
a command in, an outcome out, the role checked inside, one store transaction. ``features``
translate chat to actions and outcomes to cards; ``web`` and ``cli`` translate the same actions
for a page and a terminal; ``delivery`` asks for what is due. ``store``, ``teams`` and
``content`` touch the world. The package ``cards`` beside this one draws. ``assembly``
puts them together, ``app.py`` starts them.

Who may import whom (``tests/test_house.py`` reads the source and holds it):

=================== ==================================================== =====================
place               of ours                                              libraries
=================== ==================================================== =====================
bot.errors          nothing                                              stdlib
bot.core            errors                                               stdlib
bot.ports           core, errors                                         stdlib
bot.actions         core, errors, ports                                  stdlib
bot.locale          errors                                               fluent
cards               core, locale                                         adaptivecards in kit
bot.chat        actions, core, errors, ports, locale, cards          stdlib
bot.engine        actions, core, errors, ports, locale, cards          structlog, metrics
bot.content         core, errors                                         YAML, holidays
bot.store           core, errors, ports                                  tinydb, orjson
bot.teams           core, errors, ports                                  botbuilder, aiohttp,
                                                                         PyJWT, orjson
bot.web, bot.cli    actions, core, errors, ports, locale, cards          aiohttp, icalendar
bot.settings        errors                                               stdlib
manifest            errors, locale                                       stdlib
bot.assembly,       everything                                           everything
app.py
=================== ==================================================== =====================

Grow it by adding a file to a room, not a room to the house.
"""
