// Every page, dialog, menu and panel, light and dark, at 1280 and 390 px, of a tenant that is filled first:
//   node scripts/screens.mjs [part of a name …]      (console.mjs tells what it reads; OUT: folder, default target/screens)
// Says what overflows the window and what the browser complains of; looking at the pictures is for people.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { call, launch, openPage, webui } from './console.mjs';
import { fillTenant } from './tenant.mjs';

const out = process.env.OUT ?? join(webui, 'target/screens');
const wanted = process.argv.slice(2);
mkdirSync(out, { recursive: true });
const { reminder, renewal, draft } = await fillTenant();
const flows = async id => (await call('GET', `/campaigns/${id}/flows`)).items;
const offers = (await flows(renewal.id)).find(one => one.name === 'Renewal offers');
const people = (await call('GET', `/campaigns/${reminder.id}/participants?limit=100&sort=-communications_count`)).items;
const upload = (await call('GET', `/campaigns/${reminder.id}/uploads`)).items.find(one => one.failed > 0);
const customer = (await call('GET', '/customers?limit=20')).items[0];
let session = null;
for (const one of people.slice(0, 40)) {
  const communications = (await call('GET', `/campaigns/${reminder.id}/participants/${one.id}/communications`)).items;
  session = communications.find(two => two.session_id && Object.keys(two.results).length + two.status.length > 0) ?? null;
  if (session) break;
}
const at = (campaign, tab, query = '') => `/campaigns/${campaign.id}/${tab}${query}`;
const button = name => page => page.getByRole('button', { name, exact: true }).first().click();
const buttonLike = name => page => page.getByRole('button', { name }).first().click();
const menuItem = name => page => page.getByRole('menuitem', { name, exact: true }).first().click();
const tab = name => page => page.getByRole('tab', { name, exact: true }).click();
const wide = true;

