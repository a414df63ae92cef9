/**
 * The connection to MongoDB, the embedded database that stands in for it on a first run, and the making of indexes.
 * What is stored, and how it is asked for, belongs to the features.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.store;
