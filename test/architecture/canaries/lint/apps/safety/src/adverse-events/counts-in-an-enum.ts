export enum Outcome {
  Recovered,
  Fatal,
}
