it('is open in week 12', () => {
  expect(isManusWindow(84)).toBe(true);
});
