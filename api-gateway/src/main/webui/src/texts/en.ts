import { campaigns } from './en/campaigns';
import { common } from './en/common';
import { data } from './en/data';
import { palette } from './en/palette';
import { uploads } from './en/uploads';
import { workflow } from './en/workflow';

/**
 * Texts that several pages need. A second language is the same type in another file, loaded when it is chosen. Texts of one
 * page (analytics, first steps, settings) are imported by that page, so that the first page need not fetch them.
 */
export const texts = { ...common, campaigns, data, palette, uploads, workflow };

export type Texts = typeof texts;
