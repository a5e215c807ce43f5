import { reminder } from '../reminders/reminder.js';

export const visitWithReminder = reminder;
