import { analytics } from './en/analytics';
import { campaigns } from './en/campaigns';
import { common } from './en/common';
import { communications, sessions } from './en/communications';
import { customers } from './en/customers';
import { data } from './en/data';
import { firstRun } from './en/first-run';
import { palette } from './en/palette';
import { participants } from './en/participants';
import { settings } from './en/settings';
import { uploads } from './en/uploads';
import { workflow } from './en/workflow';

/** Every text of the console. A second language is the same type in another file, loaded when it is chosen. */
export const texts = {
  ...common,
  campaigns,
  communications,
  customers,
  data,
  participants,
  sessions,
  uploads,
  workflow,
  analytics,
  firstRun,
  palette,
  settingsPages: settings,
};

export type Texts = typeof texts;
