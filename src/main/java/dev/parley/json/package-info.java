/** Takes JSON apart and puts it together without understanding it. What it means is up to the framings. */
@org.jspecify.annotations.NullMarked
package dev.parley.json;
