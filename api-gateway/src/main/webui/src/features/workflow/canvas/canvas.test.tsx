import { act } from '@testing-library/react';
import type { ReactFlowProps } from '@xyflow/react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { renderInEditor } from '../../../../tests/editor';
import { reminder } from '../../../../tests/flows';
import { Canvas } from './canvas';
import { noOverlay } from './draw';
import type { LineEdge } from './edge-line';
import type { CardNode } from './node-card';

type Given = ReactFlowProps<CardNode, LineEdge>;
const given: Given[] = [];

vi.mock('@xyflow/react', async original => ({
  ...(await original<typeof import('@xyflow/react')>()),
  ReactFlow: (props: Given) => {
    given.push(props);
    return null;
  },
}));

const { ReactFlowProvider } = await import('@xyflow/react');

function last(): Given {
  const props = given.at(-1);
  if (!props) throw new Error('Expected the canvas to be drawn');
  return props;
}

function show() {
  return renderInEditor(
    <ReactFlowProvider>
      <Canvas overlay={noOverlay} map />
    </ReactFlowProvider>,
    { flow: reminder },
  );
}

function moveTo(x: number, dragging: boolean) {
  act(() => last().onNodesChange?.([{ type: 'position', id: 'n3', position: { x, y: 8 }, dragging }]));
}

describe('A drag on the canvas', () => {
  beforeEach(() => {
    given.length = 0;
  });

  test('should change the dragged node and nothing else, so that no other is rendered again', () => {
    show();
    moveTo(8, true);
    const before = last();
    moveTo(16, true);
    const after = last();
    expect(after).not.toBe(before);

    const { nodes: nodesBefore = [], ...restBefore } = before;
    const { nodes: nodesAfter = [], ...restAfter } = after;
    const changed = Object.keys(restAfter).filter(
      name => restAfter[name as keyof typeof restAfter] !== restBefore[name as keyof typeof restBefore],
    );
    expect(changed).toEqual([]);
    expect(nodesAfter.map(node => node.id)).toEqual(nodesBefore.map(node => node.id));
    expect(nodesAfter.filter((node, index) => node !== nodesBefore[index]).map(node => node.id)).toEqual(['n3']);
    expect(nodesAfter.find(node => node.id === 'n3')?.position).toEqual({ x: 16, y: 8 });
  });

  test('should be one step that the flow learns of at its end', () => {
    const { store } = show();
    const flow = store.getState().flow;
    moveTo(8, true);
    moveTo(16, true);
    expect(store.getState().flow).toBe(flow);
    moveTo(24, false);
    expect(store.getState().flow.nodes.find(node => node.id === 'n3')?.position).toEqual({ x: 24, y: 8 });
    expect(store.getState().past).toHaveLength(1);
  });
});
