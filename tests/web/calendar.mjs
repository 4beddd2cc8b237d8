// Reads a calendar file from standard input; writes what `ical.js` reads in it, as JSON.
// Usage: node calendar.mjs FOLDER_OF_NODE_MODULES
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const require = createRequire(join(process.argv[2], "here.js"));
const ICAL = require("ical.js");
ICAL.design.strict = true;

const whole = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
const component = whole.getFirstSubcomponent("vevent");
const event = new ICAL.Event(component, { strictExceptions: true });
process.stdout.write(
  JSON.stringify({
    method: whole.getFirstPropertyValue("method"),
    organizer: event.organizer,
    uid: event.uid,
    title: event.summary,
    description: event.description,
    location: event.location,
    start: event.startDate.toJSDate().toISOString(),
    end: event.endDate.toJSDate().toISOString(),
    sequence: event.sequence,
    status: component.getFirstPropertyValue("status"),
  }),
);
