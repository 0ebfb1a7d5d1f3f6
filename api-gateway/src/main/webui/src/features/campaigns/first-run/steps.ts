import type { Campaign, DataField } from '../../../api/types';
import type { Flow } from '../../../flow-model/types';

export type StepName = 'data' | 'workflow' | 'start' | 'people' | 'review';

export interface Step {
  readonly name: StepName;
  /** Its number in the guide. */
  readonly number: number;
  readonly done: boolean;
}

export interface Progress {
  readonly campaign: Campaign;
  readonly fields: readonly DataField[];
  readonly flows: readonly Pick<Flow, 'nodes' | 'edges'>[];
  readonly participants: number;
  readonly reviewed: boolean;
}

const triggers = new Set([
  'participant_created',
  'participant_updated',
  'communication_ended',
  'communication_updated',
  'incoming_session',
  'from_another_flow',
]);

/** Whether something follows from a trigger. */
function leadsSomewhere({ nodes, edges }: Pick<Flow, 'nodes' | 'edges'>): boolean {
  return nodes.some(node => triggers.has(node.type) && edges.some(edge => edge.source === node.id));
}

export function stepsOf({ campaign, fields, flows, participants, reviewed }: Progress): readonly Step[] {
  return [
    { name: 'data', number: 2, done: fields.some(field => !field.system) },
    { name: 'workflow', number: 3, done: flows.some(leadsSomewhere) },
    { name: 'start', number: 4, done: campaign.run > 0 },
    { name: 'people', number: 5, done: participants > 0 },
    { name: 'review', number: 6, done: reviewed && participants > 0 },
  ];
}

/** Campaigns that were started once need no first steps, unless they were asked for, as with the example. */
export function isGuided(campaign: Campaign, choice: 'on' | 'off' | 'reviewed' | undefined): boolean {
  return choice === 'on' || (choice === undefined && campaign.run === 0);
}
