// What a script can see of a page that stands: what sticks out, what is too small for a finger, what axe finds, what has jumped.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** To be added before the page is opened: shifts that no hand caused are counted from the first moment. */
export async function watchShifts(context) {
  await context.addInitScript(() => {
    window.shifts = [];
    new PerformanceObserver(list => {
      for (const entry of list.getEntries()) {
        if (entry.hadRecentInput) continue;
        const what = entry.sources.map(one => one.node).filter(Boolean);
        window.shifts.push([entry.value, what.map(node => (node.nodeType === 1 ? node : node.parentElement)?.className || node.nodeName).join(', ')]);
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

export async function faultsOf(page, { finger }) {
  const shifts = await page.evaluate(() => window.shifts);
  const sum = shifts.reduce((all, [value]) => all + value, 0);
  return [
    ...(await page.evaluate(overflowing)),
    ...(finger ? await page.evaluate(tooSmall) : []),
    ...(sum > 0.02 ? [`jumps by ${sum.toFixed(3)}: ${shifts.map(([, what]) => what).join(' | ').slice(0, 200)}`] : []),
  ];
}

export async function axeFaults(page) {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
    return violations.map(one => `axe ${one.id}: ${one.nodes.map(node => node.target.join(' ')).slice(0, 3).join('; ')}`);
  });
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

/** What a finger of 44 px meets: another thing than the one that it is put on, by a pixel of tolerance. Links within a text are spared. */
function tooSmall() {
  const found = new Map();
  const all = 'button, a[href], input:not([type=hidden]), textarea, select, [role=tab], [role=menuitem], [role=option], [role=switch]';
  for (const element of document.querySelectorAll(all)) {
    if (element.closest('.hidden, [aria-hidden=true], .react-flow, [inert]') || element.matches(':disabled, [data-disabled]')) continue;
    // A row that opens by a click is a target as a whole.
    const own = element.closest('label, .mantine-Switch-root, .mantine-Input-wrapper') ?? (element.matches('a') ? element.closest('[data-clickable]') : null) ?? element;
    const box = own.getBoundingClientRect();
    if (box.width === 0 || box.height === 0 || box.bottom < 22 || box.top > window.innerHeight - 22 || box.right < 0) continue;
    if (element.matches('a') && getComputedStyle(element).display === 'inline' && element.parentElement?.matches('p, li')) continue;
    const x = Math.max(1, Math.min(window.innerWidth - 1, box.left + box.width / 2));
    const y = box.top + box.height / 2;
    const hits = (dx, dy) => {
      const at = document.elementFromPoint(x + dx, y + dy);
      return at !== null && (own.contains(at) || at.closest('label')?.control === element);
    };
    // What is covered by something else is not for a finger now.
    if (!hits(0, 0)) continue;
    const reach = (dx, dy) => {
      let far = 0;
      while (far < 22 && hits(dx * (far + 1), dy * (far + 1))) far += 1;
      return far;
    };
    const high = reach(0, -1) + reach(0, 1) + 1;
    const wide = reach(-1, 0) + reach(1, 0) + 1;
    if (high >= 43 && wide >= 43) continue;
    const name = `${element.nodeName.toLowerCase()} ${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 30) || element.className.toString().slice(0, 40)}`;
    found.set(`${Math.round(wide)}x${Math.round(high)} for a finger: ${name}`, true);
  }
  return [...found.keys()].slice(0, 12);
}
