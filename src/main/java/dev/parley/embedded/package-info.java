/**
 * The database of a first run and of one node: a small MongoDB in this process, kept in one file.
 * Nobody but {@code store} knows which of the two is used.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.embedded;
