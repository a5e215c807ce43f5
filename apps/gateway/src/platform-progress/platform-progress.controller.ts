import { Controller } from '@nestjs/common';
import { platformProgress, type PlatformProgress, type PlatformProgressSince } from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnQuery } from '@trial/messaging';
import { LookAtPlatform } from './look-at-platform.js';

/** How the whole platform stands, for operations. */
@Controller()
export class PlatformProgressController {
  constructor(private readonly lookAtPlatform: LookAtPlatform) {}

  @OnQuery(platformProgress)
  read(request: PlatformProgressSince, context: Context): Promise<PlatformProgress> {
    return this.lookAtPlatform.execute(request, context);
  }
}
