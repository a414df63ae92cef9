/**
 * The database for a first run and for a single node: a small MongoDB in this process, kept in one file. Only {@code store} knows whether this
 * database or a real MongoDB is used.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.embedded;
