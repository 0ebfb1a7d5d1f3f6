import { common } from './en/common';

/**
 * Texts that every page needs. Those of one feature stand in a file of their own and are imported by it, so that the first
 * page need not fetch them. A second language is the same types in other files, loaded when it is chosen.
 */
export const texts = common;
