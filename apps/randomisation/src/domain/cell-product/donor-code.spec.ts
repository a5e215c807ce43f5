import { checkDonorCode } from './donor-code.js';

describe('the code of a donor', () => {
  it('is a donation identification number', () => {
    expect(() => checkDonorCode('W000025123456')).not.toThrow();
  });

  it.each(['', 'Jansen', 'W00002512345', 'w000025123456', 'O000025123456', 'W000025123456 J. Jansen'])(
    'is never %p',
    (text) => {
      expect(() => checkDonorCode(text)).toThrow(expect.objectContaining({ code: 'donor-code-malformed' }));
    },
  );
});
