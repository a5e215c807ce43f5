it('helps', () => undefined);
