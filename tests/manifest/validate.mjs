// node validate.mjs MODULES < {"1.25": {"manifest.json": {...}, "nn.json": {...}}}
// Prints {"manifest.json": ["/name/short must NOT have more than 30 characters"], ...}: what
// Microsoft's schemas of that version have against each file.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const modules = path.resolve(process.argv[2]);
const require = createRequire(path.join(modules, "x.js"));
const Ajv = require("ajv-draft-04").default;
const formats = require("ajv-formats").default;

const [[version, files]] = Object.entries(JSON.parse(readFileSync(0, "utf8")));
const folder = path.join(modules, "@microsoft/app-manifest/build/json-schemas/teams", `v${version}`);
const found = {};
for (const [name, file] of Object.entries(files)) {
  const kind = name === "manifest.json" ? "" : ".Localization";
  const schema = readFileSync(path.join(folder, `MicrosoftTeams${kind}.schema.json`), "utf8");
  const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false }); // as their patterns are
  formats(ajv);
  const fits = ajv.compile(JSON.parse(schema));
  fits(file);
  found[name] = (fits.errors ?? []).map((each) =>
    `${each.instancePath} ${each.message} ${each.params.additionalProperty ?? ""}`.trim(),
  );
}
console.log(JSON.stringify(found));
