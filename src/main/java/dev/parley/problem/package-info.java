/**
 * What is answered when something goes wrong: one exception that names it, one body that tells it, one place that makes the answer.
 * Knows no feature.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.problem;
