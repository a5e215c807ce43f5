export const answer = async (given: PromiseLike<number>): Promise<number> => await given;
