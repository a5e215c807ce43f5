export const listen = async (given: AsyncIterable<number>) => {
  for await (const value of given) if (value > 3) return value;
  return 0;
};
