import { describeAmendments } from '../service/scheduling/amendments-told-before.js';

// The twelfth makes a visit provisional, of which nobody may be reminded.
describeAmendments(24, 2_002);
