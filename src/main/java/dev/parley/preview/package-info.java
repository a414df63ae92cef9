/** What a link to Parley says of itself in a messenger. */
@org.jspecify.annotations.NullMarked
package dev.parley.preview;
