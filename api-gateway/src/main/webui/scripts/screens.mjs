// Every page, dialog, menu and panel, light and dark, at 1280 and 390 px, of a tenant that is filled first:
//   node scripts/screens.mjs [part of a name …]      (console.mjs tells what it reads; OUT: folder, default target/screens)
// Says what overflows the window, jumps or is too small for a finger, what axe finds and what the browser complains of; looking at the
// pictures is for people.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { axeFaults, faultsOf, watchShifts } from './checks.mjs';
import { call, launch, openPage, webui } from './console.mjs';
import { fillTenant } from './tenant.mjs';

const out = process.env.OUT ?? join(webui, 'target/screens');
const wanted = process.argv.slice(2);
mkdirSync(out, { recursive: true });
const { reminder, renewal, draft, abroad } = await fillTenant();
const flows = async id => (await call('GET', `/campaigns/${id}/flows`)).items;
const offers = (await flows(renewal.id)).find(one => one.name === 'Renewal offers');
const people = (await call('GET', `/campaigns/${reminder.id}/participants?limit=100&sort=-communications_count`)).items;
const stranger = (await call('GET', `/campaigns/${abroad.id}/participants?limit=100`)).items.find(one => one.name?.startsWith('Karl'));
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

const problem = (status, detail) => route => route.fulfill({ status, contentType: 'application/problem+json', body: JSON.stringify({ title: 'Unavailable', detail, code: 'unavailable', status }) });
const away = problem(503, 'The participant-service is not available now: try again');
const json = body => route => route.fulfill({ contentType: 'application/json', body: JSON.stringify(body) });
const api = path => url => new RegExp(`^/api/v1/${path}$`).test(url.pathname);
/** Before the page is opened: some of its questions fail, are never answered, or find nothing. */
const failing = path => page => page.route(api(path), away);
const waiting = path => page => page.route(api(path), () => {});
const empty = path => page => page.route(api(path), json({ items: [], next_cursor: null, total: 0, total_is_lower_bound: false }));
const alerted = page => page.getByRole('alert').first().waitFor();
const shortly = page => page.waitForTimeout(600);
const viewer = page => page.route(api('me'), async route => {
  const answer = await route.fetch();
  await route.fulfill({ response: answer, json: { ...(await answer.json()), roles: ['viewer'] } });
});
const typed = (label, text) => page => page.getByLabel(label).first().fill(text);
const option = (label, name) => async page => {
  await page.getByRole('combobox', { name: label }).click();
  await page.getByRole('option', { name }).click();
};
const canvasKey = (...keys) => async page => {
  await page.locator('[data-canvas]').focus();
  for (const key of keys) await page.keyboard.press(key);
};

