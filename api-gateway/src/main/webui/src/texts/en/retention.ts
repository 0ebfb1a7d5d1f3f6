import { counted } from './common';

const days = (count: number) => counted(count, 'day', 'days');

export const retention = {
  title: 'Retention',
  lead: 'For how long personal data is kept. What is over is erased within a day, and cannot be brought back.',
  adminsOnly: { title: 'For administrators', text: 'Only administrators set for how long data is kept.' },
  forever: 'For ever',
  data: {
    title: 'People and communications',
    participants: 'Participants',
    participantsHint:
      'Days after the last change, upload, message or communication of a participant. Values, result, communications and walks are erased; the customer profile stays. Empty: for ever.',
    communications: 'Communications',
    communicationsHint:
      'Days after a communication has ended. Content, address, conversation and results are erased; status and times stay. Empty: for ever.',
    never: 'Nothing is erased while a communication is planned or running for the participant.',
    invalid: 'Give a number of days from 1 to 36,500, or leave it empty',
    saved: 'Retention was saved',
  },
  audit: {
    title: 'Audit log',
    days: 'Events',
    daysHint: 'Days from 90 to 3,650 after the event.',
    invalid: 'Give a number of days from 90 to 3,650',
    saved: 'Retention of the audit log was saved',
  },
  unchanged: 'Nothing has changed',
  confirm: {
    title: 'Keep less?',
    participants: (count: number) =>
      `Participants to whom nothing has happened for ${days(count)} are erased. Whoever is uploaded again after that is a new participant, and contacted again.`,
    communications: (count: number) => `Communications that ended more than ${days(count)} ago are erased.`,
    audit: (count: number) => `Events older than ${days(count)} are deleted.`,
    text: 'This cannot be undone.',
    submit: 'Keep less',
  },
};
