import { describe, expect, test } from 'vitest';
import { channel } from '../../../tests/agents';
import { mailCredentials, mailFaults, mailOf, mailSettings, movesServer, newSignIn, withMethod } from './mail-rules';

const server = { host: 'smtp.example.org', port: 587, security: 'starttls', from: 'me@example.org' };
const mailbox = { host: 'imap.example.org', port: 143, security: 'starttls', folder: 'Answers' };
const oauth = { token_url: 'https://login.example.org/token', client_id: 'app' };
const withPassword = channel({ type: 'email', has_credentials: true, settings: server });
const withToken = channel({
  type: 'email',
  has_credentials: true,
  settings: { ...server, sign_in: 'xoauth2', oauth, mailbox },
});
const filled = { ...mailOf(null), host: 'smtp.example.org', from: 'me@example.org' };

describe('Settings of mail', () => {
  test('should be written as they were read', () => {
    const settings = {
      ...server,
      reply_to: 'replies@example.org',
      bounces_to: 'bounces@example.org',
      sign_in: 'xoauth2',
      oauth: { ...oauth, scope: 'mail' },
      mailbox,
    };
    expect(mailSettings(mailOf(channel({ settings })))).toEqual(settings);
    expect(mailSettings(mailOf(withPassword))).toEqual(server);
  });

  test('should leave away what is empty', () => {
    const mail = mailOf(withToken);
    const settings = mailSettings({ ...mail, replyTo: ' ', mailbox: { ...mail.mailbox, host: ' ' } });
    expect(settings).toEqual({ ...server, sign_in: 'xoauth2', oauth });
  });

  test('should protect a mailbox as is usual for its port', () => {
    const mail = { ...filled, mailbox: { ...filled.mailbox, host: 'imap.example.org' } };
    expect(mailSettings(mail)).toHaveProperty('mailbox.security', 'tls');
    expect(mailSettings({ ...mail, mailbox: { ...mail.mailbox, port: 143 } })).toHaveProperty(
      'mailbox.security',
      'starttls',
    );
  });

  test('should want host, port, sender and whole sign-ins', () => {
    expect(mailFaults(filled)).toEqual({});
    expect(mailFaults({ ...mailOf(null), port: 0 })).toEqual({
      host: 'Fill this in',
      port: 'Give a port of 1 to 65535',
      from: 'Fill this in',
    });
    expect(mailFaults({ ...filled, signIn: { ...newSignIn, username: 'me' } })).toEqual({
      signIn: 'Give user name and password, or neither',
    });
    expect(mailFaults({ ...filled, method: 'xoauth2' })).toEqual({
      tokenUrl: 'Fill this in',
      clientId: 'Fill this in',
      account: 'Fill this in',
      clientSecret: 'Fill this in',
    });
    expect(mailFaults(mailOf(withToken))).toEqual({});
  });

  test('should want a mailbox to have a port and a whole sign-in, where one is read', () => {
    const own = { kind: 'replace', username: 'us', password: '' } as const;
    const wrong = { ...filled.mailbox, port: 0, signIn: own };
    expect(mailFaults({ ...filled, mailbox: wrong })).toEqual({});
    expect(mailFaults({ ...filled, mailbox: { ...wrong, host: 'imap.example.org' } })).toEqual({
      mailboxPort: 'Give a port of 1 to 65535',
      mailboxSignIn: 'Give user name and password',
    });
  });
});

describe('Secrets of mail', () => {
  test('should stay while nothing of them changes', () => {
    expect(mailCredentials(mailOf(withPassword))).toEqual({});
    expect(mailCredentials(mailOf(withToken))).toEqual({});
    expect(mailCredentials(filled)).toEqual({});
  });

  test('should stay if another way to sign in is turned back', () => {
    const other = withMethod(mailOf(withPassword), 'xoauth2');
    expect(other.signIn).toEqual(newSignIn);
    expect(mailCredentials(withMethod(other, 'password'))).toEqual({});
  });

  test('should be of one way to sign in only', () => {
    const signIn = { ...newSignIn, username: 'me', password: 'p', clientSecret: 's' };
    expect(mailCredentials({ ...mailOf(withPassword), method: 'xoauth2', signIn })).toEqual({
      username: 'me',
      client_secret: 's',
      refresh_token: null,
      password: null,
    });
    expect(mailCredentials({ ...mailOf(withToken), method: 'password', signIn })).toEqual({
      username: 'me',
      password: 'p',
      client_secret: null,
      refresh_token: null,
    });
    expect(mailCredentials(withMethod(mailOf(withToken), 'password'))).toEqual({
      username: null,
      client_secret: null,
      refresh_token: null,
    });
    expect(mailCredentials({ ...filled, method: 'xoauth2', signIn: { ...signIn, refreshToken: 'r' } })).toEqual({
      username: 'me',
      client_secret: 's',
      refresh_token: 'r',
    });
  });

  test('should go with the mailbox that they were for', () => {
    const mail = mailOf(withToken);
    const gone = { mailbox_username: null, mailbox_password: null };
    expect(mailCredentials({ ...mail, mailbox: { ...mail.mailbox, host: '' } })).toEqual(gone);
    expect(mailCredentials({ ...mail, mailbox: { ...mail.mailbox, signIn: { kind: 'same' } } })).toEqual(gone);
    const own = { kind: 'replace', username: 'us', password: 'p' } as const;
    expect(mailCredentials({ ...mail, mailbox: { ...mail.mailbox, signIn: own } })).toEqual({
      mailbox_username: 'us',
      mailbox_password: 'p',
    });
  });

  test('should be known to be asked for again when a server that gets them is another', () => {
    expect(movesServer(mailOf(withPassword), withPassword)).toBe(false);
    expect(movesServer({ ...mailOf(withPassword), host: 'SMTP.example.org ' }, withPassword)).toBe(false);
    expect(movesServer({ ...mailOf(withPassword), port: 465 }, withPassword)).toBe(true);
    expect(movesServer({ ...filled, host: 'other' }, null)).toBe(false);
    const mail = mailOf(withToken);
    expect(movesServer(mail, withToken)).toBe(false);
    expect(movesServer({ ...mail, oauth: { ...mail.oauth, tokenUrl: 'https://other.example' } }, withToken)).toBe(true);
    expect(movesServer({ ...mail, mailbox: { ...mail.mailbox, host: 'other' } }, withToken)).toBe(true);
    expect(movesServer({ ...mail, mailbox: { ...mail.mailbox, host: '' } }, withToken)).toBe(false);
  });
});
