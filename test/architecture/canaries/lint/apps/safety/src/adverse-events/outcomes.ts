export class Outcomes {
  readonly count = 2;
}
