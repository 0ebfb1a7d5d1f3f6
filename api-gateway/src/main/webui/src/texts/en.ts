import { analytics } from './en/analytics';
import { campaigns } from './en/campaigns';
import { common } from './en/common';
import { data } from './en/data';
import { firstRun } from './en/first-run';
import { palette } from './en/palette';
import { settings } from './en/settings';
import { uploads } from './en/uploads';
import { workflow } from './en/workflow';

/** Every text of the console. A second language is the same type in another file, loaded when it is chosen. */
export const texts = {
  ...common,
  analytics,
  campaigns,
  data,
  firstRun,
  palette,
  uploads,
  workflow,
  settingsPages: settings,
};

export type Texts = typeof texts;
