import { z } from 'zod';

export const held = z;
