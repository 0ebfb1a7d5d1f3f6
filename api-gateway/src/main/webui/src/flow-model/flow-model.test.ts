import { describe, expect, test } from 'vitest';
import { context, node, reminder, seeded } from '../../tests/flows';
import { apply } from './apply';
import * as clipboard from './clipboard';
import { addAfter, addAt, insertOn, newId, removal } from './edit';
import { groupOf, nodeOf, openPorts, portsOf, reachableFrom, refusalOf, walkOrder } from './graph';
import { followingLabels, writtenLabels } from './labels';
import { tidy } from './layout';
import { nodeName } from './name';
import type { Operation } from './operations';
import { search } from './search';
import { type Graph, NODE_HEIGHT, NODE_WIDTH, type NodeType } from './types';
import { merge, validate } from './validate';

const at = (id: string) => {
  const found = nodeOf(reminder, id);
  if (!found) throw new Error(`Expected a node ${id}`);
  return found;
};

describe('Names', () => {
  test('should call the nodes of the guide’s example as the guide does', () => {
    expect(reminder.nodes.map(one => nodeName(one, context))).toEqual([
      'Participant Created',
      'Is Payment Received = false',
      'Due Date is on or after Today (+3)',
      'Cancel Communications',
      'REMINDED_BEFORE_2D',
      'Due Date is on or after Today (+0)',
      'REMINDED_DUE_DATE',
    ]);
  });

  test.each([
    [
      { property: 'participant.balance', operator: 'gte', value: { kind: 'literal', value: '10.00' } },
      'Balance ≥ 10.00',
    ],
    [{ property: 'customer.name', operator: 'is_not_set' }, 'Name is not set'],
    [
      { property: 'customer.name', operator: 'not_contains', value: { kind: 'literal', value: 'x' } },
      'Name does not contain x',
    ],
    [
      { property: 'participant.stage', operator: 'is_one_of', value: { kind: 'literal', value: ['a', 'b'] } },
      'Stage is one of a, b',
    ],
    [
      {
        property: 'participant.due_date',
        operator: 'is_before',
        value: { kind: 'relative_date', base: 'now', offset_days: -1, offset_hours: 2 },
      },
      'Due Date is before Now (−1 d, +2 h)',
    ],
    [
      {
        property: 'participant.due_date',
        operator: 'is_on',
        value: { kind: 'relative_date', base: 'field', field: 'participant.due_date', offset_days: 0 },
      },
      'Due Date is on Due Date (+0)',
    ],
    [
      { property: 'participant.gone', operator: 'equals', value: { kind: 'expression', code: 'name + "x"' } },
      'participant.gone = name + "x"',
    ],
    [{ property: 'customer.name', operator: 'equals' }, 'Name = …'],
    [{}, 'Field Check'],
    [{ property: 5, operator: [], value: 'wrong' }, 'Field Check'],
  ])('should call a check with %j: %s', (settings, name) => {
    expect(nodeName(node('n', 'field_check', settings), context)).toBe(name);
  });

  test('should write labels out for others and let them follow the settings here', () => {
    const stored = writtenLabels(reminder, context);
    expect(stored.nodes[2]?.name).toBe('Due Date is on or after Today (+3)');
    expect(followingLabels(stored, context).nodes.map(one => one.name)).toEqual(reminder.nodes.map(() => ''));
    const typed = { ...reminder, nodes: [{ ...at('n3'), name: 'Early?' }] };
    expect(followingLabels(writtenLabels(typed, context), context).nodes[0]?.name).toBe('Early?');
  });
});

describe('Connections', () => {
  test.each([
    ['n7', 'n1', 'trigger'],
    ['n5', 'n2', 'cycle'],
    ['n3', 'n3', 'itself'],
    ['n3', 'zz', 'missing'],
    ['n6', 'n4', null],
  ] as const)('should answer for %s to %s: %s', (source, target, refusal) => {
    expect(refusalOf(reminder, source, target)).toBe(refusal);
  });

  test('should replace the edge of a port that is used', () => {
    const after = apply(reminder, { op: 'connect', edge: { id: 'x', source: 'n3', port: 'match', target: 'n4' } });
    expect(after.edges.filter(edge => edge.source === 'n3' && edge.port === 'match')).toEqual([
      { id: 'x', source: 'n3', port: 'match', target: 'n4' },
    ]);
  });

  test('should know the open ports and the order of a walk', () => {
    expect(openPorts(reminder, at('n6'))).toEqual(['else']);
    expect(walkOrder(reminder).map(one => one.id)).toEqual(['n1', 'n2', 'n3', 'n5', 'n6', 'n7', 'n4']);
  });
});

