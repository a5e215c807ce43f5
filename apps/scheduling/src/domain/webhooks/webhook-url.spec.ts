import { readWebhookUrl } from './webhook-url.js';

describe('where a webhook posts to', () => {
  it.each([
    ['https://hooks.example/in?of=trial', true],
    ['https://hooks.example:8443/', true],
    ['http://localhost:3000/', false],
    ['http://127.0.0.1:3000/in', false],
    ['http://[::1]:3000/in', false],
  ])('may be %s (production: %s)', (text, isProduction) => {
    expect(readWebhookUrl(text, isProduction).href).toBe(text);
  });

  it.each([
    ['http://localhost:3000/', true],
    ['http://hooks.example/', false],
    ['http://localhost.example/', false],
    ['https://user:word@hooks.example/', false],
    ['https://user@hooks.example/', false],
    ['https://hooks.example/#part', false],
    ['ftp://hooks.example/', false],
    ['file:///etc/passwd', false],
    ['javascript:alert(1)', false],
    ['hooks.example', false],
    ['https://', false],
  ])('is not %s (production: %s)', (text, isProduction) => {
    expect(() => readWebhookUrl(text, isProduction)).toThrow(/webhook-url-refused/);
  });
});
