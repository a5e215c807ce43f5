import { Controller, Get, Header, HttpCode, ServiceUnavailableException } from '@nestjs/common';
import { register } from 'prom-client';
import { Readiness } from './readiness.js';

/** Health and metrics: all that a service's own port serves. */
@Controller()
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  @Get('health/live')
  @HttpCode(200)
  live(): { status: string } {
    return { status: 'alive' };
  }

  @Get('health/ready')
  async ready(): Promise<{ status: string }> {
    const failing = await this.readiness.failing();
    if (failing.length > 0) throw new ServiceUnavailableException({ status: 'not ready', failing });
    return { status: 'ready' };
  }

  @Get('metrics')
  @Header('content-type', register.contentType)
  metrics(): Promise<string> {
    return register.metrics();
  }
}
