// Whether anything that is seen moves by itself, on every page, cold: the responses of the API are held and let go one after the other,
// each when what the one before brought is drawn, the oldest first, the newest first, or each refused but the frame of the page:
//   node scripts/still.mjs [part of an address]      (console.mjs tells what it reads; WIDTHS, MODES)
import { call, launch, openPage } from './console.mjs';
import { fillTenant } from './tenant.mjs';

const FRAME = /\/api\/v1\/(me|tenant|campaigns\/[0-9a-f-]{36})$/;
const MOST_STEPS = 400;
const { reminder, renewal } = await fillTenant();
const people = (await call('GET', `/campaigns/${reminder.id}/participants?limit=20&sort=-communications_count`)).items;
const ended = await firstSession();
const tabs = ['data', 'workflow', 'uploads', 'participants', 'analytics'];
const pages = [
  '/campaigns',
  ...tabs.map(tab => `/campaigns/${renewal.id}/${tab}`),
  ...tabs.map(tab => `/campaigns/${reminder.id}/${tab}`),
  `/campaigns/${reminder.id}/participants?sort=-communications_count&open=${people[0].id}`,
  '/customers',
  `/customers/${people[0].customer_id}`,
  ...(ended ? [`/sessions/${ended}`] : []),
  ...['agents', 'channels', 'contact-limits', 'api-keys', 'audit', 'tenant'].map(page => `/settings/${page}`),
];

async function firstSession() {
  for (const one of people) {
    const { items } = await call('GET', `/campaigns/${reminder.id}/participants/${one.id}/communications`);
    const found = items.find(communication => communication.session_id && communication.ended_at);
    if (found) return found.session_id;
  }
  return null;
}

function watch() {
  window.jumps = [];
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) {
      const moved = entry.sources.map(({ node, previousRect: from, currentRect: to }) => {
        const element = node?.nodeType === 1 ? node : node?.parentElement;
        return `${element?.nodeName.toLowerCase()}.${element?.className} ${from.x},${from.y} -> ${to.x},${to.y}`;
      });
      window.jumps.push([entry.value, moved.join(' | ')]);
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

const drawn = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))));
const refusal = { status: 409, contentType: 'application/problem+json', body: '{"title":"Not now","status":409,"code":"not_now","detail":"Try again later"}' };

const browser = await launch();
let jumps = 0;
for (const width of (process.env.WIDTHS ?? '390,1280').split(',').map(Number)) {
  for (const mode of (process.env.MODES ?? 'oldest,newest,refused').split(',')) {
    const page = await openPage(browser, { width, height: width < 760 ? 844 : 800, onFault: () => {} });
    await page.addInitScript(watch);
    const held = [];
    const underWay = new Set();
    await page.route(url => url.pathname.startsWith('/api/'), route => void held.push(route));
    page.on('request', request => underWay.add(request));
    page.on('requestfinished', request => underWay.delete(request));
    page.on('requestfailed', request => underWay.delete(request));
    for (const address of pages) {
      if (process.argv[2] && !address.includes(process.argv[2])) continue;
      await page.goto(address, { waitUntil: 'commit' });
      let step = 0;
      for (let quiet = 0; quiet < 4 && step < MOST_STEPS; step += 1) {
        await page.evaluate(drawn);
        const route = mode === 'newest' ? held.pop() : held.shift();
        if (route && mode === 'refused' && !FRAME.test(new URL(route.request().url()).pathname)) await route.fulfill(refusal);
        else await route?.continue();
        quiet = underWay.size === 0 && held.length === 0 ? quiet + 1 : 0;
      }
      if (step === MOST_STEPS) console.log(`${width} ${mode} ${address}: still asks`);
      for (const [value, what] of await page.evaluate(() => window.jumps)) {
        // Below it are roundings of a pixel.
        if (value <= 0.0005) continue;
        jumps += 1;
        console.log(`${width} ${mode} ${address}: ${value.toFixed(4)} ${what}`);
      }
    }
    await page.context().close();
  }
}
await browser.close();
console.log(`${jumps} jumps`);
process.exitCode = jumps > 0 ? 1 : 0;
