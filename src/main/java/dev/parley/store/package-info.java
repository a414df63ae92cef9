/**
 * The connection to MongoDB: its state, who may wait for it, and the making of indexes. What is stored and how it is queried belongs to the
 * features. The database of a first run belongs to {@code embedded}.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.store;
