import { useSearchParams } from 'react-router';
import type { ParticipantFilter, ParticipantStatus } from '../../api/queries/participants';

export const statuses: readonly ParticipantStatus[] = ['pending', 'active', 'completed'];
export const noFilter: ParticipantFilter = {
  name: '',
  email: '',
  phone: '',
  status: '',
  created_from: '',
  created_to: '',
  external_id: '',
  upload_id: '',
};
export const filterNames = Object.keys(noFilter) as (keyof ParticipantFilter)[];

const NEWEST_FIRST = '-created_at';
const sortKeys = ['name', 'email', 'phone', 'external_id', 'communications_count', 'created_at'];
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** What of the page stands in its address, so that it can be shared and Back leads to it. */
export interface View {
  readonly filter: ParticipantFilter;
  readonly sort: string;
  /** The participant whose row is open. */
  readonly open: string | null;
  /** The participant whose communications are shown. */
  readonly communications: string | null;
}

export function viewOf(parameters: URLSearchParams): View {
  const text = (name: string) => parameters.get(name) ?? '';
  const day = (name: string) => (DAY.test(text(name)) ? text(name) : '');
  const status = text('status') as ParticipantStatus;
  const sort = text('sort');
  return {
    filter: {
      name: text('name'),
      email: text('email'),
      phone: text('phone'),
      status: statuses.includes(status) ? status : '',
      created_from: day('created_from'),
      created_to: day('created_to'),
      external_id: text('external_id'),
      upload_id: text('upload_id'),
    },
    sort: sortKeys.includes(sort.replace(/^-/, '')) ? sort : NEWEST_FIRST,
    open: parameters.get('open'),
    communications: parameters.get('communications'),
  };
}

export function addressOf(view: View): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of filterNames) if (view.filter[name] !== '') kept[name] = view.filter[name];
  if (view.sort !== NEWEST_FIRST) kept.sort = view.sort;
  if (view.open) kept.open = view.open;
  if (view.communications) kept.communications = view.communications;
  return kept;
}

export function useView(): [View, (change: Partial<View>) => void] {
  const [parameters, setParameters] = useSearchParams();
  const view = viewOf(parameters);
  // From the newest address, not from that of the last render: two changes at once must not undo one another.
  const change = (next: Partial<View>) =>
    setParameters(current => addressOf({ ...viewOf(current), ...next }), { replace: true });
  return [view, change];
}

/** What the API is asked: what it would refuse is said at the field instead. */
export function askable(filter: ParticipantFilter): ParticipantFilter {
  const trimmed = Object.fromEntries(filterNames.map(name => [name, filter[name].trim()])) as unknown;
  const asked = trimmed as ParticipantFilter;
  return { ...asked, upload_id: isUploadId(asked.upload_id) ? asked.upload_id : '' };
}

export function isUploadId(text: string): boolean {
  return UUID.test(text.trim());
}

/** How many filters the list is narrowed by. */
export function activeFilters(filter: ParticipantFilter): readonly (keyof ParticipantFilter)[] {
  return filterNames.filter(name => filter[name].trim() !== '');
}
