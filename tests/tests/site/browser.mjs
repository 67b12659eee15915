// A site in headless Chromium, as its readers meet it: loaded from files and over HTTP, searched, followed, on a phone, in
// the dark, by axe-core, and by html-validate.
//
//   node browser.mjs SITE MODULES SHOTS CHROMIUM OPERATION RELEASE
//
// MODULES is a node_modules with playwright-core, axe-core and html-validate; pictures go to SHOTS. OPERATION and
// RELEASE are pages of the site that are looked at closely; so are their service's, the first one, and the days. Prints what was
// checked, or each problem; exits with 1 where there is one.

import { createServer } from "node:http";
import { createRequire } from "node:module";
import { mkdirSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";

const [site, modules, shots, executablePath, operation, release] = process.argv.slice(2);
const require = createRequire(join(modules, "index.js"));
const { chromium } = require("playwright-core");
const { HtmlValidate } = require("html-validate");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
mkdirSync(shots, { recursive: true });

const problems = [];
const problem = (text) => problems.push(text);
const must = (is, text) => is || problem(text);

function files(folder) {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      return statSync(path).isDirectory() ? files(path) : [path];
    });
}
const pages = files(site)
  .map((path) => relative(site, path))
  .filter((path) => path.endsWith(".html"));

// --- HTML as the standard has it.
const validator = new HtmlValidate({
  extends: ["html-validate:standard"],
  rules: {
    // White space at the ends of lines is that of texts.
    "no-trailing-whitespace": "off",
    // Names of members make good anchors.
    "valid-id": ["error", { relaxed: true }],
    // The length of a title is that of a name in the model.
    "long-title": "off",
  },
});
for (const page of pages) {
  const report = validator.validateFileSync(join(site, page));
  for (const message of report.results.flatMap((result) => result.messages).slice(0, 5)) {
    problem(`${page}:${message.line}: ${message.ruleId}: ${message.message}`);
  }
}

// --- A server that knows files and nothing else.
const types = { html: "text/html", css: "text/css", js: "text/javascript", xml: "application/atom+xml" };
const server = createServer((request, response) => {
  const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
  try {
    const body = readFileSync(join(site, path.endsWith("/") ? `${path}index.html` : path));
    response.writeHead(200, { "content-type": `${types[path.split(".").pop()] ?? "text/html"}; charset=utf-8` });
    response.end(body);
  } catch {
    response.writeHead(404);
    response.end();
  }
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const http = `http://127.0.0.1:${server.address().port}/`;
const local = `${pathToFileURL(site).href}/`;

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });

