it('may read the clock in a test', async () => {
  await Promise.resolve();
  expect(new Date().getTime()).toBeLessThanOrEqual(Date.now());
});
