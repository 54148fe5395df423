// Opens each page it is given in a headless Chromium, at several sizes, in both colour schemes and as it is printed, and says
// what it saw, as JSON. Called by test_page.py: node look.mjs CHROMIUM PAGE.html...
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const views = [
  { name: "320 pixels, as at 400 %", width: 320 },
  { name: "360 pixels", width: 360 },
  { name: "360 pixels, dark", width: 360, dark: true },
  { name: "1280 pixels", width: 1280 },
  { name: "1280 pixels, dark", width: 1280, dark: true },
  { name: "360 pixels, wide spacing", width: 360, spaced: true },
  { name: "printed on A4", width: 650, media: "print" },
  { name: "printed on A4 from the dark", width: 650, media: "print", dark: true },
];
const [program, ...pages] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: program,
  args: [
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
  ],
});
const seen = [];
try {
  for (const page of pages) seen.push(...(await Promise.all(views.map((view) => look(page, view)))));
} finally {
  await browser.close();
}
process.stdout.write(JSON.stringify(seen));

async function look(file, view) {
  const context = await browser.newContext({
    viewport: { width: view.width, height: 900 },
    colorScheme: view.dark ? "dark" : "light",
  });
  const page = await context.newPage();
  const asked = [];
  const complaints = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.emulateMedia({ media: view.media ?? "screen" });
  const own = pathToFileURL(file).href;
  await page.goto(own);
  if (view.spaced) await page.evaluate(spread);
  const facts = await page.evaluate(measure);
  await page.evaluate(axe);
  const found = await page.evaluate(() =>
    globalThis.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }),
  );
  await context.close();
  return {
    page: file,
    view: view.name,
    ...facts,
    complaints,
    outside: asked.filter((url) => url !== own),
    passes: found.passes.length,
    violations: found.violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.html).join(" ")}`),
  };
}

// The spacing that WCAG 1.4.12 lets a reader set.
function spread() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { line-height: 1.5; letter-spacing: 0.12em; word-spacing: 0.16em } p { margin-bottom: 2em }");
  document.adoptedStyleSheets = [sheet];
}

// What sticks out sideways, and what has been left without its style.
function measure() {
  const width = document.documentElement.clientWidth;
  const out = [...document.querySelectorAll("body *")].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && (box.right > width + 0.5 || box.left < -0.5);
  });
  const text = [...document.querySelectorAll("main p")].map((element) => element.getBoundingClientRect().width);
  return {
    scrolls: document.documentElement.scrollWidth > width,
    sticksOut: out.map((element) => element.outerHTML.slice(0, 200)),
    widest: Math.max(0, ...text) / parseFloat(getComputedStyle(document.body).fontSize),
    styled: getComputedStyle(document.querySelector(".emergency")).borderTopStyle === "solid",
    ink: getComputedStyle(document.body).color,
  };
}
