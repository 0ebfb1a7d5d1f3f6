import { expect, test } from 'vitest';
import { reminder } from '../../../../tests/flows';
import { makeCatalogue } from '../catalogue';
import { drawNodes, noOverlay } from './draw';
import { pathOf } from './line-layer';

test('A line that is only seen should go from port to port, as the edge does that it becomes below the pointer', () => {
  const cards = drawNodes(reminder, makeCatalogue([], [], [], []), new Map(), new Set(), noOverlay, new Map());
  for (const { source, port, target } of reminder.edges) {
    const [from, to] = [cards.get(source), cards.get(target)];
    if (!from || !to) throw new Error('Expected both ends');
    const out = from.handles?.find(handle => handle.type === 'source' && handle.id === port);
    const into = to.handles?.find(handle => handle.type === 'target');
    if (!out || !into) throw new Error('Expected a port at both ends');
    const start = [from.position.x + out.x + (out.width ?? 0) / 2, from.position.y + out.y + (out.height ?? 0)];
    const end = [to.position.x + into.x + (into.width ?? 0) / 2, to.position.y + into.y];
    const points = [...pathOf(from, port, to.position).matchAll(/(-?[\d.]+)[ ,](-?[\d.]+)/g)].map(match => [
      Number(match[1]),
      Number(match[2]),
    ]);
    expect(points[0]).toEqual(start);
    expect(points.at(-1)).toEqual(end);
  }
});
