/** When rooms meet, and who comes: times on the wall of one place, their repetition, and what is stored of both. */
@org.jspecify.annotations.NullMarked
package dev.parley.schedule;
