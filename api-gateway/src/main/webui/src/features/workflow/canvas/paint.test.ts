import { expect, test } from 'vitest';
import { type Graph, NODE_HEIGHT, NODE_WIDTH } from '../../../flow-model/types';
import { boundsOf, union } from './paint';

const at = (id: string, x: number, y: number) => ({
  id,
  type: 'participant_created' as const,
  name: '',
  position: { x, y },
  settings: {},
});

test('should hold every node', () => {
  const graph: Graph = { nodes: [at('a', -40, 8), at('b', 200, 160)], edges: [] };

  expect(boundsOf(graph)).toEqual({ x: -40, y: 8, width: 240 + NODE_WIDTH, height: 152 + NODE_HEIGHT });
});

test('should hold nothing where there is no node', () => {
  expect(boundsOf({ nodes: [], edges: [] })).toBeNull();
});

test('should hold both boxes', () => {
  expect(union({ x: 0, y: 0, width: 10, height: 10 }, { x: -5, y: 4, width: 8, height: 20 })).toEqual({
    x: -5,
    y: 0,
    width: 15,
    height: 24,
  });
});
