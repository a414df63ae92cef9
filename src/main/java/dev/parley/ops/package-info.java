/**
 * What the people who run Parley look at: health, the line that says it is ready, and how it stops.
 * It reports on features and decides nothing for them.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.ops;
