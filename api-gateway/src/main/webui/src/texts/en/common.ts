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
  settings: {
    group: 'Settings',
    agents: 'Agents',
    channels: 'Channels',
    contactLimits: 'Contact limits',
    apiKeys: 'API keys',
    audit: 'Audit log',
    tenant: 'Tenant',
  },
  menu: 'Menu',
  changedMeanwhile: 'Reload the page to see what is there now, then do it again.',
  scheme: { light: 'Light colours', dark: 'Dark colours', useLight: 'Use light colours', useDark: 'Use dark colours' },
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
  problems: {
    failed: 'The request failed',
    status: (status: number) => `The request failed with status ${status}`,
    noConnection: { title: 'No connection', detail: 'The server could not be reached. Check the connection.' },
    otherTransfer: {
      title: 'Another file is on its way',
      detail: 'Another file of this campaign is being sent. Go on with it in Uploads, or cancel it there first.',
    },
    transferBroke: { title: 'No connection', detail: 'The connection broke. Try again to go on.' },
    byStatus: {
      413: 'This is more than the server takes at once. Make it smaller.',
      429: 'Too much was asked of the server at once. Wait a moment and try again.',
      502: 'The server is not available now. Try again in a moment.',
      503: 'The server is not available now. Try again in a moment.',
      504: 'The server did not answer in time. Try again in a moment.',
    } as Readonly<Record<number, string>>,
    again: (seconds: number) => `Try again in ${counted(seconds, 'second', 'seconds')}.`,
  },
  failedToLoad: (what: string) => `${what} could not be loaded`,
  notRefreshed: (why: string) => `Not up to date: ${why}`,
  lacks: (what: string, why: string) => `${what} could not be loaded: ${why}`,
  noMore: (why: string) => `More could not be loaded: ${why}`,
  typeToConfirm: (name: string) => `Type ${name} to confirm`,
  notFound: { title: 'There is no such page', text: 'The address may be mistyped, or what it showed was deleted.' },
  crashed: {
    title: 'This page has stopped working',
    text: 'What you had saved is safe. Reload the page; if it happens again, tell us what you did.',
  },
  partFailed: 'This part of the page could not be fetched. Check the connection.',
  offline: { title: 'No connection', text: 'This page could not be fetched. Check the connection and reload.' },
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
    withProvider: (title: string) => `Sign in with ${title}`,
    or: 'or',
    inNewTab: 'It opens in a new tab; come back to this one when you have signed in.',
    none: 'Nobody can sign in here yet: whoever runs this installation sets up a sign-in first.',
    refused: {
      not_assigned:
        'Your account has no tenant or no role here. Ask whoever administers your accounts to assign you, and sign in again.',
      canceled: 'The sign-in was canceled.',
      failed: 'The sign-in could not be completed. Please try again.',
      unavailable:
        'The sign-in could not be completed, because a part of the system does not answer. Try again in a moment.',
    },
  },
  unsaved: {
    title: 'Discard your changes?',
    text: 'What you changed here is not saved yet, and is lost when you go on.',
    leave: 'Discard changes',
    stay: 'Keep editing',
  },
  dropzone: { choose: 'Drop the file here, or click to choose it', release: 'Release to take the file' },
  table: { sortBy: (column: string) => `Sort by ${column}`, rows: (label: string) => `${label}: rows` },
};
