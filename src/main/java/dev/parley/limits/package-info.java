/**
 * How often something may be done, and how many of something there may be, for a person, an address or all together: in the database where a
 * restart must not forget it, in memory where it is counted for every message. What is limited, and how much is too much,
 * belongs to the feature.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.limits;
