import { getSmoothStepPath, Position } from '@xyflow/react';
import { describe, expect, test } from 'vitest';
import { NODE_HEIGHT, NODE_WIDTH } from '../../../flow-model/types';
import type { LineEdge } from './edge-line';
import { boxOf, cellFrom, cellOf, inBox } from './near-view';
import type { CardNode } from './node-card';

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);

function randomFrom(start: number): () => number {
  let state = start;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

const card = (id: string, x: number, y: number) => ({ id, position: { x, y } }) as CardNode;
const line = (id: string, source: string, target: string) => ({ id, source, target }) as LineEdge;
const nobody = () => false;

/** The straight pieces of a path between its corners, as boxes; a corner is rounded within them. */
function pieces(path: string): [number, number, number, number][] {
  const points = [...path.matchAll(/(-?[\d.]+)[ ,]+(-?[\d.]+)/g)].map(
    match => [Number(match[1]), Number(match[2])] as const,
  );
  return points.slice(1).map(([x, y], index) => {
    const [fromX, fromY] = points[index] ?? [x, y];
    return [Math.min(x, fromX), Math.min(y, fromY), Math.max(x, fromX), Math.max(y, fromY)];
  });
}

describe('What of a large flow is given to the canvas', () => {
  test(`should hold all that is in view, wherever it is and however near (seed ${seed})`, () => {
    const random = randomFrom(seed);
    const cards = new Map<string, CardNode>();
    for (let at = 0; at < 600; at += 1) {
      cards.set(`n${at}`, card(`n${at}`, random() * 12_000 - 6_000, random() * 12_000 - 6_000));
    }
    const lines = new Map<string, LineEdge>();
    for (let at = 1; at < 600; at += 1) lines.set(`e${at}`, line(`e${at}`, `n${Math.floor(at / 2)}`, `n${at}`));
    const missing: string[] = [];
    let fewest = Number.POSITIVE_INFINITY;
    for (let round = 0; round < 60; round += 1) {
      const zoom = 0.25 + random() * 1.75;
      const width = 300 + random() * 1500;
      const height = 300 + random() * 900;
      const left = random() * 12_000 - 6_000;
      const top = random() * 12_000 - 6_000;
      const box = boxOf(cellOf({ transform: [-left * zoom, -top * zoom, zoom], width, height }));
      if (!box) throw new Error('Expected a box');
      const near = inBox(cards, lines, box, nobody);
      fewest = Math.min(fewest, near.nodes.length);
      const given = new Set(near.nodes.map(one => one.id));
      const drawn = new Set(near.lines.map(one => one.id));
      expect(near.edges).toEqual([]);
      const isSeen = (x: number, y: number, right: number, bottom: number) =>
        x < left + width / zoom && right > left && y < top + height / zoom && bottom > top;
      for (const { id, position } of cards.values()) {
        const { x, y } = position;
        if (isSeen(x, y, x + NODE_WIDTH, y + NODE_HEIGHT) && !given.has(id)) missing.push(`${id} in round ${round}`);
      }
      for (const { id, source, target } of lines.values()) {
        const from = cards.get(source)?.position ?? { x: 0, y: 0 };
        const to = cards.get(target)?.position ?? { x: 0, y: 0 };
        const [path] = getSmoothStepPath({
          sourceX: from.x + NODE_WIDTH * ([0.5, 0.26, 0.74][round % 3] ?? 0.5),
          sourceY: from.y + NODE_HEIGHT,
          targetX: to.x + NODE_WIDTH / 2,
          targetY: to.y,
          sourcePosition: Position.Bottom,
          targetPosition: Position.Top,
          borderRadius: 12,
          offset: 18,
        });
        if (!pieces(path).some(([x, y, right, bottom]) => isSeen(x, y, right, bottom))) continue;
        if (!drawn.has(id)) missing.push(`${id} in round ${round}`);
      }
    }
    expect(missing).toEqual([]);
    expect(fewest).toBeLessThan(600);
  });

  test('should stay the same over the steps of a pan, and change when the view has gone further', () => {
    const at = (x: number) => cellOf({ transform: [-x, 0, 1], width: 1000, height: 700 });
    expect(new Set([0, 30, 60, 90, 120].map(at)).size).toBe(1);
    expect(at(600)).not.toBe(at(0));
  });

  test('should stay the same to and fro over the edge of a cell, and hold the view all the same', () => {
    const size = { width: 1000, height: 700 };
    let cell = '';
    const cells: string[] = [];
    for (let step = 0; step < 200; step += 1) {
      const left = 100 + step * 3 + (step % 2) * 30;
      cell = cellFrom(cell, { transform: [-left, 0, 1], ...size });
      cells.push(cell);
      const box = boxOf(cell);
      expect(box && box.left <= left && box.right >= left + size.width).toBe(true);
    }
    const changes = cells.filter((one, index) => index > 0 && one !== cells[index - 1]).length;
    expect(changes).toBe(new Set(cells).size - 1);
  });

  test('should keep what is selected or held, however far away', () => {
    const cards = new Map(
      [card('here', 0, 0), card('far', 90_000, 0), card('away', 90_000, 300)].map(one => [one.id, one]),
    );
    const box = boxOf(cellOf({ transform: [0, 0, 1], width: 1000, height: 700 }));
    if (!box) throw new Error('Expected a box');
    expect(inBox(cards, new Map(), box, id => id === 'far').nodes.map(one => one.id)).toEqual(['here', 'far']);
  });

  test('should have edges of their own where something happens to them, with the nodes at their ends', () => {
    const cards = new Map(
      [card('here', 0, 0), card('far', 90_000, 800), card('away', 90_000, 1600)].map(one => [one.id, one]),
    );
    const lines = new Map(
      [
        { ...line('seen', 'here', 'far'), data: { count: null } } as LineEdge,
        { ...line('hovered', 'here', 'away'), data: { count: null, hot: true } } as LineEdge,
        line('elsewhere', 'far', 'away'),
      ].map(one => [one.id, one]),
    );
    const box = boxOf(cellOf({ transform: [0, 0, 1], width: 1000, height: 700 }));
    if (!box) throw new Error('Expected a box');
    const near = inBox(cards, lines, box, nobody);
    expect(near.lines.map(one => one.id)).toEqual(['seen']);
    expect(near.edges.map(one => one.id)).toEqual(['hovered']);
    expect(near.nodes.map(one => one.id)).toEqual(['here', 'away']);
    const held = inBox(cards, lines, box, id => id === 'far');
    expect(held.edges.map(one => one.id)).toEqual(['seen', 'hovered', 'elsewhere']);
    expect(held.lines).toEqual([]);
  });

  test('should be nothing before the canvas has a size', () => {
    expect(boxOf(cellOf({ transform: [0, 0, 1], width: 0, height: 0 }))).toBeNull();
  });
});
