/**
 * The load generator: measures Parley beside what people would pick instead, over loopback and for a bounded time. Nothing of it is in
 * the WAR.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.bench;
