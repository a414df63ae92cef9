/** What people do with the times of rooms: say whether they come, and take the meetings into their own calendars. */
@org.jspecify.annotations.NullMarked
package dev.parley.calendar;
