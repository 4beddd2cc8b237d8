// Reads a list of Markdown texts as JSON from standard input; writes a list of HTML, as Teams on a
// desktop makes it: its renderer hands text blocks and facts to markdown-it.
// Usage: node markdown.mjs FOLDER_OF_NODE_MODULES
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const require = createRequire(join(process.argv[2], "here.js"));
const markdown = require("markdown-it")();
const texts = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(texts.map((each) => markdown.render(each))));