/** Name, address, what is done there; some only where there is room for it. */
const screens = [
  ['campaigns', '/campaigns'],
  ['campaigns-none', '/campaigns?search=nothing+of+the+kind'],
  ['campaigns-menu', '/campaigns', [buttonLike(/^Actions for Spring/)]],
  ['campaigns-create', '/campaigns', [button('Create Campaign +'), button('Create')]],
  ['campaigns-import', '/campaigns', [button('Import')]],
  ['campaigns-delete', '/campaigns', [buttonLike(/^Actions for Spring/), menuItem('Delete')]],
  ['palette', '/campaigns', [page => page.keyboard.press('Control+k')]],
  ['palette-found', '/campaigns', [page => page.keyboard.press('Control+k'), page => page.getByRole('combobox', { name: /Go to|Search/ }).last().fill('rem')]],
  ['data', at(renewal, 'data')],
  ['data-active', at(reminder, 'data')],
  ['data-manage', at(renewal, 'data'), [button('Manage fields')]],
  ['data-add', at(renewal, 'data'), [button('Manage fields'), button('Add field'), page => page.getByRole('button', { name: 'Add field' }).last().click()]],
  ['data-edit', at(renewal, 'data'), [button('Manage fields'), button('Edit Tariff')]],
  ['data-reuse', at(renewal, 'data'), [button('Manage fields'), button('Find a profile field')]],
  ['data-remove', at(renewal, 'data'), [button('Manage fields'), button('Remove Tariff')]],
  ['campaign-settings', at(renewal, 'data'), [button('Campaign actions'), menuItem('Settings')]],
  ['campaign-stop', at(reminder, 'data'), [button('Stop')]],
  ['start-refused', at(renewal, 'data'), [page => page.locator('header').getByRole('button', { name: 'Start', exact: true }).click(), page => page.getByRole('dialog').waitFor()]],
  ['workflow', at(renewal, 'workflow', `?flow=${offers.id}`)],
  ['workflow-locked', at(reminder, 'workflow')],
  ['workflow-counts', at(reminder, 'workflow'), [button('Counts')], wide],
  ['workflow-people', at(reminder, 'workflow'), [button('Counts'), buttonLike(/show who passed Participant Created/)], wide],
  ['workflow-flows', at(renewal, 'workflow', `?flow=${offers.id}`), [buttonLike(/^Flows Renewal/)], wide],
  ['workflow-flow-menu', at(renewal, 'workflow', `?flow=${offers.id}`), [buttonLike(/^Flows Renewal/), button('Actions for the flow Renewal offers')], wide],
  ['workflow-rename', at(renewal, 'workflow', `?flow=${offers.id}`), [buttonLike(/^Flows Renewal/), button('Actions for the flow Renewal offers'), menuItem('Rename')], wide],
  ['workflow-findings', at(renewal, 'workflow', `?flow=${offers.id}`), [buttonLike(/warning|error/)], wide],
  ['workflow-empty', at(draft, 'workflow')],
  ['workflow-simulate', at(renewal, 'workflow', `?flow=${offers.id}`), [button('Simulate')], wide],
  ['workflow-simulated', at(renewal, 'workflow', `?flow=${offers.id}`), [button('Simulate'), page => page.getByRole('complementary').getByRole('button', { name: 'Simulate' }).click(), page => page.getByLabel('Path', { exact: true }).waitFor()], wide],
  ['workflow-forecast', at(reminder, 'workflow'), [button('Simulate'), page => page.getByText('Many', { exact: true }).click(), button('Forecast'), page => page.getByText(/walks? · /).waitFor()], wide],
  ['workflow-outline', at(renewal, 'workflow', `?flow=${offers.id}`), [page => page.getByRole('button', { name: 'Outline', exact: true }).click()], wide],
  ['workflow-keys', at(renewal, 'workflow', `?flow=${offers.id}`), [page => page.locator('[data-canvas]').focus(), page => page.keyboard.press('?')], wide],
  ['workflow-find', at(renewal, 'workflow', `?flow=${offers.id}`), [page => page.locator('[data-canvas]').focus(), page => page.keyboard.press('Control+f'), page => page.keyboard.type('ren')], wide],
  ['workflow-menu', at(renewal, 'workflow', `?flow=${offers.id}`), [page => page.locator('#node-call').click({ button: 'right' })], wide],
  ['workflow-picker', at(renewal, 'workflow', `?flow=${offers.id}`), [page => page.locator('#node-offer button[aria-label^="Add a node"]').click()], wide],
  ...['ends', 'tariff', 'later', 'offer', 'call', 'again', 'answered', 'score', 'new'].map(id => [
    `panel-${id}`,
    at(renewal, 'workflow', `?flow=${offers.id}&node=${id}`),
    [page => page.getByLabel('Settings of the node').waitFor()],
  ]),
  ['panel-script-full', at(renewal, 'workflow', `?flow=${offers.id}&node=score`), [buttonLike(/Full screen/)]],
  ['uploads', at(reminder, 'uploads')],
  ['uploads-none', at(renewal, 'uploads')],
  ['uploads-details', at(reminder, 'uploads', `?upload=${upload?.id}`)],
  ['uploads-dialog', at(renewal, 'uploads'), [button('Upload data')]],
  ['uploads-preview', at(reminder, 'uploads'), [button('Upload data'), chooseFile, page => page.getByRole('heading', { name: 'First rows' }).waitFor()]],
  ['participants', at(reminder, 'participants')],
  ['participants-none', at(reminder, 'participants', '?name=nobody')],
  ['participants-empty', at(renewal, 'participants')],
  ['participants-filtered', at(reminder, 'participants', `?status=active&created_from=2026-01-01&upload_id=${upload?.id}`)],
  ['participants-filter', at(reminder, 'participants'), [page => page.getByRole('button', { name: 'Filter', exact: true }).click({ timeout: 2_000 }).catch(() => {})]],
  ['participants-details', at(reminder, 'participants', `?sort=-communications_count&open=${people[0]?.id}`)],
  ['participants-edit', at(reminder, 'participants', `?sort=-communications_count&open=${people[0]?.id}`), [button('Edit')]],
  ['participants-results', at(reminder, 'participants', `?sort=-communications_count&open=${people[0]?.id}`), [tab('Results')]],
  ['participants-why', at(reminder, 'participants', `?sort=-communications_count&open=${people[0]?.id}`), [tab('Why did this happen?')]],
  ['participants-communications', at(reminder, 'participants', `?communications=${people[0]?.id}&sort=-communications_count`)],
  ['participants-remove', at(reminder, 'participants'), [buttonLike(/^Remove .* from the campaign/)]],
  ['participants-gone', at(reminder, 'participants', '?open=00000000-0000-7000-8000-000000000000')],
  ['analytics', at(reminder, 'analytics')],
  ['analytics-table', at(reminder, 'analytics'), [buttonLike(/table/i)]],
  ['analytics-none', at(renewal, 'analytics')],
  ['customers', '/customers'],
  ['customers-none', '/customers?search=nobody'],
  ['customer', `/customers/${customer.id}`],
  ['customer-edit', `/customers/${customer.id}`, [button('Edit')]],
  ['customer-erase', `/customers/${customer.id}`, [buttonLike(/Erase/)]],
  ['customer-gone', '/customers/00000000-0000-7000-8000-000000000000'],
  ['session', session ? `/sessions/${session.session_id}` : '/sessions/none'],
  ['session-gone', '/sessions/00000000-0000-7000-8000-000000000000'],
  ['agents', '/settings/agents'],
  ['agents-menu', '/settings/agents', [buttonLike(/^Actions for/)]],
  ['agents-new', '/settings/agents', [button('New agent'), button('Create agent')]],
  ['agents-edit', '/settings/agents', [buttonLike(/^Actions for Collections/), menuItem('Edit')]],
  ['agents-stop', '/settings/agents', [buttonLike(/^Actions for Local sim/), menuItem('Stop')]],
  ['channels', '/settings/channels'],
  ['channels-new', '/settings/channels', [button('New channel'), button('Create channel')]],
  ['channels-edit', '/settings/channels', [buttonLike(/^Actions for Newsletter/), menuItem('Edit')]],
  ['channels-whatsapp', '/settings/channels', [buttonLike(/^Actions for Local whatsapp/), menuItem('Edit')]],
  ['api-keys', '/settings/api-keys'],
  ['api-keys-new', '/settings/api-keys', [button('New API key'), button('Create key')]],
  ['api-keys-revoke', '/settings/api-keys', [buttonLike(/^Revoke CRM/)]],
  ['tenant', '/settings/tenant'],
  ['account', '/campaigns', [page => page.getByRole('button', { name: 'Menu', exact: true }).click({ timeout: 1_000 }).catch(() => {}), page => page.getByTitle('Account').last().click()]],
  ['not-found', '/nowhere'],
  ['failed', '/customers', [page => page.getByRole('alert').waitFor()], false, page => page.route('**/api/v1/customers?*', route => route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{"title":"Unavailable","detail":"The participant-service is not available now: try again","code":"unavailable"}' }))],
  ['loading', '/customers', [page => page.waitForTimeout(600)], false, page => page.route('**/api/v1/customers?*', () => {})],
  ['session-ended', '/settings/tenant', [page => page.getByLabel(/^Name/).fill('Another name'), page => page.route('**/api/v1/tenant', route => route.fulfill({ status: 401, contentType: 'application/problem+json', body: '{"title":"Not signed in"}' })), button('Save'), page => page.getByText('Your sign-in has ended').waitFor()]],
];

async function chooseFile(page) {
  const buffer = Buffer.from('external_id,name,email,due_date,favourite colour\na-1,Ada,ada@mail.example,2026-07-01,blue\na-2,Ben,not an address,soon,red\n');
  await page.locator('[role=dialog] input[type=file]').setInputFiles({ name: 'july-customers.csv', mimeType: 'text/csv', buffer });
}

const browser = await launch();
let failed = 0;
for (const scheme of (process.env.SCHEMES ?? 'light,dark').split(',')) {
  for (const width of (process.env.WIDTHS ?? '1280,390').split(',').map(Number)) {
    const height = width < 760 ? 844 : 800;
    const faults = [];
    const first = await openPage(browser, { width, height, scheme, onFault: fault => faults.push(fault) });
    const context = first.context();
    for (const [name, address, steps = [], onlyWide = false, before = null] of screens) {
      if (wanted.length > 0 && !wanted.some(part => name.includes(part))) continue;
      if (onlyWide && width < 760) continue;
      const label = `${name}-${scheme}-${width}`;
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
      for (const line of await page.evaluate(overflowing)) console.log(`${label}: ${line}`);
      await page.screenshot({ path: join(out, `${label}.png`), animations: 'disabled' });
      await page.close();
    }
    await context.close();
  }
}
await browser.close();
console.log(`${out}${failed ? `; ${failed} could not be reached` : ''}`);

async function settled(page) {
  await page.waitForLoadState('networkidle', { timeout: 3_000 }).catch(() => {});
  await page.evaluate(() => document.fonts.ready.then(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))));
}

/** What sticks out of the window, and buttons whose words are cut. */
function overflowing() {
  const found = [];
  const wide = document.documentElement.scrollWidth - window.innerWidth;
  if (wide > 0) found.push(`the page is ${wide} px too wide`);
  for (const element of document.querySelectorAll('button, [role=tab], h1, h2, h3, label')) {
    const box = element.getBoundingClientRect();
    if (box.width === 0 || element.closest('.hidden, [aria-hidden=true], .react-flow__viewport')) continue;
    const dialog = element.closest('[role=dialog]');
    if (dialog && box.right > window.innerWidth + 1) found.push(`sticks out: ${element.textContent?.slice(0, 40)}`);
    if (element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflow !== 'visible' && !element.title) found.push(`is cut: ${element.textContent?.slice(0, 60)}`);
  }
  return found;
}
