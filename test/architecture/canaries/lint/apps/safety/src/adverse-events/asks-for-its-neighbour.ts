import { Injectable } from '@nestjs/common';
import { Outcomes } from './outcomes.js';

/** Nest reads the class of this parameter at run time, so the import must not become a type import. */
@Injectable()
export class AsksForItsNeighbour {
  constructor(private readonly outcomes: Outcomes) {}

  count(): number {
    return this.outcomes.count;
  }
}
