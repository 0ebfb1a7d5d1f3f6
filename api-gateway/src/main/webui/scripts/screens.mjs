// Every page, dialog, menu and panel, light and dark, at 1280 and 390 px, of a tenant that is filled first:
//   node scripts/screens.mjs [part of a name …]      (console.mjs tells what it reads; OUT: folder, default target/screens)
//   AT_ONCE   how many pages are open at a time (default 3)
// Says what overflows the window, jumps or is too small for a finger, what axe finds and what the browser complains of; looking at the
// pictures is for people.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { axeFaults, faultsOf, watchShifts } from './checks.mjs';
import { call, launch, openPage, webui } from './console.mjs';
import { campaignScreens } from './campaign-screens.mjs';
import { settingsScreens } from './settings-screens.mjs';
import { fillTenant } from './tenant.mjs';

const out = process.env.OUT ?? join(webui, 'target/screens');
const wanted = process.argv.slice(2);
mkdirSync(out, { recursive: true });
const { reminder, renewal, draft, abroad } = await fillTenant();
const flows = async id => (await call('GET', `/campaigns/${id}/flows`)).items;
const all = await flows(renewal.id);
const offers = all.find(one => one.name === 'Renewal offers');
const people = (await call('GET', `/campaigns/${reminder.id}/participants?limit=100&sort=-communications_count`)).items;
const stranger = (await call('GET', `/campaigns/${abroad.id}/participants?limit=100`)).items.find(one => one.name?.startsWith('Karl'));
const upload = (await call('GET', `/campaigns/${reminder.id}/uploads`)).items.find(one => one.failed > 0);
const [settledFlow, other, hollow] = ['After an answer', 'Every other node', 'Still empty'].map(name => all.find(one => one.name === name));
// What is changed for a picture is changed in a flow of its own.
const trial = all.find(one => one.name === 'For trying out') ?? (await call('POST', `/campaigns/${renewal.id}/flows`, { name: 'For trying out', nodes: offers.nodes, edges: offers.edges }));
const customer = people[0].customer_id;
const sent = [];
for (const one of people.slice(0, 40)) sent.push(...(await call('GET', `/campaigns/${reminder.id}/participants/${one.id}/communications`)).items);
const session = sent.find(one => one.session_id && ['completed', 'replied'].includes(one.status)) ?? sent.find(one => one.session_id) ?? null;
const found = { reminder, renewal, draft, abroad, offers, trial, other, settledFlow, hollow, people, stranger, upload, customer, session };
const screens = [...campaignScreens(found), ...settingsScreens(found)];

const browser = await launch();
let failed = 0;
for (const scheme of (process.env.SCHEMES ?? 'light,dark').split(',')) {
  for (const width of (process.env.WIDTHS ?? '1280,390').split(',').map(Number)) {
    const height = width < 760 ? 844 : 800;
    const faults = [];
    const first = await openPage(browser, { width, height, scheme, onFault: fault => faults.push(fault) });
    const context = first.context();
    await watchShifts(context);
    const left = screens.filter(([name, , , onlyWide]) => (wanted.length === 0 || wanted.some(part => name.includes(part))) && !(onlyWide && width < 760));
    const next = async () => {
      for (let screen = left.shift(); screen; screen = left.shift()) await take(context, screen, `${scheme}-${width}`, width < 760);
    };
    await Promise.all(Array.from({ length: Number(process.env.AT_ONCE ?? 3) }, next));
    await context.close();
  }
}
await browser.close();
console.log(`${out}${failed ? `; ${failed} could not be reached` : ''}`);

async function take(context, [name, address, steps = [], , before = null], look, finger) {
  const label = `${name}-${look}`;
  const page = await context.newPage();
  page.setDefaultTimeout(8_000);
  page.on('pageerror', error => console.log(`${label}: page error: ${error}`));
  page.on('console', message => {
    if (['error', 'warning'].includes(message.type()) && !/Failed to load resource/.test(message.text())) console.log(`${label}: ${message.text().slice(0, 300)}`);
  });
  try {
    if (before) await before(page);
    await page.goto(address);
    await page.locator('h1').first().waitFor({ state: 'attached' });
    await settled(page);
    for (const step of steps) {
      await step(page);
      // What a click opens may be a file of its own, which is asked for a moment later.
      await page.waitForTimeout(250);
      await settled(page);
    }
  } catch (problem) {
    failed += 1;
    console.log(`${label}: ${String(problem.message).split('\n')[0]}`);
  }
  for (const line of [...(await faultsOf(page, { finger })), ...(await axeFaults(page))]) console.log(`${label}: ${line}`);
  await page.screenshot({ path: join(out, `${label}.png`), animations: 'disabled' });
  await page.close();
}

async function settled(page) {
  await page.waitForLoadState('networkidle', { timeout: 3_000 }).catch(() => {});
  await page.evaluate(() => document.fonts.ready.then(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))));
}
