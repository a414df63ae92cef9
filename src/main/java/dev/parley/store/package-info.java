/**
 * The connection to MongoDB, how it is just now, who may wait for it, and the making of indexes.
 * What is stored, and how it is asked for, belongs to the features; the database of a first run to {@code embedded}.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.store;
