// How long the canvas takes for a step, at 10, 100 and 1,000 nodes: node scripts/canvas-bench.mjs (console.mjs tells what it
// reads). Prints the main thread's processor time per step of a drag and of a pan, and how much of it is the page's own: its scripts, styles and
// layout, where the rest is the browser's painting. deploy/bench/run canvas runs it on a system of its own. With CLOCK=1 by the clock, which
// counts the waiting for the other threads of the browser too, and for all else on the machine.
// With CALLS=1, on a page whose functions still have their names (npm run dev), also how often each part is rendered for a step, which no
// other load on the machine changes.
import { call, launch, openPage } from './console.mjs';

const STEPS = 60;
const VIEW = '.react-flow__viewport';
const PARTS = ['Canvas', 'GraphViewComponent', 'NodeWrapper', 'NodeCard', 'EdgeWrapper', 'EdgeLine', 'Minimap', 'DottedBackground', 'drawNodes', 'drawEdges', 'validate'];
const counting = process.env.CALLS === '1';
const byClock = process.env.CLOCK === '1';
const sizes = (process.env.SIZES ?? '10,100,1000').split(',').map(Number);
const browser = await launch();
const campaign = await call('POST', '/campaigns', { name: `Canvas bench ${Date.now()}`, description: '' });
const path = `/campaigns/${campaign.id}`;
const rows = [];
const calls = [];
try {
  const page = await openPage(browser);
  page.setDefaultTimeout(60_000);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: byClock ? 'timeTicks' : 'threadTicks' });
  if (counting) await session.send('Profiler.enable');
  for (const size of sizes) {
    const flow = await call('POST', `${path}/flows`, { name: `${size} nodes`, ...tree(size) });
    await page.goto(`${path}/workflow?flow=${flow.id}`);
    await page.locator('[data-canvas]').focus();
    await page.keyboard.press('0');
    await page.locator('.react-flow__node').first().waitFor();
    await page.waitForLoadState('networkidle');
    const mounted = await page.locator('.react-flow__node').count();
    const lines = await page.locator('.react-flow__edge, [data-line]').count();
    const node = page.locator(`.react-flow__node[data-id="${await page.evaluate(nodeInTheMiddle)}"]`);
    const box = await node.boundingBox();
    await page.mouse.move(box.x + 110, box.y + 20);
    await page.mouse.down();
    const drag = await measure(`drag, ${size}`, session, page, node, step => page.mouse.move(box.x + 110 + (step % 2 ? 40 : 0) + step, box.y + 20 + step));
    await page.mouse.up();
    const pan = await measure(`pan, ${size}`, session, page, page.locator(VIEW), step => page.mouse.wheel(0, step % 2 ? 30 : -24));
    const map = page.getByRole('button', { name: 'Map', exact: true });
    if ((await map.getAttribute('aria-pressed')) !== String(size > 20)) throw new Error('Expected the map where there are more than 20 nodes');
    if (size > 20) await map.click();
    await page.mouse.move(box.x + 110, box.y + 20);
    const bare = await measure(`pan without map, ${size}`, session, page, page.locator(VIEW), step => page.mouse.wheel(0, step % 2 ? 30 : -24));
    // All of it, from far away, where a large flow is one drawing.
    await page.keyboard.press('1');
    const whole = await measure(`pan of all, ${size}`, session, page, page.locator(VIEW), step => page.mouse.wheel(0, step % 2 ? 30 : -24));
    rows.push({
      nodes: size,
      mounted,
      lines,
      'drag ms/step': drag.mean,
      'of it ours': drag.own,
      'worst frame ms': drag.worst,
      'pan ms/step': pan.mean,
      'of it ours ': pan.own,
      'worst frame ms ': pan.worst,
      'pan without map': bare.mean,
      'of it ours  ': bare.own,
      'pan of all': whole.mean,
      'of it ours   ': whole.own,
    });
  }
  console.table(rows);
  if (counting) console.table(Object.fromEntries(calls));
  console.log(`${byClock ? 'Time' : 'Processor time'} of the main thread per step (budget: drag 16 ms, pan 30 ms at 1,000 nodes, 50 ms with all of them in view); ours is scripts, styles and layout, the rest is painting, slow without a GPU; the worst frame counts everything else on the machine too.`);
} finally {
  await browser.close();
  await call('DELETE', path).catch(() => {});
}

async function measure(name, session, page, what, step) {
  const before = await what.getAttribute('style');
  if (counting) await session.send('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  const measured = await timed(session, page, step);
  if (counting) calls.push([name, await callsPerStep(session)]);
  // A pointer beside it would measure nothing, and fast.
  if ((await what.getAttribute('style')) === before) throw new Error(`Expected ${what} to move`);
  return measured;
}

async function timed(session, page, step) {
  await page.evaluate(() => {
    const frames = [];
    let last = performance.now();
    let on = true;
    const next = now => {
      frames.push(now - last);
      last = now;
      if (on) requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
    window.stopFrames = () => {
      on = false;
      return frames;
    };
  });
  const before = await spent(session);
  for (let at = 1; at <= STEPS; at += 1) await step(at);
  const after = await spent(session);
  const frames = await page.evaluate(() => window.stopFrames());
  const perStep = what => round(((after[what] - before[what]) * 1000) / STEPS);
  return { mean: perStep('all'), own: perStep('own'), worst: round(Math.max(...frames)) };
}

async function callsPerStep(session) {
  const { result } = await session.send('Profiler.takePreciseCoverage');
  await session.send('Profiler.stopPreciseCoverage');
  const functions = result.flatMap(script => script.functions);
  const of = part => functions.filter(one => one.functionName === part).reduce((sum, one) => sum + one.ranges[0].count, 0);
  return Object.fromEntries(PARTS.map(part => [part, round(of(part) / STEPS)]));
}

async function spent(session) {
  const { metrics } = await session.send('Performance.getMetrics');
  const of = name => metrics.find(one => one.name === name).value;
  return { all: of('TaskDuration'), own: of('ScriptDuration') + of('LayoutDuration') + of('RecalcStyleDuration') };
}

function round(value) {
  return Math.round(value * 10) / 10;
}

/** A trigger and checks below it, each with two more. */
function tree(size) {
  const nodes = [{ id: 'n0', type: 'participant_created', name: '', position: { x: 0, y: 0 }, settings: {} }];
  const edges = [];
  for (let at = 1; at < size; at += 1) {
    const level = Math.floor(Math.log2(at));
    const inLevel = at - 2 ** level;
    const wide = Math.min(2 ** level, 16);
    nodes.push({
      id: `n${at}`,
      type: 'field_check',
      name: '',
      position: { x: (inLevel % 16) * 264 - wide * 132, y: 144 * (at < 32 ? level + 1 : 6 + Math.floor((at - 32) / 16)) },
      settings: { property: 'customer.name', operator: 'is_set' },
    });
    const parent = at === 1 ? 0 : Math.floor(at / 2);
    edges.push({ id: `e${at}`, source: `n${parent}`, port: parent === 0 ? 'out' : at % 2 ? 'else' : 'match', target: `n${at}` });
  }
  return { nodes, edges };
}

/** One that neither a bar nor the edge of the canvas covers. */
function nodeInTheMiddle() {
  const centre = element => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return [left + width / 2, top + height / 2];
  };
  const [x, y] = centre(document.querySelector('[data-canvas]'));
  const far = element => Math.hypot(centre(element)[0] - x, centre(element)[1] - y);
  const [nearest] = [...document.querySelectorAll('.react-flow__node')].sort((one, other) => far(one) - far(other));
  return nearest.dataset.id;
}
