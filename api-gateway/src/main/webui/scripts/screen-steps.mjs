// What screens.mjs does on a page before its picture: clicks, words typed, and answers of the API that fail, wait or find nothing.

export const at = (campaign, tab, query = '') => `/campaigns/${campaign.id}/${tab}${query}`;
export const button = name => page => page.getByRole('button', { name, exact: true }).first().click();
export const buttonLike = name => page => page.getByRole('button', { name }).first().click();
export const menuItem = name => page => page.getByRole('menuitem', { name, exact: true }).first().click();
export const tab = name => page => page.getByRole('tab', { name, exact: true }).click();
export const wide = true;

export const problem = (status, detail) => route => route.fulfill({ status, contentType: 'application/problem+json', body: JSON.stringify({ title: 'Unavailable', detail, code: 'unavailable', status }) });
export const away = problem(503, 'The participant-service is not available now: try again');
export const json = body => route => route.fulfill({ contentType: 'application/json', body: JSON.stringify(body) });
export const api = path => url => new RegExp(`^/api/v1/${path}$`).test(url.pathname);
/** Before the page is opened: some of its questions fail, are never answered, or find nothing. */
export const failing = path => page => page.route(api(path), away);
export const waiting = path => page => page.route(api(path), () => {});
export const empty = path => page => page.route(api(path), json({ items: [], next_cursor: null, total: 0, total_is_lower_bound: false }));
export const alerted = page => page.getByRole('alert').first().waitFor();
export const shortly = page => page.waitForTimeout(600);
export const viewer = page => page.route(api('me'), async route => {
  const answer = await route.fetch();
  await route.fulfill({ response: answer, json: { ...(await answer.json()), roles: ['viewer'] } });
});
export const typed = (label, text) => page => page.getByLabel(label).first().fill(text);
export const option = (label, name) => async page => {
  await page.getByRole('combobox', { name: label }).click();
  await page.getByRole('option', { name }).click();
};
export const canvasKey = (...keys) => async page => {
  await page.locator('[data-canvas]').focus();
  for (const key of keys) await page.keyboard.press(key);
};

export async function chooseFile(page) {
  const buffer = Buffer.from('external_id,name,email,due_date,favourite colour\na-1,Ada,ada@mail.example,2026-07-01,blue\na-2,Ben,not an address,soon,red\n');
  await page.locator('[role=dialog] input[type=file]').setInputFiles({ name: 'july-customers.csv', mimeType: 'text/csv', buffer });
}

/** Somebody else has saved another version meanwhile, which is known once ours is refused. */
export async function conflict(page) {
  let refused = false;
  await page.route(api('campaigns/[^/]+/flows/[^/]+'), async (route, request) => {
    if (request.method() !== 'GET') {
      refused = true;
      return route.fulfill({ status: 409, contentType: 'application/problem+json', body: JSON.stringify({ title: 'Changed by someone else in the meantime', code: 'stale_revision', status: 409 }) });
    }
    const answer = await route.fetch();
    const body = await answer.json();
    const changed = { ...body, revision: body.revision + 1, updated_by: 'Maya Lindholm', nodes: body.nodes.slice(0, -1) };
    await route.fulfill({ response: answer, json: refused ? changed : body });
  });
}

/** The list of uploads with one more on its way. */
export async function importing(page) {
  const running = one => ({ ...one, id: '01981f2a-4c7b-7d5e-8000-000000000001', status: 'processing', total: 18_240, new: 17_900, updated: 340, failed: 3, skipped: 0, bytes_processed: 48_000_000, bytes: 120_000_000, filename: 'customers-of-the-spring-campaign.csv', uploaded_at: null, message: null });
  await page.route(api('campaigns/[^/]+/uploads'), async route => {
    const answer = await route.fetch();
    const body = await answer.json();
    await route.fulfill({ response: answer, json: { ...body, items: [running(body.items[0]), ...body.items] } });
  });
}

/** One that could not go on. */
export async function broken(page) {
  const failed = one => ({ ...one, status: 'failed', message: 'The file could not be read from row 1,204 on: a quote is not closed' });
  await page.route(api('campaigns/[^/]+/uploads(/[^/]+)?'), async route => {
    const answer = await route.fetch();
    const body = await answer.json();
    await route.fulfill({ response: answer, json: body.items ? { ...body, items: body.items.map(failed) } : failed(body) });
  });
}

/** A person of whom nothing is left but how far the erasure is. */
export const erased = status => async page => {
  await page.route(api('customers/[^/]+'), problem(404, 'There is no such customer'));
  await page.route(api('customers/[^/]+/erasure'), json({ customer_id: '01981f2a-4c7b-7d5e-8000-000000000001', status, requested_at: '2026-11-01T08:00:00Z', finished_at: status === 'finished' ? '2026-11-01T08:00:03Z' : null }));
};

export const someProviders = { signed_in: false, sign_in: ['password'], providers: [{ name: 'company', title: 'Company account' }, { name: 'keycloak', title: 'Keycloak' }] };
export const providers = async page => {
  await page.route(api('me'), problem(401, 'Not signed in'));
  await page.route(api('session'), json(someProviders));
};

/** The one of this name whose choices are shown. */
export const opened = label => page => page.getByRole('combobox', { name: label }).first().click();

/** A file on its way that gets no further, of which the server learns nothing. */
export async function sending(page) {
  await page.route(url => /\/uploads\/transfers/.test(url.pathname), (route, request) => {
    if (request.method() === 'PATCH') return;
    const headers = { 'Tus-Resumable': '1.0.0', 'Upload-Offset': '0', Location: '/api/v1/campaigns/c/uploads/transfers/01981f2a-4c7b-7d5e-8000-000000000002' };
    return route.fulfill({ status: request.method() === 'POST' ? 201 : 404, headers });
  });
}

const user = (name, more) => ({ id: `01981f2a-4c7b-7d5e-8000-00000000000${name.length % 10}`, email: `${name.split(' ')[0].toLowerCase()}@savings-bank.example`, name, role: 'operator', status: 'active', second_factor: false, created_at: '2026-03-02T08:00:00Z', last_sign_in_at: '2026-06-30T07:12:00Z', invitation_expires_at: null, ...more });
/** A tenant with users of each kind, whom nobody has to invite for a picture. */
export const someUsers = page => page.route(api('users'), json({ items: [
  user('Mara Klein', { role: 'admin', second_factor: true }),
  user('Jonas Freudenberger-Hohenstein', { role: 'campaign_manager' }),
  user('Priya Raman', { status: 'invited', last_sign_in_at: null, invitation_expires_at: '2099-01-01T00:00:00Z' }),
  user('Ed', { role: 'viewer', status: 'disabled' }),
], next_cursor: null }));
/** Signed in as one of them. */
export const aUser = (secondFactor = false) => async page => {
  await page.route(api('me'), async route => {
    const answer = await route.fetch();
    const me = await answer.json();
    await route.fulfill({ response: answer, json: { ...me, kind: 'user', name: 'Mara Klein', sign_in: ['email'], account: { email: 'mara@savings-bank.example', second_factor: secondFactor, recovery_codes_left: secondFactor ? 9 : 0 } } });
  });
};
export const invited = page => page.route(api('invitations/check'), json({ tenant_name: 'Savings bank', name: 'Mara Klein', email: 'mara@savings-bank.example' }));
