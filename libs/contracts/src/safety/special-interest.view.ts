import { Choice, Code, Moment, Text, Whole } from '../fields.js';

export class SpecialInterestView {
  @Code({ description: 'A group of the trial file.' }) group: string;
  @Choice(['term', 'investigator'], { description: 'Whether the list of terms says so, or a person.' }) basis: string;
  @Choice(['always', 'when-serious'], { description: 'When the sponsor hears of it within 24 hours.' })
  toSponsor: string;
  @Whole({ min: 1, max: 1_000_000, description: 'The version of the trial that said so.' }) trialVersion: number;
  @Moment() recordedAt: string;
  @Text({ optional: true, description: 'The investigator.' }) markedBy?: string;
  @Moment({ optional: true, description: 'Since when they know.' }) awareAt?: string;
  @Text({ optional: true }) reason?: string;
}

export class WithdrawnInterestView {
  @Code({ description: 'A group of the trial file.' }) group: string;
  @Text({ description: 'The investigator who put it there.' }) markedBy: string;
  @Moment({ description: 'Since when they said they know.' }) awareAt: string;
  @Moment() withdrawnAt: string;
  @Text() withdrawnBy: string;
  @Text({ description: 'Why it was taken back.' }) reason: string;
}
