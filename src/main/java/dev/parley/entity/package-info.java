/**
 * How records become documents and come back: one mapping for whoever reads or writes, and entities that are read together.
 * Which entities there are, and what is asked of them, belongs to the features.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.entity;
