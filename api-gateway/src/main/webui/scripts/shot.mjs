// Looks at pages while one works: node scripts/shot.mjs name,/path,light,1280 …   (CONSOLE: where the console is; OUT: where to)
import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright-core';

const base = process.env.CONSOLE ?? 'http://127.0.0.1:5173';
const out = process.env.OUT ?? 'target';
mkdirSync(out, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
for (const job of process.argv.slice(2)) {
  const [name, path, scheme = 'light', width = '1280', ...clicks] = job.split(',');
  const context = await browser.newContext({
    viewport: { width: Number(width), height: width === '390' ? 780 : 800 },
    colorScheme: scheme,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.on('console', message => {
    if (['error', 'warning'].includes(message.type())) console.log(name, message.type(), message.text().slice(0, 300));
  });
  page.on('pageerror', error => console.log(name, 'page error', String(error).slice(0, 400)));
  await page.goto(base + path);
  await page.waitForSelector('h1', { timeout: 60_000 });
  await page.waitForLoadState('networkidle').catch(() => {});
  for (const click of clicks) {
    if (click.startsWith('wait:')) await page.waitForTimeout(Number(click.slice(5)));
    else if (click.startsWith('key:')) await page.keyboard.press(click.slice(4));
    else if (click.startsWith('type:')) await page.keyboard.type(click.slice(5));
    else await page.click(click, { timeout: 15_000 });
  }
  await page.waitForTimeout(400);
  await page.screenshot({ path: `${out}/${name}.png` });
  await context.close();
}
await browser.close();
