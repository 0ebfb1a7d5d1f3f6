import { campaigns } from './en/campaigns';
import { common } from './en/common';
import { workflow } from './en/workflow';

/** Every text of the console. A second language is the same type in another file, loaded when it is chosen. */
export const texts = { ...common, campaigns, workflow };

export type Texts = typeof texts;
