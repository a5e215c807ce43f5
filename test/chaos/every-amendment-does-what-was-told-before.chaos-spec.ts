import { describeAmendments } from '../service/scheduling/amendments-told-before.js';

describeAmendments(60, 777);
