// A tenant as it looks after some weeks, made over the API: the guide's example with people, a larger campaign, uploads with
// errors, opt-outs, a channel in trouble, keys, and a thousand people whose names are long or written from right to left. What is
// there already is left as it is.
import { call, day, makeExample, people, secretOf, base, until } from './console.mjs';

function senderOf(agents, channels, type) {
  const channel = channels.find(one => one.type === type && one.status === 'running' && agents.some(two => two.channel_ids.includes(one.id)));
  return { channel, agent: agents.find(one => one.channel_ids.includes(channel.id)) };
}

const ABROAD = 'Zahlungserinnerungen für Geschäftskunden mit Rahmenvertrag und Auslandsniederlassungen';

export async function fillTenant() {
  const known = (await call('GET', '/campaigns?limit=100')).items;
  const named = name => known.find(one => one.name === name);
  if (!named('Spring renewal')) await makeAll();
  if (!named(ABROAD)) await makeAbroad();
  const campaigns = (await call('GET', '/campaigns?limit=100')).items;
  const of = name => campaigns.find(one => one.name === name);
  return { reminder: of('Payment reminder'), renewal: of('Spring renewal'), abroad: of(ABROAD), draft: of('Autumn survey of customers who have not answered for a year') };
}

async function makeAll() {
  const { flow, path } = await makeExample('Payment reminder');
  await call('POST', `${path}/flows/${flow.id}/activate`, null, { 'if-match': `"${flow.revision}"` });
  await call('POST', `${path}/start`);
  await call('POST', `${path}/participants`, people(120, 'shop'));
  await makeSettings();
  await makeRenewal();
  await call('POST', '/campaigns', {
    name: 'Autumn survey of customers who have not answered for a year',
    description: 'Only a draft: who is asked, and what, is still to be decided with the branches, which have their own lists of people.',
  });
  await csv(path, 'june-customers.csv', rowsWithErrors());
  await until('the upload', async () => (await call('GET', `${path}/uploads`)).items.every(one => one.status !== 'processing'));
  const customers = (await call('GET', '/customers?limit=20')).items;
  for (const [index, customer] of customers.slice(0, 4).entries()) {
    await call('PATCH', `/customers/${customer.id}`, { opt_outs: [['voice'], ['email', 'whatsapp'], ['telegram'], ['email']][index] });
  }
  await until('communications', async () => (await call('GET', `${path}/analytics`)).communications > 20);
}

async function csv(path, name, text) {
  const answer = await fetch(`${base}/api/v1${path}/uploads?filename=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secretOf('api-key')}`, 'content-type': 'text/csv' },
    body: text,
  });
  if (!answer.ok) throw new Error(`Upload of ${name}: ${answer.status} ${await answer.text()}`);
}

function rowsWithErrors() {
  const rows = ['external_id,name,email,phone,due_date,is_payment_received,favourite colour'];
  for (let at = 1; at <= 60; at += 1) {
    const due = at % 11 === 0 ? 'next Tuesday' : day(at % 6);
    const email = at % 13 === 0 ? 'not an address' : `june-${at}@mail.example`;
    rows.push(`june-${at},${['Maya Lindholm', 'Noor van den Berg', 'Óscar Ibáñez'][at % 3]},${email},+49 30 ${2_000_000 + at},${due},${at % 2 === 0},blue`);
  }
  return `${rows.join('\n')}\n`;
}

async function makeSettings() {
  const channel = await named('/channels', {
    name: 'Newsletter by mail',
    type: 'email',
    settings: { host: '127.0.0.1', port: 2525, security: 'none', from: 'Reminders <reminders@example.com>' },
    rate_per_second: 5,
  });
  if (channel.status !== 'running') await call('POST', `/channels/${channel.id}/start`);
  await named('/channels', { name: 'Branch office telephone', type: 'voice', settings: {}, rate_per_second: null });
  await named('/agents', {
    name: 'Collections team, German-speaking customers',
    kind: 'simulated',
    channel_ids: [],
    no_response_after: 'P5D',
    results: [
      { name: 'promised', title: 'Promised to pay', type: 'boolean' },
      { name: 'outcome', title: 'Outcome', type: 'enumeration', values: ['paid', 'refused', 'call back'] },
    ],
    settings: { delivered: 0.98, read: 0.8, replied: 0.3, failed: 0.01, delay_ms: 1500, seed: 0 },
  });
  await call('PUT', '/contact-limits/email', { frequency_cap: { most: 2, hours: 24 }, quiet_hours: null });
  await call('PUT', '/contact-limits/voice', { frequency_cap: null, quiet_hours: { from: '20:00', to: '08:00', action: 'skip' } });
  await call('PUT', '/stop-words/telegram', { words: ['STOP', 'ABMELDEN', 'GENUG'] });
  await named('/api-keys', { name: 'CRM import, nightly', roles: ['operator'] });
  await named('/api-keys', { name: 'Data warehouse', roles: ['viewer'] });
}

