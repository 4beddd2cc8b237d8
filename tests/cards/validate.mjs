// Reads {name: card} as JSON from standard input; writes {name: [fault, ...]} of what the
// `adaptivecards` renderer finds wrong when it parses and validates each card.
// Usage: node validate.mjs FOLDER_OF_NODE_MODULES
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const require = createRequire(join(process.argv[2], "here.js"));
const { AdaptiveCard, SerializationContext, Version } = require("adaptivecards/dist/adaptivecards.js");

// Newer elements have a fallback (our own rules see to that), and the renderer's pattern for `lang`
// remembers its place between cards (flag g), so that it refuses every second one.
const expected = /^Unknown element type "(Icon|ProgressBar|Badge|Chart\.HorizontalBar)"|for property "lang"/;

// Teams' people picker is an Input.ChoiceSet that asks Teams for its choices, in a 1.5 card:
// https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/people-picker
const ofPicker = /^Property "choices\.data" is supported|must have at least one choice/;

const faults = (payload) => {
  const picks = JSON.stringify(payload).includes('"choices":[],"choices.data"');
  const context = new SerializationContext(new Version(1, 5));
  const card = new AdaptiveCard();
  card.parse(payload, context);
  const parsed = Array.from({ length: context.eventCount }, (_, n) => context.getEventAt(n).message);
  const results = card.validateProperties();
  const messages = [...parsed, ...results.validationEvents.map((each) => each.message)];
  return messages.filter((each) => !expected.test(each) && !(picks && ofPicker.test(each)));
};

const cards = JSON.parse(readFileSync(0, "utf8"));
const found = Object.entries(cards).map(([name, card]) => [name, faults(card)]);
process.stdout.write(JSON.stringify(Object.fromEntries(found)));
