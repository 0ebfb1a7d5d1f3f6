import { counted, number } from './common';

const sizes = ['bytes', 'kB', 'MB', 'GB'] as const;

/** `1.4 MB`: 1 MB = 1,000,000 bytes. */
function size(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < sizes.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${sizes[unit]}`;
}

export const uploads = {
  listLabel: 'Uploads',
  lastUpload: 'Last upload',
  totalProcessed: 'Total participants processed',
  upload: 'Upload data',
  columns: {
    id: 'Upload ID',
    uploadedAt: 'Uploaded at',
    participants: 'Participants: total / new / updated',
    status: 'Status',
    view: 'View details',
  },
  status: { processing: 'Processing', completed: 'Completed', failed: 'Failed' },
  source: { file: 'File', api: 'API' },
  counts: (total: number, created: number, updated: number) =>
    `${number(total)} / ${number(created)} / ${number(updated)}`,
  countsLabel: (total: number) => `Show the ${counted(total, 'participant', 'participants')} of this upload`,
  view: (id: string) => `View details of upload ${id}`,
  empty: {
    title: 'No uploads yet',
    text: 'Participants come in by a CSV file with a header, one person a row, or by the API. Columns are matched with the names and titles of the fields in Data.',
  },
  running: {
    title: (name: string) => `Importing ${name}`,
    sending: (name: string) => `Sending ${name}`,
    bytes: (done: number, all: number) => `${size(done)} of ${size(all)}`,
    rows: (rows: number) => counted(rows, 'row', 'rows'),
    cancel: 'Cancel upload',
    wait: 'Please wait for the current upload',
    waitText: 'A campaign takes one file at a time. Cancel the current upload, or wait until it has ended.',
    interrupted: (name: string) => `Sending of ${name} was interrupted`,
    interruptedText: 'Choose the same file again: sending goes on where it stopped.',
    resume: 'Choose the file',
    resumeHint: (name: string) => `Choose ${name} again: sending goes on where it stopped.`,
    progress: 'Progress of the upload',
    label: 'Current upload',
    elsewhere: 'It is being sent from another window.',
    stay: 'Keep this page open until the file is sent. You may look at other pages of the console.',
    goesOn: 'The import goes on by itself.',
    endedLabel: 'Ended upload',
    ended: (name: string) => `The upload of ${name} has ended`,
    endedAs: (created: number, updated: number, failed: number) =>
      `${number(created)} new, ${number(updated)} updated, ${number(failed)} failed.`,
    bar: (name: string, percent: number) => `${name}: ${percent} %`,
    barSending: 'Sending',
    barImporting: 'Importing',
    barFailed: 'Sending stopped',
    barInterrupted: 'Sending was interrupted',
    show: 'Show the upload',
  },
  cancelDialog: {
    title: 'Cancel the upload?',
    text: 'Rows that were imported stay. The rest of the file is not imported.',
    submit: 'Cancel upload',
    keep: 'Go on',
  },
  canceled: 'The upload was canceled',
  dialog: {
    title: 'Upload data',
    hint: 'CSV with a header, UTF-8, up to 4 GB',
    submit: 'Upload',
    another: 'Choose another file',
    tooLarge: (bytes: number) => `The file has ${size(bytes)}; the largest that can be uploaded has 4 GB. Split it.`,
    empty: 'The file is empty.',
    notCsv: 'This does not look like a CSV file. In a spreadsheet, use “Save as” and choose CSV UTF-8.',
    file: (name: string, bytes: number) => `${name}, ${size(bytes)}`,
    reading: 'Reading the first rows',
    delimiter: {
      ',': 'Comma-separated',
      ';': 'Semicolon-separated',
      '\t': 'Tab-separated',
    } as Readonly<Record<string, string>>,
    columnsTitle: 'Columns',
    columnHeader: 'Column',
    fieldHeader: 'Field',
    ignored: (count: number) => `${counted(count, 'column is', 'columns are')} ignored`,
    imported: (count: number) => `${counted(count, 'column', 'columns')} imported`,
    ignoredTag: 'Ignored',
    reasons: {
      unknown: 'no field has this name or title',
      import_off: 'Import is off for this field',
      ambiguous: 'several fields have this title',
      error_column: 'the errors of an earlier upload',
      unnamed: 'it has no header',
    },
    firstRows: 'First rows',
    problemsTitle: 'Problems in the first rows',
    problem: (row: number, field: string | null, message: string) =>
      `Row ${number(row)}${field ? `, ${field}` : ''}: ${message}`,
    moreProblems: (count: number) => `and ${counted(count, 'more problem', 'more problems')}`,
    estimate: (rows: number) => `${counted(rows, 'row', 'rows')}`,
    estimateExact: 'All rows were looked at',
    estimateSampled: (sampled: number) => `Estimated from the first ${counted(sampled, 'row', 'rows')}`,
    estimateParts: { new: 'new', changed: 'changed', same: 'unchanged', failed: 'with errors', skipped: 'empty' },
    background: 'You may close this window; the upload goes on.',
    mayClose: 'Close',
    starting: 'Starting the import',
    import: 'The import',
    finished: 'The upload has ended',
    broken: 'The upload has failed',
  },
  details: {
    title: 'Upload details',
    file: 'File',
    source: 'Source',
    createdAt: 'Started at',
    uploadedAt: 'Uploaded at',
    total: 'Rows processed',
    new: 'New participants',
    updated: 'Updated participants',
    failed: 'Failed rows',
    skipped: 'Empty rows, skipped',
    bytes: 'Size',
    ignoredColumns: 'Ignored columns',
    errorReport: 'Download error report',
    failedRows: 'Download failed rows',
    failedHint: 'Correct the failed rows in a spreadsheet and upload that file again.',
    showParticipants: 'Show participants',
  },
  size,
};
