import { expect, test } from 'vitest';
import { nodeName } from '../flow-model/name';
import type { FlowNode } from '../flow-model/types';
import { nameContext } from './node-names';

test('What a check asks of a communication should be called as everywhere else', () => {
  const context = nameContext([], []);
  const check = (property: string, operator: string, value: unknown): FlowNode => ({
    id: 'c',
    type: 'field_check',
    name: '',
    position: { x: 0, y: 0 },
    settings: { property, operator, value: { kind: 'literal', value } },
  });
  expect(nodeName(check('communication.status', 'equals', 'no_response'), context)).toBe(
    'Communication status = NoResponse',
  );
  expect(nodeName(check('communication.channel', 'is_one_of', ['whatsapp', 'voice']), context)).toBe(
    'Communication channel is one of WhatsApp, Voice',
  );
});
