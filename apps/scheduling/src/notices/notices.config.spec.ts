import { readEnvironment } from '@trial/process';
import { noticesConfig } from './notices.config.js';

const given = { SMTP_URL: 'smtps://u:p@mail.example', NOTICE_SENDER: 'r@t.example', NOTICE_LINK: 'https://t.example/' };

describe('how reminders are sent', () => {
  it('is nothing unless a mail server is named, and an empty variable names none', () => {
    expect(readEnvironment(noticesConfig, { SMTP_URL: '', NOTICE_SENDER: '' }).SMTP_URL).toBeUndefined();
    expect(readEnvironment(noticesConfig, given).NOTICE_RETRY_MS[0]).toBe(60_000);
  });

  it.each<[string, Record<string, string>]>([
    ['a mail server without sender', { ...given, NOTICE_SENDER: '' }],
    ['a mail server without link', { ...given, NOTICE_LINK: '' }],
    ['another protocol', { ...given, SMTP_URL: 'https://mail.example' }],
    ['pauses that are none', { ...given, NOTICE_RETRY_MS: '10,x' }],
  ])('%s stops the start', (_, variables) => {
    expect(() => readEnvironment(noticesConfig, variables)).toThrow(/the environment is not usable/);
  });
});
