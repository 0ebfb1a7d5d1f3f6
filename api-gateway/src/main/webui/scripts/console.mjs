// What the scripts share: a browser that is signed in to a running system, and the guide's example in it.
//   CONSOLE   where the page is (default http://localhost:8080)
//   DATA      the data folder of that system, for its password and its key (default deploy/local/data)
//   CHROMIUM  the browser (default /usr/bin/chromium)
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

export const webui = join(dirname(fileURLToPath(import.meta.url)), '..');
export const base = process.env.CONSOLE ?? 'http://localhost:8080';
const data = process.env.DATA ?? join(webui, '../../../../deploy/local/data');
export const secretOf = name => readFileSync(join(data, name), 'utf8').trim();

export async function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

/** A page of its own, signed in; what goes wrong in it unseen is told to onFault. */
export async function openPage(browser, { width = 1280, height = 800, scheme = 'light', onFault = console.log } = {}) {
  const context = await browser.newContext({
    baseURL: base,
    viewport: { width, height },
    colorScheme: scheme,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.on('pageerror', error => onFault(`page error: ${error}`));
  await page.goto('/campaigns');
  const password = page.getByLabel('Password').first();
  const there = page.getByRole('heading', { name: 'Flows', level: 1 });
  // A development server may sign in by itself.
  await password.or(there).first().waitFor();
  if (await password.isVisible()) await signIn(page, password);
  await there.waitFor();
  // The first question of who is there is answered with 401, which is what shows the sign-in.
  page.on('console', message => {
    if (message.type() === 'error') onFault(`console: ${message.text()}`);
  });
  return page;
}

async function signIn(page, password) {
  await password.fill(secretOf('admin-password'));
  const signedIn = page.waitForResponse(
    answer => answer.request().method() === 'POST' && new URL(answer.url()).pathname === '/api/v1/session' && answer.ok(),
  );
  await page.getByRole('button', { name: 'Sign in' }).click();
  await signedIn;
}

export async function call(method, path, body, headers = {}) {
  const answer = await fetch(`${base}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${secretOf('api-key')}`, ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return text ? JSON.parse(text) : null;
}

export const day = days => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

const check = (id, x, y, property, operator, value) => ({
  id,
  type: 'field_check',
  name: '',
  position: { x, y },
  settings: { property, operator, value },
});
const today = days => ({ kind: 'relative_date', base: 'today', offset_days: days });

/** The guide's Payment reminder: its campaign, fields and flow, with the simulated agent of a fresh system. */
export async function makeExample(name) {
  const agents = (await call('GET', '/agents')).items;
  const channels = (await call('GET', '/channels')).items;
  const chat = new Map(channels.filter(one => one.type === 'whatsapp').map(one => [one.id, one]));
  const agent = agents.find(one => one.kind === 'simulated' && one.channel_ids.some(id => chat.has(id)));
  const channel = chat.get(agent.channel_ids.find(id => chat.has(id)));
  const campaign = await call('POST', '/campaigns', { name, description: 'Reminds people before and on the due date' });
  const path = `/campaigns/${campaign.id}`;
  const field = (field, title, type) =>
    call('POST', `${path}/fields`, { name: field, title, description: '', type, level: 'participant', import: true, required: false });
  await field('due_date', 'Due Date', 'date');
  await field('is_payment_received', 'Is Payment Received', 'boolean');
  const message = (id, x, y, communication) => ({
    id,
    type: 'whatsapp_communication',
    name: '',
    position: { x, y },
    settings: { communication_name: communication, agent_id: agent.id, channel_id: channel.id },
  });
  const flow = await call('POST', `${path}/flows`, {
    name: 'Payment reminder',
    nodes: [
      { id: 'created', type: 'participant_created', name: '', position: { x: 280, y: 0 }, settings: {} },
      check('unpaid', 280, 128, 'participant.is_payment_received', 'equals', { kind: 'literal', value: false }),
      check('early', 136, 272, 'participant.due_date', 'is_on_or_after', today(3)),
      { id: 'cancel', type: 'cancel_communications', name: '', position: { x: 424, y: 272 }, settings: {} },
      message('before', 0, 416, 'REMINDED_BEFORE_2D'),
      check('in_time', 272, 416, 'participant.due_date', 'is_on_or_after', today(0)),
      message('due', 136, 560, 'REMINDED_DUE_DATE'),
    ],
    edges: [
      ['created', 'out', 'unpaid'],
      ['unpaid', 'match', 'early'],
      ['unpaid', 'else', 'cancel'],
      ['early', 'match', 'before'],
      ['early', 'else', 'in_time'],
      ['in_time', 'match', 'due'],
    ].map(([source, port, target], index) => ({ id: `e${index}`, source, port, target })),
  });
  return { campaign, flow, path };
}

/** People with due dates around today, a third of whom have paid. A number belongs to one person, so that each prefix has its own. */
export function people(count, prefix) {
  const first = [...prefix].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 8_000_000, 0) + 1_000_000;
  return Array.from({ length: count }, (_, index) => ({
    attributes: {
      external_id: `${prefix}-${index + 1}`,
      name: ['Ada Brandt', 'Ben Castillo', 'Cem Demir', 'Dee Evans', 'Éva Fekete', 'Fay Grant', 'Gus Holm'][index % 7],
      email: `person-${index + 1}@${prefix}.example`,
      phone: `+49 30 ${first + index}`,
      due_date: day((index % 9) - 2),
      is_payment_received: index % 3 === 0,
    },
  }));
}

export async function until(what, of, limit = 180_000) {
  const end = Date.now() + limit;
  for (;;) {
    const value = await of();
    if (value) return value;
    if (Date.now() > end) throw new Error(`Expected ${what} within ${limit / 1000} s`);
    await new Promise(resolve => setTimeout(resolve, 500));
  }
}