async function open(options, url, then) {
  const context = await browser.newContext({ locale: "en", ...options });
  const page = await context.newPage();
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) problem(`${page.url()}: console: ${message.text()}`);
  });
  page.on("dialog", (dialog) => {
    problem(`${page.url()}: a text became a script: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on("pageerror", (error) => problem(`${page.url()}: ${error}`));
  page.on("requestfailed", (request) => problem(`${page.url()}: ${request.url()} failed`));
  page.on("request", (request) => {
    const known = [http, local, "data:"].some((start) => request.url().startsWith(start));
    must(known, `${page.url()}: asks for ${request.url()}`);
  });
  await page.goto(url);
  await then(page);
  await context.close();
}

const shot = (page, name, options = {}) => page.screenshot({ path: join(shots, `${name}.png`), ...options });
const service = `${operation.split("/")[0]}/index.html`;
const kinds = ["index.html", service, operation, release, "days.html"];
// One of each kind of those services that are not looked at closely: their texts may be odd.
const others = pages.filter((page) => !page.startsWith(service.split("/")[0]) && !kinds.includes(page));
const name = operation.split("/").pop().replace(".html", "");
const sizes = {
  desk: { viewport: { width: 1200, height: 800 } },
  phone: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
};

// --- Each kind of page: light and dark, wide and narrow; no overflow, no violation.
for (const [size, options] of Object.entries(sizes)) {
  for (const colorScheme of ["light", "dark"]) {
    for (const kind of [...kinds, ...others]) {
      await open({ ...options, colorScheme, bypassCSP: true }, http + kind, async (page) => {
        const label = `${size} ${colorScheme} ${kind}`;
        await page.evaluate(() => document.querySelectorAll("details").forEach((each) => (each.open = true)));
        const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
        must(wide <= room, `${label}: ${wide} px wide in ${room} px`);
        const levels = await page.evaluate(() =>
          [...document.querySelectorAll("h1,h2,h3,h4,h5,h6")].map((each) => Number(each.tagName[1])));
        must(levels.filter((level) => level === 1).length === 1, `${label}: not one h1`);
        levels.forEach((level, at) => must(at === 0 || level <= levels[at - 1] + 1, `${label}: h${level} after h${levels[at - 1]}`));
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => globalThis.axe.run({ resultTypes: ["violations"] }));
        for (const { id, help, nodes } of violations) {
          problem(`${label}: axe: ${id}: ${help}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join(" | ")}`);
        }
      });
      await open({ ...options, colorScheme }, http + kind, (page) =>
        shot(page, `${kind.replace(/\W+/g, "-")}-${size}-${colorScheme}`));
    }
  }
}

// --- Every page loads without an error, and is no wider than a phone.
await open(sizes.phone, http + "index.html", async (page) => {
  for (const path of pages) {
    await page.goto(http + path);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    must(wide <= 360, `${path}: ${wide} px wide in 360 px`);
  }
});

// --- The feed is XML, and of the releases.
await open(sizes.desk, http + "index.html", async (page) => {
  const feed = readFileSync(join(site, "feed.xml"), "utf8");
  const [wrong, entries] = await page.evaluate((feed) => {
    const parsed = new DOMParser().parseFromString(feed, "application/xml");
    return [parsed.querySelector("parsererror")?.textContent, parsed.querySelectorAll("feed > entry > link[href]").length];
  }, feed);
  must(!wrong, `feed.xml: ${wrong}`);
  must(entries === pages.filter((page) => page.includes("/releases/")).length, `feed.xml: ${entries} entries`);
});

// --- The search finds, by keys alone, from files and over HTTP.
for (const base of [local, http]) {
  await open(sizes.desk, base + service, async (page) => {
    await page.keyboard.press("/");
    await page.keyboard.type(name.replace(/(?!^)([A-Z])/g, "_$1").toLowerCase());
    await page.waitForSelector("#results a");
    const first = await page.locator("#results a strong").first().textContent();
    must(first === name, `${base}: the search for ${name} finds ${first} first`);
    const status = await page.locator("#found").textContent();
    must(/^\d+ results?$/.test(status), `${base}: the search says ${status}`);
    if (base === http) await shot(page, "search-desk-light");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.href.includes(operation));
    await page.keyboard.press("/");
    await page.keyboard.type("zzz<b>zzz");
    await page.waitForFunction(() => document.querySelector("#results")?.textContent === "Nothing found.");
    await page.keyboard.press("Escape");
    must(await page.locator("#results").isHidden(), `${base}: Escape leaves the results open`);
  });
}

// --- A member's anchor leads to it, from the search and by a click.
await open(sizes.desk, http + operation, async (page) => {
  const anchors = await page.locator("li[id^='request.'] > p > a.self, li[id^='response.'] > p > a.self");
  await anchors.first().click();
  const id = await anchors.first().evaluate((each) => each.closest("li").id);
  must(decodeURIComponent(new URL(page.url()).hash.slice(1)) === id, `${operation}: the anchor of ${id} does not lead to it`);
  must((await page.locator("li:target").count()) === 1, `${operation}: ${id} is not the target`);
});

// --- An anchor within something folded unfolds it.
await open(sizes.desk, http + release, async (page) => {
  const id = await page.locator("details:not([open]) [id]").last().evaluate((each) => each.id);
  await page.goto(`${http}${release}#${encodeURIComponent(id)}`);
  await page.waitForFunction((id) => document.getElementById(id).checkVisibility(), id);
});

// --- Every link of the kinds of pages leads to a page and an anchor; without scripts, too.
await open({ ...sizes.desk, javaScriptEnabled: false }, http + "index.html", async (page) => {
  must(await page.locator("form.search").isHidden(), "without scripts, a search shows that cannot search");
  await page.locator("main ul.services a").first().click();
  await page.locator("main ul.operations a").first().click();
  must((await page.locator("h1").count()) === 1, "without scripts, no page of an operation is reached");
});

await browser.close();
server.close();
if (problems.length > 0) {
  console.log([...new Set(problems)].slice(0, 60).join("\n"));
  console.log(`${problems.length} problems`);
  process.exit(1);
}
console.log(`${pages.length} pages are valid, load without an error and fit a phone; ${kinds.length} kinds without a violation`);