/** The one of this name, made if there is none. */
async function named(path, body) {
  const known = (await call('GET', `${path}?limit=100`)).items.find(one => one.name === body.name);
  return known ?? call('POST', path, body);
}

/** Twelve nodes of every group, and a second flow that is handed to. */
async function makeRenewal() {
  const agents = (await call('GET', '/agents')).items;
  const channels = (await call('GET', '/channels')).items;
  const campaign = await call('POST', '/campaigns', { name: 'Spring renewal', description: 'Contracts that end in the next quarter' });
  const path = `/campaigns/${campaign.id}`;
  const field = (name, title, type, more = {}) =>
    call('POST', `${path}/fields`, { name, title, description: '', type, level: 'participant', import: true, required: false, ...more });
  await field('contract_end', 'Contract end', 'date', { description: 'The last day of the contract, as the branch knows it' });
  await field('monthly_fee', 'Monthly fee', 'numeric');
  await field('tariff', 'Tariff', 'enumeration', { values: ['basic', 'plus', 'family'] });
  await field('loyal_since', 'Customer since', 'date', { level: 'customer' });
  const settled = await call('POST', `${path}/flows`, {
    name: 'After an answer',
    nodes: [{ id: 'from', type: 'from_another_flow', name: '', position: { x: 0, y: 0 }, settings: {} }],
    edges: [],
  });
  const node = (id, type, x, y, settings = {}, name = '') => ({ id, type, name, position: { x, y }, settings });
  const check = (id, x, y, property, operator, value) => node(id, 'field_check', x, y, { property, operator, ...(value === undefined ? {} : { value }) });
  const message = (id, type, x, y, communication_name) => {
    const { agent, channel } = senderOf(agents, channels, type);
    return node(id, `${type}_communication`, x, y, {
      communication_name,
      agent_id: agent.id,
      channel_id: channel.id,
      ...(type === 'email' ? { subject: 'Your contract ends soon', body: 'Dear {{ customer.name }}, your contract ends on {{ participant.contract_end }}.' } : {}),
      when: { base: { kind: 'now' }, offset_days: 1, time_of_day: '09:30', window: { from: '09:00', to: '18:00', weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'] } },
      parameters: {},
    });
  };
  const literal = value => ({ kind: 'literal', value });
  await call('POST', `${path}/flows`, {
    name: 'Renewal offers',
    nodes: [
      node('new', 'participant_created', 400, 0),
      check('ends', 400, 128, 'participant.contract_end', 'is_on_or_before', { kind: 'relative_date', base: 'today', offset_days: 90 }),
      check('tariff', 200, 272, 'participant.tariff', 'is_one_of', literal(['plus', 'family'])),
      node('later', 'update_field', 680, 272, { updates: [{ field: 'participant.tariff', value: literal('basic') }] }),
      message('offer', 'email', 0, 416, 'RENEWAL_OFFER_PLUS'),
      message('call', 'voice', 320, 416, 'RENEWAL_CALL'),
      node('ended', 'communication_ended', 1160, 0),
      check('what', 1160, 128, 'communication.status', 'equals', literal('no_response')),
      message('again', 'whatsapp', 1000, 272, 'RENEWAL_SECOND_TRY'),
      node('answered', 'to_another_flow', 1300, 272, { flow_id: settled.id }),
      node('score', 'python_action', 1000, 416, { script: 'def run(context):\n    return {"monthly_fee": context["monthly_fee"] * 0.9}\n' }, 'Ten percent off'),
      check('fee', 680, 416, 'participant.monthly_fee', 'is_set'),
    ],
    edges: [
      ['new', 'out', 'ends'],
      ['ends', 'match', 'tariff'],
      ['ends', 'else', 'later'],
      ['tariff', 'match', 'offer'],
      ['tariff', 'else', 'call'],
      ['later', 'out', 'fee'],
      ['ended', 'out', 'what'],
      ['what', 'match', 'again'],
      ['what', 'else', 'answered'],
      ['again', 'out', 'score'],
    ].map(([source, port, target], index) => ({ id: `e${index}`, source, port, target })),
  });
  await makeOtherNodes(path, message);
}

/** The node types that the offers do without, some of them not filled in, and a flow in which nothing is yet. */
async function makeOtherNodes(path, message) {
  const node = (id, type, x, y, settings = {}) => ({ id, type, name: '', position: { x, y }, settings });
  const chat = (id, type, x, y, name) => ({ ...message(id, type, x, y, name), settings: { ...message(id, type, x, y, name).settings, when: { base: { kind: 'now' } } } });
  await call('POST', `${path}/flows`, {
    name: 'Every other node',
    nodes: [
      node('updated', 'participant_updated', 0, 0),
      node('came', 'communication_updated', 300, 0),
      node('session', 'incoming_session', 600, 0),
      chat('chat', 'telegram', 0, 144, 'RENEWAL_CHAT'),
      chat('widget', 'web', 300, 144, 'RENEWAL_WEB'),
      node('cancel', 'cancel_communications', 600, 144),
      node('blank', 'field_check', 0, 288),
      node('fresh', 'whatsapp_communication', 300, 288, { when: { base: { kind: 'now' } }, parameters: {} }),
      node('nothing', 'update_field', 600, 288, { updates: [] }),
    ],
    edges: [
      ['updated', 'out', 'chat'],
      ['came', 'out', 'widget'],
      ['session', 'out', 'cancel'],
      ['chat', 'out', 'blank'],
      ['widget', 'out', 'fresh'],
      ['cancel', 'out', 'nothing'],
    ].map(([source, port, target], index) => ({ id: `e${index}`, source, port, target })),
  });
  await call('POST', `${path}/flows`, { name: 'Still empty', nodes: [], edges: [] });
}

/** Words that have no spaces, are long, or run from right to left, wherever a person may write some; and many rows. */
async function makeAbroad() {
  const campaign = await call('POST', '/campaigns', { name: ABROAD, description: 'การแจ้งเตือนการชำระเงินสำหรับลูกค้าธุรกิจที่มีสัญญาหลักและสาขาในต่างประเทศ' });
  const path = `/campaigns/${campaign.id}`;
  const field = (name, title, type) => call('POST', `${path}/fields`, { name, title, description: '', type, level: 'participant', import: true, required: false });
  await field('deadline', 'Zahlungsfristverlängerungsantragseingangsdatum', 'date');
  await field('branch', 'สาขาที่รับผิดชอบดูแลลูกค้าและติดตามการชำระเงิน', 'string');
  await field('city', 'مدينة الفرع المسؤول عن العميل', 'string');
  const position = y => ({ x: 0, y });
  await call('POST', `${path}/flows`, {
    name: 'تذكير العملاء بالدفع قبل تاريخ الاستحقاق',
    nodes: [
      { id: 'new', type: 'participant_created', name: 'ลูกค้าใหม่ที่เพิ่งเข้าร่วมแคมเปญแจ้งเตือนการชำระเงิน', position: position(0), settings: {} },
      { id: 'branch', type: 'field_check', name: '', position: position(128), settings: { property: 'participant.deadline', operator: 'is_set' } },
      { id: 'city', type: 'field_check', name: 'هل المدينة معروفة لدى الفرع المسؤول؟', position: position(272), settings: { property: 'participant.city', operator: 'is_set' } },
    ],
    edges: [['new', 'out', 'branch'], ['branch', 'match', 'city']].map(([source, port, target], index) => ({ id: `e${index}`, source, port, target })),
  });
  const names = ['สมชาย วงศ์สุวรรณรัตนากรพิพัฒน์ไพบูลย์', 'Karl-Theodor Freiherr von Schlüsselfeld-Oberhausen-Wittelsbach', 'عبد الرحمن بن محمد الهاشمي القرشي', 'שרה בת־אל גולדשטיין־ירושלמי', '山田太郎左衛門尉義光', 'Nguyễn Thị Phương Thảo', 'Ana'];
  const rows = ['external_id,name,email,deadline,branch,city'];
  for (let at = 0; at < 1000; at += 1) {
    const email = at % 7 === 1 ? `karl-theodor.freiherr.von.schluesselfeld.${at}@rechnungswesen.grosshandelsgesellschaft.example` : `p${at}@abroad.example`;
    rows.push(`KUNDENNUMMER-AUSLAND-${String(at).padStart(6, '0')},${names[at % names.length]},${email},${day(at % 30)},สำนักงานใหญ่กรุงเทพมหานคร,الدار البيضاء`);
  }
  await csv(path, 'Kundenstammdatenexport-Auslandsniederlassungen-Quartalsabschluss.csv', `${rows.join('\n')}\n`);
  await until('the upload', async () => (await call('GET', `${path}/uploads`)).items.every(one => one.status !== 'processing'));
}
