/**
 * The answers when something goes wrong: one exception that names the problem, one body that describes it, and one place that makes the answer.
 * Nothing here knows a feature.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.problem;
