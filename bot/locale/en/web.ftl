# Pages in the browser, outside Teams.

link-expired = This link has expired. Type “my data” to me in Teams to get a new one. It lasts for fifteen minutes.

## Alarms, to the address that is set

alarm-sending-stopped = Teams doesn’t let Pådriver send cards ({ $why }). It is tried again every quarter of an hour. Run “{ $command }”, which says what to do.
alarm-nothing-sent = Pådriver has sent nothing for an hour ({ $why }). Run “{ $command }”, which says what to do.
alarm-part-failed = A part of Pådriver can’t do its work ({ $why }). The rest goes on. See the log.
alarm-plans-faulty = Pådriver doesn’t follow plans.yaml, because it has a fault ({ $why }). The plans of before go on. Mend it, and it is taken by itself.
alarm-other = Something is wrong with Pådriver: { $what } ({ $why }). See the log.