/** Name, address, what is done there; some only where there is room for it. */
const screens = [
  ['campaigns', '/campaigns'],
  ['campaigns-none', '/campaigns?search=nothing+of+the+kind'],
  ['campaigns-menu', '/campaigns', [buttonLike(/^Actions for Spring/)]],
  ['campaigns-create', '/campaigns', [button('Create Campaign +'), button('Create')]],
  ['campaigns-import', '/campaigns', [button('Import')]],
  ['campaigns-delete', '/campaigns', [buttonLike(/^Actions for Spring/), menuItem('Delete')]],
  ['palette', '/campaigns', [page => page.keyboard.press('Control+k')]],
  ['palette-found', '/campaigns', [page => page.keyboard.press('Control+k'), page => page.getByRole('combobox', { name: 'Command palette' }).fill('rem')]],
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
  ['workflow-counted', at(reminder, 'workflow'), [button('Counts'), buttonLike(/show who passed Participant Created/)], wide],
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
  ['abroad-data', at(abroad, 'data')],
  ['abroad-manage', at(abroad, 'data'), [button('Manage fields')]],
  ['abroad-workflow', at(abroad, 'workflow', '?node=branch')],
  ['abroad-flows', at(abroad, 'workflow'), [buttonLike(/^Flows /)], wide],
  ['abroad-uploads', at(abroad, 'uploads')],
  ['abroad-participants', at(abroad, 'participants')],
  ['abroad-scrolled', at(abroad, 'participants'), [page => page.getByRole('table').hover(), page => page.mouse.wheel(0, 30_000), shortly]],
  ['abroad-details', at(abroad, 'participants', `?name=Karl&open=${stranger.id}`)],
  ['abroad-remove', at(abroad, 'participants'), [buttonLike(/^Remove .* from the campaign/)]],
  ['abroad-customers', '/customers?search=KUNDENNUMMER-AUSLAND-00000'],
  ['abroad-customer', `/customers/${stranger.customer_id}`],
  ['abroad-palette', '/campaigns', [page => page.keyboard.press('Control+k'), page => page.getByRole('combobox', { name: 'Command palette' }).fill('KUNDENNUMMER-AUSLAND-000001'), shortly]],
  ['abroad-delete', '/campaigns', [buttonLike(/^Actions for Zahlung/), menuItem('Delete')]],
  ['data-and-checklist-failed', at(reminder, 'data'), [alerted], false, async page => { await failing('campaigns/[^/]+/fields')(page); await page.addInitScript(id => localStorage.setItem('campaign-flows.checklist', JSON.stringify({ [id]: 'on' })), reminder.id); }],
  ['agents-no-channels', '/settings/agents', [alerted], false, failing('channels')],
  ['communications-no-agents', at(reminder, 'participants', `?communications=${people[0]?.id}&sort=-communications_count`), [], false, failing('agents')],
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
  ['channels-tokens', '/settings/channels', [buttonLike(/^Actions for Newsletter/), menuItem('Edit'), option('Sign in by', /XOAUTH2/), button('Save')]],
  ['channels-mailbox', '/settings/channels', [buttonLike(/^Actions for Newsletter/), menuItem('Edit'), typed('Mailbox host', 'imap.example.org'), option('Sign in at the mailbox by', /Another/), button('Save')]],
  ['channels-voice', '/settings/channels', [buttonLike(/^Actions for Branch/), menuItem('Edit')]],
  ['contact-limits', '/settings/contact-limits'],
  ['contact-limits-menu', '/settings/contact-limits', [button('Actions for Email')]],
  ['contact-limits-edit', '/settings/contact-limits', [button('Actions for Voice'), menuItem('Edit limits'), typed('Until', '25'), page => page.getByRole('switch', { name: /how often/ }).press('Space'), button('Save')]],
  ['contact-limits-words', '/settings/contact-limits', [button('Actions for Email'), menuItem('Edit stop words')]],
  ['contact-limits-own-words', '/settings/contact-limits', [button('Actions for Email'), menuItem('Edit stop words'), page => page.getByText('Own words', { exact: true }).click()]],
  ['contact-limits-no-words', '/settings/contact-limits', [button('Actions for Email'), menuItem('Edit stop words'), page => page.getByRole('dialog').getByText('None', { exact: true }).click()]],
  ['contact-limits-failed', '/settings/contact-limits', [alerted], false, failing('stop-words')],
  ['contact-limits-loading', '/settings/contact-limits', [shortly], false, waiting('stop-words')],
  ['contact-limits-viewer', '/settings/contact-limits', [], false, viewer],
  ['api-keys', '/settings/api-keys'],
  ['api-keys-new', '/settings/api-keys', [button('New API key'), button('Create key')]],
  ['api-keys-revoke', '/settings/api-keys', [buttonLike(/^Actions for CRM/), menuItem('Revoke')]],
  ['tenant', '/settings/tenant'],
  ['account', '/campaigns', [page => page.getByRole('button', { name: 'Menu', exact: true }).click({ timeout: 1_000 }).catch(() => {}), page => page.getByTitle('Account').last().click()]],
  ['not-found', '/nowhere'],
  ['failed', '/customers', [alerted], false, failing('customers')],
  ['loading', '/customers', [shortly], false, waiting('customers')],
  ['first-run', '/campaigns', [], false, empty('campaigns')],
  ['first-run-example', '/campaigns', [button('Start with the Payment reminder example')], false, empty('campaigns')],
  ['first-run-no-agent', '/campaigns', [button('Start with the Payment reminder example')], false, async page => { await empty('campaigns')(page); await empty('agents')(page); }],
  ['checklist', at(reminder, 'data'), [], false, page => page.addInitScript(id => localStorage.setItem('campaign-flows.checklist', JSON.stringify({ [id]: 'on' })), reminder.id)],
  ['campaigns-failed', '/campaigns', [alerted], false, failing('campaigns')],
  ['campaigns-loading', '/campaigns', [shortly], false, waiting('campaigns')],
  ['campaigns-viewer', '/campaigns', [], false, viewer],
  ['campaign-failed', at(reminder, 'data'), [alerted], false, failing('campaigns/[^/]+')],
  ['campaign-rename', at(renewal, 'data'), [page => page.locator('h1').click()]],
  ['campaign-menu', at(renewal, 'data'), [button('Campaign actions')]],
  ['data-failed', at(renewal, 'data'), [alerted], false, failing('campaigns/[^/]+/fields')],
  ['data-loading', at(renewal, 'data'), [shortly], false, waiting('campaigns/[^/]+/fields')],
  ['data-viewer', at(renewal, 'data'), [], false, viewer],
  ['data-leave', at(renewal, 'data'), [button('Manage fields'), button('Edit Tariff'), typed(/^Title/, 'Tariffs'), page => page.keyboard.press('Escape'), page => page.getByRole('button', { name: 'Keep editing' }).waitFor()]],
  ['workflow-failed', at(renewal, 'workflow'), [alerted], false, failing('campaigns/[^/]+/flows')],
  ['workflow-loading', at(renewal, 'workflow'), [shortly], false, waiting('campaigns/[^/]+/flows')],
  ['workflow-viewer', at(renewal, 'workflow', `?flow=${offers.id}`), [], false, viewer],
  ['workflow-selected', at(renewal, 'workflow', `?flow=${offers.id}`), [canvasKey('Control+a')], wide],
  ['workflow-edge', at(renewal, 'workflow', `?flow=${offers.id}`), [page => page.locator('.react-flow__edge-interaction').first().dispatchEvent('click')], wide],
  ['workflow-connect', at(renewal, 'workflow', `?flow=${offers.id}`), [canvasKey('Home', 'ArrowDown', 'c')], wide],
  ['workflow-node-rename', at(renewal, 'workflow', `?flow=${offers.id}`), [canvasKey('Home', 'ArrowDown', 'F2')], wide],
  ['workflow-delete-flow', at(renewal, 'workflow', `?flow=${offers.id}`), [buttonLike(/^Flows Renewal/), button('Actions for the flow Renewal offers'), menuItem('Delete')], wide],
  ['workflow-refused', at(renewal, 'workflow', `?flow=${offers.id}`), [buttonLike(/^Flows Renewal/), button('Actions for the flow Renewal offers'), menuItem('Activate'), page => page.getByRole('dialog').last().waitFor()], wide],
  ['workflow-not-saved', at(renewal, 'workflow', `?flow=${offers.id}`), [button('Participant Updated'), page => page.waitForTimeout(3_600)], wide, page => page.route(api('campaigns/[^/]+/flows/[^/]+'), (route, request) => (request.method() === 'GET' ? route.continue() : away(route)))],
  ['workflow-conflict', at(renewal, 'workflow', `?flow=${offers.id}`), [canvasKey('Home', 'Alt+ArrowRight'), page => page.keyboard.press('Control+s'), page => page.getByRole('dialog').waitFor()], wide, page => conflict(page, offers)],
  ['workflow-restore', at(renewal, 'workflow', `?flow=${offers.id}`), [page => page.getByRole('dialog').waitFor()], false, page => page.addInitScript(flow => sessionStorage.setItem(`campaign-flows.draft.${flow.id}`, JSON.stringify({ flowId: flow.id, revision: flow.revision, nodes: flow.nodes, edges: [] })), offers)],
  ['workflow-phone-canvas', at(renewal, 'workflow', `?flow=${offers.id}`), [page => page.getByRole('button', { name: 'Close' }).first().click({ timeout: 2_000 }).catch(() => {})]],
  ['uploads-failed', at(reminder, 'uploads'), [alerted], false, failing('campaigns/[^/]+/uploads')],
  ['uploads-loading', at(reminder, 'uploads'), [shortly], false, waiting('campaigns/[^/]+/uploads')],
  ['uploads-importing', at(reminder, 'uploads'), [], false, page => importing(page)],
  ['uploads-wait', at(reminder, 'uploads'), [button('Upload data')], false, page => importing(page)],
  ['uploads-cancel', at(reminder, 'uploads'), [button('Cancel upload')], false, page => importing(page)],
  ['uploads-broken', at(reminder, 'uploads', `?upload=${upload?.id}`), [], false, page => broken(page)],
  ['uploads-not-csv', at(renewal, 'uploads'), [button('Upload data'), page => page.locator('[role=dialog] input[type=file]').setInputFiles({ name: 'people.xlsx', mimeType: 'application/vnd.ms-excel', buffer: Buffer.from('PK') })]],
  ['participants-failed', at(reminder, 'participants'), [alerted], false, failing('campaigns/[^/]+/participants')],
  ['participants-loading', at(reminder, 'participants'), [shortly], false, waiting('campaigns/[^/]+/participants')],
  ['participants-edit-refused', at(reminder, 'participants', `?sort=-communications_count&open=${people[0]?.id}`), [button('Edit'), typed('Due Date', 'soon'), button('Save'), shortly]],
  ['participants-viewer', at(reminder, 'participants', `?open=${people[0]?.id}&sort=-communications_count`), [], false, viewer],
  ['participants-no-communications', at(reminder, 'participants', `?communications=${people[0]?.id}`), [], false, empty('campaigns/[^/]+/participants/[^/]+/communications')],
  ['analytics-failed', at(reminder, 'analytics'), [alerted], false, failing('campaigns/[^/]+/analytics')],
  ['analytics-loading', at(reminder, 'analytics'), [shortly], false, waiting('campaigns/[^/]+/analytics')],
  ['customers-empty', '/customers', [], false, empty('customers')],
  ['customer-loading', `/customers/${customer.id}`, [shortly], false, waiting('customers/[^/]+')],
  ['customer-failed', `/customers/${customer.id}`, [alerted], false, failing('customers/[^/]+')],
  ['session-failed', session ? `/sessions/${session.session_id}` : '/sessions/none', [alerted], false, failing('sessions/[^/]+')],
  ['agents-empty', '/settings/agents', [], false, empty('agents')],
  ['agents-failed', '/settings/agents', [alerted], false, failing('agents')],
  ['agents-loading', '/settings/agents', [shortly], false, waiting('agents')],
  ['agents-viewer', '/settings/agents', [], false, viewer],
  ['agents-leave', '/settings/agents', [button('New agent'), typed(/^Name/, 'Reminders'), page => page.keyboard.press('Escape'), page => page.getByRole('button', { name: 'Keep editing' }).waitFor()]],
  ['agents-delete', '/settings/agents', [buttonLike(/^Actions for Collections/), menuItem('Delete')]],
  ['channels-empty', '/settings/channels', [], false, empty('channels')],
  ['channels-menu', '/settings/channels', [buttonLike(/^Actions for Newsletter/)]],
  ['channels-telegram', '/settings/channels', [button('New channel'), page => page.getByRole('combobox', { name: /^Type/ }).click(), page => page.getByRole('option', { name: 'Telegram' }).click()]],
  ['channels-delete', '/settings/channels', [buttonLike(/^Actions for Branch/), menuItem('Delete')]],
  ['api-keys-empty', '/settings/api-keys', [], false, empty('api-keys')],
  ['api-keys-shown', '/settings/api-keys', [button('New API key'), typed(/^Name/, 'CRM'), button('Create key'), page => page.getByLabel('API key', { exact: true }).waitFor()], false, page => page.route(api('api-keys'), (route, request) => (request.method() === 'POST' ? json({ id: 'k', name: 'CRM', roles: ['operator'], created_at: new Date().toISOString(), api_key: 'cf_01981f2a4c7b7d5e_Qm9yZGVycyBhcmUgbWFkZSB0byBiZSBjcm9zc2Vk' })(route) : route.continue()))],
  ['tenant-refused', '/settings/tenant', [typed(/^Date format/, 'what'), page => page.keyboard.press('Tab'), button('Save')]],
  ['tenant-viewer', '/settings/tenant', [], false, viewer],
  ['tenant-leave', '/settings/tenant', [typed(/^Name/, 'Another name'), page => page.evaluate(() => document.querySelector('a[href="/settings/agents"]').click()), page => page.getByRole('button', { name: 'Keep editing' }).waitFor()]],
  ['toast', at(renewal, 'data'), [page => page.getByRole('switch', { name: 'Import Tariff' }).press('Space'), page => page.locator('[role=alert], .mantine-Notification-root').first().waitFor({ timeout: 2_000 }).catch(() => {}), page => page.getByRole('switch', { name: 'Import Tariff' }).press('Space')], wide],
  ['menu', '/campaigns', [page => page.getByRole('button', { name: 'Menu', exact: true }).click({ timeout: 1_000 }).catch(() => {})]],
  ['palette-none', '/campaigns', [page => page.keyboard.press('Control+k'), page => page.keyboard.type('zzzz'), shortly]],
  ['sign-in', '/campaigns', [page => page.getByLabel('Password').first().waitFor()], false, page => page.route(api('me'), problem(401, 'Not signed in'))],
  ['sign-in-wrong', '/campaigns', [typed('Password', 'guess'), button('Sign in'), shortly], false, async page => { await page.route(api('me'), problem(401, 'Not signed in')); await page.route(api('session'), (route, request) => (request.method() === 'POST' ? problem(401, 'Wrong password')(route) : route.continue())); }],
  ['session-ended', '/settings/tenant', [page => page.getByLabel(/^Name/).fill('Another name'), page => page.route('**/api/v1/tenant', route => route.fulfill({ status: 401, contentType: 'application/problem+json', body: '{"title":"Not signed in"}' })), button('Save'), page => page.getByText('Your sign-in has ended').waitFor()]],
];

