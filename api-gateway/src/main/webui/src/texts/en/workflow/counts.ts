import { counted } from '../common';

/** Of walks that have happened: counts, and the participants behind them. */
export const counts = {
  counts: {
    button: 'Counts',
    hint: 'How many went where since the last Start',
    ofEntered: (share: string) => `${share} of those who entered`,
    ended: (count: number) => `${counted(count, 'walk', 'walks')} ended here`,
  },
  participants: {
    title: 'Participants who passed here',
    through: (node: string) => `Through ${node}, since the last Start`,
    along: (from: string, to: string) => `From ${from} to ${to}, since the last Start`,
    none: 'No participants to show',
    noneText: 'Nobody has passed here since the last Start, or the walks are no longer kept.',
    more: 'Show more',
    kept: 'The latest first. Walks are kept for a limited time, counts for good: there may be fewer participants here than the count says.',
    unnamed: 'Participant without a name',
    removed: 'Removed participant',
    unknown: 'Could not be loaded',
    completed: 'Came to the end of the path',
    failed: 'Ended with an error',
    show: (count: string, place: string) => `${count}: show who passed ${place}`,
  },
};
