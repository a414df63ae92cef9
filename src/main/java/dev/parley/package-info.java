/**
 * The application itself and nothing else: the features live in the packages below, one noun each.
 */
@org.jspecify.annotations.NullMarked
package dev.parley;
