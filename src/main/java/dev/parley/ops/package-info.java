/** What operators look at: health, the log line that says Parley is ready, and how it stops. It reports on features and decides nothing for them. */
@org.jspecify.annotations.NullMarked
package dev.parley.ops;
