/**
 * Limits on how often something may be done and how many of something there may be, for a person, an address or all together. The counts are in
 * the database where a restart must not reset them, and in memory where every message is counted. What is limited, and at how much, is decided
 * by each feature.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.limits;
