/**
 * JSON that is taken apart and put together without being understood. What stands in it is the business of the framings.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.json;
