"""The map of the code: a grid. Floors are layers, columns are subjects.

The floor says what kind of thinking a line does, the column what it is about; together they are
its address, and one word names a column on every floor. "A champion's push is confirmed" is
``bot/actions/pushes/confirm.py``: its rules are in ``bot/core/pushes``, its card in
``cards/pushes``, its words and taps in ``bot/chat/pushes``.

Floors, and what a module there may import of ours (``tests/test_house.py`` reads the source and
holds it, libraries too; there are no cycles):

=================== ============================================ =============================
place               does                                         may import
=================== ============================================ =============================
bot.errors          every error of ours                          nothing
bot.core            values and rules, pure                       errors
bot.ports           store, messenger and clock as protocols      core, errors
bot.services        what every action is given                   core, errors, ports
bot.actions         what can be done, whoever asks; the role is  core, errors, ports, services
                    checked inside, in one store transaction
bot.settings        the environment, checked                     errors
bot.locale          texts in three languages                     core, errors
cards               values in, a card out                        core, locale
bot.drawing         a row or a view, complete, to its card       core, cards, locale, services
bot.engine          what runs by itself: planner, sender, loop   actions, core, errors, ports,
                                                                 services, locale, drawing
bot.chat            what people say and tap                      as engine, and cards
bot.web, bot.cli    addresses; the command line                  as engine
bot.content         courses, plans and places from files         core, errors
bot.store           documents on disk or in memory               core, errors, ports
bot.teams           the Teams adapter: inbound and outbound      core, errors, ports
manifest            the Teams app package                        errors, locale
bot.assembly,       put the rooms together and start them        everything
app.py
=================== ============================================ =============================

Columns, in order. A subject imports the subjects before it, on whatever floor, never those after
it. What those are to know, it announces (``bot/core/people/events.py``), and they have declared
that they listen (``HEARS`` in ``bot/actions/delivery/__init__.py``): in the same transaction.
What it keeps in the store it declares in ``bot/core/<subject>`` (``COLLECTIONS``), and what of that
is about a person in ``bot/actions/<subject>`` (``OWNS``): shown, taken out, erased and purged.

=============== ==============================================================================
people          person, role, scope, place, municipality, roster, arrival, language, hours
learning        lesson, quiz, progress, search and answers, follow-up, opinion
delivery        delivery, journey, plan, budget, reminder, correction
figures         counts, reports, small groups, coverage, recall
pushes          push and share: draft, preview, confirm, approve, follow
gatherings      call, invite, attend, pulse, savings
champions       suggest, appoint, welcome, newcomers, wishes for help, letters
measures        goals with baseline, target and deadline
operations      pause everything, alarms, sessions, the weekly summary
personal_data   see, export, erase, purge
=============== ==============================================================================

What all subjects share stands beside the columns: ``bot/core`` itself, ``bot/actions/shared``.
A new subject is a folder on each floor that it needs, and one line in
``bot/assembly/declarations.py``.
"""
