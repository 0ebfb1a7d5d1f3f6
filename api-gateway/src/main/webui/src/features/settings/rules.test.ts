import { describe, expect, test } from 'vitest';
import { channel } from '../../../tests/agents';
import { credentialsOf, keptSecrets, secretFaults, settingsOf, voiceOf } from './channel-rules';
import { mailOf, newSignIn } from './mail-rules';
import {
  dateFormatFault,
  durationFault,
  newSecret,
  oddsOf,
  percentOf,
  readDuration,
  resultFaults,
  secretFault,
  writeDuration,
} from './rules';
import { regions, timezones } from './timezones-and-regions';

describe('The time without answer', () => {
  test.each([
    ['PT72H', 72, 'hours'],
    ['PT1H30M', 90, 'minutes'],
    ['PT168H', 7, 'days'],
    ['P7D', 7, 'days'],
    ['PT45S', 45, 'seconds'],
  ] as const)('should read %s', (wire, amount, unit) => {
    expect(readDuration(wire)).toEqual({ amount, unit });
  });
  test('should be written so that it is read the same', () => {
    for (const unit of ['seconds', 'minutes', 'hours', 'days'] as const) {
      expect(readDuration(writeDuration({ amount: 7, unit }))).toEqual({ amount: 7, unit });
    }
  });
  test('should have the bounds of rule M5', () => {
    expect(durationFault({ amount: 365, unit: 'days' })).toBeNull();
    expect(durationFault({ amount: 366, unit: 'days' })).toBeTruthy();
    expect(durationFault({ amount: 0, unit: 'seconds' })).toBeTruthy();
    expect(durationFault({ amount: '', unit: 'days' })).toBeTruthy();
    expect(durationFault({ amount: 1.5, unit: 'days' })).toBeTruthy();
  });
});

test('should show odds as percent without the dust of binary fractions', () => {
  expect(percentOf(0.98, 0)).toBe(98);
  expect(percentOf(0.07, 0)).toBe(7);
  expect(oddsOf(98)).toBe(0.98);
  expect(oddsOf(percentOf(0.333333, 0))).toBe(0.333333);
});

test('should say what is wrong with each result', () => {
  const faults = resultFaults([
    { name: 'outcome', type: 'enumeration', values: ['paid'] },
    { name: 'Outcome', type: 'string' },
    { name: 'status', type: 'string' },
    { name: 'outcome', type: 'enumeration', values: [] },
  ]);
  expect(faults).toEqual([
    {},
    { name: 'Small letters, digits and _, beginning with a letter' },
    { name: 'Every communication has this already' },
    { name: 'There is another result of this name', values: 'Give at least one value' },
  ]);
});

test('should take the secrets that providers take', () => {
  expect(secretFault('email', 'short')).toBeTruthy();
  expect(secretFault('email', 'with spaces and ü')).toBeNull();
  expect(secretFault('telegram', 'with spaces here')).toBeTruthy();
  expect(secretFault('telegram', newSecret())).toBeNull();
  expect(newSecret()).not.toBe(newSecret());
});

describe('Credentials of a channel', () => {
  const stored = channel({
    type: 'email',
    has_credentials: true,
    settings: { host: 'smtp.example.org', port: 587, security: 'starttls', from: 'me@example.org' },
  });
  const kept = keptSecrets;

  test('should not be sent while nothing of them changes', () => {
    expect(credentialsOf('email', mailOf(stored), kept)).toBeUndefined();
  });
  test('should send only what changes, and null for what goes', () => {
    const mail = { ...mailOf(stored), signIn: { ...newSignIn, username: 'me', password: 'p' } };
    expect(credentialsOf('email', mail, { ...kept, webhook: { kind: 'remove' } })).toEqual({
      username: 'me',
      password: 'p',
      webhook_secret: null,
    });
    expect(credentialsOf('whatsapp', mail, { ...kept, verify: { kind: 'replace', value: 'v' } })).toEqual({
      verify_token: 'v',
    });
  });
  test.each([
    ['telegram', { bot_token: 't' }],
    ['whatsapp', { access_token: 't' }],
    ['voice', { auth_token: 't' }],
    ['web', undefined],
  ] as const)('should name the token of %s as its provider does', (type, credentials) => {
    const mail = mailOf(null);
    expect(credentialsOf(type, mail, { ...kept, token: { kind: 'replace', value: 't' } })).toEqual(credentials);
  });
  test('should not be an empty token', () => {
    const token = { kind: 'replace', value: ' ' } as const;
    expect(secretFaults('telegram', { ...kept, token }, false).token).toBe('Fill this in');
    expect(secretFaults('telegram', kept, false)).toEqual({});
  });
  test('should leave a number that WhatsApp does not send from away', () => {
    expect(settingsOf('whatsapp', mailOf(null), ' 106540352242922 ', voiceOf(null), 'webhook')).toEqual({
      phone_number_id: '106540352242922',
    });
    expect(settingsOf('whatsapp', mailOf(null), '', voiceOf(null), 'webhook')).toEqual({ phone_number_id: null });
    expect(settingsOf('telegram', mailOf(null), '', voiceOf(null), 'webhook')).toEqual({ updates: 'webhook' });
  });
  test('should be of a voice channel what calls are made by, or nothing of it', () => {
    const voice = { ...voiceOf(null), account_sid: ' AC1 ', from: '+491', public_address: 'https://a.example ' };
    const rest = { language: 'en-US', machine: 'hang_up', ring_seconds: 30, greeting: null };
    expect(settingsOf('voice', mailOf(null), '', voice, 'webhook')).toEqual({
      account_sid: 'AC1',
      from: '+491',
      public_address: 'https://a.example',
      ...rest,
    });
    expect(settingsOf('voice', mailOf(null), '', voiceOf(null), 'webhook')).toEqual({
      account_sid: null,
      from: null,
      public_address: null,
      ...rest,
    });
  });
});

test('should know date formats that write a whole date', () => {
  for (const format of ['yyyy-MM-dd', 'dd.MM.yyyy', "d 'de' M yyyy"]) expect(dateFormatFault(format)).toBeNull();
  for (const format of ['', 'yyyy-MM', 'HH:mm', 'dd.MM.']) expect(dateFormatFault(format)).toBeTruthy();
});

test('should offer zones and countries, the present ones in any case', () => {
  expect(timezones('Etc/GMT+12')).toContain('Etc/GMT+12');
  expect(timezones('UTC')).toContain('Europe/Berlin');
  const codes = regions('QQ').map(one => one.value);
  expect(codes).toContain('DE');
  expect(codes).toContain('QQ');
  for (const none of ['EU', 'UN', 'SU', 'ZZ', 'XA']) expect(codes).not.toContain(none);
});
