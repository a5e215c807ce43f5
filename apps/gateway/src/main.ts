import { startService } from '@trial/process';
import { GatewayModule } from './gateway.module.js';
import { prepareHttp } from './prepare-http.js';

await startService({ name: 'gateway', module: GatewayModule, prepare: prepareHttp });
