import { counted, number } from './common';

const COUNTED_TO = 10_000;

export const customers = {
  title: 'Customers',
  listLabel: 'Customers',
  search: 'Search by name, email, phone or external ID',
  columns: {
    name: 'Name',
    email: 'Email',
    phone: 'Phone',
    externalId: 'External ID',
    campaigns: 'Campaigns',
    createdAt: 'Created at',
  },
  unnamed: 'Without a name',
  count: (total: number, atLeast: boolean) => {
    if (!atLeast) return counted(total, 'customer', 'customers');
    return total >= COUNTED_TO
      ? `More than ${number(COUNTED_TO)} customers`
      : `At least ${counted(total, 'customer', 'customers')}`;
  },
  empty: {
    title: 'No customers yet',
    text: 'Everybody who was added to a campaign is a customer, with one profile for all campaigns.',
  },
  noneFound: {
    title: 'No customer found',
    text: 'Nobody has all of these words in name, email, phone or external ID.',
  },
  clearSearch: 'Clear search',
  one: {
    what: 'Customer',
    crumb: 'Customers',
    id: 'Customer ID',
    profile: 'Profile',
    fields: 'Titles and types of the fields',
    edit: 'Edit',
    export: 'Export data',
    exportWhat: 'All that is kept about this person',
    exportCsv: 'For a spreadsheet (CSV)',
    exportJson: 'For programs (JSON)',
    saved: 'Saved',
    createdAt: 'Created at',
    updatedAt: 'Updated at',
    campaigns: 'Campaigns',
    campaignColumns: {
      campaign: 'Campaign',
      object: 'Object ID',
      status: 'Status',
      communications: 'Communications',
      added: 'Added at',
    },
    deletedCampaign: 'Deleted campaign',
    noCampaigns: {
      title: 'In no campaign',
      text: 'This person was removed from all campaigns; the profile stays and can be used again.',
    },
    communications: 'Communications',
    contact: 'Opt-out',
    contactText:
      'No campaign contacts this person by the channels that are switched on here: what falls due is Skipped.',
    optOut: (channel: string) => `No messages by ${channel}`,
    erase: 'Erase customer',
  },
  erase: {
    title: (name: string) => `Erase ${name}?`,
    text: 'Profile, participants in all campaigns, messages and rows of uploads of this person are deleted for good. Planned communications are canceled. Counts stay. This cannot be undone.',
    submit: 'Erase customer',
  },
  erased: {
    running: 'This customer is being erased',
    runningText: 'Profile and participants are gone. What is kept of communications and uploads is being deleted.',
    finished: 'This customer was erased',
    finishedText: 'Nothing is left of this person but counts.',
    back: 'Go to customers',
  },
  notFound: { title: 'There is no such customer', text: 'The address may be mistyped, or the customer was erased.' },
  systemTitles: {
    external_id: 'External ID',
    name: 'Name',
    email: 'Email',
    phone: 'Phone',
    telegram_id: 'Telegram ID',
    web_id: 'Web ID',
    telegram_username: 'Telegram Username',
    whatsapp_id: 'WhatsApp ID',
  } as Readonly<Record<string, string>>,
};
