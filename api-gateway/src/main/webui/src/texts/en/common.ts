const rules = new Intl.PluralRules('en');
const numbers = new Intl.NumberFormat('en');

/** `1 flow`, `2 flows`. */
export function counted(count: number, one: string, other: string): string {
  return `${numbers.format(count)} ${rules.select(count) === 'one' ? one : other}`;
}

export function number(value: number): string {
  return numbers.format(value);
}

export const common = {
  product: 'Campaign Flows',
  skip: 'Skip to content',
  nav: { label: 'Main', campaigns: 'Campaigns', flows: 'Flows', people: 'People', customers: 'Customers' },
  settings: { group: 'Settings', agents: 'Agents', channels: 'Channels', apiKeys: 'API keys', tenant: 'Tenant' },
  menu: 'Menu',
  scheme: { light: 'Light', dark: 'Dark', useLight: 'Use light colours', useDark: 'Use dark colours' },
  account: { label: 'Account', signOut: 'Sign out', apiReference: 'API reference' },
  cancel: 'Cancel',
  close: 'Close',
  save: 'Save',
  delete: 'Delete',
  remove: 'Remove',
  add: 'Add',
  edit: 'Edit',
  undo: 'Undo',
  more: 'More',
  retry: 'Try again',
  reload: 'Reload',
  copy: 'Copy',
  copied: 'Copied',
  loading: 'Loading',
  loadingMore: 'Loading more',
  refreshing: 'Refreshing',
  clearFilters: 'Clear filters',
  search: 'Search',
  any: 'Any',
  yes: 'Yes',
  no: 'No',
  none: '—',
  required: 'required',
  optional: 'Optional',
  attributes: {
    notSet: 'Not set',
    clear: 'Clear',
    unset: (field: string) => `Clear ${field}`,
    integerForm: 'Write a whole number',
    numericForm: 'Write a number with a point, such as 10.00',
  },
  errorCode: (code: string) => `Code: ${code}`,
  failedToLoad: (what: string) => `${what} could not be loaded`,
  typeToConfirm: (name: string) => `Type ${name} to confirm`,
  notFound: { title: 'There is no such page', text: 'The address may be mistyped, or what it showed was deleted.' },
  crashed: {
    title: 'This page has stopped working',
    text: 'What you had saved is safe. Reload the page; if it happens again, tell us what you did.',
  },
  newVersion: { title: 'A new version is there', text: 'This page was updated while it was open. Reload to go on.' },
  home: 'Go to campaigns',
  signIn: {
    title: 'Sign in',
    lead: 'Sign in to Campaign Flows',
    password: 'Password',
    submit: 'Sign in',
    wrong: 'The password is not right.',
    hint: 'The password of the built-in sign-in, set when the system was installed.',
    expiredTitle: 'Your sign-in has ended',
    expiredText: 'Sign in again to go on. Nothing on this page is lost.',
    required: 'Enter the password',
  },
  dropzone: { choose: 'Drop the file here, or click to choose it', release: 'Release to take the file' },
  table: { sortBy: (column: string) => `Sort by ${column}`, rows: (label: string) => `${label}: rows` },
};