async function chooseFile(page) {
  const buffer = Buffer.from('external_id,name,email,due_date,favourite colour\na-1,Ada,ada@mail.example,2026-07-01,blue\na-2,Ben,not an address,soon,red\n');
  await page.locator('[role=dialog] input[type=file]').setInputFiles({ name: 'july-customers.csv', mimeType: 'text/csv', buffer });
}

/** Somebody else has saved another version meanwhile. */
async function conflict(page, flow) {
  await page.route(api('campaigns/[^/]+/flows/[^/]+'), async (route, request) => {
    if (request.method() !== 'GET') return problem(409, 'The flow was changed meanwhile')(route);
    conflict.asked = (conflict.asked ?? 0) + 1;
    const answer = await route.fetch();
    const body = await answer.json();
    const changed = conflict.asked % 2 === 0 ? { ...body, revision: flow.revision + 1, updated_by: 'Maya Lindholm', nodes: body.nodes.slice(0, -1) } : body;
    await route.fulfill({ response: answer, json: changed });
  });
}

/** The list of uploads with one more on its way. */
async function importing(page) {
  const running = one => ({ ...one, id: '01981f2a-4c7b-7d5e-8000-000000000001', status: 'processing', total: 18_240, new: 17_900, updated: 340, failed: 3, skipped: 0, bytes_processed: 48_000_000, bytes: 120_000_000, filename: 'customers-of-the-spring-campaign.csv', uploaded_at: null, message: null });
  await page.route(api('campaigns/[^/]+/uploads'), async route => {
    const answer = await route.fetch();
    const body = await answer.json();
    await route.fulfill({ response: answer, json: { ...body, items: [running(body.items[0]), ...body.items] } });
  });
}

/** One that could not go on. */
async function broken(page) {
  const failed = one => ({ ...one, status: 'failed', message: 'The file could not be read from row 1,204 on: a quote is not closed' });
  await page.route(api('campaigns/[^/]+/uploads(/[^/]+)?'), async route => {
    const answer = await route.fetch();
    const body = await answer.json();
    await route.fulfill({ response: answer, json: body.items ? { ...body, items: body.items.map(failed) } : failed(body) });
  });
}

const browser = await launch();
let failed = 0;
for (const scheme of (process.env.SCHEMES ?? 'light,dark').split(',')) {
  for (const width of (process.env.WIDTHS ?? '1280,390').split(',').map(Number)) {
    const height = width < 760 ? 844 : 800;
    const faults = [];
    const first = await openPage(browser, { width, height, scheme, onFault: fault => faults.push(fault) });
    const context = first.context();
    await watchShifts(context);
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
      for (const line of [...(await faultsOf(page, { finger: width < 760 })), ...(await axeFaults(page))]) console.log(`${label}: ${line}`);
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
