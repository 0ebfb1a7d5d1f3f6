import { counted, number } from './common';

/** From here on the list counts no further. */
const COUNTED_TO = 10_000;

export const participants = {
  listLabel: 'Participants',
  columns: {
    expand: 'Details',
    name: 'Name',
    email: 'Email',
    phone: 'Phone',
    externalId: 'External ID',
    communications: 'Communications',
    createdAt: 'Created at',
    remove: 'Remove',
  },
  status: { pending: 'Pending', active: 'Active', completed: 'Completed' },
  statusHint: 'Pending: no communication. Active: one is not final. Completed: all are final, or a result is set.',
  unnamed: 'Without a name',
  expand: (name: string) => `Details of ${name}`,
  showCommunications: (count: number, name: string) =>
    `${counted(count, 'communication', 'communications')} of ${name}`,
  removeOf: (name: string) => `Remove ${name} from the campaign`,
  count: (total: number, atLeast: boolean) => {
    if (!atLeast) return counted(total, 'participant', 'participants');
    return total >= COUNTED_TO
      ? `More than ${number(COUNTED_TO)} participants`
      : `At least ${counted(total, 'participant', 'participants')}`;
  },
  export: 'Export',
  exportHint: 'CSV of the participants that the filter leaves',
  filter: {
    title: 'Filter',
    open: 'Filter',
    openWith: (count: number) => `Filter, ${counted(count, 'filter', 'filters')} active`,
    close: 'Close the filter',
    name: 'Name',
    email: 'Email',
    phone: 'Phone',
    status: 'Status',
    created: (zone: string) => `Created (${zone})`,
    createdFrom: 'Created from',
    createdTo: 'Created until',
    externalId: 'External ID',
    uploadId: 'Upload ID',
    contains: 'Contains',
    exactly: 'Exactly',
    badUploadId: 'An upload ID has 36 characters: copy it from the Uploads tab.',
    badRange: 'The first day is after the last one.',
    chips: 'Active filters',
    clearAll: 'Clear all',
    remove: (chip: string) => `Remove the filter ${chip}`,
    chip: {
      name: (value: string) => `Name: ${value}`,
      email: (value: string) => `Email: ${value}`,
      phone: (value: string) => `Phone: ${value}`,
      status: (value: string) => `Status: ${value}`,
      created_from: (value: string) => `Created from ${value}`,
      created_to: (value: string) => `Created until ${value}`,
      external_id: (value: string) => `External ID: ${value}`,
      upload_id: (value: string) => `Upload ${value.slice(0, 8)}…`,
    },
  },
  empty: {
    title: 'No participants yet',
    text: 'People come in by a CSV file in the Uploads tab, or by the API. Each stands here as soon as its row was read.',
    upload: 'Go to Uploads',
  },
  openRemoved: 'The participant of this link is no longer in the campaign.',
  noneFound: { title: 'No participant found', text: 'No participant fits all of the filters.' },
  details: {
    label: (name: string) => `Details of ${name}`,
    tabs: { details: 'Details', results: 'Results', why: 'Why did this happen?' },
    objectId: 'Object ID',
    timezone: 'Time zone',
    timezoneHint: 'An IANA name such as Europe/London; empty: the tenant’s zone',
    tenantZone: (zone: string) => `${zone} (the tenant’s)`,
    status: 'Status',
    createdAt: 'Created at',
    updatedAt: 'Updated at',
    customer: 'Show customer',
    edit: 'Edit',
    saved: 'Saved',
    shared: (titles: string) => `Of the customer profile, so that a change counts in all campaigns: ${titles}.`,
    result: 'Result',
    resultAt: 'Result Date & Time',
    success: 'Successful',
    failure: 'Not successful',
    resultPending: 'No result yet',
    conversations: 'Results of conversations',
    noConversations: 'No conversation has given results.',
  },
  remove: {
    title: (name: string) => `Remove ${name} from the campaign?`,
    removed: 'Planned communications are canceled, without firing triggers. Values of this campaign are deleted.',
    stays: (name: string) =>
      `The customer profile of ${name} stays, with email, phone and other profile data, and so do other campaigns. Added again, the participant counts as new: Participant Created fires again.`,
    submit: 'Remove',
    done: (name: string) => `${name} was removed from the campaign`,
  },
  walks: {
    listLabel: 'Walks through flows',
    communications: 'The communications that were planned',
    empty: 'No flow was walked for this participant, or not yet: walks appear some moments after they were made.',
    noFlow: 'No flow was walked',
    gone: 'a flow that was deleted',
    onCanvas: 'Show on canvas',
    showNode: (name: string) => `Show ${name} on the canvas`,
    more: 'Show earlier walks',
    outcome: { completed: 'Completed', failed: 'Failed', not_walked: 'Not walked' },
    left: { match: 'Match', else: 'Else' } as Readonly<Record<string, string>>,
    path: 'Path',
    emitted: 'Emitted',
    nothingEmitted: 'No communication was planned or canceled',
    planned: (name: string, status: string) => `Planned ${name}, which is now: ${status}`,
    commands: {
      plan_communication: 'Planned a communication',
      cancel_communications: 'Canceled planned communications',
    } as Readonly<Record<string, string>>,
    revision: (walked: number, now: number) =>
      `Walked with revision ${number(walked)} of the flow; it is at revision ${number(now)} now, so nodes may differ.`,
    took: (micros: number) =>
      micros >= 1000 ? `${(micros / 1000).toFixed(1)} ms` : `${counted(micros, 'microsecond', 'microseconds')}`,
    notSet: 'not set',
    comparison: (property: string, value: string, operator: string, other: string) =>
      `${property}: ${[value, operator, other].filter(part => part !== '').join(' ')}`,
  },
};
