import { Module } from '@nestjs/common';
import { BlindedModule } from './blinded.module.js';
import { UnblindedModule } from './unblinded/unblinded.module.js';

@Module({ imports: [BlindedModule, UnblindedModule.beside(BlindedModule)] })
export class SafetyModule {}
