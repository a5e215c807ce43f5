export const talk = (): void => {
  console.log('grade 3');
};
