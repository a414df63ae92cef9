/**
 * How often something may be tried, counted for a person, an address or all together; every feature that limits something counts here.
 * What is limited, and how much is too much, belongs to the feature.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.limits;
