import { Module } from '@nestjs/common';
import { EnrolmentModule } from './enrolment/enrolment.module.js';
import { VaultModule } from './vault/vault.module.js';

/** One process, two modules that do not know each other: they meet in one database function and one event. */
@Module({ imports: [EnrolmentModule, VaultModule] })
export class RandomisationModule {}