describe('Editing', () => {
  test('should join what one action stood between, and never over a Field Check', () => {
    const chain: Graph = {
      nodes: [node('t', 'participant_created'), node('a', 'update_field'), node('b', 'update_field')],
      edges: [
        { id: 'e1', source: 't', port: 'out', target: 'a' },
        { id: 'e2', source: 'a', port: 'out', target: 'b' },
      ],
    };
    const after = apply(chain, removal(chain, ['a'], []));
    expect(after.edges.map(edge => [edge.source, edge.port, edge.target])).toEqual([['t', 'out', 'b']]);
    expect(apply(reminder, removal(reminder, ['n3'], [])).edges.map(edge => edge.id)).toEqual(['e1', 'e3', 'e6']);
  });

  test('should insert on an edge, keeping what lies behind and making room', () => {
    const edge = reminder.edges[0];
    const added = edge && insertOn(reminder, edge, 'update_field', {});
    const after = added ? apply(reminder, added.operation) : reminder;
    expect(after.edges.find(one => one.source === 'n1')?.target).toBe(added?.node.id);
    expect(after.edges.find(one => one.source === added?.node.id)?.target).toBe('n2');
    expect(nodeOf(after, 'n2')?.position.y).toBeGreaterThan(added?.node.position.y ?? Number.POSITIVE_INFINITY);
  });

  test('should share all that an operation does not concern', () => {
    const after = apply(reminder, { op: 'rename', nodeId: 'n3', name: 'x' });
    expect(after.edges).toBe(reminder.edges);
    expect(after.nodes.filter((one, index) => one !== reminder.nodes[index]).map(one => one.id)).toEqual(['n3']);
    expect(apply(reminder, { op: 'rename', nodeId: 'n3', name: '' })).toBe(reminder);
  });

  test('should keep every rule over random operations, and give back what was when they are undone', () => {
    const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1e9));
    const random = seeded(seed);
    const choose = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
    const types: NodeType[] = [
      'field_check',
      'update_field',
      'email_communication',
      'to_another_flow',
      'participant_updated',
    ];
    const history: Graph[] = [];
    let graph: Graph = reminder;
    for (let step = 0; step < 600; step += 1) {
      const some = choose(graph.nodes);
      const other = choose(graph.nodes);
      const edge = choose(graph.edges);
      const type = choose(types) ?? 'field_check';
      const port = some ? choose(portsOf(some.type)) : undefined;
      const operations: (Operation | null)[] = [
        addAt(type, {}, { x: random() * 900, y: random() * 900 }).operation,
        some && port ? addAfter(graph, some, port, type, {}).operation : null,
        edge ? (insertOn(graph, edge, type, {})?.operation ?? null) : null,
        some ? removal(graph, [some.id], []) : null,
        edge ? removal(graph, [], [edge.id]) : null,
        some && other && port && refusalOf(graph, some.id, other.id) === null
          ? { op: 'connect', edge: { id: newId(), source: some.id, port, target: other.id } }
          : null,
        some ? { op: 'move', positions: new Map([[some.id, { x: 8, y: 16 }]]) } : null,
        some ? { op: 'set_settings', nodeId: some.id, settings: { x: step } } : null,
      ];
      const operation = choose(operations);
      if (!operation) continue;
      history.push(structuredClone(graph));
      const before = graph;
      graph = apply(graph, operation);
      expect(before, `seed ${seed}, step ${step}`).toEqual(history.at(-1));
      expectSound(graph, `seed ${seed}, step ${step}, ${operation.op}`);
    }
  }, 300_000);
});

function expectSound(graph: Graph, hint: string): void {
  const ids = new Set(graph.nodes.map(one => one.id));
  expect(ids.size, hint).toBe(graph.nodes.length);
  const ports = new Set<string>();
  for (const edge of graph.edges) {
    const from = nodeOf(graph, edge.source);
    const to = nodeOf(graph, edge.target);
    expect(from && portsOf(from.type).includes(edge.port), hint).toBe(true);
    expect(to && groupOf(to.type) !== 'trigger', hint).toBe(true);
    expect(ports.has(`${edge.source}:${edge.port}`), hint).toBe(false);
    ports.add(`${edge.source}:${edge.port}`);
    expect(reachableFrom(graph, [edge.target]).has(edge.source), `${hint}: cycle`).toBe(false);
  }
}

