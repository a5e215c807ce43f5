import { of } from 'rxjs';

export const held = of;
