import { counted } from './common';

export const palette = {
  label: 'Command palette',
  open: 'Search',
  keys: 'Ctrl K',
  placeholder: 'Go to a page, campaign or customer',
  groups: { pages: 'Pages', actions: 'Actions', campaigns: 'Campaigns', customers: 'Customers' },
  results: (count: number) => (count === 0 ? 'Nothing found' : counted(count, 'result', 'results')),
  nothing: 'Nothing found',
  nothingHint: 'Campaigns are found by name, customers by name, email, phone or external ID.',
  searching: 'Searching …',
  failed: 'The search did not answer. Pages are listed nevertheless.',
  useLight: 'Use light colours',
  useDark: 'Use dark colours',
  apiReference: 'API reference',
  listLabel: 'Results',
};