describe('Layout', () => {
  test('should cover nothing, put Match left of Else, and give the same picture again', () => {
    const positions = tidy(reminder);
    const all = [...positions.values()];
    for (const [index, one] of all.entries()) {
      for (const other of all.slice(index + 1)) {
        const apart = Math.abs(one.x - other.x) >= NODE_WIDTH || Math.abs(one.y - other.y) >= NODE_HEIGHT;
        expect(apart).toBe(true);
      }
    }
    expect(positions.get('n3')?.x).toBeLessThan(positions.get('n4')?.x ?? 0);
    expect(positions.get('n5')?.x).toBeLessThan(positions.get('n6')?.x ?? 0);
    expect(positions.get('n1')).toEqual({ x: 0, y: 0 });
    expect([...tidy(reminder)]).toEqual([...positions]);
  });
});

describe('Clipboard', () => {
  test('should paste with new ids, free names and the edges between', () => {
    const text = clipboard.copy(reminder, new Set(['n6', 'n7']));
    const copied = text ? clipboard.read(text) : null;
    const operation = copied && clipboard.paste(reminder, copied, { x: 400, y: 0 });
    const after = operation ? apply(reminder, operation) : reminder;
    expect(after.nodes).toHaveLength(9);
    expect(after.nodes.at(-1)?.settings.communication_name).toBe('REMINDED_DUE_DATE_2');
    expect(after.edges).toHaveLength(7);
    expectSound(after, 'paste');
  });

  test.each([
    '',
    'hello',
    '{"format":"other"}',
    '{"format":"campaign-flows/nodes@1","nodes":[{"id":1}],"edges":[]}',
    '{"format":"campaign-flows/nodes@1","nodes":[{"id":"n","type":"constructor","name":"","position":{"x":0,"y":0},"settings":{}}],"edges":[]}',
  ])('should take nothing from %s', text => {
    expect(clipboard.read(text)).toBeNull();
  });
});

describe('Findings', () => {
  test('should see what the guide’s example leaves open, and nothing else', () => {
    expect(validate(reminder, context).map(one => [one.code, one.node_id, one.severity])).toEqual([
      ['branch_open', 'n6', 'warning'],
    ]);
  });

  test('should name the fields to fill in and the setting', () => {
    const graph: Graph = { nodes: [node('t', 'participant_created'), node('w', 'whatsapp_communication')], edges: [] };
    const found = validate(graph, context);
    expect(found.map(one => one.code)).toEqual(['trigger_not_connected', 'node_unreachable', 'required_fields']);
    expect(found[2]?.message).toContain('Fill in required fields for: Communication name, Agent, Channel');
    expect(found[2]?.setting).toBe('communication_name');
  });

  test('should let the server’s word stand until the node changes', () => {
    const server = [{ severity: 'error', code: 'agent_missing', node_id: 'n5', message: 'gone' }] as const;
    const local = [{ severity: 'warning', code: 'branch_open', node_id: 'n6', message: 'open' }] as const;
    expect(merge(server, local, new Set())).toEqual(server);
    expect(merge(server, local, new Set(['n5', 'n6']))).toEqual(local);
    expect(merge(null, local, new Set())).toEqual(local);
  });

  test('should bear settings of any kind in a draft', () => {
    const graph: Graph = {
      nodes: [
        node('a', 'update_field', { updates: 'x' }),
        node('b', 'update_field', { updates: [null, { field: 3, value: 7 }] }),
        node('c', 'email_communication', { communication_name: 9, when: 'soon' }),
        node('d', 'field_check', { property: null, operator: 'nonsense', value: [] }),
      ],
      edges: [],
    };
    expect(
      validate(graph, context)
        .filter(one => one.code === 'required_fields')
        .map(one => one.node_id),
    ).toEqual(['a', 'b', 'c', 'd']);
    expect(graph.nodes.map(one => nodeName(one, context))[2]).toBe('Email Communication');
  });
});

test('should find nodes by name, field and agent', () => {
  const agent = (id: string) => (id === 'a' ? 'Local simulator' : undefined);
  expect(search(reminder, 'due_date', context, agent).map(one => one.id)).toEqual(['n7', 'n3', 'n6']);
  expect(search(reminder, 'simulator', context, agent).map(one => one.id)).toEqual(['n5', 'n7']);
  expect(search(reminder, ' ', context, agent)).toEqual([]);
});
