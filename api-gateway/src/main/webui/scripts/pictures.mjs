// The README's pictures, of the real page: node scripts/pictures.mjs (console.mjs tells what it reads). Makes a campaign of
// its own with made-up people, which it deletes afterwards.
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { call, launch, makeExample, openPage, people, until, webui } from './console.mjs';

const out = process.env.OUT ?? join(webui, '../../../docs/console');
mkdirSync(out, { recursive: true });
const plain = 'Payment reminder';
const taken = (await call('GET', `/campaigns?search=${encodeURIComponent(plain)}`)).items.some(one => one.name === plain);
const name = taken ? `${plain} ${Math.floor(Date.now() / 1000)}` : plain;
const { flow, path } = await makeExample(name);
const browser = await launch();
try {
  const edited = await openPage(browser);
  await edited.goto(`${path}/workflow?flow=${flow.id}&node=early`);
  await edited.getByLabel('Settings of the node').waitFor();
  await edited.getByRole('button', { name: 'Re-center' }).click();
  await picture(edited, 'workflow');

  await edited.getByRole('button', { name: 'Simulate' }).click();
  const simulation = edited.getByRole('complementary', { name: 'Simulation' });
  await simulation.getByLabel('Due Date', { exact: true }).fill(soon());
  await simulation.locator('input').and(simulation.getByLabel('Is Payment Received', { exact: true })).first().click();
  await edited.getByRole('option', { name: 'false', exact: true }).click();
  await simulation.getByRole('button', { name: 'Simulate' }).click();
  await edited.getByLabel('Path', { exact: true }).waitFor();
  await edited.getByRole('button', { name: 'Re-center' }).click();
  await picture(edited, 'simulation');

  await call('POST', `${path}/flows/${flow.id}/activate`, null, { 'if-match': `"${flow.revision}"` });
  await call('POST', `${path}/start`);
  await call('POST', `${path}/participants`, people(120, `p${Date.now() % 1_000_000}`));
  await until('walks', async () => {
    const counts = await call('GET', `${path}/flows/${flow.id}/counts`);
    return counts.nodes.find(one => one.node_id === 'created')?.entered === 120;
  });

  const counted = await openPage(browser, { scheme: 'dark' });
  await counted.goto(`${path}/workflow?flow=${flow.id}`);
  await counted.getByRole('button', { name: 'Counts' }).click();
  await counted.getByRole('button', { name: /show who passed Participant Created/ }).click();
  await counted.locator('aside li').first().waitFor();
  await counted.waitForLoadState('networkidle');
  await counted.getByRole('button', { name: 'Re-center' }).click();
  await picture(counted, 'workflow-counts');
} finally {
  await browser.close();
  await call('POST', `${path}/stop`).catch(() => {});
  await call('DELETE', path).catch(problem => console.error(`${name} stays: ${problem.message}`));
}

function soon() {
  return new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
}

async function picture(page, name) {
  // Fonts and the frame that draws what was clicked last.
  await page.evaluate(() => document.fonts.ready.then(() => new Promise(requestAnimationFrame)));
  await page.mouse.move(0, 0);
  const file = join(out, `${name}.png`);
  await page.screenshot({ path: file, animations: 'disabled' });
  console.log(`${file}: ${Math.round(statSync(file).size / 1000)} kB`);
}
