import type { Property } from '../flow-model/types';
import { communications } from '../texts/en/communications';

const property = (name: string, title: string, labels?: Readonly<Record<string, string>>): Property => ({
  reference: `communication.${name}`,
  title,
  type: labels ? 'enumeration' : 'string',
  level: 'communication',
  values: Object.keys(labels ?? {}),
  ...(labels ? { labels } : {}),
});

/** What every flow can check of the communication that started it. */
export const communicationProperties: readonly Property[] = [
  property('name', communications.properties.name),
  property('status', communications.properties.status, communications.status),
  property('channel', communications.properties.channel, communications.channel),
];
