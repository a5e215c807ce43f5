import { describeAmendments } from '../service/scheduling/amendments-told-before.js';

// Among them one whose visit becomes provisional, of which nobody may be reminded.
describeAmendments(60, 2_002);
