import type { z } from 'zod';

export type Held = typeof z;
