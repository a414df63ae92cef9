/** The application itself and nothing else. The features are in the packages below, each named by one noun. */
@org.jspecify.annotations.NullMarked
package dev.parley;
