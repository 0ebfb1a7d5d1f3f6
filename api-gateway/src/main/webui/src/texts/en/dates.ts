/** Around fields for dates and times. */
export const dates = {
  dayForm: (example: string) => `Write the date as ${example}`,
  momentForm: (example: string) => `Write date and time as ${example}`,
  timeForm: 'Write the time as 09:00',
  choose: (field: string) => (field ? `Choose ${field} in a calendar` : 'Choose in a calendar'),
  inZone: (zone: string) => `In ${zone}`,
  calendar: {
    previousMonth: 'Month before',
    nextMonth: 'Next month',
    previousYear: 'Year before',
    nextYear: 'Next year',
    previousDecade: 'Decade before',
    nextDecade: 'Next decade',
  },
};
