import { campaigns } from './en/campaigns';
import { common } from './en/common';
import { communications, sessions } from './en/communications';
import { customers } from './en/customers';
import { data } from './en/data';
import { dates } from './en/dates';
import { palette } from './en/palette';
import { participants } from './en/participants';
import { uploads } from './en/uploads';
import { workflow } from './en/workflow';

/**
 * Texts that several pages need. A second language is the same type in another file, loaded when it is chosen. Texts of one
 * page (analytics, first steps, settings) are imported by that page, so that the first page need not fetch them.
 */
export const texts = {
  ...common,
  campaigns,
  communications,
  customers,
  data,
  dates,
  palette,
  participants,
  sessions,
  uploads,
  workflow,
};

export type Texts = typeof texts;
