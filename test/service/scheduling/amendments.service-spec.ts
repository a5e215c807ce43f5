import { describeAmendments } from './amendments-told-before.js';

// The long run tries more of them.
describeAmendments(8, 1_480_367_395);
