# Pages in the browser, outside Teams.

link-expired = This link has expired. Type “my data” to me in Teams to get a new one. It lasts for five minutes.
calendar-expired = This link has expired. Type “gatherings” to me in Teams and choose the gathering to get a new one.

## Alarms, to the address that is set

alarm-since = It began on { $since }.
alarm-moment = { $day } at { $time }
alarm-over = Resolved: { $title }
alarm-was = Resolved: { $title }. It lasted from { $since } to { $until }.
alarm-title-sign-in-failed = Pådriver can’t sign in with Microsoft
alarm-sign-in-failed = Pådriver gets no token from Microsoft ({ $why }), so it can neither send lessons nor answer messages. It keeps trying. Check TOKEN_URL, proxy and firewall. Run “{ $command }”, which says what to do.
alarm-title-sends-refused = Cards don’t arrive
alarm-sends-refused = Many cards don’t arrive, for the same reason ({ $why }). Pådriver tries again, and no card is lost in the first hours. See whether a proxy or a firewall is in the way. Run “{ $command }”, which says what to do.
alarm-title-sending-stopped = Teams doesn’t let Pådriver send
alarm-sending-stopped = Teams doesn’t let Pådriver send cards ({ $why }). It is tried again every quarter of an hour. Run “{ $command }”, which says what to do.
alarm-title-nothing-sent = Nothing has been sent for an hour
alarm-nothing-sent = Pådriver has sent nothing for an hour, although something was due ({ $why }). Run “{ $command }”, which says what to do.
alarm-title-sending-held = Sending is paused
alarm-sending-held = Sending has been paused ({ $why }), and nobody has resumed it. Run “{ $go }” to resume.
alarm-title-not-saved = Pådriver can’t save anything
alarm-not-saved = Pådriver can’t save anything ({ $why }). People’s answers are not accepted, and nothing is sent. What was confirmed before is safe. Check that the disk has room and can be written to.
alarm-title-part-failed = A part of Pådriver doesn’t work
alarm-part-failed = A part of Pådriver can’t do its work ({ $why }). The rest keeps running, and the part is tried again. See the log.
alarm-title-clock-jumped = The machine’s clock has jumped
alarm-clock-jumped = The machine’s clock has jumped ({ $why }). Cards may come at the wrong time. Check that the machine gets the time from a time server (NTP).
alarm-title-clock-ahead = The machine’s clock may be wrong
alarm-clock-ahead = The machine’s clock is more than 90 days ahead of when Pådriver last ran ({ $why }). Pådriver sends nothing for half an hour, and deletes nothing for a day. If Pådriver has been off for that long, all is well. If not, set the clock right; Pådriver then also corrects what was saved meanwhile.
alarm-title-content-too-big = A lesson is too big for Teams
alarm-content-too-big = A card is too big for Teams and is not sent any more ({ $why }). Shorten the lesson, and restart Pådriver.
alarm-title-requests-refused = Pådriver refuses what Teams sends
alarm-requests-refused = Teams sends requests that Pådriver can’t accept ({ $why } so far). People may get no answer. Microsoft has probably changed something: see whether there is a newer version of Pådriver, and report the word before the colon to those who maintain it.
alarm-title-plans-faulty = Pådriver doesn’t follow plans.yaml
alarm-plans-faulty = Pådriver doesn’t follow plans.yaml, because it has a fault ({ $why }). It keeps following the earlier plans. Correct the fault, and the file is picked up by itself.
